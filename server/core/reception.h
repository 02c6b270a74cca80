// Where datagrams come in: handshakes become sessions, or new keys for one; sealed packets find theirs; what
// belongs to nobody may get a hint.
#pragma once

#include "protocol/link/handshake_acceptor.h"
#include "protocol/link/hint_budget.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class Reception {
public:
    Reception(RoomState& state, const crypto::KeyPair& identity);

    /// A sealed datagram for a session of the shard is opened and taken apart, and stands in shard.received
    /// then. False for anything else, which is for handle(). May go on in several shards at once.
    bool receive(Instant now, Shard& shard, const Path& path, ByteView datagram);
    /// The session that was heard, to act on what it said; nothing if there is nothing to act on.
    Session* conclude(Instant now, const Received& received, DatagramSink& sink);
    /// The same for one datagram of any kind; what it said is in `received`.
    Session* handle(Instant now, const Path& path, ByteView datagram, Received& received, DatagramSink& sink);
    /// The settings have changed.
    void followSettings();
    link::HandshakeAcceptor& acceptor() { return acceptor_; }
    const link::HandshakeAcceptor& acceptor() const { return acceptor_; }

private:
    void open(Instant now, Session& session, const Path& path, const wire::Sealed& packet,
              Received& received);
    void handleFinish(Instant now, const Path& path, const wire::Finish& packet, DatagramSink& sink);
    void admit(Instant now, link::AcceptedHandshake& handshake, DatagramSink& sink);
    void sendHint(Instant now, const Path& to, const wire::ResetHint& hint, DatagramSink& sink);

    RoomState& state_;
    link::HandshakeAcceptor acceptor_;
    link::ResetHintBudget hints_;
};

} // namespace hubbub::server
