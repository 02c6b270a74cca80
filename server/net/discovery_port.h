// Where clients that look for rooms are heard: one UDP port that all servers of a machine share, in both
// families, on every card. Decides nothing; it is slow on purpose where there is much to read.
#pragma once

#include "protocol/base/bytes.h"
#include "server/core/discovery.h"

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hubbub::server {

class DiscoveryPort final : public QObject {
    Q_OBJECT

public:
    /// Nothing: there is no answer.
    using Answerer =
        std::function<std::optional<DiscoveryAnswer>(const ProbeArrival& arrival, ByteView datagram)>;
    /// A failure if neither family can be heard.
    static Result<std::unique_ptr<DiscoveryPort>, Failure> open(Answerer answerer);

    /// As they were seconds ago.
    const std::vector<OwnNetwork>& networks() const { return networks_; }

private:
    explicit DiscoveryPort(Answerer answerer);
    /// What is wrong, or nothing.
    QString bind(QUdpSocket& socket, const QHostAddress& any);
    void lookAtCards();
    void readSome();
    void answer(QUdpSocket& socket);
    /// One bound to this address, which tells where the room is; null if there is none.
    QUdpSocket* senderFor(const IpAddress& from);

    Answerer answerer_;
    QUdpSocket four_;
    QUdpSocket six_;
    /// As many as the addresses listened on.
    std::map<IpAddress, std::unique_ptr<QUdpSocket>> senders_;
    std::vector<OwnNetwork> networks_;
    QTimer cards_;
    QTimer pause_;
    int readInThisPeriod_ = 0;
};

} // namespace hubbub::server
