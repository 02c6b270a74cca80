#include "server/core/reception.h"

#include "server/core/requests.h"

namespace hubbub::server {

// Arrivals

void Arrivals::clear()
{
    requests.clear();
    acknowledgements.clear();
    isTyping = isClosed = saidGoodbye = false;
}

bool Arrivals::recordArrived(StreamId, Seq seq, ByteView record)
{
    auto request = chat::decodeRequest(record);
    if (!request)
        return false;
    requests.push_back({seq, std::move(*request)});
    return true;
}

void Arrivals::recordsTruncated(StreamId, Seq) {}

void Arrivals::acknowledged(StreamId stream, Seq next)
{
    acknowledgements.push_back({stream, next});
}

void Arrivals::ephemeralArrived(std::uint64_t kind, ByteView)
{
    isTyping = isTyping || kind == typingKind;
}

void Arrivals::accepted(bool) {}
void Arrivals::pongArrived(const wire::PingBytes&) {}

void Arrivals::closedByPeer(std::uint64_t code, std::string_view)
{
    isClosed = true;
    saidGoodbye = code == static_cast<std::uint64_t>(wire::CloseCode::goodbye);
}

// Reception

Reception::Reception(RoomState& state, const crypto::KeyPair& identity)
    : state_(state),
      acceptor_({identity, link::ownOffer(),
                 [&state](SessionIndex index) { return state.sessions.isFree(index); }, 0},
                state.entropy, state.drops)
{
}

Session* Reception::handleDatagram(Instant now, const Path& path, ByteView datagram, DatagramSink& sink)
{
    ++state_.traffic.datagramsIn;
    const auto packet = wire::decodePacket(datagram);
    if (!packet) {
        state_.drops.add(packet.error());
        return nullptr;
    }
    return std::visit([&](const auto& what) { return handle(now, path, what, sink); }, *packet);
}

Session* Reception::handle(Instant now, const Path& path, const wire::Initiation& packet, DatagramSink& sink)
{
    acceptor_.handleInitiation(now, path, packet, sink);
    return nullptr;
}

Session* Reception::handle(Instant now, const Path& path, const wire::Finish& packet, DatagramSink& sink)
{
    if (Session* const session = state_.sessions.findIndex(packet.receiver)) {
        // ACCEPTED was lost on the way.
        if (!session->isClosing && session->finish == link::digestOf(packet))
            session->connection.sendAccepted(packet.receiver, session->isContinued, sink);
        else
            state_.drops.add(DropReason::replayed);
        return nullptr;
    }
    if (auto handshake = acceptor_.handleFinish(now, path, packet))
        admit(now, *handshake, sink);
    return nullptr;
}

void Reception::admit(Instant now, link::AcceptedHandshake& handshake, DatagramSink& sink)
{
    const SessionIndex local = handshake.keys.local;
    Session* session = handshake.continues ? state_.sessions.findIndex(*handshake.continues) : nullptr;
    const bool isContinued = session != nullptr && !session->isClosing && session->key == handshake.client;
    if (isContinued) {
        session->connection.installKeys(now, std::move(handshake.keys), handshake.path);
        state_.sessions.addIndex(local, *session);
        state_.sessions.dropRetired(*session);
    } else {
        if (Session* const visitor =
                state_.sessions.visitorToGo([this](const Session& each) { return state_.isAdmin(each.key); }))
            state_.endSession(*visitor, Closing{wire::CloseCode::busy, {}});
        session = &state_.sessions.add(handshake.client,
                                       link::Connection(link::Role::server, now, std::move(handshake.keys),
                                                        handshake.path, state_.entropy, state_.drops),
                                       state_.records);
        state_.assignPool(*session);
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

Session* Reception::handle(Instant now, const Path& path, const wire::Sealed& packet, DatagramSink& sink)
{
    arrivals_.clear();
    Session* const session = state_.sessions.findIndex(packet.receiver);
    if (session == nullptr || session->isClosing) {
        state_.drops.add(DropReason::unknownIndex);
        sendHint(now, path, packet, sink);
        return nullptr;
    }
    const std::uint64_t notAuthentic = state_.drops[DropReason::notAuthentic];
    const auto outcome = session->connection.handleSealed(now, path, packet, arrivals_);
    state_.sessions.dropRetired(*session);
    switch (outcome) {
    case link::Connection::Outcome::handled:
        return session;
    case link::Connection::Outcome::dropped:
        // A replay is no reason for a hint: the session is well.
        if (state_.drops[DropReason::notAuthentic] != notAuthentic)
            sendHint(now, path, packet, sink);
        return nullptr;
    case link::Connection::Outcome::broken:
        break;
    }
    const std::string_view why = session->connection.link().why();
    state_.notices.log(now, LogLevel::warning, "session",
                       "protocol error from " + path.remote.text() + ": " + std::string(why));
    state_.endSession(*session, Closing{wire::CloseCode::protocolError, std::string(why)});
    return nullptr;
}

void Reception::sendHint(Instant now, const Path& to, const wire::Sealed& packet, DatagramSink& sink)
{
    if (hints_.take(now, to.remote.ip))
        sink.send(to, wire::encode(wire::ResetHint{packet.receiver, packet.counter}));
}

} // namespace hubbub::server
