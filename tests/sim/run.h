// One seed, one run, with all checkers watching.
#pragma once

#include "tests/sim/plan.h"

#include <deque>
#include <optional>
#include <string>

namespace hubbub::sim {

struct Outcome {
    std::optional<std::string> complaint;
    std::uint64_t steps = 0;
    std::uint64_t datagrams = 0;
    std::uint64_t events = 0;
    std::uint64_t hash = 0; ///< of all datagrams
    Duration lasted{};
    std::string plan;
    std::deque<std::string> trace; ///< the last steps, if asked for
};

Outcome run(std::uint64_t seed, std::size_t traceLines = 0);

} // namespace hubbub::sim
