#include "server/invite.h"

#include "protocol/base/check.h"

#include <QHostAddress>
#include <QNetworkInterface>

#include <algorithm>

namespace hubbub::server {

namespace {

/// What others can reach comes first.
enum class Reach { global, privateNetwork, linkLocal, loopback };

Reach reachOf(const IpAddress& ip)
{
    const auto& bytes = ip.bytes;
    if (ip.isLoopback())
        return Reach::loopback;
    if (ip.isV4()) {
        const bool isPrivate = bytes[12] == 10 || (bytes[12] == 172 && (bytes[13] & 0xf0U) == 16)
                            || (bytes[12] == 192 && bytes[13] == 168)
                            || (bytes[12] == 100 && (bytes[13] & 0xc0U) == 64);
        if (bytes[12] == 169 && bytes[13] == 254)
            return Reach::linkLocal;
        return isPrivate ? Reach::privateNetwork : Reach::global;
    }
    if (bytes[0] == 0xfe && (bytes[1] & 0xc0U) == 0x80)
        return Reach::linkLocal;
    return (bytes[0] & 0xfeU) == 0xfc ? Reach::privateNetwork : Reach::global;
}

} // namespace

chat::ServerAddress inviteAddress(const std::optional<chat::ServerAddress>& publicAddress,
                                  std::span<const PeerAddress> listening,
                                  std::span<const IpAddress> interfaces, const PublicKey& key)
{
    CHECK(!listening.empty());
    if (publicAddress)
        return {publicAddress->host, publicAddress->port, key};
    std::vector<PeerAddress> candidates;
    for (const PeerAddress& address : listening) {
        if (!address.ip.isUnspecified()) {
            candidates.push_back(address);
            continue;
        }
        for (const IpAddress& ip : interfaces)
            if (ip.isV4() == address.ip.isV4())
                candidates.push_back({ip, address.port});
    }
    if (candidates.empty())
        candidates.push_back({IpAddress::v4(0x7f000001), listening.front().port});
    const auto best = std::ranges::min_element(
        candidates, {}, [](const PeerAddress& candidate) { return reachOf(candidate.ip); });
    return {best->ip.text(), best->port, key};
}

std::vector<IpAddress> interfaceAddresses()
{
    std::vector<IpAddress> addresses;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
            const QHostAddress address = entry.ip();
            if (address.protocol() == QAbstractSocket::IPv4Protocol) {
                addresses.push_back(IpAddress::v4(address.toIPv4Address()));
                continue;
            }
            IpAddress ip;
            const Q_IPV6ADDR six = address.toIPv6Address();
            std::copy(std::begin(six.c), std::end(six.c), ip.bytes.begin());
            if (!address.scopeId().isEmpty())
                ip.scope = static_cast<std::uint32_t>(interface.index());
            addresses.push_back(ip);
        }
    }
    std::ranges::stable_partition(addresses, [](const IpAddress& ip) { return !ip.isLoopback(); });
    return addresses;
}

} // namespace hubbub::server
