// Who is answered that looks for the rooms of a network, and what: this network alone hears of the room, and
// only who has asked all of it. Without I/O.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/link/prefix_budget.h"
#include "protocol/wire/discovery.h"

#include <span>
#include <vector>

namespace hubbub::server {

/// A network that one of this machine's cards is in.
struct OwnNetwork {
    std::uint32_t card = 0; ///< its index
    IpAddress own;
    unsigned prefixBits = 0; ///< as it is written: of 32 or of 128
};

struct ProbeArrival {
    PeerAddress from;
    IpAddress to;
    std::uint32_t card = 0; ///< that it came in on
};

/// What the machine is like.
struct OwnPlace {
    std::vector<PeerAddress> listening;
    std::vector<OwnNetwork> networks;
};

/// Of the addresses listened on, the one by which whoever sent this reaches the room; null if there is none.
const PeerAddress* roomAddressFor(const ProbeArrival& arrival, const OwnPlace& place);
/// Sent to everybody of a network, by somebody there: who is elsewhere, or has forged the address of somebody
/// elsewhere, is not answered.
bool isFromOwnNetwork(const ProbeArrival& arrival, const OwnPlace& place);

struct RoomFacts {
    std::string_view name;
    PublicKey key;
    std::optional<std::uint32_t> members; ///< nothing: it is closed
};
struct DiscoveryAnswer {
    IpAddress from; ///< unspecified: as the system likes
    Bytes datagram;
};

class Discovery {
public:
    /// A school opens its clients at once, and each asks some times over each family; what is left unanswered
    /// asks again.
    static constexpr std::size_t answersPerSecond = 400;
    static constexpr std::size_t answersPerAddressAndSecond = 20;

    Result<DiscoveryAnswer, DropReason> handleProbe(Instant now, const ProbeArrival& arrival,
                                                    ByteView datagram, const OwnPlace& place,
                                                    const RoomFacts& room);
    std::size_t addresses() const { return budget_.prefixes(); }

private:
    link::PrefixBudget budget_{answersPerSecond, answersPerAddressAndSecond};
};

} // namespace hubbub::server
