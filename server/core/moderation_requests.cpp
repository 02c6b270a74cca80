#include "server/core/moderation_requests.h"

#include "protocol/base/limits.h"
#include "protocol/chat/text.h"
#include "server/core/name_suggestion.h"
#include "server/core/refusals.h"

#include <utility>

namespace hubbub::server {

using chat::RefusalCode;

namespace {

/// Nobody by name.
const Moderator console;

chat::Refusal nothingThereRefusal()
{
    return refusal(RefusalCode::badArgument,
                   "There is no message under that number that could be removed, or it has been already.");
}

} // namespace

// What sessions ask for

void ModerationRequests::handle(Instant now, Session& session, Seq seq, const chat::RenameRequest& request)
{
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr || state_.pending.isLeaving(member->id))
        return state_.refuse(session, seq, notJoinedRefusal());
    if (const auto* mute = state_.restrictionOf(now, chat::RestrictionKind::mute, session))
        return state_.refuse(session, seq, restrictedRefusal(*mute, state_.wallAt(now)));
    const auto name = chat::Name::parse(request.name);
    if (!name)
        return state_.refuse(session, seq, name.error());
    if (name->text() == member->name)
        return state_.answer(session, seq, chat::OkReply{});
    const auto refuse = [&](chat::Refusal refused) {
        refused.suggestion = suggestName(state_, now, *name, session.key);
        state_.refuse(session, seq, std::move(refused));
    };
    if (state_.reserved.contains(name->keys()))
        return refuse(reservedRefusal(*name));
    if (const FoldedMember* const holder = state_.fold.otherHolderOf(name->keys(), member->id))
        return refuse(clashRefusal(holder->keys.fold == name->keys().fold, *name));
    const WallTime wall = std::max(state_.wallAt(now), state_.fold.lastTime());
    if (const auto* resting = state_.fold.restingAgainst(name->keys(), session.key, wall))
        return refuse(restingRefusal(
            *name, std::chrono::milliseconds(resting->until.milliseconds - wall.milliseconds)));
    if (state_.pending.isRenaming(member->id) || state_.queue.isFull())
        return state_.refuse(session, seq, busyRefusal(limits::busyRetry));
    if (state_.pending.claimOf(name->keys()) != nullptr)
        return refuse(clashRefusal(true, *name));
    if (auto refused = admission_.payForRename(now, session))
        return state_.refuse(session, seq, std::move(*refused));
    answer(session, seq, propose(RenameCommand{member->id, name->text(), name->keys()}));
}

void ModerationRequests::handle(Instant now, Session& session, Seq seq, const chat::RestrictRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, restrict(now, *by, &session, request));
}

void ModerationRequests::handle(Instant, Session& session, Seq seq, const chat::LiftRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, lift(*by, request.restriction));
}

void ModerationRequests::handle(Instant, Session& session, Seq seq, const chat::TopicRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, propose(TopicCommand{*by, chat::cleanLine(request.topic, limits::topicBytes)}));
}

void ModerationRequests::handle(Instant, Session& session, Seq seq, const chat::LockRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, propose(LockCommand{*by, request.isLocked}));
}

void ModerationRequests::handle(Instant now, Session& session, Seq seq, const chat::RemoveRequest& request)
{
    const bool isAdmin = state_.isAdmin(session.key);
    PresentMember* const member = state_.members.find(session.member);
    if (!isAdmin && member == nullptr)
        return state_.refuse(session, seq, notJoinedRefusal());
    std::string reason = chat::cleanLine(request.reason, limits::reasonBytes);
    // Everybody is told of it, as of what is said, and it may take a look at the disk.
    if (!isAdmin) {
        if (auto refused = state_.spend(now, *member, reason.size()))
            return state_.refuse(session, seq, std::move(*refused));
    }
    const auto proposed = remove(
        now, {{moderatorOf(session), request.seq, std::move(reason)}, isAdmin, Waiter{session.id, seq}});
    if (proposed)
        answer(session, seq, *proposed);
}

