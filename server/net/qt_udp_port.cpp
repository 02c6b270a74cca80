#if !defined(__linux__) || defined(HUBBUB_QT_UDP)

#include "protocol/base/limits.h"
#include "server/net/udp_port.h"

#include <QHostAddress>
#include <QNetworkDatagram>
#include <QUdpSocket>

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
        return socket_.bind(toQt(listen.ip), listen.port, QAbstractSocket::DontShareAddress);
    }
    QString errorText() const { return socket_.errorString(); }

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
        for (; done < datagrams.size(); ++done) {
            const OutgoingDatagram& outgoing = datagrams[done];
            QNetworkDatagram datagram(QByteArray(reinterpret_cast<const char*>(outgoing.bytes.data()),
                                                 static_cast<qsizetype>(outgoing.bytes.size())),
                                      toQt(outgoing.path.remote.ip), outgoing.path.remote.port);
            if (!outgoing.path.local.isUnspecified())
                datagram.setSender(toQt(outgoing.path.local));
            const bool blocked = socket_.writeDatagram(datagram) < 0
                              && (socket_.error() == QAbstractSocket::TemporaryError
                                  || socket_.error() == QAbstractSocket::SocketResourceError);
            if (blocked)
                break;
        }
        return done;
    }

private:
    QUdpSocket socket_;
    std::uint8_t number_;
};

} // namespace

Result<std::unique_ptr<UdpPort>, Failure> UdpPort::bind(const PeerAddress& listen, std::uint8_t socket)
{
    auto port = std::make_unique<QtUdpPort>(socket);
    if (!port->bindTo(listen))
        return Unexpected(
            Failure{"cannot listen on " + listen.text() + ": " + port->errorText().toStdString()});
    return std::unique_ptr<UdpPort>(std::move(port));
}

} // namespace hubbub::server

#endif
