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
    std::size_t& count = sent_[AddressPrefix::of(to)];
    if (count == perPrefixAndSecond)
        return false;
    ++count;
    ++total_;
    return true;
}

} // namespace hubbub::link
