// When to send a PING so that the server never takes a quiet person for a dead one, and so that a link that
// has died is noticed.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/limits.h"
#include "protocol/base/time.h"

#include <algorithm>

namespace hubbub::client {

class KeepAlive {
public:
    KeepAlive(Instant now, Entropy& entropy) : entropy_(entropy), lastSent_(now) { draw(); }

    /// Anything: whatever is sent says that we are alive.
    void sent(Instant now)
    {
        lastSent_ = now;
        draw();
    }
    Instant deadline(Instant lastHeard) const
    {
        return std::min(lastSent_ + wait_, std::max(lastHeard + doubtAfter, lastSent_ + doubtEvery));
    }

private:
    /// Longer than a PING and its answer take, so that silence is more than a pause.
    static constexpr Duration doubtAfter{6s};
    /// On a path that loses a third of all round trips, six more PINGs before the link is called lost make
    /// that a rare mistake.
    static constexpr Duration doubtEvery{1s};

    void draw() { wait_ = entropy_.drawAround(limits::keepAlive, limits::keepAliveJitterPercent); }

    Entropy& entropy_;
    Instant lastSent_;
    Duration wait_{};
};

} // namespace hubbub::client
