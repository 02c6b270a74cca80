// Where datagrams come in: handshakes become sessions, or new keys for one; sealed packets find theirs; what
// belongs to nobody may get a hint.
#pragma once

#include "protocol/chat/request.h"
#include "protocol/link/handshake_acceptor.h"
#include "protocol/link/hint_budget.h"
#include "server/core/room_state.h"

#include <vector>

namespace hubbub::server {

/// What one sealed packet brought, decoded while its bytes are valid and acted on afterwards: whatever
/// follows from it may touch any session.
class Arrivals final : public link::LinkEvents {
public:
    struct Request {
        Seq seq;
        chat::Request what;
    };
    struct Acknowledged {
        StreamId stream;
        Seq next;
    };
    std::vector<Request> requests;
    std::vector<Acknowledged> acknowledgements;
    bool isTyping = false;
    bool isClosed = false;
    bool saidGoodbye = false;

    void clear();

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override;
    void recordsTruncated(StreamId stream, Seq first) override;
    void acknowledged(StreamId stream, Seq next) override;
    void ephemeralArrived(std::uint64_t kind, ByteView bytes) override;
    void accepted(bool continued) override;
    void pongArrived(const wire::PingBytes& bytes) override;
    void closedByPeer(std::uint64_t code, std::string_view text) override;
};

class Reception {
public:
    Reception(RoomState& state, const crypto::KeyPair& identity);

    /// The session that was heard, with what it said in arrivals(); nothing if there is nothing to act on.
    Session* handleDatagram(Instant now, const Path& path, ByteView datagram, DatagramSink& sink);
    Arrivals& arrivals() { return arrivals_; }
    link::HandshakeAcceptor& acceptor() { return acceptor_; }
    const link::HandshakeAcceptor& acceptor() const { return acceptor_; }

private:
    Session* handle(Instant now, const Path& path, const wire::Initiation& packet, DatagramSink& sink);
    Session* handle(Instant now, const Path& path, const wire::Finish& packet, DatagramSink& sink);
    Session* handle(Instant now, const Path& path, const wire::Sealed& packet, DatagramSink& sink);
    /// The others are for clients.
    template <class Packet>
    Session* handle(Instant, const Path&, const Packet&, DatagramSink&)
    {
        state_.drops.add(DropReason::notMyHandshake);
        return nullptr;
    }
    void admit(Instant now, link::AcceptedHandshake& handshake, DatagramSink& sink);
    void sendHint(Instant now, const Path& to, const wire::Sealed& packet, DatagramSink& sink);

    RoomState& state_;
    link::HandshakeAcceptor acceptor_;
    link::ResetHintBudget hints_;
    Arrivals arrivals_;
};

} // namespace hubbub::server
