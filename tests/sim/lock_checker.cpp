#include "tests/sim/lock_checker.h"

#include "protocol/chat/name.h"

#include <algorithm>
#include <utility>

namespace hubbub::sim {

void LockChecker::handleProposed(const server::StoreRequest& request)
{
    const auto* const append = std::get_if<server::AppendRequest>(&request);
    if (append == nullptr)
        return;
    for (const server::Proposal& proposal : append->proposals) {
        // What was under way already may come again, and be stored behind the lock.
        if (!proposed_.emplace(proposal.id, proposal.command).second)
            continue;
        const auto* const join = std::get_if<server::JoinCommand>(&proposal.command.what);
        if (join != nullptr && isLocked_)
            court_.complain(join->name + " is to enter, and the room is locked");
        if (std::holds_alternative<server::LockCommand>(proposal.command.what))
            unanswered_.insert(proposal.id);
    }
}

void LockChecker::handleAnswered(const server::StoreReply& reply)
{
    const auto* const appended = std::get_if<server::AppendReply>(&reply);
    if (appended == nullptr)
        return;
    for (const server::ProposalOutcome& outcome : appended->outcomes) {
        if (const auto* refused = std::get_if<server::NotStored>(&outcome))
            unanswered_.erase(refused->proposal);
        const auto* const committed = std::get_if<server::Committed>(&outcome);
        if (committed == nullptr || std::holds_alternative<server::VoidReason>(committed->effect.outcome))
            continue;
        unanswered_.erase(committed->proposal);
        if (const auto found = proposed_.find(committed->proposal); found != proposed_.end())
            handleCommitted(found->second, committed->effect);
    }
}

void LockChecker::handleCommitted(const server::Command& command, const server::FoldEffect& effect)
{
    if (const auto* lock = std::get_if<server::LockCommand>(&command.what)) {
        locks_[effect.seq] = lock->isLocked;
        setLock(lock->isLocked);
    } else if (const auto* join = std::get_if<server::JoinCommand>(&command.what)) {
        present_[std::get<chat::Event>(effect.outcome).member] = {join->instance.key, join->name, {}};
    } else if (const auto* rename = std::get_if<server::RenameCommand>(&command.what)) {
        Present& present = present_[rename->member];
        present.former = std::exchange(present.name, rename->name);
    } else if (const auto* leave = std::get_if<server::LeaveCommand>(&command.what)) {
        present_.erase(leave->member);
    }
}

void LockChecker::setLock(bool isLocked)
{
    if (isLocked_ && !isLocked)
        unlocked_ = clock_.now();
    isLocked_ = isLocked;
}

void LockChecker::handleServerNotice(const server::ServerNotice& notice)
{
    const auto* const moderated = std::get_if<server::ModeratedNotice>(&notice);
    const auto* const lock =
        moderated != nullptr ? std::get_if<server::LockCommand>(&moderated->command.what) : nullptr;
    if (lock == nullptr)
        return;
    const auto found = locks_.find(moderated->seq);
    if (found == locks_.end() || found->second != lock->isLocked)
        court_.complain("the operator is told of a lock that is not in the log");
}

void LockChecker::handleTornOff(Seq head)
{
    locks_.erase(locks_.upper_bound(head), locks_.end());
    // Who has not noticed yet asks for a name that the cut may have taken back.
    for (auto& [actor, wish] : wishes_)
        wish.places.clear();
    setLock(!locks_.empty() && locks_.rbegin()->second);
}

void LockChecker::handleOpened(const server::RestoredRoom& room)
{
    const bool isLocked = room.state.isLocked;
    const auto asksFor = [&](server::ProposalId id) {
        return std::get<server::LockCommand>(proposed_.at(id).what).isLocked == isLocked;
    };
    if (isLocked != isLocked_ && std::ranges::none_of(unanswered_, asksFor))
        court_.complain(isLocked ? "the restart has locked the room" : "the restart has unlocked the room");
    if (isLocked != isLocked_) // nobody had heard of it
        locks_[room.state.head] = isLocked;
    setLock(isLocked);
    proposed_.clear();
    unanswered_.clear();
    const auto before = std::exchange(present_, {});
    for (const server::FoldedMember& member : room.state.members) {
        const auto found = before.find(member.id);
        const bool isSame = found != before.end() && found->second.key == member.instance.key
                         && found->second.name == member.name;
        present_[member.id] = isSame ? found->second : Present{member.instance.key, member.name, {}};
    }
}

/// A program without a journal is another instance each time, to which the former name means nothing.
void LockChecker::handleStart(ActorId actor, unsigned)
{
    const PublicKey key = keyOf_(actor);
    for (auto& [id, member] : present_) {
        if (member.key == key && !keepsJournal_(actor))
            member.former.clear();
    }
}

void LockChecker::handleEntering(ActorId actor, const std::string& name)
{
    Wish& wish = wishes_[actor];
    const auto wished = chat::Name::parse(name);
    wish = {clock_.now(), wished ? wished->text() : std::string(), {}};
    for (const auto& [id, member] : present_) {
        if (wished && isOwn(actor, member, wish.name))
            wish.places.insert(id);
    }
}

/// Also under its former name, if it may not have heard of the new one. Of twins only the one that is in its
/// place may come back so.
bool LockChecker::isOwn(ActorId actor, const Present& member, const std::string& name) const
{
    const PublicKey key = keyOf_(actor);
    const auto isTwin = [&](const auto& each) { return each.first != actor && keyOf_(each.first) == key; };
    return member.key == key
        && (member.name == name || (member.former == name && std::ranges::none_of(wishes_, isTwin)));
}

void LockChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    const auto* const refused = std::get_if<client::JoinRefusedNotice>(&notice);
    if (refused == nullptr || refused->refusal.code != chat::RefusalCode::locked)
        return;
    const Wish& wish = wishes_[actor];
    const std::string who = "client " + std::to_string(actor.value);
    if (!isLocked_ && !(unlocked_ && *unlocked_ >= wish.asked))
        court_.complain(who + " is refused since the room is locked, and it is not");
    for (const MemberId place : wish.places) {
        // The number may be another's since a power cut, and the name another since a twin asked for one.
        const auto found = present_.find(place);
        if (found != present_.end() && isOwn(actor, found->second, wish.name))
            court_.complain(who + " is refused since the room is locked, and is in it as member "
                            + std::to_string(place.value));
    }
}

} // namespace hubbub::sim
