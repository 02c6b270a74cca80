// The door to Qt of client::RoomFinder: asks everybody on every card of this machine, as long as it lives,
// and tells what has been found.
#pragma once

#include "protocol/client/room_finder.h"

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

namespace hubbub::qt {

class RoomSearch final : public QObject {
    Q_OBJECT

public:
    /// `entropy` must outlive it. Begins with the next turn of the event loop.
    explicit RoomSearch(Entropy& entropy, QObject* parent = nullptr);

    std::vector<client::FoundRoom> rooms() const { return finder_.rooms(); }

Q_SIGNALS:
    void changed();

private:
    bool open(QUdpSocket& socket, const QHostAddress& any);
    void ask();
    void sendToAll(const Bytes& probe);
    void read(QUdpSocket& socket);

    client::RoomFinder finder_;
    QUdpSocket four_;
    QUdpSocket six_;
    QTimer due_;
};

} // namespace hubbub::qt
