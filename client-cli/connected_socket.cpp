#include "client-cli/connected_socket.h"

#include "protocol/base/limits.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hubbub::cli {

namespace {

/// In one go; there is hardly ever more than one.
constexpr int datagramsAtOnce = 64;

union SocketAddress {
    sockaddr any;
    sockaddr_in four;
    sockaddr_in6 six;
};

socklen_t toSystem(const PeerAddress& peer, SocketAddress& system)
{
    system = {};
    if (peer.ip.isV4()) {
        system.four.sin_family = AF_INET;
        system.four.sin_port = htons(peer.port);
        std::memcpy(&system.four.sin_addr, peer.ip.bytes.data() + 12, sizeof system.four.sin_addr);
        return sizeof system.four;
    }
    system.six.sin6_family = AF_INET6;
    system.six.sin6_port = htons(peer.port);
    system.six.sin6_scope_id = peer.ip.scope;
    std::memcpy(&system.six.sin6_addr, peer.ip.bytes.data(), sizeof system.six.sin6_addr);
    return sizeof system.six;
}

/// Also what might pass by itself, such as that nobody is at the address.
void tellAll([[maybe_unused]] int descriptor, [[maybe_unused]] bool isV4)
{
#ifdef IP_RECVERR
    const int on = 1;
    ::setsockopt(descriptor, isV4 ? IPPROTO_IP : IPPROTO_IPV6, isV4 ? IP_RECVERR : IPV6_RECVERR, &on,
                 sizeof on);
#endif
}

/// Each answer of the network is also kept in a queue of its own, and told as long as it lies there.
void forgetTold([[maybe_unused]] int descriptor)
{
#ifdef MSG_ERRQUEUE
    Byte ignored = 0;
    for (int count = 0; count < datagramsAtOnce; ++count)
        if (::recv(descriptor, &ignored, sizeof ignored, MSG_ERRQUEUE) < 0)
            return;
#endif
}

} // namespace

ConnectedSocket::ConnectedSocket(const PeerAddress& peer, QObject* parent) : QObject(parent)
{
    SocketAddress address{};
    const socklen_t length = toSystem(peer, address);
    descriptor_ = ::socket(address.any.sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    tellAll(descriptor_, peer.ip.isV4());
    if (descriptor_ < 0 || ::connect(descriptor_, &address.any, length) != 0) {
        error_ = errno;
        return;
    }
    readable_ = std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Read);
    connect(readable_.get(), &QSocketNotifier::activated, this, &ConnectedSocket::readAll);
}

ConnectedSocket::~ConnectedSocket()
{
    readable_.reset();
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

IpAddress ConnectedSocket::localAddress() const
{
    SocketAddress system{};
    socklen_t length = sizeof system;
    IpAddress ip;
    if (error_ != 0 || ::getsockname(descriptor_, &system.any, &length) != 0)
        return ip;
    if (system.any.sa_family == AF_INET)
        return IpAddress::v4(ntohl(system.four.sin_addr.s_addr));
    std::memcpy(ip.bytes.data(), &system.six.sin6_addr, ip.bytes.size());
    return ip;
}

int ConnectedSocket::send(ByteView bytes)
{
    if (error_ != 0)
        return error_;
    // An answer of the network to what went before comes first, and once.
    int answered = 0;
    socklen_t length = sizeof answered;
    if (::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &answered, &length) == 0 && answered != 0)
        Q_EMIT failed(answered);
    return ::send(descriptor_, bytes.data(), bytes.size(), 0) < 0 ? errno : 0;
}

void ConnectedSocket::readAll()
{
    forgetTold(descriptor_);
    for (int count = 0; count < datagramsAtOnce; ++count) {
        ByteArray<limits::datagramBytes + 1> buffer{};
        const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
        if (size >= 0)
            Q_EMIT received(copyOf(ByteView(buffer).first(static_cast<std::size_t>(size))));
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return;
        else if (errno != EINTR)
            Q_EMIT failed(errno);
    }
}

} // namespace hubbub::cli
