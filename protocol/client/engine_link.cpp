// The link as people see it:
//   connecting   no session yet
//   connected    the first session is there
//   lost         no session, or one that is not trusted to be alive: handshakes go on in the background, and
//   the old session stays in use resumed      the old session answers again, goes on under other keys, or the
//   room has been entered from another session
#include "protocol/client/engine_state.h"
#include "protocol/client/outgoing.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hubbub::client {

namespace {

/// Three unanswered PINGs, in a time in which a server has not yet logged the member as lost.
constexpr Duration silenceIsLoss{12s};
/// The server has long logged the member as lost by then, or this machine was asleep.
constexpr Duration silenceIsDeath{60s};
/// Probes on a fast path follow each other within milliseconds: a burst of loss is not yet the end.
constexpr Duration probesMayFail{2s};
constexpr int probesAreLoss = 3;
/// Where no round trip has been measured.
constexpr Duration typicalRoundTrip{100ms};

void append(ClientOutbox& out, ClientOutbox more)
{
    std::ranges::move(more.journal, std::back_inserter(out.journal));
    std::ranges::move(more.datagrams, std::back_inserter(out.datagrams));
    std::ranges::move(more.notices, std::back_inserter(out.notices));
}

} // namespace

void ClientEngine::State::handleDatagram(Turn& current, const PeerAddress& from, ByteView bytes)
{
    if (!isRunning())
        return;
    const auto packet = wire::decodePacket(bytes);
    if (!packet) {
        drops.add(packet.error());
        return;
    }
    handlePacket(current, from, *packet);
}

void ClientEngine::State::handlePacket(Turn& current, const PeerAddress& from, const wire::Packet& packet)
{
    Outgoing sink(current.out);
    if (const auto* response = std::get_if<wire::Response>(&packet)) {
        connector.handleResponse(current.now, *response, sink);
    } else if (const auto* cookie = std::get_if<wire::CookieAnswer>(&packet)) {
        connector.handleCookieAnswer(current.now, *cookie, sink);
    } else if (const auto* version = std::get_if<wire::VersionAnswer>(&packet)) {
        connector.handleVersionAnswer(current.now, *version, sink);
    } else if (const auto* sealed = std::get_if<wire::Sealed>(&packet)) {
        handleSealed(current, from, *sealed);
    } else if (const auto* hint = std::get_if<wire::ResetHint>(&packet)) {
        handleHint(current, *hint);
    } else {
        drops.add(DropReason::unknownType);
    }
}

/// Anyone can send a hint: a server that knows the session after all is asked to prove it wrong, and gets the
/// time to do so.
void ClientEngine::State::handleHint(Turn& current, const wire::ResetHint& hint)
{
    const bool isCredible = session && linkState != LinkState::lost && !hintAt
                         && session->connection().isHintCredible(current.now, hint);
    if (!isCredible) {
        drops.add(DropReason::unsolicitedHint);
        return;
    }
    link::Link& link = session->connection().link();
    link.sendPing(current.now);
    const Duration roundTrip = link.roundTrip().value_or(typicalRoundTrip);
    hintAt = current.now + 2 * roundTrip + hintBackoff.next(entropy);
}

void ClientEngine::State::handleSealed(Turn& current, const PeerAddress& from, const wire::Sealed& packet)
{
    if (auto found = connector.takeAccepted(packet))
        handleAccepted(current, std::move(*found));
    if (!session) {
        drops.add(DropReason::unknownIndex);
        return;
    }
    // What the packet brings is told after the news that the link is back.
    ClientOutbox brought;
    Turn inner{current.now, brought};
    turn = &inner;
    const auto outcome = session->connection().handleSealed(current.now, Path{{}, from}, packet, *this);
    turn = nullptr;
    if (outcome == link::Connection::Outcome::dropped)
        return;
    heardAt = current.now;
    hintAt.reset();
    probesWhenHeard = session->connection().link().unansweredProbes();
    const bool isBroken = outcome == link::Connection::Outcome::broken || isPrivateStreamTruncated;
    if (!isBroken && !closed)
        comeBack(current);
    append(current.out, std::move(brought));
    if (isBroken) {
        const std::string why(isPrivateStreamTruncated ? "its answers are incomplete"
                                                       : session->connection().link().why());
        end(EndReason::protocolError, "The server does not keep to the protocol: " + why);
    } else if (closed) {
        handleClosed(current);
    }
}

void ClientEngine::State::handleAccepted(Turn& current, Connector::Accepted found)
{
    if (!found.isContinued) {
        openSession(current, std::move(found));
    } else if (session && session->serverKey() == found.serverKey) {
        session->installKeys(current.now, std::move(found.keys));
    } else {
        // The session that was to go on has been given up here in the meantime.
        connector.begin(current.now, std::nullopt);
    }
}

void ClientEngine::State::openSession(Turn& current, Connector::Accepted found)
{
    session.emplace(current.now, std::move(found.keys), found.address, found.serverKey, entropy, drops);
    keepAlive.emplace(current.now, entropy);
    hintAt.reset();
    hintBackoff.reset();
    probesWhenHeard = 0;
    outbox.handleNewSession(current.out.journal);
    questions.handleNewSession();
    past = {};
    admission.handleNewSession();
    password.handleNewSession(found.handshakeHash, found.password);
    if (found.password && settings.rememberedPassword)
        password.offerRemembered(settings.rememberedPassword(found.serverKey));
    room.handleNewSession();
    judgeServer(current, found.serverKey, found.address);
    if (linkState == LinkState::connecting)
        setLink(current, LinkState::connected, "Connected to " + settings.place + ".");
    else
        lose(current, "The server has forgotten the session.");
}

