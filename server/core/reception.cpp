#include "server/core/reception.h"

#include <utility>

namespace hubbub::server {

Reception::Reception(RoomState& state, const crypto::KeyPair& identity)
    : state_(state),
      acceptor_({identity, link::ownOffer(),
                 [&state](SessionIndex index) { return state.sessions.isFree(index); },
                 static_cast<std::uint32_t>(state.shards.size())},
                state.entropy, state.drops())
{
    followSettings();
}

void Reception::followSettings()
{
    acceptor_.setPassword(state_.passwordChallenge());
}

bool Reception::receive(Instant now, Shard& shard, const Path& path, ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    const auto* const sealed = packet ? std::get_if<wire::Sealed>(&*packet) : nullptr;
    Session* const session = sealed != nullptr ? state_.sessions.findIndex(sealed->receiver) : nullptr;
    if (session == nullptr || session->isClosing || &session->shard != &shard)
        return false;
    ++shard.traffic.datagramsIn;
    open(now, *session, path, *sealed, shard.received.add());
    return true;
}

void Reception::open(Instant now, Session& session, const Path& path, const wire::Sealed& packet,
                     Received& received)
{
    DropCounters& drops = session.shard.drops;
    const std::uint64_t notAuthentic = drops[DropReason::notAuthentic];
    received.session = session.id;
    received.from = path;
    received.outcome = session.connection.handleSealed(now, path, packet, received.arrivals);
    // A replay is no reason for a hint: the session is well.
    received.isForged = drops[DropReason::notAuthentic] != notAuthentic;
    received.hint = {packet.receiver, packet.counter};
}

Session* Reception::conclude(Instant now, const Received& received, DatagramSink& sink)
{
    Session* const session = state_.sessions.find(received.session);
    if (session == nullptr)
        return nullptr;
    state_.sessions.dropRetired(*session);
    if (session->isClosing)
        return nullptr;
    switch (received.outcome) {
    case link::Connection::Outcome::handled:
        return session;
    case link::Connection::Outcome::dropped:
        if (received.isForged)
            sendHint(now, received.from, received.hint, sink);
        return nullptr;
    case link::Connection::Outcome::broken:
        break;
    }
    const std::string_view why = session->connection.link().why();
    state_.notices.log(now, LogLevel::warning, "session",
                       "protocol error from " + received.from.remote.text() + ": " + std::string(why));
    state_.endSession(*session, Closing{wire::CloseCode::protocolError, std::string(why)});
    return nullptr;
}

Session* Reception::handle(Instant now, const Path& path, ByteView datagram, Received& received,
                           DatagramSink& sink)
{
    ++state_.shards.front()->traffic.datagramsIn;
    const auto packet = wire::decodePacket(datagram);
    if (!packet) {
        state_.drops().add(packet.error());
        return nullptr;
    }
    if (const auto* const initiation = std::get_if<wire::Initiation>(&*packet)) {
        acceptor_.handleInitiation(now, path, *initiation, sink);
    } else if (const auto* const finish = std::get_if<wire::Finish>(&*packet)) {
        handleFinish(now, path, *finish, sink);
    } else if (const auto* const sealed = std::get_if<wire::Sealed>(&*packet)) {
        if (Session* const session = state_.sessions.findIndex(sealed->receiver);
            session != nullptr && !session->isClosing)
        {
            open(now, *session, path, *sealed, received);
            return conclude(now, received, sink);
        }
        state_.drops().add(DropReason::unknownIndex);
        sendHint(now, path, {sealed->receiver, sealed->counter}, sink);
    } else {
        // The others are for clients.
        state_.drops().add(DropReason::notMyHandshake);
    }
    return nullptr;
}

void Reception::handleFinish(Instant now, const Path& path, const wire::Finish& packet, DatagramSink& sink)
{
    if (Session* const session = state_.sessions.findIndex(packet.receiver)) {
        // ACCEPTED was lost on the way.
        if (!session->isClosing && session->finish == link::digestOf(packet))
            session->connection.sendAccepted(packet.receiver, session->isContinued, sink);
        else
            state_.drops().add(DropReason::replayed);
        return;
    }
    if (auto handshake = acceptor_.handleFinish(now, path, packet))
        admit(now, *handshake, sink);
}

void Reception::admit(Instant now, link::AcceptedHandshake& handshake, DatagramSink& sink)
{
    const SessionIndex local = handshake.keys.local;
    Session* session = handshake.continues ? state_.sessions.findIndex(*handshake.continues) : nullptr;
    const bool isContinued = session != nullptr && !session->isClosing && session->key == handshake.client;
    ++(isContinued ? state_.counters.newKeys : state_.counters.handshakes);
    if (isContinued) {
        session->connection.installKeys(now, std::move(handshake.keys), handshake.path);
        state_.sessions.addIndex(local, *session);
        state_.sessions.dropRetired(*session);
    } else {
        if (Session* const visitor =
                state_.sessions.visitorToGo([this](const Session& each) { return state_.isAdmin(each.key); }))
            state_.endSession(*visitor, Closing{wire::CloseCode::busy, {}});
        Shard& shard = state_.shardOf(local);
        session = &state_.sessions.add(handshake.client,
                                       link::Connection(link::Role::server, now, std::move(handshake.keys),
                                                        handshake.path, state_.entropy, shard.drops),
                                       state_.records, shard);
        state_.assignPool(*session);
        if (handshake.password)
            session->passwordTold =
                std::make_unique<PasswordTold>(PasswordTold{*handshake.password, handshake.handshakeHash});
        link::Link& link = session->connection.link();
        link.openReceiver(StreamId{0}, Seq{1});
        link.openSender(StreamId{0}, session->answers, Seq{1});
        state_.notices.log(now, LogLevel::debug, "session", "session from " + handshake.path.remote.text());
    }
    session->finish = handshake.finishDigest;
    session->isContinued = isContinued;
    session->keysSince = now;
    session->connection.sendAccepted(local, isContinued, sink);
    state_.schedule(now, *session);
}

void Reception::sendHint(Instant now, const Path& to, const wire::ResetHint& hint, DatagramSink& sink)
{
    if (hints_.take(now, to.remote.ip))
        sink.send(to, wire::encode(hint));
}

} // namespace hubbub::server
