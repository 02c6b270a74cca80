// All checkers.
#pragma once

#include "tests/sim/world.h"

namespace hubbub::sim {

/// What may befall people in this world.
struct Expected {
    bool takeovers = false; ///< one person has two programs
    bool removals = false;  ///< by the operator
    bool bans = false;      ///< by the operator, as are mutes
    bool locks = false;     ///< of the room
};

void addCheckers(World& world, const Expected& expected = {});

} // namespace hubbub::sim
