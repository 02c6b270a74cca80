#include "protocol/qt/network_cards.h"

#include "protocol/qt/net_address.h"

#include <QNetworkInterface>

#include <algorithm>

namespace hubbub::qt {

std::vector<NetworkCard> networkCards()
{
    std::vector<NetworkCard> cards;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning)
            || interface.addressEntries().isEmpty())
            continue;
        NetworkCard card;
        card.index = static_cast<std::uint32_t>(std::max(0, interface.index()));
        card.name = interface.name();
        card.isLoopback = flags.testFlag(QNetworkInterface::IsLoopBack);
        bool hasSix = false;
        for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
            hasSix = hasSix || entry.ip().protocol() == QAbstractSocket::IPv6Protocol;
            if (!entry.ip().isLinkLocal())
                card.addresses.push_back(fromHostAddress(entry.ip()));
            if (!entry.broadcast().isNull())
                card.broadcasts.push_back(entry.broadcast());
        }
        // Linux names none for this machine alone, but takes it.
        if (card.isLoopback && card.broadcasts.empty())
            card.broadcasts.emplace_back(QStringLiteral("127.255.255.255"));
        card.takesGroups = hasSix && !card.isLoopback && flags.testFlag(QNetworkInterface::CanMulticast);
        cards.push_back(std::move(card));
    }
    return cards;
}

} // namespace hubbub::qt
