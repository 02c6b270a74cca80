#include "server/core/discovery.h"

#include "protocol/base/limits.h"
#include "protocol/chat/text.h"

#include <algorithm>

namespace hubbub::server {

namespace {

bool isLinkLocal(const IpAddress& ip)
{
    if (ip.isV4())
        return ip.bytes[12] == 169 && ip.bytes[13] == 254;
    return ip.bytes[0] == 0xfe && (ip.bytes[1] & 0xc0U) == 0x80;
}

/// The addresses that no router takes out of a site (RFC 1918, RFC 6598, RFC 4193).
bool isPrivate(const IpAddress& ip)
{
    const auto& bytes = ip.bytes;
    if (!ip.isV4())
        return (bytes[0] & 0xfeU) == 0xfc;
    return bytes[12] == 10 || (bytes[12] == 172 && (bytes[13] & 0xf0U) == 16)
        || (bytes[12] == 192 && bytes[13] == 168) || (bytes[12] == 100 && (bytes[13] & 0xc0U) == 64);
}

bool isWithin(const IpAddress& ip, const OwnNetwork& network)
{
    if (ip.isV4() != network.own.isV4())
        return false;
    const unsigned bits = std::min(network.prefixBits + (ip.isV4() ? 96U : 0U), 128U);
    const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
    if (!std::equal(ip.bytes.begin(), ip.bytes.begin() + whole, network.own.bytes.begin()))
        return false;
    const unsigned rest = bits % 8;
    const auto at = static_cast<std::size_t>(whole);
    return rest == 0 || (ip.bytes[at] ^ network.own.bytes[at]) >> (8 - rest) == 0;
}

bool isSameAddress(const IpAddress& a, const IpAddress& b)
{
    return a.bytes == b.bytes;
}

} // namespace

const PeerAddress* roomAddressFor(const ProbeArrival& arrival, const OwnPlace& place)
{
    const bool isOwnMachine = arrival.from.ip.isLoopback();
    const auto isReachable = [&](const PeerAddress& address) {
        if (address.ip.isV4() != arrival.from.ip.isV4())
            return false;
        if (address.ip.isUnspecified())
            return true;
        if (address.ip.isLoopback() || isOwnMachine)
            return isOwnMachine;
        return std::ranges::any_of(place.networks, [&](const OwnNetwork& network) {
            return network.card == arrival.card && isSameAddress(network.own, address.ip);
        });
    };
    const auto found = std::ranges::find_if(place.listening, isReachable);
    return found != place.listening.end() ? &*found : nullptr;
}

bool isFromOwnNetwork(const ProbeArrival& arrival, const OwnPlace& place)
{
    const bool isToOneOnly = std::ranges::any_of(
        place.networks, [&](const OwnNetwork& network) { return isSameAddress(network.own, arrival.to); });
    if (isToOneOnly || arrival.to.isUnspecified())
        return false;
    const IpAddress& from = arrival.from.ip;
    return from.isLoopback() || isLinkLocal(from) || isPrivate(from)
        || std::ranges::any_of(place.networks,
                               [&](const OwnNetwork& network) { return isWithin(from, network); });
}

Result<DiscoveryAnswer, DropReason> Discovery::handleProbe(Instant now, const ProbeArrival& arrival,
                                                           ByteView datagram, const OwnPlace& place,
                                                           const RoomFacts& room)
{
    const auto probe = wire::decodeProbe(datagram);
    if (!probe)
        return Unexpected(probe.error());
    const PeerAddress* const address = roomAddressFor(arrival, place);
    if (address == nullptr || !isFromOwnNetwork(arrival, place))
        return Unexpected(DropReason::notLocal);
    // By whole addresses: all of a network have one prefix.
    if (!budget_.take(now, AddressPrefix{arrival.from.ip.bytes}))
        return Unexpected(DropReason::discoveryBudget);
    const std::string name = chat::cleanLine(room.name, limits::roomNameBytes);
    wire::RoomAnswer answer;
    answer.nonce = probe->nonce;
    answer.port = address->port;
    answer.key = room.key;
    answer.members = room.members;
    answer.room = name.empty() ? std::string_view("?") : std::string_view(name);
    return DiscoveryAnswer{address->ip, wire::encode(answer)};
}

} // namespace hubbub::server
