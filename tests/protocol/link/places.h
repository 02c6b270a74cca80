// Times and addresses that the tests of sessions and handshakes speak of.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/time.h"

namespace hubbub::test {

inline Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

/// From this client's address to the server's.
inline Path pathOf(std::uint32_t ip, std::uint16_t port)
{
    return {IpAddress::v4(0x0a000001), {IpAddress::v4(ip), port}, 0};
}

inline const Path home = pathOf(0xc0000201, 4000);
inline const Path samePlaceOtherPort = pathOf(0xc0000201, 4001);
inline const Path elsewhere = pathOf(0xcb007105, 4000);
inline const Path thirdPlace = pathOf(0xcb007199, 5000);

/// What a client sees of it all.
inline const Path toServer{{}, {IpAddress::v4(0x0a000001), 7788}, 0};

} // namespace hubbub::test
