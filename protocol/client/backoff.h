// How long to wait before trying again: a random part of a span that doubles, so that the members of a room
// do not come back all at once.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/time.h"

#include <algorithm>

namespace hubbub::client {

class Backoff {
public:
    Duration next(Entropy& entropy)
    {
        const Duration wait{
            static_cast<Duration::rep>(entropy.drawBelow(static_cast<std::uint64_t>(span_.count())))};
        span_ = std::min(2 * span_, most);
        return wait;
    }
    void reset() { span_ = least; }

private:
    /// A server that comes back after a restart sees its members spread over this time.
    static constexpr Duration least{1s};
    /// Nobody wants to wait longer for a network that works again.
    static constexpr Duration most{15s};
    Duration span_ = least;
};

} // namespace hubbub::client
