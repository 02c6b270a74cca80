// Tries one address of a server, without entering: is it reached, does it answer, do large datagrams pass,
// how many are lost, and how long do they take.
#pragma once

#include "client-cli/connected_socket.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <QTimer>

#include <map>
#include <vector>

namespace hubbub::cli {

struct PathFacts {
    PeerAddress address;
    IpAddress local;      ///< of this machine, on the way there
    int ownError = 0;     ///< of this machine (errno.h): nothing was sent
    int networkError = 0; ///< what a machine on the way, or the server's, has answered
    bool isSmallAnswered = false;
    bool isLargeAnswered = false;
    unsigned asked = 0;
    std::vector<Duration> roundTrips; ///< of those that were answered

    bool isAnswered() const { return isSmallAnswered || isLargeAnswered; }
};

class PathTrial final : public QObject {
    Q_OBJECT

public:
    /// Large ones and small ones, until both are answered, as long as a handshake would be tried for.
    static constexpr Duration patience = 4s;
    static constexpr Duration repeat = 400ms;
    /// For loss and round trip.
    static constexpr unsigned pings = 20;
    static constexpr Duration pingPause = 50ms;
    /// After the last one.
    static constexpr Duration pingPatience = 1s;

    /// `entropy` must outlive it.
    PathTrial(const PeerAddress& address, Entropy& entropy, QObject* parent = nullptr);

    void start();
    const PathFacts& facts() const { return facts_; }

Q_SIGNALS:
    void finished();

private:
    void handleTimer();
    void sendLarge();
    void sendSmall();
    void handleDatagram(ByteView datagram);
    void handleNetworkError(int error);
    void handleSmallAnswered(std::uint64_t counter);
    void finish();

    Entropy& entropy_;
    ConnectedSocket socket_;
    PathFacts facts_;
    Bytes initiation_;
    SessionIndex index_;
    std::uint64_t counter_ = 0;
    std::map<std::uint64_t, Instant> sent_; ///< of the pings, by their counters
    bool isPinging_ = false;
    bool isFinished_ = false;
    Instant began_{};
    QTimer timer_;
};

} // namespace hubbub::cli
