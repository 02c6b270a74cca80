#include "protocol/qt/room_search.h"

#include "protocol/base/limits.h"
#include "protocol/qt/net_address.h"
#include "protocol/qt/network_cards.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>

#include <algorithm>
#include <chrono>

namespace hubbub::qt {

namespace {

/// In one go, so that a flood cannot keep the screen waiting.
constexpr int datagramsAtOnce = 256;

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

} // namespace

RoomSearch::RoomSearch(Entropy& entropy, QObject* parent) : QObject(parent), finder_(entropy)
{
    open(four_, QHostAddress(QHostAddress::AnyIPv4));
    if (open(six_, QHostAddress(QHostAddress::AnyIPv6)))
        six_.setSocketOption(QAbstractSocket::MulticastTtlOption, wire::probeHops);
    due_.setSingleShot(true);
    connect(&due_, &QTimer::timeout, this, &RoomSearch::ask);
    due_.start(0);
}

bool RoomSearch::open(QUdpSocket& socket, const QHostAddress& any)
{
    socket.setProxy(QNetworkProxy::NoProxy);
    connect(&socket, &QUdpSocket::readyRead, this, [this, &socket] { read(socket); });
    return socket.bind(any, 0);
}

void RoomSearch::ask()
{
    const Instant at = now();
    const std::uint64_t before = finder_.changes();
    if (const auto probe = finder_.handleDeadline(at))
        sendToAll(*probe);
    due_.start(
        std::chrono::ceil<std::chrono::milliseconds>(std::max(Duration::zero(), finder_.deadline() - at)));
    if (finder_.changes() != before)
        Q_EMIT changed();
}

void RoomSearch::sendToAll(const Bytes& probe)
{
    const QByteArray bytes(reinterpret_cast<const char*>(probe.data()), static_cast<qsizetype>(probe.size()));
    for (const NetworkCard& card : networkCards()) {
        // What cannot be sent there is not heard there; the other cards do not mind.
        for (const QHostAddress& everybody : card.broadcasts)
            four_.writeDatagram(bytes, everybody, limits::discoveryPort);
        if (card.takesGroups) {
            IpAddress group = wire::discoveryGroup();
            group.scope = card.index;
            six_.writeDatagram(bytes, toHostAddress(group), limits::discoveryPort);
        }
    }
}

void RoomSearch::read(QUdpSocket& socket)
{
    bool isChanged = false;
    for (int count = 0; count < datagramsAtOnce && socket.hasPendingDatagrams(); ++count) {
        const QNetworkDatagram datagram = socket.receiveDatagram(wire::probeBytes + 1);
        if (!datagram.isValid())
            continue;
        const QByteArray data = datagram.data();
        const PeerAddress from{fromHostAddress(datagram.senderAddress()),
                               static_cast<std::uint16_t>(datagram.senderPort())};
        isChanged |= finder_.handleDatagram(
            now(), from, bytesOf({data.constData(), static_cast<std::size_t>(data.size())}));
    }
    if (isChanged)
        Q_EMIT changed();
}

} // namespace hubbub::qt
