#include "protocol/link/repeat_schedule.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// Short enough that a single lost datagram is hardly noticed when one connects.
constexpr Duration firstWait = 300ms;
constexpr Duration longestWait = 1200ms;
/// Clients that lost the same server at the same moment must not come back in step.
constexpr int jitterPercent = 25;

} // namespace

void RepeatSchedule::sent(Instant now, Entropy& entropy)
{
    const Duration wait = std::min(firstWait * (1 << std::min(count_, 2)), longestWait);
    ++count_;
    next_ = now + entropy.drawAround(wait, jitterPercent);
}

} // namespace hubbub::link
