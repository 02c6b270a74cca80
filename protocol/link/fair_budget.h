// So many of something a second, shared fairly among address prefixes: nobody is locked out by a fixed number
// per address (a school sits behind one), and nobody takes what others ask for.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/time.h"

#include <cstddef>
#include <map>
#include <optional>

namespace hubbub::link {

class FairBudget {
public:
    explicit FairBudget(std::size_t perSecond) : perSecond_(perSecond) {}

    bool mayTake(Instant now, const AddressPrefix& prefix);
    /// Whether it may or not: the caller has asked, or could not help it.
    void take(Instant now, const AddressPrefix& prefix);
    /// Prefixes remembered; bounded by what may be taken in a second.
    std::size_t prefixes() const { return taken_.size(); }

private:
    void turnOver(Instant now);

    std::size_t perSecond_;
    std::optional<Instant> secondBegan_;
    std::map<AddressPrefix, std::size_t> taken_; ///< in this second
    std::size_t total_ = 0;
    std::size_t prefixesBefore_ = 0; ///< that took something in the second before
};

} // namespace hubbub::link
