#include "server/net/discovery_port.h"

#include "protocol/base/limits.h"

#include <QNetworkDatagram>
#include <QNetworkInterface>

#include <algorithm>
#include <chrono>

namespace hubbub::server {

namespace {

/// Cables are plugged in, and wireless networks come, while a server runs.
constexpr auto cardsPeriod = std::chrono::seconds{10};
/// So many datagrams are looked at in this time, whatever comes: hardly more than are answered, and little
/// enough that a flood takes nothing from the room. The rest is dropped by the system.
constexpr auto readingPeriod = std::chrono::milliseconds{100};
constexpr int readInPeriod = 100;

IpAddress fromQt(const QHostAddress& address, std::uint32_t card)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return IpAddress::v4(address.toIPv4Address());
    IpAddress ip;
    const Q_IPV6ADDR six = address.toIPv6Address();
    std::copy(std::begin(six.c), std::end(six.c), ip.bytes.begin());
    if (address.isLinkLocal())
        ip.scope = card;
    return ip;
}

QHostAddress toQt(const IpAddress& ip)
{
    Q_IPV6ADDR six;
    std::ranges::copy(ip.bytes, std::begin(six.c));
    QHostAddress address(six);
    if (ip.isV4())
        return QHostAddress(address.toIPv4Address());
    if (ip.scope != 0)
        address.setScopeId(QString::number(ip.scope));
    return address;
}

} // namespace

DiscoveryPort::DiscoveryPort(Answerer answerer) : answerer_(std::move(answerer))
{
    connect(&four_, &QUdpSocket::readyRead, this, &DiscoveryPort::readSome);
    connect(&six_, &QUdpSocket::readyRead, this, &DiscoveryPort::readSome);
    connect(&cards_, &QTimer::timeout, this, &DiscoveryPort::lookAtCards);
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, [this] {
        readInThisPeriod_ = 0;
        readSome();
    });
}

Result<std::unique_ptr<DiscoveryPort>, Failure> DiscoveryPort::open(Answerer answerer)
{
    std::unique_ptr<DiscoveryPort> port(new DiscoveryPort(std::move(answerer)));
    const QString wrong = port->bind(port->four_, QHostAddress(QHostAddress::AnyIPv4));
    // Many machines have no IPv6; those that have nothing else are rare.
    if (!port->bind(port->six_, QHostAddress(QHostAddress::AnyIPv6)).isEmpty() && !wrong.isEmpty())
        return Unexpected(Failure{"UDP port " + std::to_string(limits::discoveryPort)
                                  + " cannot be listened on: " + wrong.toStdString()});
    port->lookAtCards();
    port->cards_.start(cardsPeriod);
    return port;
}

QString DiscoveryPort::bind(QUdpSocket& socket, const QHostAddress& any)
{
    // Other servers of this machine hear what is sent to everybody as well.
    const bool isBound = socket.bind(any, limits::discoveryPort,
                                     QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint);
    return isBound ? QString() : socket.errorString();
}

void DiscoveryPort::lookAtCards()
{
    networks_.clear();
    const QHostAddress group = toQt(wire::discoveryGroup());
    for (const QNetworkInterface& card : QNetworkInterface::allInterfaces()) {
        if (!card.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        const auto index = static_cast<std::uint32_t>(std::max(0, card.index()));
        for (const QNetworkAddressEntry& entry : card.addressEntries())
            networks_.push_back(
                {index, fromQt(entry.ip(), index), static_cast<unsigned>(std::max(0, entry.prefixLength()))});
        // Joined already, it fails; that is as good.
        if (six_.state() == QAbstractSocket::BoundState
            && card.flags().testFlag(QNetworkInterface::CanMulticast))
            six_.joinMulticastGroup(group, card);
    }
}

void DiscoveryPort::readSome()
{
    while (readInThisPeriod_ < readInPeriod && (four_.hasPendingDatagrams() || six_.hasPendingDatagrams())) {
        for (QUdpSocket* const socket : {&four_, &six_})
            if (socket->hasPendingDatagrams())
                answer(*socket);
    }
    if (!pause_.isActive() && readInThisPeriod_ > 0)
        pause_.start(readingPeriod);
}

void DiscoveryPort::answer(QUdpSocket& socket)
{
    ++readInThisPeriod_;
    // One byte more than is legal, so that what is too long is seen to be.
    const QNetworkDatagram asked = socket.receiveDatagram(wire::probeBytes + 1);
    if (!asked.isValid())
        return;
    ProbeArrival arrival;
    arrival.card = asked.interfaceIndex();
    arrival.from = {fromQt(asked.senderAddress(), arrival.card),
                    static_cast<std::uint16_t>(asked.senderPort())};
    arrival.to = fromQt(asked.destinationAddress(), arrival.card);
    const QByteArray data = asked.data();
    const auto answer =
        answerer_(arrival, bytesOf({data.constData(), static_cast<std::size_t>(data.size())}));
    if (!answer)
        return;
    QUdpSocket* const sender = answer->from.isUnspecified() ? &socket : senderFor(answer->from);
    const ByteView bytes = answer->datagram;
    if (sender != nullptr)
        sender->writeDatagram(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()),
                              asked.senderAddress(), static_cast<quint16>(asked.senderPort()));
}

QUdpSocket* DiscoveryPort::senderFor(const IpAddress& from)
{
    auto& sender = senders_[from];
    if (!sender) {
        auto bound = std::make_unique<QUdpSocket>();
        if (bound->bind(toQt(from), 0))
            sender = std::move(bound);
    }
    return sender.get();
}

} // namespace hubbub::server
