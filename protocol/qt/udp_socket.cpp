#include "protocol/qt/udp_socket.h"

#include "protocol/base/limits.h"
#include "protocol/qt/net_address.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QVariant>

namespace hubbub::qt {

namespace {

struct UdpSocketText {
    Q_DECLARE_TR_FUNCTIONS(UdpSocketText)
};

/// In one go, so that a flood cannot keep the screen waiting.
constexpr int datagramsAtOnce = 256;
/// A window of full datagrams fits, as far as the system allows.
constexpr int receiveBufferBytes = 1 << 20;

} // namespace

UdpSocket::~UdpSocket()
{
    close();
}

QString UdpSocket::open(const IpAddress& ip)
{
    auto socket = std::make_unique<QUdpSocket>();
    // Else Qt asks the system for a proxy, in a thread of its own, with the first datagram; no proxy takes
    // these.
    socket->setProxy(QNetworkProxy::NoProxy);
    if (!socket->bind(ip.isV4() ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6, 0))
        return UdpSocketText::tr("The system gives no UDP socket: %1.").arg(socket->errorString());
    socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, QVariant(receiveBufferBytes));
    connect(socket.get(), &QUdpSocket::readyRead, this, &UdpSocket::datagramsReady);
    socketFor(ip) = std::move(socket);
    return {};
}

QString UdpSocket::send(const PeerAddress& to, ByteView bytes)
{
    if (!socketFor(to.ip)) {
        if (QString problem = open(to.ip); !problem.isEmpty())
            return problem;
    }
    socketFor(to.ip)->writeDatagram(reinterpret_cast<const char*>(bytes.data()),
                                    static_cast<qint64>(bytes.size()), toHostAddress(to.ip), to.port);
    return {};
}

void UdpSocket::receive(const std::function<void(const PeerAddress&, ByteView)>& handle)
{
    for (const auto& socket : sockets_) {
        // One byte more than is legal, so that what is too long is seen to be.
        ByteArray<limits::datagramBytes + 1> buffer{};
        for (int count = 0; socket && count < datagramsAtOnce && socket->hasPendingDatagrams(); ++count) {
            QHostAddress address;
            quint16 port = 0;
            const qint64 size = socket->readDatagram(reinterpret_cast<char*>(buffer.data()),
                                                     static_cast<qint64>(buffer.size()), &address, &port);
            if (size >= 0)
                handle({fromHostAddress(address), port},
                       ByteView(buffer).first(static_cast<std::size_t>(size)));
        }
    }
}

void UdpSocket::close()
{
    for (auto& socket : sockets_) {
        if (!socket)
            continue;
        // Perhaps it is this socket that calls.
        socket->disconnect(this);
        socket->close();
        socket.release()->deleteLater();
    }
}

} // namespace hubbub::qt
