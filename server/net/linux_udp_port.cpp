#if defined(__linux__) && !defined(HUBBUB_QT_UDP)

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "server/net/udp_port.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hubbub::server {

namespace {

/// Datagrams per system call: beyond this the call's own cost no longer shows.
constexpr std::size_t batchSize = 64;
/// One byte more than the protocol allows, so that a longer datagram is seen to be one.
constexpr std::size_t receiveBytes = limits::datagramBytes + 1;
/// Room for a burst of ten thousand acknowledgements; the kernel may grant less (net.core.rmem_max).
constexpr int socketBufferBytes = 8 << 20;

/// Where the kernel tells and takes the local address of a datagram; large enough for either family.
union ControlBuffer {
    char bytes[CMSG_SPACE(sizeof(in6_pktinfo))];
    cmsghdr alignment;
};

socklen_t toSystem(const PeerAddress& address, bool v4Socket, sockaddr_storage& storage)
{
    std::memset(&storage, 0, sizeof storage);
    if (v4Socket) {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(address.port);
        std::memcpy(&four.sin_addr, address.ip.bytes.data() + 12, sizeof four.sin_addr);
        std::memcpy(&storage, &four, sizeof four);
        return sizeof four;
    }
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(address.port);
    six.sin6_scope_id = address.ip.scope;
    std::memcpy(&six.sin6_addr, address.ip.bytes.data(), sizeof six.sin6_addr);
    std::memcpy(&storage, &six, sizeof six);
    return sizeof six;
}

IpAddress fromSystem(const in_addr& address)
{
    return IpAddress::v4(ntohl(address.s_addr));
}

IpAddress fromSystem(const in6_addr& address, std::uint32_t scope)
{
    IpAddress ip;
    std::memcpy(ip.bytes.data(), &address, ip.bytes.size());
    const bool linkLocal = IN6_IS_ADDR_LINKLOCAL(&address) != 0;
    ip.scope = linkLocal ? scope : 0;
    return ip;
}

PeerAddress fromSystem(const sockaddr_storage& storage)
{
    if (storage.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &storage, sizeof four);
        return {fromSystem(four.sin_addr), ntohs(four.sin_port)};
    }
    sockaddr_in6 six{};
    std::memcpy(&six, &storage, sizeof six);
    return {fromSystem(six.sin6_addr, six.sin6_scope_id), ntohs(six.sin6_port)};
}

IpAddress localAddressIn(msghdr& header)
{
    for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
         control = CMSG_NXTHDR(&header, control))
    {
        if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            in_pktinfo info{};
            std::memcpy(&info, CMSG_DATA(control), sizeof info);
            return fromSystem(info.ipi_addr);
        }
        if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
            in6_pktinfo info{};
            std::memcpy(&info, CMSG_DATA(control), sizeof info);
            return fromSystem(info.ipi6_addr, info.ipi6_ifindex);
        }
    }
    return {};
}

/// Writes the local address to send from into the control buffer; returns its length.
std::size_t putLocalAddress(const IpAddress& local, bool v4Socket, ControlBuffer& buffer)
{
    std::memset(&buffer, 0, sizeof buffer);
    msghdr header{};
    header.msg_control = buffer.bytes;
    header.msg_controllen = sizeof buffer.bytes;
    cmsghdr* control = CMSG_FIRSTHDR(&header);
    if (v4Socket) {
        in_pktinfo info{};
        std::memcpy(&info.ipi_spec_dst, local.bytes.data() + 12, sizeof info.ipi_spec_dst);
        control->cmsg_level = IPPROTO_IP;
        control->cmsg_type = IP_PKTINFO;
        control->cmsg_len = CMSG_LEN(sizeof info);
        std::memcpy(CMSG_DATA(control), &info, sizeof info);
        return CMSG_SPACE(sizeof info);
    }
    in6_pktinfo info{};
    std::memcpy(&info.ipi6_addr, local.bytes.data(), sizeof info.ipi6_addr);
    info.ipi6_ifindex = local.scope;
    control->cmsg_level = IPPROTO_IPV6;
    control->cmsg_type = IPV6_PKTINFO;
    control->cmsg_len = CMSG_LEN(sizeof info);
    std::memcpy(CMSG_DATA(control), &info, sizeof info);
    return CMSG_SPACE(sizeof info);
}

class LinuxUdpPort final : public UdpPort {
public:
    LinuxUdpPort(int socket, bool v4, std::uint8_t number) : socket_(socket), v4_(v4), number_(number) {}
    ~LinuxUdpPort() override { ::close(socket_); }

    PeerAddress localAddress() const override
    {
        sockaddr_storage storage{};
        socklen_t length = sizeof storage;
        CHECK(::getsockname(socket_, reinterpret_cast<sockaddr*>(&storage), &length) == 0);
        return fromSystem(storage);
    }

    std::intptr_t descriptor() const override { return socket_; }

    std::size_t receive(std::size_t most, const DatagramHandler& handler) override;
    std::size_t send(std::span<const OutgoingDatagram> datagrams) override;

private:
    std::size_t sendBatch(std::span<const OutgoingDatagram> datagrams);

