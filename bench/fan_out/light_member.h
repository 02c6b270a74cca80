// A member as light as can be: the real handshake and the real connection, with acknowledgements and
// keep-alives as a client's, and beyond that only checks of what it is told. It has no engine, keeps no texts
// and builds no strings, so that the crowd costs less than the server that is measured.
#pragma once

#include "bench/fan_out/board.h"
#include "bench/fan_out/room_facts.h"
#include "bench/fan_out/sockets.h"
#include "protocol/base/datagram_sink.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/client/keep_alive.h"
#include "protocol/client/request_log.h"
#include "protocol/link/connection.h"
#include "protocol/link/handshake_initiator.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hubbub::bench {

/// Writes into the batch of the member's socket.
class SocketSink final : public DatagramSink {
public:
    explicit SocketSink(Sockets& sockets) : sockets_(sockets) {}
    void turnTo(Sockets::Number socket) { socket_ = socket; }
    bool ready() override { return true; }
    MutableBytes buffer() override { return sockets_.buffer(); }
    void commit(const Path&, std::size_t bytes) override { sockets_.commit(socket_, bytes); }

private:
    Sockets& sockets_;
    Sockets::Number socket_ = 0;
};

/// What the members of one process share.
struct Shared {
    Entropy& entropy;
    SocketSink& sink;
    Squad& squad;
    RoomFacts& facts;
    wire::Offer offer;
    std::function<bool(SessionIndex)> isFree;
    std::int64_t arrived = 0; ///< of the datagram being handled; 0: not noted
    DropCounters drops = {};
    bool isCounting = false; ///< holders of events and times of deliveries
};

class LightMember final : public link::LinkEvents {
public:
    LightMember(std::uint32_t number, Sockets::Number socket, Shared& shared);

    std::uint32_t number() const { return number_; }
    Sockets::Number socket() const { return socket_; }

    // What the benchmark does. Each of these may write to the sink.

    /// Begins the handshake, and then joins; goes on from where it was if it was there before.
    void enter(Instant now);
    /// The session ends without a word.
    void vanish();
    void say(Instant now, std::string text);
    /// The running hash begins at what this member has.
    void beginAnew() { hash_ = 0; }
    /// Follows the chain of the log, to be able to resume; from before it enters.
    void followChain() { followsChain_ = true; }
    /// Its deliveries are not counted.
    void travel() { isTravelling_ = true; }

    // The world speaks.

    void handlePacket(Instant now, const wire::Packet& packet);
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const;

    // Questions.

    /// The handshake has taken so long that the server has forgotten it: enter() again.
    bool isForgotten(Instant now) const { return handshake_ && now >= handshakeBegan_ + handshakeLasts; }
    /// Of the session or handshake begun last.
    SessionIndex localIndex() const { return localIndex_; }
    bool isIn() const { return isIn_ && !isTravelling_; }
    Seq seq() const { return seq_; }
    std::uint64_t hash() const { return hash_; }
    std::uint32_t present() const { return static_cast<std::uint32_t>(present_); }
    std::uint64_t rosterHash() const { return rosterHash_; }
    bool hasRoster() const { return rosterEntriesMissing_ == 0 && isIn_; }

private:
    /// As long as a server keeps a half-open one.
    static constexpr Duration handshakeLasts{5s};

    void handleSealed(Instant now, const wire::Sealed& packet);
    void begin(Instant now);
    void join();
    void flush(Instant now);
    void fail(const std::string& why);
    void handleReply(ByteView record);
    void handleWelcome(const chat::WelcomeReply& welcome);
    bool handleEvent(Seq seq, ByteView record);
    bool handleRoster(ByteView record);

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override;
    void recordsTruncated(StreamId stream, Seq first) override;
    void acknowledged(StreamId stream, Seq next) override;
    void ephemeralArrived(std::uint64_t, ByteView) override {}
    void accepted(bool) override {}
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t code, std::string_view text) override;

    std::uint32_t number_;
    Sockets::Number socket_;
    Shared& shared_;
    crypto::KeyPair identity_;
    OutboxId outbox_;
    SessionIndex localIndex_;
    std::unique_ptr<link::HandshakeInitiator> handshake_;
    Instant handshakeBegan_{};
    std::unique_ptr<client::RequestLog>
        requests_; ///< of the session; outlives the connection, which reads it
    std::optional<link::Connection> connection_;
    client::KeepAlive keepAlive_;
    Seq joinRequest_;
    std::optional<Instant> joinAgainAt_;

    bool isIn_ = false;
    bool wasIn_ = false;
    StreamId roomStream_;
    StreamId rosterStream_;
    Seq seq_; ///< of the last event it has
    Seq rosterAsOf_;
    std::uint32_t rosterEntriesMissing_ = 0;
    std::int32_t present_ = 0;
    std::uint64_t rosterHash_ = 0;
    std::uint64_t hash_ = 0;
    SubmissionNumber nextNumber_{1};
    bool isTravelling_ = false;
    bool followsChain_ = false;
    ChainValue chain_;
    LogId log_;
};

} // namespace hubbub::bench
