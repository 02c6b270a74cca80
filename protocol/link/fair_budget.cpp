#include "protocol/link/fair_budget.h"

#include <algorithm>

namespace hubbub::link {

namespace {

constexpr Duration window = 1s;

} // namespace

void FairBudget::turnOver(Instant now)
{
    if (secondBegan_ && now - *secondBegan_ < window)
        return;
    const bool followsOn = secondBegan_ && now - *secondBegan_ < 2 * window;
    prefixesBefore_ = followsOn ? taken_.size() : 0;
    taken_.clear();
    total_ = 0;
    secondBegan_ = now;
}

bool FairBudget::mayTake(Instant now, const AddressPrefix& prefix)
{
    turnOver(now);
    if (total_ >= perSecond_)
        return false;
    // The first half is for whoever comes, so that one busy prefix among quiet ones is not held up for
    // nothing. In the second half everyone has its share; an eighth stays with those not yet seen.
    if (total_ < perSecond_ / 2)
        return true;
    const auto found = taken_.find(prefix);
    const std::size_t own = found == taken_.end() ? 0 : found->second;
    const std::size_t asking = taken_.size() + (found == taken_.end() ? 1 : 0);
    const std::size_t share = perSecond_ * 7 / 8 / std::max(asking, prefixesBefore_);
    return own < std::max<std::size_t>(share, 1);
}

void FairBudget::take(Instant now, const AddressPrefix& prefix)
{
    turnOver(now);
    ++taken_[prefix];
    ++total_;
}

} // namespace hubbub::link
