// What witnesses read the time from: the run's own, and the wall clock that the server is given.
#pragma once

#include "protocol/base/time.h"

#include <functional>

namespace hubbub::sim {

struct Clock {
    std::function<Instant()> now;
    std::function<WallTime()> wall;
};

} // namespace hubbub::sim
