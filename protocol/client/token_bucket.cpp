#include "protocol/client/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace hubbub::client {

namespace {

constexpr double microsecondsPerSecond = 1e6;

} // namespace

void TokenBucket::setRate(Instant now, double perSecond, double burst)
{
    level_ = isSet_ ? std::min(levelAt(now), burst) : burst;
    since_ = now;
    isSet_ = true;
    perSecond_ = perSecond;
    burst_ = burst;
}

void TokenBucket::empty(Instant now)
{
    level_ = 0;
    since_ = now;
}

Instant TokenBucket::readyAt(Instant now, double amount) const
{
    const double missing = std::min(amount, burst_) - levelAt(now);
    if (perSecond_ <= 0 || missing <= 0)
        return now;
    // One more, so that rounding never makes a deadline at which it is not yet ready.
    return now + Duration(static_cast<Duration::rep>(missing / perSecond_ * microsecondsPerSecond) + 1);
}

void TokenBucket::take(Instant now, double amount)
{
    level_ = std::max(0.0, levelAt(now) - amount);
    since_ = now;
}

double TokenBucket::levelAt(Instant now) const
{
    const auto elapsed = static_cast<double>((now - since_).count());
    return std::min(burst_, level_ + elapsed * perSecond_ / microsecondsPerSecond);
}

} // namespace hubbub::client
