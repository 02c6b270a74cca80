#include "protocol/client/engine_state.h"

#include "protocol/client/outgoing.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hubbub::client {

namespace {

/// A CLOSE is not acknowledged; three rarely all get lost.
constexpr int goodbyes = 3;

} // namespace

ClientEngine::State::State(ClientSettings given, Entropy& source)
    : settings(std::move(given)),
      entropy(source),
      trust(settings.place, settings.expectedKey, settings.knownServers, settings.acceptNewKey),
      connector([this](const PublicKey& server) { return identityFor(server); },
                [this](SessionIndex index) { return !session || !session->hasIndex(index); }, source, drops),
      outbox(std::move(settings.restored), source),
      room(outbox),
      patience(settings.timeout, settings.giveUp)
{
}

void ClientEngine::State::finishTurn(Turn& current)
{
    if (!isRunning())
        return;
    watchLink(current);
    Outgoing sink(current.out);
    connector.handleDeadline(current.now, sink);
    if (mayAsk()) {
        askToJoin(current);
        offerSubmissions(current);
        putQuestions(current);
    }
    sayFarewell(current);
    watchPatience(current);
    if (ending)
        conclude(current);
    else
        send(current);
}

std::optional<Instant> ClientEngine::State::deadline() const
{
    if (!isRunning())
        return std::nullopt;
    std::optional<Instant> earliest = earlier(connector.deadline(), linkDeadline());
    earliest = earlier(earliest, earlier(farewell.deadline(), patience.deadline()));
    if (mayAsk() && !password.wanted())
        earliest = earlier(earliest, admission.deadline());
    if (mayOffer())
        earliest = earlier(earliest, earlier(offerAt, questions.deadline()));
    return earliest;
}

/// Anything but a leave.
bool ClientEngine::State::mayAsk() const
{
    return session && !awaitsTrust && (!farewell.isBegun() || farewell.isDraining());
}

/// Those who enter the room speak once they have been told that they are in it.
bool ClientEngine::State::mayOffer() const
{
    return mayAsk() && (isForRoom ? room.isEntered() && admission.isWelcome() : true);
}

void ClientEngine::State::askToJoin(Turn& current)
{
    if (!admission.isToBeAsked(current.now) || password.wanted())
        return;
    if (password.isUnacceptable())
        return end(
            EndReason::notAdmitted,
            "The server asks for its room's password in a way that would cost this machine too much, or "
            "whoever listens too little.");
    outbox.announceId(current.out.journal);
    session->ask(chat::JoinRequest{admission.name(), outbox.id(), admission.takesOver(), room.position(),
                                   settings.clientVersion, password.proof()},
                 JoinAsked{});
    admission.handleAsked();
}

void ClientEngine::State::offerSubmissions(Turn& current)
{
    offerAt.reset();
    if (!mayOffer())
        return;
    pacer.setMembers(room.roster().size());
    while (const Submission* const next = outbox.upNext()) {
        if (!isForRoom && !next->isAnnouncement)
            return;
        const Instant ready = pacer.readyAt(current.now, next->text.size());
        if (ready > current.now) {
            offerAt = ready;
            return;
        }
        pacer.take(current.now, next->text.size());
        outbox.announceId(current.out.journal);
        const Outbox::Offer offer = outbox.offerNext(isForRoom, current.out.journal);
        session->ask(offer.request, offer.number);
    }
}

void ClientEngine::State::putQuestions(Turn& current)
{
    if (!mayOffer())
        return;
    const Seq head = std::max(room.head(), past.head);
    while (const auto due = questions.takeDue(current.now, head))
        session->ask(due->request, due->id);
}

