// The clocks of the benchmarks, which are the same in all processes of one machine.
#pragma once

#include "protocol/base/time.h"

#include <cstdint>

namespace hubbub::bench {

inline std::int64_t readNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

inline Instant readClock()
{
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(readNanoseconds()))};
}

inline double milliseconds(Duration duration)
{
    return static_cast<double>(duration.count()) / 1000.0;
}

} // namespace hubbub::bench
