#if defined(__linux__) && !defined(HUBBUB_QT_UDP)

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "server/net/bind_failure.h"
#include "server/net/udp_port.h"

#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/udp.h>
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

/// Where the kernel tells and takes the local address of a datagram, and takes the length of segments; large
/// enough for either family.
union ControlBuffer {
    char bytes[CMSG_SPACE(sizeof(in6_pktinfo)) + CMSG_SPACE(sizeof(std::uint16_t))];
    cmsghdr alignment;
};

union SocketAddress {
    sockaddr any;
    sockaddr_in four;
    sockaddr_in6 six;
};

socklen_t toSystem(const PeerAddress& address, bool v4Socket, SocketAddress& system)
{
    if (v4Socket) {
        system.four = {};
        system.four.sin_family = AF_INET;
        system.four.sin_port = htons(address.port);
        std::memcpy(&system.four.sin_addr, address.ip.bytes.data() + 12, sizeof system.four.sin_addr);
        return sizeof system.four;
    }
    system.six = {};
    system.six.sin6_family = AF_INET6;
    system.six.sin6_port = htons(address.port);
    system.six.sin6_scope_id = address.ip.scope;
    std::memcpy(&system.six.sin6_addr, address.ip.bytes.data(), sizeof system.six.sin6_addr);
    return sizeof system.six;
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

PeerAddress fromSystem(const SocketAddress& system)
{
    if (system.any.sa_family == AF_INET)
        return {fromSystem(system.four.sin_addr), ntohs(system.four.sin_port)};
    return {fromSystem(system.six.sin6_addr, system.six.sin6_scope_id), ntohs(system.six.sin6_port)};
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

/// The control messages of one datagram, one behind the other.
class ControlWriter {
public:
    explicit ControlWriter(ControlBuffer& buffer) : buffer_(buffer) {}

    template <class Value>
    void add(int level, int type, const Value& value)
    {
        cmsghdr header{};
        header.cmsg_level = level;
        header.cmsg_type = type;
        header.cmsg_len = CMSG_LEN(sizeof value);
        std::memcpy(buffer_.bytes + length_, &header, sizeof header);
        std::memcpy(buffer_.bytes + length_ + CMSG_LEN(0), &value, sizeof value);
        length_ += CMSG_SPACE(sizeof value);
    }
    void attachTo(msghdr& header)
    {
        header.msg_control = length_ > 0 ? buffer_.bytes : nullptr;
        header.msg_controllen = length_;
    }

private:
    ControlBuffer& buffer_;
    std::size_t length_ = 0;
};

void addLocalAddress(const IpAddress& local, bool v4Socket, ControlWriter& control)
{
    if (v4Socket) {
        in_pktinfo info{};
        std::memcpy(&info.ipi_spec_dst, local.bytes.data() + 12, sizeof info.ipi_spec_dst);
        control.add(IPPROTO_IP, IP_PKTINFO, info);
        return;
    }
    in6_pktinfo info{};
    std::memcpy(&info.ipi6_addr, local.bytes.data(), sizeof info.ipi6_addr);
    info.ipi6_ifindex = local.scope;
    control.add(IPPROTO_IPV6, IPV6_PKTINFO, info);
}

/// The socket, or the kernel, has no room: that is back-pressure.
bool isFull(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS || error == ENOMEM;
}

class LinuxUdpPort final : public UdpPort {
public:
    LinuxUdpPort(int socket, bool v4, std::uint8_t number) : socket_(socket), v4_(v4), number_(number)
    {
        // 0 asks for nothing and fails where the kernel knows no segments.
        const int none = 0;
        takesSegments_ = ::setsockopt(socket_, SOL_UDP, UDP_SEGMENT, &none, sizeof none) == 0;
    }
    ~LinuxUdpPort() override { ::close(socket_); }

    PeerAddress localAddress() const override
    {
        SocketAddress system{};
        socklen_t length = sizeof system;
        CHECK(::getsockname(socket_, &system.any, &length) == 0);
        return fromSystem(system);
    }

    std::intptr_t descriptor() const override { return socket_; }

    std::size_t receive(std::size_t most, const DatagramHandler& handler) override;
    std::size_t send(std::span<const OutgoingDatagram> datagrams) override;

private:
    std::size_t sendBatch(std::span<const OutgoingDatagram> datagrams);
    void prepare(std::size_t i, const Path& path, ByteView bytes, std::size_t segment);
    bool sendApart(std::size_t i, const OutgoingDatagram& segmented);

    int socket_;
    bool v4_;
    std::uint8_t number_;
    bool takesSegments_ = false;
    std::array<std::array<Byte, receiveBytes>, batchSize> received_;
    std::array<mmsghdr, batchSize> headers_;
    std::array<iovec, batchSize> pieces_;
    std::array<SocketAddress, batchSize> addresses_;
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

void LinuxUdpPort::prepare(std::size_t i, const Path& path, ByteView bytes, std::size_t segment)
{
    pieces_[i] = {const_cast<Byte*>(bytes.data()), bytes.size()};
    headers_[i] = {};
    msghdr& header = headers_[i].msg_hdr;
    header.msg_name = &addresses_[i];
    header.msg_namelen = toSystem(path.remote, v4_, addresses_[i]);
    header.msg_iov = &pieces_[i];
    header.msg_iovlen = 1;
    ControlWriter control(controls_[i]);
    if (!path.local.isUnspecified())
        addLocalAddress(path.local, v4_, control);
    if (segment != 0)
        control.add(SOL_UDP, UDP_SEGMENT, static_cast<std::uint16_t>(segment));
    control.attachTo(header);
}

std::size_t LinuxUdpPort::sendBatch(std::span<const OutgoingDatagram> datagrams)
{
    for (std::size_t i = 0; i < datagrams.size(); ++i)
        prepare(i, datagrams[i].path, datagrams[i].bytes, datagrams[i].segment);
    std::size_t done = 0;
    while (done < datagrams.size()) {
        if (datagrams[done].segment != 0 && !takesSegments_) {
            if (!sendApart(done, datagrams[done]))
                break;
            ++done;
            continue;
        }
        const int count = ::sendmmsg(socket_, headers_.data() + done,
                                     static_cast<unsigned>(datagrams.size() - done), MSG_DONTWAIT);
        if (count > 0)
            done += static_cast<std::size_t>(count);
        else if (isFull(errno))
            break;
        else if (datagrams[done].segment != 0 && (errno == EIO || errno == EINVAL))
            takesSegments_ = false; // this way out of the machine cannot cut them: done by hand from here on
        else if (errno != EINTR)
            ++done; // unreachable, forbidden, too large for the way: this one is lost, as datagrams may be
    }
    return done;
}

/// Cut by hand. False if the socket takes no more; what has gone by then goes once more, and receivers drop
/// it.
bool LinuxUdpPort::sendApart(std::size_t i, const OutgoingDatagram& segmented)
{
    std::size_t sent = 0;
    while (sent < segmented.bytes.size()) {
        const std::size_t size = std::min(segmented.segment, segmented.bytes.size() - sent);
        prepare(i, segmented.path, segmented.bytes.subspan(sent, size), 0);
        if (::sendmsg(socket_, &headers_[i].msg_hdr, MSG_DONTWAIT) < 0) {
            if (isFull(errno))
                return false;
            if (errno == EINTR)
                continue;
        }
        sent += size;
    }
    return true;
}

BindProblem problemOf(int error)
{
    switch (error) {
    case EADDRINUSE:
        return BindProblem::inUse;
    case EADDRNOTAVAIL:
        return BindProblem::notHere;
    case EACCES:
        return BindProblem::forbidden;
    default:
        return BindProblem::other;
    }
}

Failure failureOf(const PeerAddress& listen)
{
    const int error = errno;
    return bindFailure(problemOf(error), listen, std::strerror(error));
}

enum class Sharing : std::uint8_t { alone, group };

Result<std::unique_ptr<LinuxUdpPort>, Failure> bindSocket(const PeerAddress& listen, std::uint8_t socket,
                                                          Sharing sharing)
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
    if (sharing == Sharing::group)
        ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);

    SocketAddress address{};
    const socklen_t length = toSystem(listen, v4, address);
    if (::bind(descriptor, &address.any, length) != 0)
        return Unexpected(failureOf(listen));
    return port;
}

/// Has the kernel look at the payload: of a sealed packet, whose index stands behind four bytes and is
/// little-endian, the low six bits modulo the number of sockets; of all others 0. Where it cannot, each
/// datagram comes to some socket, and its thread hands it over.
void steer(int descriptor, std::size_t sockets)
{
    constexpr std::uint32_t sealed = 4;
    constexpr std::uint32_t threadMask = 63;
    std::array<sock_filter, 7> program = {{
        {BPF_LD | BPF_B | BPF_ABS, 0, 0, 0},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 4, sealed},
        {BPF_LD | BPF_B | BPF_ABS, 0, 0, 4},
        {BPF_ALU | BPF_AND | BPF_K, 0, 0, threadMask},
        {BPF_ALU | BPF_MOD | BPF_K, 0, 0, static_cast<std::uint32_t>(sockets)},
        {BPF_RET | BPF_A, 0, 0, 0},
        {BPF_RET | BPF_K, 0, 0, 0},
    }};
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    ::setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &filter, sizeof filter);
}

} // namespace

