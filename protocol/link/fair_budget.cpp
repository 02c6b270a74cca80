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
    const auto found = taken_.find(prefix);
    // An eighth stays with those not yet seen in this second: whoever comes first and however many they are,
    // each stranger gets something, and has its share in the next second.
    if (found == taken_.end())
        return total_ < perSecond_;
    const std::size_t forAll = perSecond_ * 7 / 8;
    if (total_ >= forAll)
        return false;
    // The first half is for whoever comes, so that one busy prefix among quiet ones is not held up for
    // nothing. Of what then remains everyone has a share, whatever was taken of the first half.
    const std::size_t half = perSecond_ / 2;
    const std::size_t asking = std::max(taken_.size(), prefixesBefore_);
    if (total_ < half)
        return true;
    return found->second < std::max<std::size_t>((forAll - half) / asking, 1);
}

void FairBudget::take(Instant now, const AddressPrefix& prefix)
{
    turnOver(now);
    ++taken_[prefix];
    ++total_;
}

} // namespace hubbub::link