void ClientEngine::State::sayFarewell(Turn& current)
{
    farewell.handleDeadline(current.now);
    if (farewell.isDraining()) {
        const bool isHopeless = isForRoom && !admission.isWanted();
        if (unanswered() == 0 || isHopeless)
            farewell.handleDrained();
    }
    const bool canBeHeard = session && linkState != LinkState::lost;
    if (farewell.isToBeAsked() && canBeHeard && admission.isWelcome()) {
        session->ask(chat::LeaveRequest{farewell.reason()}, LeaveAsked{});
        farewell.handleAsked(current.now);
    } else if (farewell.isToBeAsked() || (farewell.isAsked() && !canBeHeard)) {
        farewell.handleDone();
    }
    if (farewell.isDone())
        end(EndReason::left, "You have left.");
}

void ClientEngine::State::watchPatience(Turn& current)
{
    const bool isGettingIn = !room.wasEverEntered() && !wasAnswered;
    if (isGettingIn) {
        const bool isRoomOwed = admission.isPending() || (admission.isWelcome() && !room.isEntered());
        const bool isOwed = !session || isRoomOwed || (!isForRoom && unanswered() > 0);
        if (!isOwed || awaitsTrust || password.wanted())
            patience.stop();
        else if (!patience.isWaiting())
            patience.waitToGetIn(current.now);
    } else if (patience.isWaiting() && !patience.isComingBack()) {
        patience.stop();
    }
    if (connector.refusedKey() || connector.hasNoCommonVersion())
        patience.handleRefusal(current.now);
    else
        patience.forgetRefusal();
    if (patience.isOver(current.now) && !ending)
        ending = outOfPatience(current);
}

EndedNotice ClientEngine::State::outOfPatience(Turn& current)
{
    const std::string& place = settings.place;
    if (const auto refused = connector.refusedKey()) {
        const auto judgement = trust.judge(*refused, connector.address());
        current.out.notices.emplace_back(ServerKeyNotice{*refused, KeyVerdict::changed, judgement.expected});
        return {EndReason::keyChanged,
                "The server at " + place
                    + " has another key than the one known. Either it was set up anew, or somebody is "
                      "between you and it.",
                0};
    }
    if (connector.hasNoCommonVersion())
        return {EndReason::noCommonVersion,
                "The server at " + place + " speaks no version of the protocol that this program speaks.", 0};
    if (patience.isComingBack())
        return {EndReason::gaveUp, "The link to " + place + " was lost and has not come back.", 0};
    if (session)
        return {EndReason::noAnswer, "The server at " + place + " is there but does not answer.", 0};
    if (connector.wasAnswered())
        return {EndReason::noAnswer,
                "The server at " + place + " was heard, but no session came about in the time allowed.", 0};
    return {EndReason::noAnswer,
            "No answer from " + place
                + ". Is a server running there, and do the firewalls on the way let its UDP port pass, in "
                  "datagrams of 1200 bytes?",
            0};
}

void ClientEngine::State::send(Turn& current)
{
    if (!session)
        return;
    link::Connection& connection = session->connection();
    if (current.now >= keepAlive->deadline(connection.lastHeard()))
        connection.link().sendPing(current.now);
    Outgoing sink(current.out);
    if (connection.flush(current.now, sink, std::numeric_limits<std::size_t>::max()) > 0)
        keepAlive->sent(current.now);
}

void ClientEngine::State::end(EndReason reason, std::string text)
{
    if (!ending)
        ending = EndedNotice{reason, std::move(text), 0};
}

void ClientEngine::State::conclude(Turn& current)
{
    if (session) {
        const bool isBroken = ending->reason == EndReason::protocolError;
        Outgoing sink(current.out);
        session->connection().close(isBroken ? wire::CloseCode::protocolError : wire::CloseCode::goodbye,
                                    isBroken ? ending->text : std::string(), goodbyes, sink);
    }
    if (ending->reason != EndReason::left && room.wasEverEntered())
        setLink(current, LinkState::closed, ending->text);
    ending->unconfirmed = unconfirmed();
    current.out.notices.emplace_back(*ending);
    isEnded = true;
    session.reset();
    connector.stop();
}

} // namespace hubbub::client
