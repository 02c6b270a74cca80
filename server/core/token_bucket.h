// A rate with a burst, kept as the one point in time at which the bucket will be full again.
#pragma once

#include "protocol/base/time.h"

namespace hubbub::server {

struct BucketRate {
    double perSecond = 0; ///< 0: no limit
    double burst = 0;
};

/// Something larger than the whole burst may be taken from a full bucket; it then takes its time to fill
/// again.
class TokenBucket {
public:
    bool has(Instant now, const BucketRate& rate, double amount) const;
    /// Whatever is taken, it is full again within a day.
    void take(Instant now, const BucketRate& rate, double amount);
    /// Until has() is true; zero if it is.
    Duration waitFor(Instant now, const BucketRate& rate, double amount) const;
    bool isFull(Instant now) const { return fullAt_ <= now; }

private:
    Instant fullAt_{};
};

} // namespace hubbub::server