    int socket_;
    bool v4_;
    std::uint8_t number_;
    std::array<std::array<Byte, receiveBytes>, batchSize> received_;
    std::array<mmsghdr, batchSize> headers_;
    std::array<iovec, batchSize> pieces_;
    std::array<sockaddr_storage, batchSize> addresses_;
    std::array<ControlBuffer, batchSize> controls_;
};

std::size_t LinuxUdpPort::receive(std::size_t most, const DatagramHandler& handler)
{
    std::size_t total = 0;
    while (total < most) {
        const auto wanted = std::min(most - total, batchSize);
        for (std::size_t i = 0; i < wanted; ++i) {
            pieces_[i] = {received_[i].data(), received_[i].size()};
            headers_[i] = {};
            msghdr& header = headers_[i].msg_hdr;
            header.msg_name = &addresses_[i];
            header.msg_namelen = sizeof addresses_[i];
            header.msg_iov = &pieces_[i];
            header.msg_iovlen = 1;
            header.msg_control = controls_[i].bytes;
            header.msg_controllen = sizeof controls_[i].bytes;
        }
        const int count =
            ::recvmmsg(socket_, headers_.data(), static_cast<unsigned>(wanted), MSG_DONTWAIT, nullptr);
        if (count < 0 && (errno == ECONNREFUSED || errno == EINTR))
            continue; // an ICMP error of an earlier datagram, reported once
        if (count <= 0)
            break;
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            Path path;
            path.local = localAddressIn(headers_[i].msg_hdr);
            path.remote = fromSystem(addresses_[i]);
            path.socket = number_;
            handler(path, ByteView(received_[i]).first(headers_[i].msg_len));
        }
        total += static_cast<std::size_t>(count);
        if (static_cast<std::size_t>(count) < wanted)
            break;
    }
    return total;
}

std::size_t LinuxUdpPort::send(std::span<const OutgoingDatagram> datagrams)
{
    std::size_t done = 0;
    while (done < datagrams.size()) {
        const auto batch = datagrams.subspan(done, std::min(datagrams.size() - done, batchSize));
        const auto sent = sendBatch(batch);
        done += sent;
        if (sent < batch.size())
            break;
    }
    return done;
}

std::size_t LinuxUdpPort::sendBatch(std::span<const OutgoingDatagram> datagrams)
{
    for (std::size_t i = 0; i < datagrams.size(); ++i) {
        const OutgoingDatagram& datagram = datagrams[i];
        pieces_[i] = {const_cast<Byte*>(datagram.bytes.data()), datagram.bytes.size()};
        headers_[i] = {};
        msghdr& header = headers_[i].msg_hdr;
        header.msg_name = &addresses_[i];
        header.msg_namelen = toSystem(datagram.path.remote, v4_, addresses_[i]);
        header.msg_iov = &pieces_[i];
        header.msg_iovlen = 1;
        if (!datagram.path.local.isUnspecified()) {
            header.msg_control = controls_[i].bytes;
            header.msg_controllen = putLocalAddress(datagram.path.local, v4_, controls_[i]);
        }
    }
    std::size_t done = 0;
    while (done < datagrams.size()) {
        const int count = ::sendmmsg(socket_, headers_.data() + done,
                                     static_cast<unsigned>(datagrams.size() - done), MSG_DONTWAIT);
        if (count > 0)
            done += static_cast<std::size_t>(count);
        else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS || errno == ENOMEM)
            break;
        else if (errno != EINTR)
            ++done; // unreachable, forbidden, too large for the way: this one is lost, as datagrams may be
    }
    return done;
}

Failure failureOf(const PeerAddress& listen)
{
    const int error = errno;
    if (error == EADDRINUSE)
        return {
            listen.text()
            + " is in use: another server (or program) listens there. Choose another port with --listen."};
    if (error == EADDRNOTAVAIL)
        return {
            listen.text()
            + " is no address of this machine. Choose one of its own, or 0.0.0.0 for all, with --listen."};
    if (error == EACCES)
        return {listen.text()
                + " may not be listened on by this user. Choose a port above 1023 with --listen."};
    return {"cannot listen on " + listen.text() + ": " + std::strerror(error)};
}

} // namespace

Result<std::unique_ptr<UdpPort>, Failure> UdpPort::bind(const PeerAddress& listen, std::uint8_t socket)
{
    const bool v4 = listen.ip.isV4();
    const int descriptor = ::socket(v4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return Unexpected(failureOf(listen));
    auto port = std::make_unique<LinuxUdpPort>(descriptor, v4, socket);

    const int on = 1;
    if (v4)
        ::setsockopt(descriptor, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    else {
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    }
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &socketBufferBytes, sizeof socketBufferBytes);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &socketBufferBytes, sizeof socketBufferBytes);

    sockaddr_storage address{};
    const socklen_t length = toSystem(listen, v4, address);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), length) != 0)
        return Unexpected(failureOf(listen));
    return std::unique_ptr<UdpPort>(std::move(port));
}

} // namespace hubbub::server

#endif
