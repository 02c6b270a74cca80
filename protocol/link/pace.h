// Spreads what is not urgent over the round trip: one window per round trip, in bursts of at most ten
// datagrams, so that catching up does not fill the queues that live events pass through (a leaky bucket).
#pragma once

#include "protocol/base/time.h"

#include <algorithm>
#include <cstdint>

namespace hubbub::link {

class Pace {
public:
    static constexpr std::int64_t burst = 10;

    /// When the next datagram may go. `spacing`, the round trip divided by the window, may change from call
    /// to call.
    Instant allowedAt(Duration spacing) const
    {
        const std::int64_t excess = level_ - (burst - 1) * datagram;
        return excess <= 0 ? levelAt_ : levelAt_ + least(spacing) * excess / datagram + Duration{1};
    }
    bool allows(Instant now, Duration spacing) const { return now >= allowedAt(spacing); }
    void handleSent(Instant now, Duration spacing)
    {
        if (levelAt_ < now) {
            const std::int64_t drained =
                std::min<std::int64_t>((now - levelAt_) / least(spacing), burst + 1) * datagram
                + (now - levelAt_) % least(spacing) * datagram / least(spacing);
            level_ = std::max<std::int64_t>(level_ - drained, 0);
            levelAt_ = now;
        }
        level_ += datagram;
    }

private:
    /// Levels are kept in thousandths of a datagram.
    static constexpr std::int64_t datagram = 1'000;
    static Duration least(Duration spacing) { return std::max(spacing, Duration{1}); }

    std::int64_t level_ = 0;
    Instant levelAt_ = Instant{};
};

} // namespace hubbub::link
