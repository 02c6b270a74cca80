#include "server/core/moderation.h"

#include "protocol/base/limits.h"
#include "protocol/chat/moderation_words.h"
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

/// The one that a command has made or lifted.
std::optional<chat::Restriction> restrictionIn(const FoldChange& change)
{
    if (change.restricted)
        return change.restricted;
    return change.lifted.empty() ? std::nullopt : std::optional(change.lifted.front());
}

std::string shownModerator(const Moderator& by)
{
    if (!by.key)
        return "the console";
    const std::string fingerprint = shownFingerprint(crypto::fingerprintOf(*by.key));
    return by.name.empty() ? fingerprint : by.name + ' ' + fingerprint;
}

/// For the operator's log.
struct LineOf {
    Seq seq;
    const FoldChange& change;

    std::string operator()(const RestrictCommand& restriction) const
    {
        std::string line = std::string(chat::restrictionWord(restriction.kind)) + " #"
                         + std::to_string(seq.value) + " of " + chat::whomText(*change.restricted) + " by "
                         + shownModerator(restriction.by);
        return restriction.reason.empty() ? line : line + ": " + restriction.reason;
    }
    std::string operator()(const LiftCommand& lift) const
    {
        return std::string(chat::restrictionWord(change.lifted.front().kind)) + " #"
             + std::to_string(lift.restriction.value) + " of " + chat::whomText(change.lifted.front())
             + " lifted by " + shownModerator(lift.by);
    }
    std::string operator()(const TopicCommand& topic) const
    {
        return "topic set by " + shownModerator(topic.by) + ": " + topic.topic;
    }
    std::string operator()(const LockCommand& lock) const
    {
        return (lock.isLocked ? "locked by " : "unlocked by ") + shownModerator(lock.by);
    }
    std::string operator()(const RemoveCommand& remove) const
    {
        return "text of number " + std::to_string(remove.seq.value) + " removed by "
             + shownModerator(remove.by);
    }
    std::string operator()(const RenameCommand& rename) const
    {
        return change.renamed->before.name + " #" + std::to_string(rename.member.value) + " is " + rename.name
             + " from now on";
    }
    std::string operator()(const auto& /*what*/) const { return {}; }
};

} // namespace

// What sessions ask for

void Moderation::handle(Instant now, Session& session, Seq seq, const chat::RenameRequest& request)
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

void Moderation::handle(Instant now, Session& session, Seq seq, const chat::RestrictRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, restrict(now, *by, &session, request));
}

void Moderation::handle(Instant, Session& session, Seq seq, const chat::LiftRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, lift(*by, request.restriction));
}

void Moderation::handle(Instant, Session& session, Seq seq, const chat::TopicRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, propose(TopicCommand{*by, chat::cleanLine(request.topic, limits::topicBytes)}));
}

void Moderation::handle(Instant, Session& session, Seq seq, const chat::LockRequest& request)
{
    if (const auto by = admitted(session, seq))
        answer(session, seq, propose(LockCommand{*by, request.isLocked}));
}

void Moderation::handle(Instant now, Session& session, Seq seq, const chat::RemoveRequest& request)
{
    const bool isAdmin = state_.isAdmin(session.key);
    if (!isAdmin && state_.fold.find(session.member) == nullptr)
        return state_.refuse(session, seq, notJoinedRefusal());
    const auto proposed = remove(
        now, {{moderatorOf(session), request.seq, chat::cleanLine(request.reason, limits::reasonBytes)},
              isAdmin,
              Waiter{session.id, seq}});
    if (proposed)
        answer(session, seq, *proposed);
}

void Moderation::handle(Instant, Session& session, Seq seq, const chat::AcknowledgeRequest& request)
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
    answer(session, seq, propose(ConfirmCommand{member->id, request.announcement}));
}

std::optional<Moderator> Moderation::admitted(Session& session, Seq seq)
{
    if (state_.isAdmin(session.key))
        return moderatorOf(session);
    state_.refuse(session, seq, notAdminRefusal(session.key));
    return std::nullopt;
}

Moderator Moderation::moderatorOf(const Session& session) const
{
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr)
        return {{}, {}, session.key};
    return {member->id, member->name, session.key};
}

void Moderation::answer(Session& session, Seq seq, const Proposed& proposed)
{
    if (proposed)
        (*proposed)->waiters.push_back({session.id, seq});
    else
        state_.refuse(session, seq, proposed.error());
}

Moderation::Proposed Moderation::propose(decltype(Command::what) what)
{
    if (state_.queue.isFull())
        return Unexpected(busyRefusal(limits::busyRetry));
    return &state_.propose(std::move(what));
}

// The console

Result<Done, chat::Refusal> Moderation::toConsole(const Proposed& proposed)
{
    if (!proposed)
        return Unexpected(proposed.error());
    (*proposed)->fromConsole = true;
    return Done{};
}

