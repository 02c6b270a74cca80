// So many answers a second to peers that nobody has validated: per address prefix, and in all.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/time.h"

#include <cstddef>
#include <map>
#include <optional>

namespace hubbub::link {

class PrefixBudget {
public:
    PrefixBudget(std::size_t perSecond, std::size_t perPrefixAndSecond)
        : perSecond_(perSecond),
          perPrefix_(perPrefixAndSecond)
    {
    }

    /// True, and one answer is spent, if one may be sent there. A quarter of all is kept for prefixes that
    /// have had none in this second: a few busy ones do not silence us.
    bool take(Instant now, const AddressPrefix& to);
    /// Prefixes remembered; at most as many as answers a second.
    std::size_t prefixes() const { return sent_.size(); }

private:
    std::size_t perSecond_;
    std::size_t perPrefix_;
    std::optional<Instant> secondBegan_;
    std::map<AddressPrefix, std::size_t> sent_; ///< in this second
    std::size_t total_ = 0;
};

} // namespace hubbub::link
