// A UDP relay between clients and one server on loopback, with the vices of a bad network, drawn from a seed:
// it drops, repeats and overtakes, can go dumb, and can give every client another address.
#pragma once

#include "tests/support/seeded_entropy.h"

#include <QHash>
#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>

#include <memory>

namespace hubbub::test {

class BadNetwork : public QObject {
public:
    struct Vices {
        int lossPercent = 0;
        int repeatPercent = 0;
        /// Held back for up to `lateMs`, so that later ones overtake.
        int latePercent = 0;
        int lateMs = 20;
    };

    BadNetwork(quint16 serverPort, Vices given, std::uint64_t seed)
        : vices(given),
          serverPort_(serverPort),
          entropy_(seed)
    {
        front_.setProxy(QNetworkProxy::NoProxy); // Qt would ask for one in a thread
        front_.bind(QHostAddress::LocalHost, 0);
        connect(&front_, &QUdpSocket::readyRead, this, [this] {
            while (front_.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = front_.receiveDatagram();
                const auto client = static_cast<quint16>(datagram.senderPort());
                carry([this, client, data = datagram.data()] {
                    wayOf(client).writeDatagram(data, QHostAddress::LocalHost, serverPort_);
                });
            }
        });
    }

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(front_.localPort()); }
    /// Every client appears to the server under another address from now on.
    void moveClients() { ways_.clear(); }

    std::size_t dropped() const { return dropped_; }
    std::size_t repeated() const { return repeated_; }
    std::size_t delayed() const { return delayed_; }

    Vices vices;
    bool isDumb = false;

private:
    bool happens(int percent) { return entropy_.drawBelow(100) < static_cast<std::uint64_t>(percent); }

    template <class Send>
    void carry(Send send)
    {
        if (isDumb || happens(vices.lossPercent)) {
            ++dropped_;
            return;
        }
        const int copies = happens(vices.repeatPercent) ? 2 : 1;
        repeated_ += static_cast<std::size_t>(copies - 1);
        for (int i = 0; i < copies; ++i) {
            if (happens(vices.latePercent)) {
                ++delayed_;
                QTimer::singleShot(
                    static_cast<int>(entropy_.drawBelow(static_cast<std::uint64_t>(vices.lateMs) + 1)), this,
                    send);
            } else {
                send();
            }
        }
    }

    QUdpSocket& wayOf(quint16 client)
    {
        auto& way = ways_[client];
        if (!way) {
            way = std::make_shared<QUdpSocket>();
            way->setProxy(QNetworkProxy::NoProxy);
            way->bind(QHostAddress::LocalHost, 0);
            connect(way.get(), &QUdpSocket::readyRead, this, [this, client, socket = way.get()] {
                while (socket->hasPendingDatagrams())
                    carry([this, client, data = socket->receiveDatagram().data()] {
                        front_.writeDatagram(data, QHostAddress::LocalHost, client);
                    });
            });
        }
        return *way;
    }

    quint16 serverPort_;
    std::size_t dropped_ = 0;
    std::size_t repeated_ = 0;
    std::size_t delayed_ = 0;
    SeededEntropy entropy_;
    QUdpSocket front_;
    QHash<quint16, std::shared_ptr<QUdpSocket>> ways_;
};

} // namespace hubbub::test
