#include "tests/sim/checkers.h"

#include "tests/sim/endings_checker.h"
#include "tests/sim/names_checker.h"
#include "tests/sim/once_checker.h"
#include "tests/sim/results_checker.h"
#include "tests/sim/timeline_checker.h"

namespace hubbub::sim {

void addCheckers(World& world)
{
    world.add(std::make_unique<OnceChecker>(world.court()));
    world.add(std::make_unique<TimelineChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<NamesChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<ResultsChecker>(world.court(), world.ledger()));
    world.add(std::make_unique<EndingsChecker>(world.court()));
}

} // namespace hubbub::sim
