// Bounds the reset hints a server sends, per address prefix and in all: after a restart every client needs
// one, and a forger wants many.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/time.h"

#include <cstddef>
#include <map>
#include <optional>

namespace hubbub::link {

class ResetHintBudget {
public:
    /// A hint makes a client begin a handshake: as many as handshakes are begun in a second.
    static constexpr std::size_t perSecond = 2000;
    /// As many as the joins that a server allows one prefix in a second by default.
    static constexpr std::size_t perPrefixAndSecond = 200;
    /// Of all, those for prefixes that have had none in this second: a few busy ones do not silence us.
    static constexpr std::size_t keptForOthers = perSecond / 4;

    /// True, and one hint is spent, if one may be sent to this address.
    bool take(Instant now, const IpAddress& to);
    /// Prefixes remembered; at most perSecond.
    std::size_t prefixes() const { return sent_.size(); }

private:
    std::optional<Instant> secondBegan_;
    std::map<AddressPrefix, std::size_t> sent_; ///< in this second
    std::size_t total_ = 0;
};

} // namespace hubbub::link
