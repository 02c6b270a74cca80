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
#include <vector>

namespace hubbub::server {

/// One datagram, or several to one peer behind one another, all of `segment` bytes but for the last, which
/// may be shorter: the system then goes the way down to the wire once for all of them.
struct OutgoingDatagram {
    Path path;
    ByteView bytes;
    std::size_t segment = 0; ///< 0: one datagram
};
/// Segments that the system takes at once, and the bytes of all (UDP's own limit, with room for headers).
inline constexpr std::size_t mostSegments = 64;
inline constexpr std::size_t mostSegmentedBytes = 65'000;

/// Room for a burst of ten thousand acknowledgements; the system may grant less (Linux: net.core.rmem_max).
inline constexpr int socketBufferBytes = 8 << 20;

/// `from` has the address the datagram was sent to as its local end, and the `socket` given to bind().
using DatagramHandler = std::function<void(const Path& from, ByteView datagram)>;

class UdpPort {
public:
    /// Port 0 picks a free one. An unspecified IPv6 address takes IPv6 only, so that both families can share
    /// a port number.
    static Result<std::unique_ptr<UdpPort>, Failure> bind(const PeerAddress& listen, std::uint8_t socket);
    /// Several on one address, so that as many threads can receive and send at once. What comes is given to
    /// them by the index that sealed packets bear (docs/PROTOCOL.md, section 2): its low 6 bits, modulo their
    /// number; all else comes to the first. Nobody else may have the address already, nor get it. Only on
    /// Linux: elsewhere one alone comes back.
    static Result<std::vector<std::unique_ptr<UdpPort>>, Failure> bindGroup(const PeerAddress& listen,
                                                                            std::uint8_t socket,
                                                                            std::size_t count);

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
    /// Whether a path's local address is the source of what is sent on it. Otherwise the system chooses one
    /// of its own, and a server with several IPv4 addresses needs a socket bound to each.
    static bool choosesSource();
    /// Sends in order and returns how many of the elements are done with: sent, or lost as datagrams may be
    /// (unreachable, forbidden). Fewer than given: the socket takes no more.
    virtual std::size_t send(std::span<const OutgoingDatagram> datagrams) = 0;
};

} // namespace hubbub::server
