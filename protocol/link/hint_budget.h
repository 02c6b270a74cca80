// Bounds the reset hints a server sends, per address prefix and in all: after a restart every client needs
// one, and a forger wants many.
#pragma once

#include "protocol/link/prefix_budget.h"

namespace hubbub::link {

class ResetHintBudget {
public:
    /// A hint makes a client begin a handshake: as many as handshakes are begun in a second.
    static constexpr std::size_t perSecond = 2000;
    /// As many as the joins that a server allows one prefix in a second by default.
    static constexpr std::size_t perPrefixAndSecond = 200;

    /// True, and one hint is spent, if one may be sent to this address.
    bool take(Instant now, const IpAddress& to) { return budget_.take(now, AddressPrefix::of(to)); }
    std::size_t prefixes() const { return budget_.prefixes(); }

private:
    PrefixBudget budget_{perSecond, perPrefixAndSecond};
};

} // namespace hubbub::link
