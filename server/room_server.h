// The event loop's side of the server: drives one ServerCore with sockets, the store's thread and a timer. A
// turn is: take what has arrived, let the core act on it, hand its proposals to the store, send what is due
// (docs/ARCHITECTURE.md). Decides nothing about the room.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "server/core/server_core.h"
#include "server/core/statistics.h"
#include "server/handshake_queue.h"
#include "server/load_meter.h"
#include "server/net/batch_sink.h"
#include "server/net/udp_port.h"
#include "server/settings.h"
#include "server/store/store_thread.h"
#include "server/workers.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace hubbub::server {

class RoomServer final : public QObject {
    Q_OBJECT

public:
    /// For each thread a port on every address.
    using Ports = std::vector<std::vector<std::unique_ptr<UdpPort>>>;
    /// Binds every address of the settings, or none; for as many threads, if the system can share them out.
    static Result<Ports, Failure> bindAll(const std::vector<PeerAddress>& listen, std::size_t threads);

    /// `entropy` must outlive it. The store is open, and its state restored, before anybody can send
    /// anything.
    RoomServer(CoreSettings settings, const crypto::KeyPair& identity, Ports ports,
               SqliteStore::Opened opened, Entropy& entropy);
    ~RoomServer() override;

    std::vector<PeerAddress> addresses() const;
    ServerCore& core() { return core_; }
    /// As they are now, the loop's own among them.
    Figures figures() const;
    /// Runs what the operator wants as a turn of its own.
    void act(const std::function<void(Instant now, ServerOutbox& out)>& action);
    /// Says goodbye to every session, lets the store finish, then emits stopped(). Members come back by
    /// themselves when the server is up again.
    void stop(const std::string& reason);

Q_SIGNALS:
    void noticed(const hubbub::server::ServerNotice& notice);
    void stopped();

private:
    /// A datagram that came to a thread and is not for it alone.
    struct Deferred {
        Path from;
        Bytes bytes;
    };
    /// What each thread works with.
    struct Lane {
        std::vector<std::unique_ptr<UdpPort>> ports;
        std::unique_ptr<BatchSink> sink;
        std::vector<Deferred> deferred;
        std::size_t received = 0; ///< in this turn
    };

    static std::vector<Lane> lanesOf(Ports ports);
    void takeDatagrams();
    void receiveAlone(Instant now);
    void receiveShared(Instant now);
    void receiveFor(Instant now, std::size_t shard, std::size_t most);
    void handle(Instant now, const Path& from, ByteView datagram);
    void rest();
    void setReading(bool isOn);
    void flushSinks();
    bool isBlocked() const;
    DatagramSink& firstSink() { return *lanes_.front().sink; }
    void handleHandshake(Instant now, const Path& from, ByteView datagram);
    void takeReplies();
    void finishTurn(Instant now);
    void dispatch();
    void armTimers(Instant now);
    void sayGoodbye();
    void finishStop();

    Entropy& entropy_;
    std::vector<Lane> lanes_;
    std::vector<DatagramSink*> sinks_; ///< of the lanes, in their order
    ServerCore core_;
    Workers workers_;
    bool isBusy_ = false; ///< the last turn received more than one thread is quick to do
    ServerOutbox outbox_;
    LoadMeter curves_;
    HandshakeQueue handshakes_;
    std::vector<std::unique_ptr<QSocketNotifier>> readable_;
    /// For the ports of the first lane, then those of the next, …
    std::vector<std::unique_ptr<QSocketNotifier>> writable_;
    QTimer deadline_;
    QTimer anotherTurn_;
    bool isResting_ = false; ///< no socket is looked at until the next turn
    bool stopping_ = false;
    bool isSayingGoodbye_ = false;
    std::string stopReason_;
    /// Last: its thread ends before anything it wakes.
    std::unique_ptr<StoreThread> store_;
};

} // namespace hubbub::server
