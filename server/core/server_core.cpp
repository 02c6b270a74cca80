// Wires the parts together: each call lets one of them act, then sees to what follows for the session
// concerned.
#include "server/core/server_core.h"

#include "protocol/chat/text.h"
#include "protocol/wire/packet.h"
#include "server/core/admission.h"
#include "server/core/attachments.h"
#include "server/core/departures.h"
#include "server/core/enforcement.h"
#include "server/core/ghost_probes.h"
#include "server/core/look_back.h"
#include "server/core/moderation_requests.h"
#include "server/core/outflow.h"
#include "server/core/presence.h"
#include "server/core/reception.h"
#include "server/core/requests.h"
#include "server/core/retention.h"
#include "server/core/settlement.h"
#include "server/core/statistics.h"
#include "server/core/submissions.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

struct ServerCore::State {
    State(CoreSettings settings, const crypto::KeyPair& identity, RestoredRoom& restored, Instant now,
          WallTime wall, Entropy& entropy)
        : room(std::move(settings), restored, now, wall, entropy),
          departures(room),
          presence(room, departures),
          ghosts(room),
          attachments(room, presence),
          admission(room, attachments, ghosts, departures),
          submissions(room),
          enforcement(room, admission, departures),
          moderation(room, admission, enforcement),
          lookBack(room),
          retention(room, now),
          requests(room, admission, submissions, departures, presence, moderation, lookBack,
                   [this](Instant at) { return figures(at); }),
          settlement(room, admission, attachments, submissions, departures, presence, moderation, enforcement,
                     lookBack, retention),
          reception(room, identity),
          outflow(room)
    {
        if (const auto seq = room.records.missingChain())
            room.storeRequests.emplace_back(FindChainRequest{room.queries.add(TailQuery{*seq}), *seq});
        enforcement.start(now);
    }

    void heard(Instant now, Session& session, Arrivals& arrivals)
    {
        if (PresentMember* const member = room.members.find(session.member)) {
            presence.heard(now, *member);
            if (ghosts.heard(*member))
                admission.retry(now, member->id);
        }
        for (const auto& [stream, next] : arrivals.acknowledgements) {
            if (stream == StreamId{0})
                session.answers.trim(next);
            else
                attachments.acknowledged(session, stream, next);
        }
        if (session.listing)
            requests.continueListing(now, session);
        lookBack.answerIfDrained(session);
        presence.catchUp(session);
        for (auto& [seq, request] : arrivals.requests) {
            if (!takesRequests(session))
                room.endSession(session, Closing{wire::CloseCode::busy, "answers are not acknowledged"});
            if (!session.isClosing)
                requests.handle(now, session, seq, std::move(request));
        }
        if (arrivals.isTyping)
            requests.typing(now, session);
        if (arrivals.saidGoodbye)
            departures.goodbye(session);
        else if (arrivals.isClosed)
            room.endSession(session, std::nullopt);
        flushSoon(now, session);
    }

    bool takesRequests(const Session& session) const
    {
        const bool isVisitor = session.member == MemberId{} && !room.isAdmin(session.key);
        return session.answers.hasRoomForRequests(isVisitor ? limits::visitorAnswers : limits::memberAnswers);
    }

    void flushSoon(Instant now, Session& session)
    {
        // Whoever the round under way has still to come to gets the room's records then.
        const bool isDue = session.shard.listeners.isToCome(session)
                             ? session.connection.hasAnswersDue(now)
                             : session.connection.hasSomethingDue(now);
        if (isDue)
            session.shard.lanes.add(session, Lane::live);
        room.schedule(now, session);
    }

    void handleSessionDeadline(Instant now, Session& session)
    {
        session.connection.handleDeadline(now);
        room.sessions.dropRetired(session);
        if (session.connection.keysAreSpent(now))
            room.endSession(session, Closing{wire::CloseCode::expiredKeys, {}});
        else if (session.member == MemberId{}
                 && now >= session.connection.lastHeard() + limits::visitorSilence)
            room.endSession(session, Closing{wire::CloseCode::lost, {}});
        else
            flushSoon(now, session);
    }

    Figures figures(Instant now) const
    {
        Figures all = gatherStatistics(now, room, reception, admission.underWay());
        if (moreFigures)
            moreFigures(all);
        sortFigures(all);
        return all;
    }

