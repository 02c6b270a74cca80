// Keeps a client a little below the rates that its server told it, so that what a person pipes in waits here
// and is not refused there.
#pragma once

#include "protocol/base/time.h"
#include "protocol/chat/reply.h"
#include "protocol/client/token_bucket.h"

#include <algorithm>

namespace hubbub::client {

class Pacer {
public:
    void setRates(Instant now, const chat::Rates& rates);
    /// What may be said at once has been said already, for all that is known. Once there are rates.
    void empty(Instant now);
    /// Whom a text goes to: its bytes count once for each of them.
    void setMembers(std::size_t members)
    {
        members_ = static_cast<double>(std::max<std::size_t>(members, 1));
    }
    /// The server asked for patience: nothing goes before.
    void pauseUntil(Instant instant) { pausedUntil_ = std::max(pausedUntil_, instant); }

    Instant readyAt(Instant now, std::size_t textBytes) const;
    void take(Instant now, std::size_t textBytes);

private:
    double fanOut(std::size_t textBytes) const { return static_cast<double>(textBytes) * members_; }

    TokenBucket messages_;
    TokenBucket fanOutBytes_;
    double members_ = 1;
    Instant pausedUntil_{};
};

} // namespace hubbub::client
