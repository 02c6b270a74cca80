#include "server/core/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace hubbub::server {

namespace {

/// As good as never, and cannot overflow.
constexpr Duration mostDebt = 24h;

Duration timeFor(double amount, double perSecond)
{
    const double seconds = std::min(amount / perSecond, std::chrono::duration<double>(mostDebt).count());
    return Duration(static_cast<Duration::rep>(std::ceil(seconds * 1e6)));
}

} // namespace

bool TokenBucket::has(Instant now, const BucketRate& rate, double amount) const
{
    return waitFor(now, rate, amount) == Duration::zero();
}

void TokenBucket::take(Instant now, const BucketRate& rate, double amount)
{
    if (rate.perSecond > 0)
        fullAt_ = std::min(std::max(fullAt_, now) + timeFor(amount, rate.perSecond), now + mostDebt);
}

Duration TokenBucket::waitFor(Instant now, const BucketRate& rate, double amount) const
{
    if (rate.perSecond <= 0 || fullAt_ <= now)
        return Duration::zero();
    // What may still be missing for the amount to be there.
    const Duration allowed = timeFor(std::max(rate.burst - amount, 0.0), rate.perSecond);
    return std::max(fullAt_ - now - allowed, Duration::zero());
}

} // namespace hubbub::server
