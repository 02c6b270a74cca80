// Spreads what is not urgent over the round trip: one window per round trip, in bursts of at most ten datagrams, so that catching up does not
// fill the queues that live events pass through (a leaky bucket as a meter: ITU-T I.371).
#pragma once

#include "protocol/base/time.h"

#include <algorithm>
#include <cstddef>

namespace hubbub::link {

class Pace {
public:
    static constexpr int burst = 10;

    /// When the next datagram may go; `spacing` is the round trip divided by the window.
    Instant allowedAt(Duration spacing) const
    {
        return next_ == Instant::min() ? next_ : next_ - spacing * (burst - 1);
    }
    bool allows(Instant now, Duration spacing) const { return now >= allowedAt(spacing); }
    void handleSent(Instant now, Duration spacing) { next_ = std::max(next_, now) + spacing; }

private:
    /// When the bucket will have run dry.
    Instant next_ = Instant::min();
};

} // namespace hubbub::link
