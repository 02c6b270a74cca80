#include "tests/sim/run.h"

#include "tests/sim/checkers.h"
#include "tests/sim/script.h"

namespace hubbub::sim {

Outcome run(std::uint64_t seed, std::size_t traceLines)
{
    const Plan plan(seed);
    World world({seed, plan.core, plan.pace, plan.makeStore(), traceLines, plan.weather});
    addCheckers(world,
                {plan.hasTwin, plan.orders.has_value(), plan.bans.has_value(), plan.locks.has_value()});
    const Instant begun = world.now();
    Script script(world, plan);
    script.playStorm();
    script.playCalm();

    Outcome outcome;
    outcome.complaint = world.court().complaint();
    outcome.steps = world.steps();
    outcome.datagrams = world.datagrams();
    outcome.events = world.ledger().head().value;
    outcome.hash = world.trace().hashed();
    outcome.lasted = world.now() - begun;
    outcome.plan = plan.describe();
    outcome.trace = world.trace().lines();
    return outcome;
}

} // namespace hubbub::sim
