// A bit of network between one client and the demo's server that can be cut: carries datagrams both ways, or
// none.
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QUdpSocket>

namespace hubbub::cli {

class DemoRelay final : public QObject {
    Q_OBJECT

public:
    explicit DemoRelay(QObject* parent = nullptr);

    /// The port to talk to instead of the server's; 0: the system gives no socket.
    quint16 open(quint16 serverPort);
    void setCut(bool isCut) { isCut_ = isCut; }

private:
    void carry(QUdpSocket& from);

    QUdpSocket clientSide_;
    QUdpSocket serverSide_;
    quint16 serverPort_ = 0;
    quint16 clientPort_ = 0;
    bool isCut_ = false;
};

} // namespace hubbub::cli
