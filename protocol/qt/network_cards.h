// This machine's network cards, as far as rooms are looked for through them.
#pragma once

#include "protocol/base/address.h"

#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <vector>

namespace hubbub::qt {

struct NetworkCard {
    std::uint32_t index = 0;
    QString name; ///< the system's
    bool isLoopback = false;
    bool takesGroups = false;             ///< IPv6 multicast
    std::vector<IpAddress> addresses;     ///< without those of the link alone
    std::vector<QHostAddress> broadcasts; ///< of its IPv4 networks
};

/// Those that are up and have an address.
std::vector<NetworkCard> networkCards();

} // namespace hubbub::qt
