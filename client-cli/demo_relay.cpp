#include "client-cli/demo_relay.h"

#include "protocol/base/limits.h"

namespace hubbub::cli {

DemoRelay::DemoRelay(QObject* parent) : QObject(parent)
{
    connect(&clientSide_, &QUdpSocket::readyRead, this, [this] { carry(clientSide_); });
    connect(&serverSide_, &QUdpSocket::readyRead, this, [this] { carry(serverSide_); });
}

quint16 DemoRelay::open(quint16 serverPort)
{
    serverPort_ = serverPort;
    const QHostAddress here(QHostAddress::LocalHost);
    return clientSide_.bind(here, 0) && serverSide_.bind(here, 0) ? clientSide_.localPort() : 0;
}

void DemoRelay::carry(QUdpSocket& from)
{
    const QHostAddress here(QHostAddress::LocalHost);
    while (from.hasPendingDatagrams()) {
        QByteArray datagram(static_cast<qsizetype>(limits::datagramBytes), Qt::Uninitialized);
        quint16 port = 0;
        const auto size = from.readDatagram(datagram.data(), datagram.size(), nullptr, &port);
        if (size < 0 || isCut_)
            continue;
        if (&from == &clientSide_) {
            clientPort_ = port;
            serverSide_.writeDatagram(datagram.constData(), size, here, serverPort_);
        } else {
            clientSide_.writeDatagram(datagram.constData(), size, here, clientPort_);
        }
    }
}

} // namespace hubbub::cli