void ClientEngine::State::judgeServer(Turn& current, const PublicKey& key, const PeerAddress& at)
{
    const auto judgement = trust.judge(key, at);
    if (toldKey != key) {
        toldKey = key;
        current.out.notices.emplace_back(ServerKeyNotice{key, judgement.verdict, judgement.expected});
    }
    awaitsTrust =
        settings.askAboutNewKeys && !settings.expectedKey && judgement.verdict == KeyVerdict::firstSight;
    if (!awaitsTrust)
        trust.pin(key);
}

void ClientEngine::State::handleClosed(Turn& current)
{
    const Closed how = *std::exchange(closed, std::nullopt);
    session.reset();
    const auto said = [&](std::string text) {
        return how.text.empty() ? std::move(text) : std::move(text) + ": " + how.text;
    };
    switch (static_cast<wire::CloseCode>(how.code)) {
    case wire::CloseCode::takenOver:
        return end(EndReason::takenOver, said("The same person has entered from elsewhere"));
    case wire::CloseCode::removed:
        return end(EndReason::removed, said("The admin has removed you from the room"));
    case wire::CloseCode::banned:
        return end(EndReason::banned, said("The admin has banned you from the room"));
    case wire::CloseCode::protocolError:
        return end(EndReason::protocolError, said("The server says that this program broke the protocol"));
    case wire::CloseCode::shutdown:
        lose(current, said("The server was shut down"));
        break;
    case wire::CloseCode::lost:
        lose(current, said("The server has not heard from here for too long"));
        break;
    case wire::CloseCode::busy:
        lose(current, said("The server has too much to do"));
        break;
    case wire::CloseCode::goodbye:
    case wire::CloseCode::expiredKeys:
        lose(current, said("The server has closed the session"));
        break;
    default: // of a later version; coming back tells what it means
        lose(current, said("The server has closed the session"));
    }
    connector.beginLater(current.now, std::nullopt);
}

void ClientEngine::State::watchLink(Turn& current)
{
    if (!session)
        return;
    link::Connection& connection = session->connection();
    connection.handleDeadline(current.now);
    const bool isDead = current.now - connection.lastHeard() >= silenceIsDeath;
    if (isDead || connection.keysAreSpent(current.now)) {
        lose(current, isDead ? "Nothing has been heard from the server for a long time."
                             : "The keys of the session are used up.");
        session.reset();
        connector.forgetSession();
        if (!connector.isActive())
            connector.begin(current.now, std::nullopt);
        return;
    }
    const auto why = whyLost(current.now);
    if (why && linkState != LinkState::lost) {
        lose(current, *why);
        connector.begin(current.now, connection.remoteIndex());
    } else if ((why || connection.wantsNewKeys(current.now)) && !connector.isActive()) {
        connector.begin(current.now, connection.remoteIndex());
    }
    if (hintAt && *hintAt <= current.now)
        hintAt.reset();
}

std::optional<std::string> ClientEngine::State::whyLost(Instant now) const
{
    const link::Connection& connection = session->connection();
    const Duration silence = now - connection.lastHeard();
    if (silence >= silenceIsLoss)
        return "No answer from the server for 12 s.";
    if (hintAt && now >= *hintAt)
        return "The server no longer knows this session.";
    if (doProbesFail() && silence >= probesMayFail)
        return "The server does not answer.";
    return std::nullopt;
}

/// Only those since anything was last heard count: a link that has just come back waits for its next probe.
bool ClientEngine::State::doProbesFail() const
{
    const link::Link& link = session->connection().link();
    return link.hasOutstanding() && link.unansweredProbes() - probesWhenHeard >= probesAreLoss;
}

std::optional<Instant> ClientEngine::State::linkDeadline() const
{
    if (!session)
        return std::nullopt;
    const link::Connection& connection = session->connection();
    const Instant heard = connection.lastHeard();
    const bool isLost = linkState == LinkState::lost && connector.isActive();
    std::optional<Instant> earliest = earlier(connection.deadline(), keepAlive->deadline(heard));
    earliest = earlier(earliest, isLost ? heard + silenceIsDeath : heard + silenceIsLoss);
    if (!isLost && doProbesFail())
        earliest = earlier(earliest, heard + probesMayFail);
    return earlier(earliest, hintAt);
}

void ClientEngine::State::lose(Turn& current, std::string text)
{
    if (linkState == LinkState::lost)
        return;
    setLink(current, LinkState::lost, std::move(text));
    if (room.wasEverEntered() || wasAnswered)
        patience.waitToComeBack(current.now);
}

/// Something authentic came. A session that still has to enter the room brings people back only with the
/// welcome.
void ClientEngine::State::comeBack(Turn& current)
{
    if (linkState != LinkState::lost)
        return;
    const bool wasIn = room.wasEverEntered() || wasAnswered;
    if (admission.isPending() && wasIn)
        return;
    connector.stop();
    if (wasIn)
        patience.stop();
    const bool isBack = wasIn && (!isForRoom || admission.isWelcome());
    setLink(current, isBack ? LinkState::resumed : LinkState::connected, "The server answers again.");
}

void ClientEngine::State::setLink(Turn& current, LinkState state, std::string text)
{
    linkState = state;
    current.out.notices.emplace_back(LinkNotice{state, std::move(text)});
}

std::optional<crypto::KeyPair> ClientEngine::State::identityFor(const PublicKey& server) const
{
    if (!trust.judge(server, connector.address()).isAcceptable)
        return std::nullopt;
    if (const auto* pair = std::get_if<crypto::KeyPair>(&settings.identity))
        return *pair;
    return crypto::clientIdentity(std::get<crypto::ProfileSecret>(settings.identity), server);
}

} // namespace hubbub::client
