// A client's two UDP sockets, one per address family, bound when they are first needed and kept, so that
// every datagram of a family comes from the same port.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"

#include <QObject>
#include <QUdpSocket>

#include <array>
#include <functional>
#include <memory>

namespace hubbub::qt {

class UdpSocket final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~UdpSocket() override;

    /// A sentence if the system gives no socket. What is lost on the way, or cannot be sent just then, is
    /// lost as datagrams are.
    QString send(const PeerAddress& to, ByteView bytes);
    /// Calls handle(from, bytes) for what has come, for a while; more is announced by another
    /// datagramsReady().
    void receive(const std::function<void(const PeerAddress&, ByteView)>& handle);
    void close();

Q_SIGNALS:
    void datagramsReady();

private:
    std::unique_ptr<QUdpSocket>& socketFor(const IpAddress& ip) { return sockets_[ip.isV4() ? 0 : 1]; }
    QString open(const IpAddress& ip);

    std::array<std::unique_ptr<QUdpSocket>, 2> sockets_;
};

} // namespace hubbub::qt
