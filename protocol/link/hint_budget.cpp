#include "protocol/link/hint_budget.h"

namespace hubbub::link {

bool ResetHintBudget::take(Instant now, const IpAddress& to)
{
    if (!secondBegan_ || now - *secondBegan_ >= 1s) {
        secondBegan_ = now;
        sent_.clear();
        total_ = 0;
    }
    if (total_ == perSecond)
        return false;
    const AddressPrefix prefix = AddressPrefix::of(to);
    const auto found = sent_.find(prefix);
    if (found == sent_.end())
        sent_.emplace(prefix, 1);
    else if (found->second == perPrefixAndSecond || total_ >= perSecond - keptForOthers)
        return false;
    else
        ++found->second;
    ++total_;
    return true;
}

} // namespace hubbub::link
