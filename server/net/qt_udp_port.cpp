#if !defined(__linux__) || defined(HUBBUB_QT_UDP)

#include "protocol/base/limits.h"
#include "server/net/bind_failure.h"
#include "server/net/udp_port.h"

#include <QHostAddress>
#include <QNetworkDatagram>
#include <QUdpSocket>
#include <QVariant>

#include <algorithm>

namespace hubbub::server {

namespace {

QHostAddress toQt(const IpAddress& ip)
{
    Q_IPV6ADDR six;
    std::ranges::copy(ip.bytes, std::begin(six.c));
    if (ip.isV4())
        return QHostAddress(QHostAddress(six).toIPv4Address());
    QHostAddress address(six);
    if (ip.scope != 0)
        address.setScopeId(QString::number(ip.scope));
    return address;
}

IpAddress fromQt(const QHostAddress& address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return IpAddress::v4(address.toIPv4Address());
    IpAddress ip;
    const Q_IPV6ADDR six = address.toIPv6Address();
    std::copy(std::begin(six.c), std::end(six.c), ip.bytes.begin());
    ip.scope = address.scopeId().toUInt();
    return ip;
}

class QtUdpPort final : public UdpPort {
public:
    explicit QtUdpPort(std::uint8_t number) : number_(number) {}

    bool bindTo(const PeerAddress& listen)
    {
        if (!socket_.bind(toQt(listen.ip), listen.port, QAbstractSocket::DontShareAddress))
            return false;
        socket_.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, QVariant(socketBufferBytes));
        socket_.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, QVariant(socketBufferBytes));
        return true;
    }
    Failure failure(const PeerAddress& listen) const
    {
        return bindFailure(problem(), listen, socket_.errorString().toStdString());
    }

    PeerAddress localAddress() const override
    {
        return {fromQt(socket_.localAddress()), socket_.localPort()};
    }
    std::intptr_t descriptor() const override { return socket_.socketDescriptor(); }

    std::size_t receive(std::size_t most, const DatagramHandler& handler) override
    {
        std::size_t total = 0;
        for (; total < most && socket_.hasPendingDatagrams(); ++total) {
            const QNetworkDatagram datagram = socket_.receiveDatagram(limits::datagramBytes + 1);
            const QByteArray data = datagram.data();
            Path path;
            path.local = fromQt(datagram.destinationAddress());
            path.remote = {fromQt(datagram.senderAddress()),
                           static_cast<std::uint16_t>(datagram.senderPort())};
            path.socket = number_;
            handler(path, bytesOf({data.constData(), static_cast<std::size_t>(data.size())}));
        }
        return total;
    }

    std::size_t send(std::span<const OutgoingDatagram> datagrams) override
    {
        std::size_t done = 0;
        while (done < datagrams.size() && sendSegments(datagrams[done]))
            ++done;
        return done;
    }

private:
    BindProblem problem() const
    {
        switch (socket_.error()) {
        case QAbstractSocket::AddressInUseError:
            return BindProblem::inUse;
        case QAbstractSocket::SocketAddressNotAvailableError:
            return BindProblem::notHere;
        case QAbstractSocket::SocketAccessError:
            return BindProblem::forbidden;
        default:
            return BindProblem::other;
        }
    }

    /// False if the socket takes no more. Segments before that one are sent again later; receivers have had
    /// them then.
    bool sendSegments(const OutgoingDatagram& outgoing)
    {
        const std::size_t segment = outgoing.segment != 0 ? outgoing.segment : outgoing.bytes.size();
        std::size_t sent = 0;
        do {
            const ByteView bytes =
                outgoing.bytes.subspan(sent, std::min(segment, outgoing.bytes.size() - sent));
            if (!sendOne(outgoing.path, bytes))
                return false;
            sent += bytes.size();
        } while (sent < outgoing.bytes.size());
        return true;
    }

    bool sendOne(const Path& path, ByteView bytes)
    {
        QNetworkDatagram datagram(
            QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())),
            toQt(path.remote.ip), path.remote.port);
        if (!path.local.isUnspecified())
            datagram.setSender(toQt(path.local));
        return socket_.writeDatagram(datagram) >= 0
            || (socket_.error() != QAbstractSocket::TemporaryError
                && socket_.error() != QAbstractSocket::SocketResourceError);
    }

    QUdpSocket socket_;
    std::uint8_t number_;
};

} // namespace

/// Qt writes an IPv4 source where systems with IP_PKTINFO do not look for it (ipi_addr, not ipi_spec_dst).
bool UdpPort::choosesSource()
{
    return false;
}

Result<std::unique_ptr<UdpPort>, Failure> UdpPort::bind(const PeerAddress& listen, std::uint8_t socket)
{
    auto port = std::make_unique<QtUdpPort>(socket);
    if (!port->bindTo(listen))
        return Unexpected(port->failure(listen));
    return std::unique_ptr<UdpPort>(std::move(port));
}

Result<std::vector<std::unique_ptr<UdpPort>>, Failure> UdpPort::bindGroup(const PeerAddress& listen,
                                                                          std::uint8_t socket, std::size_t)
{
    auto port = bind(listen, socket);
    if (!port)
        return Unexpected(port.error());
    std::vector<std::unique_ptr<UdpPort>> ports;
    ports.push_back(std::move(*port));
    return ports;
}

} // namespace hubbub::server

#endif