void ModerationRequests::handle(Instant, Session& session, Seq seq, const chat::AcknowledgeRequest& request)
{
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr)
        return state_.refuse(session, seq, notJoinedRefusal());
    const FoldedQuestion* const question = state_.fold.question(request.announcement);
    if (question == nullptr)
        return state_.refuse(
            session, seq,
            refusal(RefusalCode::badArgument, "No notice under that number waits to be confirmed any more."));
    if (question->confirmed.contains(session.key))
        return state_.answer(session, seq, chat::OkReply{});
    if (PendingProposal* const same = state_.pending.confirmationOf(member->id, request.announcement)) {
        if (!state_.addWaiter(*same, {session.id, seq}))
            state_.refuse(session, seq, busyRefusal(limits::busyRetry));
        return;
    }
    answer(session, seq, propose(ConfirmCommand{member->id, request.announcement}));
}

std::optional<Moderator> ModerationRequests::admitted(Session& session, Seq seq)
{
    if (state_.isAdmin(session.key))
        return moderatorOf(session);
    state_.refuse(session, seq, notAdminRefusal(session.key));
    return std::nullopt;
}

Moderator ModerationRequests::moderatorOf(const Session& session) const
{
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr)
        return {{}, {}, session.key};
    return {member->id, member->name, session.key};
}

void ModerationRequests::answer(Session& session, Seq seq, const Proposed& proposed)
{
    if (proposed)
        (*proposed)->waiters.push_back({session.id, seq});
    else
        state_.refuse(session, seq, proposed.error());
}

ModerationRequests::Proposed ModerationRequests::propose(decltype(Command::what) what)
{
    if (state_.queue.isFull())
        return Unexpected(busyRefusal(limits::busyRetry));
    return &state_.propose(std::move(what));
}

// The console

Result<Done, chat::Refusal> ModerationRequests::toConsole(const Proposed& proposed)
{
    if (!proposed)
        return Unexpected(proposed.error());
    (*proposed)->fromConsole = true;
    return Done{};
}

Result<Done, chat::Refusal> ModerationRequests::restrict(Instant now, const chat::RestrictRequest& request)
{
    return toConsole(restrict(now, console, nullptr, request));
}

Result<Done, chat::Refusal> ModerationRequests::lift(Seq restriction)
{
    return toConsole(lift(console, restriction));
}

Result<Done, chat::Refusal> ModerationRequests::setTopic(std::string_view topic)
{
    return toConsole(propose(TopicCommand{console, chat::cleanLine(topic, limits::topicBytes)}));
}

Result<Done, chat::Refusal> ModerationRequests::setLock(bool isLocked)
{
    return toConsole(propose(LockCommand{console, isLocked}));
}

Result<Done, chat::Refusal> ModerationRequests::remove(Instant now, Seq seq, std::string_view reason)
{
    const auto proposed =
        remove(now, {{console, seq, chat::cleanLine(reason, limits::reasonBytes)}, true, {}});
    return proposed ? toConsole(*proposed) : Result<Done, chat::Refusal>(Done{});
}

// Judging

ModerationRequests::Proposed ModerationRequests::restrict(Instant now, const Moderator& by,
                                                          const Session* asker,
                                                          const chat::RestrictRequest& request)
{
    RestrictCommand command{by, request.kind, {},
                            {}, {},           chat::cleanLine(request.reason, limits::reasonBytes)};
    if (const auto* named = std::get_if<chat::NamedMember>(&request.whom)) {
        const PresentMember* const present = state_.members.find(named->member);
        if (present == nullptr || present->fingerprint != named->fingerprint)
            return Unexpected(noSuchMemberRefusal());
        const FoldedMember& member = *state_.fold.find(named->member);
        command.whom = member.instance.key;
        command.name = member.name;
    } else if (const auto* key = std::get_if<PublicKey>(&request.whom)) {
        command.whom = *key;
    } else {
        command.whom = std::get<AddressRange>(request.whom);
    }
    if (request.lasts) {
        if (*request.lasts <= 0ms || *request.lasts > limits::restrictionMost)
            return Unexpected(
                refusal(RefusalCode::badArgument,
                        "It may last for at most ten years; leave the time out to have no end."));
        command.until = WallTime{state_.wallAt(now).milliseconds + request.lasts->count()};
    }
    if (auto refused = whyNot(asker, command))
        return Unexpected(std::move(*refused));
    return propose(std::move(command));
}

