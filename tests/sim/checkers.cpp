#include "tests/sim/checkers.h"

#include "tests/sim/amplification_checker.h"
#include "tests/sim/bounds_checker.h"
#include "tests/sim/confirmations_checker.h"
#include "tests/sim/endings_checker.h"
#include "tests/sim/farewell_checker.h"
#include "tests/sim/lock_checker.h"
#include "tests/sim/names_checker.h"
#include "tests/sim/once_checker.h"
#include "tests/sim/own_checker.h"
#include "tests/sim/past_checker.h"
#include "tests/sim/restrictions_checker.h"
#include "tests/sim/results_checker.h"
#include "tests/sim/roster_checker.h"
#include "tests/sim/timeline_checker.h"

#include <algorithm>

namespace hubbub::sim {

void addCheckers(World& world, const Expected& expected)
{
    const Clock clock{[&world] { return world.now(); }, [&world] { return world.wall(); }};
    const auto keyOf = [&world](ActorId actor) { return world.client(actor).key(); };
    world.add(std::make_unique<OnceChecker>(world.court(), [&world](const PublicKey& key) {
        return std::ranges::any_of(world.clients(), [&](const auto& client) { return client->key() == key; });
    }));
    world.add(std::make_unique<TimelineChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<PastChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<NamesChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<ResultsChecker>(world.court(), world.ledger(), expected));
    world.add(std::make_unique<EndingsChecker>(world.court(), expected));
    world.add(std::make_unique<RestrictionsChecker>(world.court(), clock, keyOf));
    world.add(std::make_unique<LockChecker>(world.court(), clock, keyOf, [&world](ActorId actor) {
        return world.client(actor).traits.keepsJournal;
    }));
    world.add(std::make_unique<RosterChecker>(world.court(), keyOf, expected.bans));
    world.add(std::make_unique<ConfirmationsChecker>(world.court(), world.ledger(), keyOf));
    world.add(std::make_unique<OwnChecker>(world.court(), world.ledger(), keyOf));
    world.add(std::make_unique<FarewellChecker>(world.court(), world.ledger(), clock, keyOf, expected.bans));
    world.add(std::make_unique<AmplificationChecker>(
        world.court(), [&world](const PeerAddress& address) { return world.isInvented(address); }));
    constexpr std::size_t peopleMost = 100;
    world.add(std::make_unique<BoundsChecker>(world.court(), world.server(), peopleMost));
}

} // namespace hubbub::sim
