// A UDP socket for one peer alone, so that the system tells what it knows of the way there: no route, a
// firewall of this machine, and what machines on the way have answered (ICMP).
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hubbub::cli {

class ConnectedSocket final : public QObject {
    Q_OBJECT

public:
    /// Sends nothing. error() tells if there is no way.
    explicit ConnectedSocket(const PeerAddress& peer, QObject* parent = nullptr);
    ~ConnectedSocket() override;

    /// 0: none.
    int error() const { return error_; }
    /// The address of this machine that the peer sees, as long as nobody changes it on the way.
    IpAddress localAddress() const;
    /// The error of this machine, or 0. What the network has answered before is told by failed() and does not
    /// count.
    int send(ByteView bytes);

Q_SIGNALS:
    void received(const hubbub::Bytes& datagram);
    /// The network's answer.
    void failed(int error);

private:
    void readAll();

    int descriptor_ = -1;
    int error_ = 0;
    std::unique_ptr<QSocketNotifier> readable_;
};

} // namespace hubbub::cli