Result<Done, chat::Refusal> Moderation::restrict(Instant now, const chat::RestrictRequest& request)
{
    return toConsole(restrict(now, console, nullptr, request));
}

Result<Done, chat::Refusal> Moderation::lift(Seq restriction)
{
    return toConsole(lift(console, restriction));
}

Result<Done, chat::Refusal> Moderation::setTopic(std::string_view topic)
{
    return toConsole(propose(TopicCommand{console, chat::cleanLine(topic, limits::topicBytes)}));
}

Result<Done, chat::Refusal> Moderation::setLock(bool isLocked)
{
    return toConsole(propose(LockCommand{console, isLocked}));
}

Result<Done, chat::Refusal> Moderation::remove(Instant now, Seq seq, std::string_view reason)
{
    const auto proposed =
        remove(now, {{console, seq, chat::cleanLine(reason, limits::reasonBytes)}, true, {}});
    return proposed ? toConsole(*proposed) : Result<Done, chat::Refusal>(Done{});
}

// Judging

Moderation::Proposed Moderation::restrict(Instant now, const Moderator& by, const Session* asker,
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

std::optional<chat::Refusal> Moderation::whyNot(const Session* asker, const RestrictCommand& command) const
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

Moderation::Proposed Moderation::lift(const Moderator& by, Seq restriction)
{
    if (state_.fold.restrictions().find(restriction) == nullptr)
        return Unexpected(
            refusal(RefusalCode::badArgument, "No ban or mute has that number; bans lists those there are."));
    return propose(LiftCommand{by, restriction});
}

std::optional<Moderation::Proposed> Moderation::remove(Instant now, const RemovalQuery& query)
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

Moderation::Proposed Moderation::removeRecord(Instant now, const RemovalQuery& query,
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
        silence(now, **proposed);
    return proposed;
}

void Moderation::recordFound(Instant now, const RemovalQuery& query, const ReadRecordsReply& reply)
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

// What has taken hold

void Moderation::start(Instant now)
{
    removeBanned(now, console, {});
}

void Moderation::joined(Instant now, const FoldedMember& member)
{
    const Session* const session = state_.liveSession(state_.members.find(member.id)->session);
    const auto ip = session != nullptr ? std::optional(session->connection.path().remote.ip) : std::nullopt;
    const auto* ban = state_.fold.restrictions().against(chat::RestrictionKind::ban, member.instance.key, ip,
                                                         state_.wallAt(now));
    if (ban != nullptr && !state_.isAdmin(member.instance.key))
        departures_.propose(member.id, chat::LeftReason::banned, ban->reason);
}

void Moderation::settled(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
                         const FoldChange& change)
{
    const bool isVoid = std::holds_alternative<VoidReason>(effect.outcome);
    const bool isConfirmation = std::holds_alternative<ConfirmCommand>(proposal.command.what);
    const auto result = isVoid && !isConfirmation ? decltype(chat::Reply::what)(notStoredRefusal())
                                                  : decltype(chat::Reply::what)(chat::OkReply{effect.seq});
    for (const Waiter& waiter : proposal.waiters) {
        if (Session* const session = state_.liveSession(waiter.session))
            state_.answer(*session, waiter.request, result);
    }
    if (proposal.fromConsole) {
        if (isVoid)
            state_.notices.tell(ConsoleRefusedNotice{notStoredRefusal()});
        else
            state_.notices.tell(ModeratedNotice{effect.seq, proposal.command, restrictionIn(change)});
    }
    if (isVoid)
        return;
    if (const auto line = std::visit(LineOf{effect.seq, change}, proposal.command.what); !line.empty())
        state_.notices.log(now, LogLevel::info, change.renamed ? "room" : "admin", line);
    if (const auto* restriction = std::get_if<RestrictCommand>(&proposal.command.what))
        restricted(now, *restriction);
    if (change.removed)
        textRemoved(*change.removed);
    if (change.renamed)
        renamed(*change.renamed);
}

void Moderation::restricted(Instant now, const RestrictCommand& command)
{
    withdrawForbidden(now);
    if (command.kind == chat::RestrictionKind::ban)
        removeBanned(now, command.by, command.reason);
}

/// What forbids its author to enter, to speak or to take another name; nothing if nothing does, or if it is
/// another command.
const chat::Restriction* Moderation::forbidding(Instant now, const PendingProposal& proposal) const
{
    const auto& what = proposal.command.what;
    const auto* const join = std::get_if<JoinCommand>(&what);
    MemberId author;
    if (const auto* const say = std::get_if<SayCommand>(&what))
        author = say->member;
    else if (const auto* const rename = std::get_if<RenameCommand>(&what))
        author = rename->member;
    const FoldedMember* const member = state_.fold.find(author);
    if (join == nullptr && member == nullptr)
        return nullptr;
    const PublicKey& key = join != nullptr ? join->instance.key : member->instance.key;
    const SessionId session =
        join != nullptr ? proposal.waiters.front().session : state_.members.find(author)->session;
    const auto* const ban = against(now, chat::RestrictionKind::ban, key, session);
    return ban != nullptr || join != nullptr ? ban : against(now, chat::RestrictionKind::mute, key, session);
}

/// By key, and by the address from which they come, if they are there.
const chat::Restriction* Moderation::against(Instant now, chat::RestrictionKind kind, const PublicKey& key,
                                             SessionId session) const
{
    if (state_.isAdmin(key))
        return nullptr;
    const Session* const live = state_.liveSession(session);
    const auto ip = live != nullptr ? std::optional(live->connection.path().remote.ip) : std::nullopt;
    return state_.fold.restrictions().against(kind, key, ip, state_.wallAt(now));
}

/// Who may not speak may go, and take back what they said, but has no last word, and none about what is gone.
void Moderation::silence(Instant now, PendingProposal& proposal) const
{
    auto* const leave = std::get_if<LeaveCommand>(&proposal.command.what);
    auto* const removal = std::get_if<RemoveCommand>(&proposal.command.what);
    MemberId author;
    if (leave != nullptr && !leave->by)
        author = leave->member;
    else if (removal != nullptr)
        author = removal->by.member;
    const FoldedMember* const member = state_.fold.find(author);
    if (member == nullptr)
        return;
    const PublicKey& key = member->instance.key;
    const SessionId session = state_.members.find(author)->session;
    if (against(now, chat::RestrictionKind::ban, key, session) == nullptr
        && against(now, chat::RestrictionKind::mute, key, session) == nullptr)
        return;
    (leave != nullptr ? leave->text : removal->reason).clear();
}

/// Whoever is told that somebody is banned or muted shall not see them enter or speak after that because the
/// store is slow. What has been handed to the store once may be in the log already, and stays.
void Moderation::withdrawForbidden(Instant now)
{
    for (const ProposalId id : state_.queue.allWaiting()) {
        PendingProposal* const waiting = state_.pending.find(id);
        if (waiting->isStamped)
            continue;
        silence(now, *waiting);
        const auto* const restriction = forbidding(now, *waiting);
        if (restriction == nullptr)
            continue;
        const chat::Refusal why = restrictedRefusal(*restriction, state_.wallAt(now));
        state_.queue.withdraw(id);
        const PendingProposal withdrawn = state_.pending.take(id);
        if (std::holds_alternative<JoinCommand>(withdrawn.command.what)) {
            admission_.settled(now, withdrawn, nullptr, &why);
            continue;
        }
        for (const Waiter& waiter : withdrawn.waiters) {
            if (Session* const session = state_.liveSession(waiter.session))
                state_.refuse(*session, waiter.request, why);
        }
    }
}

void Moderation::removeBanned(Instant now, const Moderator& by, const std::string& reason)
{
    const WallTime wall = state_.wallAt(now);
    const RestrictionTable& table = state_.fold.restrictions();
    if (table.size() == 0)
        return;
    for (const auto& [id, member] : state_.fold.members()) {
        const Session* const session = state_.liveSession(state_.members.find(id)->session);
        const auto ip =
            session != nullptr ? std::optional(session->connection.path().remote.ip) : std::nullopt;
        if (!state_.isAdmin(member.instance.key)
            && table.against(chat::RestrictionKind::ban, member.instance.key, ip, wall) != nullptr)
            departures_.propose(id, chat::LeftReason::banned, reason, std::nullopt, by);
    }
    for (const auto& [id, session] : state_.sessions.all()) {
        if (session->member == MemberId{} && !session->isClosing
            && state_.restrictionOf(now, chat::RestrictionKind::ban, *session) != nullptr)
            state_.endSession(*session, Closing{wire::CloseCode::banned, reason});
    }
}

void Moderation::renamed(const FoldChange::Renaming& renaming)
{
    // Of the instance that is in its place, which need not be the one that joined.
    const OutboxKey instance{renaming.after.instance.key, state_.members.find(renaming.after.id)->instance};
    state_.formerNames[instance] = {renaming.before.name, renaming.after.id};
}

/// Whoever may have a part of it, and waits for the others, must not be given those of another record: the
/// client comes back by itself, and is given the tombstone.
void Moderation::textRemoved(Seq seq)
{
    constexpr std::size_t frameBytes = 32; // more than frame and record heads take
    const auto before = state_.records.removeText(seq);
    if (!before || *before + frameBytes <= limits::payloadBytes)
        return;
    for (const auto& [id, session] : state_.sessions.all()) {
        if (session->isClosing || session->roomStream == StreamId{})
            continue;
        if (session->connection.link().acknowledgedBelow(session->roomStream) <= seq)
            state_.endSession(*session, Closing{wire::CloseCode::busy, {}, false});
    }
}

} // namespace hubbub::server
