#include "protocol/link/prefix_budget.h"

namespace hubbub::link {

bool PrefixBudget::take(Instant now, const AddressPrefix& to)
{
    if (!secondBegan_ || now - *secondBegan_ >= 1s) {
        secondBegan_ = now;
        sent_.clear();
        total_ = 0;
    }
    if (total_ == perSecond_)
        return false;
    const auto found = sent_.find(to);
    if (found == sent_.end())
        sent_.emplace(to, 1);
    else if (found->second == perPrefix_ || total_ >= perSecond_ - perSecond_ / 4)
        return false;
    else
        ++found->second;
    ++total_;
    return true;
}

} // namespace hubbub::link
