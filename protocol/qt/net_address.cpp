#include "protocol/qt/net_address.h"

#include <QNetworkInterface>

#include <algorithm>

namespace hubbub::qt {

QHostAddress toHostAddress(const IpAddress& ip)
{
    Q_IPV6ADDR six{};
    std::ranges::copy(ip.bytes, std::begin(six.c));
    QHostAddress address(six);
    if (ip.isV4())
        return QHostAddress(address.toIPv4Address());
    if (ip.scope != 0)
        address.setScopeId(QString::number(ip.scope));
    return address;
}

IpAddress fromHostAddress(const QHostAddress& address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return IpAddress::v4(address.toIPv4Address());
    IpAddress ip;
    const Q_IPV6ADDR six = address.toIPv6Address();
    std::copy(std::begin(six.c), std::end(six.c), ip.bytes.begin());
    if (const QString scope = address.scopeId(); !scope.isEmpty()) {
        bool isNumber = false;
        ip.scope = scope.toUInt(&isNumber);
        // Qt tells the interface of a link-local address by its name where it has one.
        if (!isNumber)
            ip.scope =
                static_cast<std::uint32_t>(std::max(0, QNetworkInterface::interfaceIndexFromName(scope)));
    }
    return ip;
}

} // namespace hubbub::qt
