// Wires the parts together: each call lets one of them act, then sees to what follows for the session
// concerned.
#include "server/core/server_core.h"

#include "protocol/chat/text.h"
#include "protocol/wire/packet.h"
#include "server/core/admission.h"
#include "server/core/attachments.h"
#include "server/core/departures.h"
#include "server/core/ghost_probes.h"
#include "server/core/outflow.h"
#include "server/core/presence.h"
#include "server/core/reception.h"
#include "server/core/requests.h"
#include "server/core/settlement.h"
#include "server/core/statistics.h"
#include "server/core/submissions.h"

#include <algorithm>

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
          requests(room, admission, submissions, departures, presence, [this] { return figures(); }),
          settlement(room, admission, attachments, submissions, departures, presence),
          reception(room, identity),
          outflow(room)
    {
        if (const auto seq = room.records.missingChain())
            room.storeRequests.emplace_back(FindChainRequest{room.queries.add(TailQuery{*seq}), *seq});
    }

    void heard(Instant now, Session& session)
    {
        if (PresentMember* const member = room.members.find(session.member)) {
            presence.heard(now, *member);
            if (ghosts.heard(*member))
                admission.retry(now, member->id);
        }
        Arrivals& arrivals = reception.arrivals();
        for (const auto& [stream, next] : arrivals.acknowledgements) {
            if (stream == StreamId{0})
                session.answers.trim(next);
            else
                attachments.acknowledged(session, stream, next);
        }
        if (session.listing)
            requests.continueListing(now, session);
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
        if (session.connection.hasSomethingDue(now))
            room.lanes.add(session, Lane::live);
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

    std::vector<std::pair<std::string, std::uint64_t>> figures() const
    {
        return gatherStatistics(room, reception, admission.underWay());
    }

    RoomState room;
    Departures departures;
    Presence presence;
    GhostProbes ghosts;
    Attachments attachments;
    Admission admission;
    Submissions submissions;
    Requests requests;
    Settlement settlement;
    Reception reception;
    Outflow outflow;
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
    if (Session* const session = state.reception.handleDatagram(now, path, datagram, sink))
        state.heard(now, *session);
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
    for (const SessionId id : state.room.sessionsDue.takeDue(now)) {
        if (Session* const session = state.room.liveSession(id))
            state.handleSessionDeadline(now, *session);
    }
    for (const MemberId member : state.ghosts.takeFailed(now))
        state.admission.retry(now, member);
    state.presence.handleDeadline(now);
    state.admission.handleDeadline(now);
    state.submissions.handleDeadline(now);
    state.settlement.handleDeadline(now);
    state.room.notices.handOver(out);
}

void ServerCore::finishTurn(Instant now, WallTime wall, DatagramSink& sink, std::size_t quota,
                            ServerOutbox& out)
{
    State& state = *state_;
    state.room.wallKnownAt = now;
    state.room.wallKnown = wall;
    if (!state.isStopped)
        state.outflow.flush(now, sink, quota);
    // After the flush, which may have found out what has to be read back.
    state.outflow.handOver(now, wall, out);
    state.room.notices.handOver(out);
}

bool ServerCore::wantsFlush() const
{
    return !state_->isStopped && state_->outflow.isPending();
}

std::optional<Instant> ServerCore::deadline() const
{
    const State& state = *state_;
    std::optional<Instant> earliest;
    for (const auto& each :
         {state.room.sessionsDue.earliest(), state.reception.acceptor().deadline(), state.presence.deadline(),
          state.ghosts.deadline(), state.admission.deadline(), state.submissions.deadline(),
          state.settlement.deadline(), state.room.records.blocks().deadline()})
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

void ServerCore::countDropped(DropReason reason)
{
    state_->room.drops.add(reason);
}

// The operator speaks.

Result<Done, chat::Refusal> ServerCore::announce(Instant, std::string_view text, ServerOutbox& out)
{
    auto result = state_->submissions.announce(text);
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

bool ServerCore::stop(std::string_view reason, DatagramSink& sink)
{
    state_->isStopped = true;
    return state_->outflow.closeAll(chat::cleanLine(reason, limits::reasonBytes), sink);
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

std::vector<std::pair<std::string, std::uint64_t>> ServerCore::stats() const
{
    return state_->figures();
}

std::size_t ServerCore::memberCount() const
{
    return state_->room.fold.memberCount();
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
