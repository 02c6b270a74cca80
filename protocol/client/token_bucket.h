// A token bucket as a client uses it on itself: it tells when the next piece may go, and never refuses.
#pragma once

#include "protocol/base/time.h"

namespace hubbub::client {

class TokenBucket {
public:
    /// Full at first; later what has been used stays used. A rate of 0 bounds nothing.
    void setRate(Instant now, double perSecond, double burst);
    void empty(Instant now);
    /// `amount` is counted as one full bucket if it is more than that: it can never be had otherwise.
    Instant readyAt(Instant now, double amount) const;
    void take(Instant now, double amount);

private:
    double levelAt(Instant now) const;

    double perSecond_ = 0;
    double burst_ = 0;
    double level_ = 0;
    Instant since_{};
    bool isSet_ = false;
};

} // namespace hubbub::client
