#include "server/core/attachments.h"

#include "protocol/base/limits.h"
#include "protocol/base/version.h"

#include <algorithm>
#include <cmath>

namespace hubbub::server {

void Attachments::attach(Instant now, Session& session, const FoldedMember& member,
                         const JoinAttempt& attempt, Seq ownJoined)
{
    PresentMember& present = *state_.members.find(member.id);
    detachOther(session, present, attempt.join.outbox);
    present.session = session.id;
    present.instance = attempt.join.outbox;
    present.isRestored = false;
    present.failedProbe = false;
    state_.setMember(session, member.id);
    session.outbox = attempt.join.outbox;
    presence_.heard(now, present);
    presence_.watch(present);

    closeStreams(session);
    auto resume = attempt.resume;
    // What comes next may have been let go of since that was judged.
    if (resume == JoinAttempt::Resume::good && next(attempt.join.resume->cursor) < state_.records.first())
        resume = JoinAttempt::Resume::overGap;
    chat::WelcomeReply welcome = this->welcome(now, session, member);
    welcome.ownJoined = ownJoined;
    welcome.attached = ownJoined == Seq{0};
    welcome.resumed = resume == JoinAttempt::Resume::good;
    welcome.forked = resume == JoinAttempt::Resume::forked;
    if (welcome.resumed)
        openFromCursor(session, *attempt.join.resume, welcome);
    else
        openFromTheStart(now, session, welcome,
                         resume == JoinAttempt::Resume::overGap ? state_.settings.keptAlways
                                                                : state_.settings.history);
    const bool isResumed = welcome.resumed;
    state_.answer(session, attempt.request, std::move(welcome));
    if (isResumed)
        presence_.tellAway(session);
}

void Attachments::detachOther(const Session& session, PresentMember& member, const OutboxId& outbox)
{
    Session* const other = state_.liveSession(member.session);
    if (other == nullptr || other == &session)
        return;
    if (member.instance == outbox)
        state_.endSession(*other, std::nullopt);
    else
        state_.endSession(*other, Closing{wire::CloseCode::takenOver, {}});
    state_.setMember(*other, {});
}

void Attachments::closeStreams(Session& session)
{
    link::Link& link = session.connection.link();
    if (session.rosterStream != StreamId{})
        link.closeSender(std::exchange(session.rosterStream, {}));
    if (session.roomStream != StreamId{})
        closeRoom(session);
    session.roster.reset();
}

void Attachments::openRoom(Session& session, Seq first)
{
    session.roomStream = StreamId{++session.lastStream};
    session.room.endAt(std::nullopt);
    link::Link& link = session.connection.link();
    link.openSender(session.roomStream, session.room, first);
    link.setAckInterval(ackInterval());
    session.shard.listeners.add(session);
}

void Attachments::closeRoom(Session& session)
{
    session.connection.link().closeSender(std::exchange(session.roomStream, {}));
    session.shard.listeners.remove(session);
}

chat::WelcomeReply Attachments::welcome(Instant now, const Session& session, const FoldedMember& member) const
{
    const CoreSettings& settings = state_.settings;
    const OutboxKey outbox{session.key, session.outbox};
    chat::WelcomeReply welcome;
    welcome.member = member.id;
    welcome.name = member.name;
    welcome.log = state_.log;
    welcome.head = state_.fold.head();
    welcome.nextNumber.value =
        std::max(state_.fold.cursorOf(outbox), state_.pending.highestOf(outbox)).value + 1;
    welcome.room = settings.room;
    welcome.admin = state_.isAdmin(session.key);
    welcome.textBytes = limits::textBytes;
    welcome.rates.messagesPerKilosecond =
        static_cast<std::uint32_t>(std::lround(settings.messageRate * 1000));
    welcome.rates.messageBurst = settings.messageBurst;
    welcome.rates.fanOutBytesPerSecond = settings.fanOutPerMember;
    welcome.rates.fanOutBurst = static_cast<std::uint64_t>(limits::fanOutBurstSeconds
                                                           * static_cast<double>(settings.fanOutPerMember));
    welcome.topic = state_.fold.topic();
    welcome.text = settings.welcome;
    welcome.firstKept = state_.records.first();
    welcome.serverVersion = version;
    welcome.serverTime = state_.wallAt(now);
    welcome.firstKept = state_.records.first();
    welcome.members = static_cast<std::uint32_t>(state_.fold.memberCount());
    return welcome;
}

void Attachments::openFromTheStart(Instant now, Session& session, chat::WelcomeReply& welcome,
                                   std::uint64_t events)
{
    session.roster = currentRoster(now);
    const std::uint64_t head = welcome.head.value;
    const std::uint64_t history = head - std::min(head, events);
    std::uint64_t first = std::min(session.roster->asOf().value + 1, std::max<std::uint64_t>(history, 1));
    // No further back than the chain can be vouched for; the roster is never older than that.
    first = std::max(first, state_.records.first().value);
    if (!state_.records.chainAt(Seq{first - 1}))
        first = state_.records.chainsFrom().value + 1;

    link::Link& link = session.connection.link();
    session.rosterStream = StreamId{++session.lastStream};
    link.openSender(session.rosterStream, *session.roster, Seq{1});
    openRoom(session, Seq{first});

    welcome.rosterStream = session.rosterStream;
    welcome.rosterAsOf = session.roster->asOf();
    welcome.rosterEntries = session.roster->entries();
    welcome.roomStream = session.roomStream;
    welcome.roomFirst = Seq{first};
    welcome.chainBefore = *state_.records.chainAt(Seq{first - 1});
}

void Attachments::openFromCursor(Session& session, const chat::LogPosition& position,
                                 chat::WelcomeReply& welcome)
{
    ++session.lastStream; // No roster: the room has the number it has for all others.
    openRoom(session, next(position.cursor));
    welcome.roomStream = session.roomStream;
    welcome.roomFirst = next(position.cursor);
    welcome.chainBefore = position.chain;
}

const std::shared_ptr<const RosterSnapshot>& Attachments::currentRoster(Instant now)
{
    // The room stream must be able to go on from it.
    if (state_.roster != nullptr && now - state_.rosterMade < limits::rosterAge
        && state_.roster->asOf() >= state_.records.chainsFrom())
        return state_.roster;
    std::vector<chat::RosterEntry> entries;
    entries.reserve(state_.fold.memberCount());
    for (const auto& [id, member] : state_.fold.members())
        entries.push_back({id, member.name, state_.members.find(id)->fingerprint, state_.flagsOf(member)});
    state_.roster = std::make_shared<const RosterSnapshot>(state_.fold.head(), entries);
    state_.rosterMade = now;
    return state_.roster;
}

Duration Attachments::ackInterval() const
{
    return std::max<Duration>(limits::ackInterval,
                              limits::ackIntervalPerMember
                                  * static_cast<Duration::rep>(state_.fold.memberCount()));
}

void Attachments::adaptAckInterval()
{
    const std::size_t count = std::max<std::size_t>(state_.fold.memberCount(), 1);
    if (count < adaptedTo_ * 2 && count * 2 > adaptedTo_)
        return;
    adaptedTo_ = count;
    for (const auto& [id, session] : state_.sessions.all()) {
        if (session->roomStream != StreamId{} && !session->isClosing)
            session->connection.link().setAckInterval(ackInterval());
    }
}

void Attachments::acknowledged(Session& session, StreamId stream, Seq next)
{
    if (stream == StreamId{0})
        return;
    link::Link& link = session.connection.link();
    if (stream == session.rosterStream && next > session.roster->head()) {
        link.closeSender(std::exchange(session.rosterStream, {}));
        session.roster.reset();
    } else if (stream == session.roomStream && session.room.end() && next > *session.room.end()) {
        closeRoom(session);
    }
}

} // namespace hubbub::server
