// Time as values. Engines are handed the time; nothing below protocol/qt can read a clock, so every run can
// be replayed.
#pragma once

// <chrono> brings <compare>; named here, it would make the moc of Qt 6.4 stumble over the headers of GCC 12.
#include <chrono>
#include <cstdint>

namespace hubbub {

using namespace std::chrono_literals;

using Duration = std::chrono::microseconds;

/// A monotonic clock without now(): only the edges (sockets, tests, the simulator) know what time it is.
struct EngineClock {
    using rep = Duration::rep;
    using period = Duration::period;
    using duration = Duration;
    using time_point = std::chrono::time_point<EngineClock>;
    static constexpr bool is_steady = true;
};

/// A point on the monotonic clock of one process; meaningless in another.
using Instant = EngineClock::time_point;

/// Milliseconds since 1970-01-01 UTC, as people and the log know time. It may jump; nothing waits on it.
struct WallTime {
    std::int64_t milliseconds = 0;
    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

} // namespace hubbub
