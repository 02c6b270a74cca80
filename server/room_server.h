// The event loop's side of the server: drives one ServerCore with sockets, the store's thread and a timer. A
// turn is: take what has arrived, let the core act on it, hand its proposals to the store, send what is due
// (docs/ARCHITECTURE.md). Decides nothing about the room.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "server/core/server_core.h"
#include "server/handshake_queue.h"
#include "server/load_meter.h"
#include "server/net/batch_sink.h"
#include "server/net/udp_port.h"
#include "server/settings.h"
#include "server/store/store_thread.h"

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
    /// Binds every address of the settings, or none.
    static Result<std::vector<std::unique_ptr<UdpPort>>, Failure> bindAll(
        const std::vector<PeerAddress>& listen);

    /// `entropy` must outlive it. The store is open, and its state restored, before anybody can send
    /// anything.
    RoomServer(CoreSettings settings, const crypto::KeyPair& identity,
               std::vector<std::unique_ptr<UdpPort>> ports, SqliteStore::Opened opened, Entropy& entropy);
    ~RoomServer() override;

    std::vector<PeerAddress> addresses() const;
    ServerCore& core() { return core_; }
    /// Runs what the operator wants as a turn of its own.
    void act(const std::function<void(Instant now, ServerOutbox& out)>& action);
    /// Says goodbye to every session, lets the store finish, then emits stopped(). Members come back by
    /// themselves when the server is up again.
    void stop(const std::string& reason);

Q_SIGNALS:
    void noticed(const hubbub::server::ServerNotice& notice);
    void stopped();

private:
    void takeDatagrams();
    void handleHandshake(Instant now, const Path& from, ByteView datagram);
    void takeReplies();
    void finishTurn(Instant now);
    void dispatch();
    void armTimers(Instant now);
    void sayGoodbye();
    void finishStop();

    Entropy& entropy_;
    std::vector<std::unique_ptr<UdpPort>> ports_;
    BatchSink sink_;
    ServerCore core_;
    ServerOutbox outbox_;
    LoadMeter curves_;
    HandshakeQueue handshakes_;
    std::vector<std::unique_ptr<QSocketNotifier>> readable_;
    std::vector<std::unique_ptr<QSocketNotifier>> writable_;
    QTimer deadline_;
    QTimer anotherTurn_;
    bool stopping_ = false;
    bool isSayingGoodbye_ = false;
    std::string stopReason_;
    /// Last: its thread ends before anything it wakes.
    std::unique_ptr<StoreThread> store_;
};

} // namespace hubbub::server
