// All checkers, for a world in which nothing else is expected than in any other.
#pragma once

#include "tests/sim/world.h"

namespace hubbub::sim {

void addCheckers(World& world);

} // namespace hubbub::sim
