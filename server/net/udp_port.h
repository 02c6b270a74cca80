// One bound UDP socket that gives and takes datagrams in batches. On Linux recvmmsg and sendmmsg, elsewhere
// QUdpSocket.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"
#include "protocol/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace hubbub::server {

struct OutgoingDatagram {
    Path path;
    ByteView bytes;
};

/// `from` has the address the datagram was sent to as its local end, and the `socket` given to bind().
using DatagramHandler = std::function<void(const Path& from, ByteView datagram)>;

class UdpPort {
public:
    /// Port 0 picks a free one. An unspecified IPv6 address takes IPv6 only, so that both families can share
    /// a port number.
    static Result<std::unique_ptr<UdpPort>, Failure> bind(const PeerAddress& listen, std::uint8_t socket);

    UdpPort() = default;
    UdpPort(const UdpPort&) = delete;
    UdpPort& operator=(const UdpPort&) = delete;
    virtual ~UdpPort() = default;

    virtual PeerAddress localAddress() const = 0;
    /// For waiting until it is readable or writable.
    virtual std::intptr_t descriptor() const = 0;
    /// Hands over what has arrived, at most `most` datagrams; returns how many. Longer ones than the protocol
    /// has come one byte too long, so that they are counted.
    virtual std::size_t receive(std::size_t most, const DatagramHandler& handler) = 0;
    /// Sends in order and returns how many are done with: sent, or lost as datagrams may be (unreachable,
    /// forbidden). Fewer than given: the socket takes no more.
    virtual std::size_t send(std::span<const OutgoingDatagram> datagrams) = 0;
};

} // namespace hubbub::server