std::optional<chat::Refusal> ModerationRequests::whyNot(const Session* asker,
                                                        const RestrictCommand& command) const
{
    const auto* key = std::get_if<PublicKey>(&command.whom);
    if (key != nullptr && state_.isAdmin(*key))
        return refusal(RefusalCode::badArgument,
                       "That is an admin's key; take it out of the configuration first.");
    if (key == nullptr && asker != nullptr && command.kind == chat::RestrictionKind::ban
        && std::get<AddressRange>(command.whom).contains(asker->connection.path().remote.ip))
        return refusal(RefusalCode::badArgument, "Your own address is among these; nothing was banned.");
    const RestrictionTable& table = state_.fold.restrictions();
    if (table.findSame(command.kind, command.whom) == nullptr && table.size() >= limits::restrictions)
        return refusal(RefusalCode::badArgument, "There are " + std::to_string(table.size())
                                                     + " bans and mutes, and no room for more; lift some.");
    return std::nullopt;
}

ModerationRequests::Proposed ModerationRequests::lift(const Moderator& by, Seq restriction)
{
    if (state_.fold.restrictions().find(restriction) == nullptr)
        return Unexpected(
            refusal(RefusalCode::badArgument, "No ban or mute has that number; bans lists those there are."));
    return propose(LiftCommand{by, restriction});
}

std::optional<ModerationRequests::Proposed> ModerationRequests::remove(Instant now, const RemovalQuery& query)
{
    const Seq seq = query.command.seq;
    if (seq < state_.records.first() || seq > state_.records.head() || seq == Seq{0})
        return Proposed(Unexpected(nothingThereRefusal()));
    if (state_.records.sizeOf(seq)) {
        const auto record = chat::decodeLogRecord(*state_.records.find(seq));
        return removeRecord(now, query, *record);
    }
    if (state_.queries.isFull())
        return Proposed(Unexpected(busyRefusal(limits::busyRetry)));
    state_.storeRequests.emplace_back(ReadRecordsRequest{state_.queries.add(query), seq, 1});
    return std::nullopt;
}

ModerationRequests::Proposed ModerationRequests::removeRecord(Instant now, const RemovalQuery& query,
                                                              const chat::LogRecord& record)
{
    const auto* const event = std::get_if<chat::Event>(&record);
    const bool isMessage = event != nullptr && std::holds_alternative<chat::Message>(event->what);
    if (!query.isAdmin && (!isMessage || event->member != query.command.by.member))
        return Unexpected(
            refusal(RefusalCode::notAdmin, "Only admins can remove what somebody else has said."));
    const bool isText =
        isMessage || (event != nullptr && std::holds_alternative<chat::Announcement>(event->what));
    if (!isText || std::holds_alternative<chat::Tombstone>(event->content)
        || state_.pending.isRemoving(query.command.seq))
        return Unexpected(nothingThereRefusal());
    Proposed proposed = propose(query.command);
    if (proposed)
        enforcement_.silence(now, **proposed);
    return proposed;
}

void ModerationRequests::recordFound(Instant now, const RemovalQuery& query, const ReadRecordsReply& reply)
{
    const bool isThere = reply.first == query.command.seq && !reply.records.empty();
    const auto record = isThere ? chat::decodeLogRecord(reply.records.front()) : std::nullopt;
    const Proposed proposed =
        record ? removeRecord(now, query, *record) : Proposed(Unexpected(nothingThereRefusal()));
    if (!query.waiter) {
        if (const auto done = toConsole(proposed); !done)
            state_.notices.tell(ConsoleRefusedNotice{done.error()});
    } else if (Session* const session = state_.liveSession(query.waiter->session)) {
        answer(*session, query.waiter->request, proposed);
    }
}

} // namespace hubbub::server
