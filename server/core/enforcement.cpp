#include "server/core/enforcement.h"

#include "protocol/base/limits.h"
#include "protocol/chat/moderation_words.h"
#include "server/core/refusals.h"

namespace hubbub::server {

namespace {

/// The one that a command has made or lifted. Any command may end others, whose time is over.
std::optional<chat::Restriction> restrictionOf(const Command& command, const FoldChange& change)
{
    return std::holds_alternative<LiftCommand>(command.what) ? std::optional(change.lifted.front())
                                                             : change.restricted;
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

void Enforcement::start(Instant now)
{
    removeBanned(now, Moderator{}, {});
}

void Enforcement::joined(Instant now, const FoldedMember& member)
{
    const SessionId session = state_.members.find(member.id)->session;
    const auto* const ban = against(now, chat::RestrictionKind::ban, member.instance.key, session);
    if (ban != nullptr)
        departures_.propose(member.id, chat::LeftReason::banned, ban->reason);
}

void Enforcement::settled(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
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
            state_.notices.tell(
                ModeratedNotice{effect.seq, proposal.command, restrictionOf(proposal.command, change)});
    }
    if (isVoid)
        return;
    if (const auto line = std::visit(LineOf{effect.seq, change}, proposal.command.what); !line.empty())
        state_.notices.log(now, LogLevel::info, change.renamed ? "room" : "admin", line);
    if (const auto* restriction = std::get_if<RestrictCommand>(&proposal.command.what))
        restricted(now, *restriction);
    if (const auto* lock = std::get_if<LockCommand>(&proposal.command.what);
        lock != nullptr && lock->isLocked)
        withdrawForbidden(now);
    if (change.removed)
        state_.records.removeText(*change.removed);
    if (change.renamed)
        renamed(*change.renamed);
}

void Enforcement::restricted(Instant now, const RestrictCommand& command)
{
    withdrawForbidden(now);
    if (command.kind == chat::RestrictionKind::ban)
        removeBanned(now, command.by, command.reason);
}

/// Why its author may not enter, speak or take another name; nothing if nothing forbids it, or if it is
/// another command.
std::optional<chat::Refusal> Enforcement::forbidding(Instant now, const PendingProposal& proposal) const
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
        return std::nullopt;
    const PublicKey& key = join != nullptr ? join->instance.key : member->instance.key;
    const SessionId session =
        join != nullptr ? proposal.waiters.front().session : state_.members.find(author)->session;
    const chat::Restriction* found = against(now, chat::RestrictionKind::ban, key, session);
    if (found == nullptr && join == nullptr)
        found = against(now, chat::RestrictionKind::mute, key, session);
    if (found != nullptr)
        return restrictedRefusal(*found, state_.wallAt(now));
    // Who has a place already takes it without a join.
    const bool isLockedOut = join != nullptr && state_.fold.isLocked() && !state_.isAdmin(key);
    return isLockedOut ? std::optional(lockedRefusal()) : std::nullopt;
}

/// By key, and by the address from which they come, if they are there; nothing for admins.
const chat::Restriction* Enforcement::against(Instant now, chat::RestrictionKind kind, const PublicKey& key,
                                              SessionId session) const
{
    if (state_.isAdmin(key))
        return nullptr;
    const Session* const live = state_.liveSession(session);
    const auto ip = live != nullptr ? std::optional(live->connection.path().remote.ip) : std::nullopt;
    return state_.fold.restrictions().against(kind, key, ip, state_.wallAt(now));
}

void Enforcement::silence(Instant now, PendingProposal& proposal) const
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

/// Whoever is told that somebody is banned or muted, or that the room is locked, shall not see them enter or
/// speak after that because the store is slow. What has been handed to the store once may be in the log
/// already, and stays.
void Enforcement::withdrawForbidden(Instant now)
{
    for (const ProposalId id : state_.queue.allWaiting()) {
        PendingProposal* const waiting = state_.pending.find(id);
        if (waiting->isStamped)
            continue;
        silence(now, *waiting);
        const auto why = forbidding(now, *waiting);
        if (!why)
            continue;
        state_.queue.withdraw(id);
        const PendingProposal withdrawn = state_.pending.take(id);
        if (std::holds_alternative<JoinCommand>(withdrawn.command.what)) {
            admission_.settled(now, withdrawn, nullptr, &*why);
            continue;
        }
        for (const Waiter& waiter : withdrawn.waiters) {
            if (Session* const session = state_.liveSession(waiter.session))
                state_.refuse(*session, waiter.request, *why);
        }
    }
}

void Enforcement::removeBanned(Instant now, const Moderator& by, const std::string& reason)
{
    if (state_.fold.restrictions().size() == 0)
        return;
    for (const auto& [id, member] : state_.fold.members()) {
        const SessionId session = state_.members.find(id)->session;
        if (against(now, chat::RestrictionKind::ban, member.instance.key, session) != nullptr)
            departures_.propose(id, chat::LeftReason::banned, reason, std::nullopt, by);
    }
    for (const auto& [id, session] : state_.sessions.all()) {
        if (session->member == MemberId{} && !session->isClosing
            && state_.restrictionOf(now, chat::RestrictionKind::ban, *session) != nullptr)
            state_.endSession(*session, Closing{wire::CloseCode::banned, reason});
    }
}

void Enforcement::renamed(const FoldChange::Renaming& renaming)
{
    // Of the instance that is in its place, which need not be the one that joined.
    std::erase_if(state_.formerNames,
                  [&](const auto& each) { return each.second.member == renaming.after.id; });
    const OutboxKey instance{renaming.after.instance.key, state_.members.find(renaming.after.id)->instance};
    state_.formerNames[instance] = {renaming.after.id, renaming.before.name};
}

} // namespace hubbub::server
