// A port for a server that will be stopped and started again: no other program gets it by chance meanwhile.
#pragma once

#include <QHostAddress>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QUdpSocket>

namespace hubbub::test {

/// Free on loopback, and below those from which systems pick for whoever wants any (RFC 6335; Linux: from
/// 32768 on).
inline quint16 keptPort()
{
    for (;;) {
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(20'000, 32'000));
        QUdpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy); // Qt would ask for one in a thread
        if (socket.bind(QHostAddress::LocalHost, port))
            return port;
    }
}

} // namespace hubbub::test