    RoomState room;
    Departures departures;
    Presence presence;
    GhostProbes ghosts;
    Attachments attachments;
    Admission admission;
    Submissions submissions;
    Enforcement enforcement;
    ModerationRequests moderation;
    LookBack lookBack;
    Retention retention;
    Requests requests;
    Settlement settlement;
    Reception reception;
    Outflow outflow;
    Received received; ///< the datagram that is being handled
    MoreFigures moreFigures;
    bool isStopped = false;
};

ServerCore::ServerCore(CoreSettings settings, const crypto::KeyPair& identity, RestoredRoom restored,
                       Instant now, WallTime wall, Entropy& entropy)
    : state_(std::make_unique<State>(std::move(settings), identity, restored, now, wall, entropy))
{
}

ServerCore::~ServerCore() = default;

// The world speaks.

void ServerCore::handleDatagram(Instant now, const Path& path, ByteView datagram, DatagramSink& sink,
                                ServerOutbox& out)
{
    State& state = *state_;
    if (state.isStopped)
        return;
    CHECK(
        std::ranges::all_of(state.room.shards, [](const auto& shard) { return shard->received.isEmpty(); }));
    Received& received = state.received;
    received.arrivals.clear();
    if (Session* const session = state.reception.handle(now, path, datagram, received, sink))
        state.heard(now, *session, received.arrivals);
    state.room.notices.handOver(out);
}

bool ServerCore::receive(Instant now, std::size_t shard, const Path& path, ByteView datagram)
{
    State& state = *state_;
    return state.isStopped || state.reception.receive(now, *state.room.shards[shard], path, datagram);
}

void ServerCore::handleReceived(Instant now, DatagramSink& sink, ServerOutbox& out)
{
    State& state = *state_;
    for (const auto& shard : state.room.shards) {
        shard->received.takeAll([&](Received& received) {
            if (Session* const session = state.reception.conclude(now, received, sink))
                state.heard(now, *session, received.arrivals);
        });
    }
    state.room.notices.handOver(out);
}

void ServerCore::handleStoreReply(Instant now, StoreReply reply, ServerOutbox& out)
{
    state_->settlement.handle(now, std::move(reply));
    state_->room.notices.handOver(out);
}

void ServerCore::handleDeadline(Instant now, ServerOutbox& out)
{
    State& state = *state_;
    state.reception.acceptor().handleDeadline(now);
    for (const auto& shard : state.room.shards) {
        for (const SessionId id : shard->due.takeDue(now)) {
            if (Session* const session = state.room.liveSession(id)) {
                session->dueAt = Instant::max();
                state.handleSessionDeadline(now, *session);
            }
        }
    }
    for (const MemberId member : state.ghosts.takeFailed(now))
        state.admission.retry(now, member);
    state.presence.handleDeadline(now);
    state.admission.handleDeadline(now);
    state.submissions.handleDeadline(now);
    state.settlement.handleDeadline(now);
    state.retention.handleDeadline(now);
    state.room.notices.handOver(out);
}

void ServerCore::finishTurn(Instant now, WallTime wall, std::span<DatagramSink* const> sinks,
                            std::size_t quota, ShardRunner& runner, ServerOutbox& out)
{
    State& state = *state_;
    CHECK(sinks.size() == shards());
    state.room.wallKnownAt = now;
    state.room.wallKnown = wall;
    if (!state.isStopped)
        state.outflow.flush(now, sinks, quota, runner);
    // After the flush, which may have found out what has to be read back.
    state.outflow.handOver(now, wall, out);
    state.room.notices.handOver(out);
}

std::size_t ServerCore::shards() const
{
    return state_->room.shards.size();
}

bool ServerCore::wantsFlush() const
{
    return !state_->isStopped && state_->outflow.isPending();
}

std::optional<Instant> ServerCore::deadline() const
{
    const State& state = *state_;
    std::optional<Instant> earliest;
    for (const auto& shard : state.room.shards) {
        const auto each = shard->due.earliest();
        if (each && (!earliest || *each < *earliest))
            earliest = each;
    }
    for (const auto& each :
         {state.reception.acceptor().deadline(), state.presence.deadline(), state.ghosts.deadline(),
          state.admission.deadline(), state.submissions.deadline(), state.settlement.deadline(),
          state.retention.deadline(), state.outflow.roundAt(), state.room.records.blocks().deadline()})
    {
        if (each && (!earliest || *each < *earliest))
            earliest = each;
    }
    return earliest;
}

bool ServerCore::mayCostCurves(ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    return packet
        && (std::holds_alternative<wire::Initiation>(*packet)
            || std::holds_alternative<wire::Finish>(*packet));
}