bool UdpPort::choosesSource()
{
    return true;
}

Result<std::unique_ptr<UdpPort>, Failure> UdpPort::bind(const PeerAddress& listen, std::uint8_t socket)
{
    auto port = bindSocket(listen, socket, Sharing::alone);
    if (!port)
        return Unexpected(port.error());
    return std::unique_ptr<UdpPort>(std::move(*port));
}

Result<std::vector<std::unique_ptr<UdpPort>>, Failure> UdpPort::bindGroup(const PeerAddress& listen,
                                                                          std::uint8_t socket,
                                                                          std::size_t count)
{
    std::vector<std::unique_ptr<UdpPort>> ports;
    PeerAddress address = listen;
    {
        // A group lets in whoever asks to share, another server of the same user too: so it is asked first
        // who is there.
        auto alone = bind(listen, socket);
        if (!alone)
            return Unexpected(alone.error());
        if (count == 1) {
            ports.push_back(std::move(*alone));
            return ports;
        }
        address = (*alone)->localAddress();
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto port = bindSocket(address, socket, Sharing::group);
        if (!port)
            return Unexpected(port.error());
        ports.push_back(std::move(*port));
    }
    steer(static_cast<int>(ports.front()->descriptor()), count);
    return ports;
}

} // namespace hubbub::server

#endif