void ServerCore::setCurveLoad(int percent)
{
    state_->reception.acceptor().setCurveLoad(percent);
}

void ServerCore::setMoreFigures(MoreFigures more)
{
    state_->moreFigures = std::move(more);
}

void ServerCore::countDropped(DropReason reason)
{
    state_->room.drops().add(reason);
}

// The operator speaks.

Result<Done, chat::Refusal> ServerCore::announce(Instant, std::string_view text, bool asksToConfirm,
                                                 ServerOutbox& out)
{
    auto result = state_->submissions.announce(text, asksToConfirm);
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::kick(Instant, std::string_view who, std::string_view reason,
                                             ServerOutbox& out)
{
    auto result = state_->requests.kickFromConsole(who, reason);
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::restrict(Instant now, chat::RestrictionKind kind,
                                                 const chat::TypedRestriction& typed, ServerOutbox& out)
{
    auto request = state_->requests.restrictionOf(kind, typed);
    auto result = request ? state_->moderation.restrict(now, *request)
                          : Result<Done, chat::Refusal>(Unexpected(request.error()));
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::lift(Seq restriction, ServerOutbox& out)
{
    auto result = state_->moderation.lift(restriction);
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::setTopic(std::string_view topic, ServerOutbox& out)
{
    auto result = state_->moderation.setTopic(topic);
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::setLock(bool isLocked, ServerOutbox& out)
{
    auto result = state_->moderation.setLock(isLocked);
    state_->room.notices.handOver(out);
    return result;
}

Result<Done, chat::Refusal> ServerCore::remove(Instant now, Seq seq, std::string_view reason,
                                               ServerOutbox& out)
{
    auto result = state_->moderation.remove(now, seq, reason);
    state_->room.notices.handOver(out);
    return result;
}

bool ServerCore::stop(std::string_view reason, std::span<DatagramSink* const> sinks)
{
    CHECK(sinks.size() == shards());
    state_->isStopped = true;
    return state_->outflow.closeAll(chat::cleanLine(reason, limits::reasonBytes), sinks);
}

void ServerCore::apply(Instant now, CoreSettings settings, ServerOutbox& out)
{
    State& state = *state_;
    const CoreSettings before = std::exchange(state.room.settings, std::move(settings));
    state.room.reserved = chat::ReservedNames(state.room.settings.reservedNames);
    state.room.notices.setLevels(state.room.settings.logLevels);
    state.admission.followSettings();
    state.reception.followSettings();
    state.presence.followSettings(now, before);
    state.retention.followSettings(now);
    for (const auto& [id, session] : state.room.sessions.all())
        state.room.assignPool(*session);
    state.room.notices.handOver(out);
}

// Questions.

std::vector<chat::MemberInfo> ServerCore::members(Instant now) const
{
    std::vector<chat::MemberInfo> list;
    list.reserve(state_->room.fold.memberCount());
    for (const auto& [id, member] : state_->room.fold.members())
        list.push_back(state_->requests.infoOf(now, member));
    return list;
}

std::vector<std::pair<std::string, std::uint64_t>> ServerCore::stats(Instant now) const
{
    return state_->figures(now);
}

std::vector<chat::Restriction> ServerCore::restrictions(Instant now) const
{
    auto all = state_->room.fold.restrictions().all();
    const WallTime wall = state_->room.wallAt(now);
    std::erase_if(all, [&](const chat::Restriction& each) { return each.until && *each.until <= wall; });
    return all;
}

std::optional<std::vector<chat::Confirmation>> ServerCore::confirmations(Seq announcement) const
{
    const RoomState& room = state_->room;
    const FoldedQuestion* const question = room.fold.question(announcement);
    if (question == nullptr)
        return std::nullopt;
    std::vector<chat::Confirmation> list;
    for (const auto& [id, member] : room.fold.members()) {
        if (const auto each = state_->requests.confirmationOf(*question, member))
            list.push_back(*each);
    }
    return list;
}

const std::string& ServerCore::topic() const
{
    return state_->room.fold.topic();
}

bool ServerCore::isLocked() const
{
    return state_->room.fold.isLocked();
}

std::size_t ServerCore::memberCount() const
{
    return state_->room.fold.memberCount();
}

bool ServerCore::isClosed() const
{
    return state_->room.isClosed();
}

const CoreSettings& ServerCore::settings() const
{
    return state_->room.settings;
}

bool ServerCore::isSettled() const
{
    return state_->room.pending.size() == 0;
}

} // namespace hubbub::server
