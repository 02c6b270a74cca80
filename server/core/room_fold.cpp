#include "server/core/room_fold.h"

#include "protocol/base/check.h"
#include "protocol/base/fault.h"
#include "protocol/crypto/identity.h"
#include "server/core/limits.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

void eraseEntry(auto& index, const FoldedMember& member)
{
    const auto [begin, end] = index.equal_range(&member);
    const auto entry = std::find(begin, end, &member);
    CHECK(entry != end);
    index.erase(entry);
}

chat::Event makeEvent(const Command& command, WallTime time, MemberId member, std::string name,
                      std::string text)
{
    chat::Event event;
    event.time = time;
    event.member = member;
    event.name = std::move(name);
    event.content = chat::Content{command.salt, std::move(text)};
    return event;
}

} // namespace

chat::LogRecord FoldEffect::record() const
{
    if (const auto* event = std::get_if<chat::Event>(&outcome))
        return *event;
    return chat::VoidEvent{};
}

RoomFold::RoomFold(const FoldState& state)
    : head_(state.head),
      lastTime_(state.lastTime),
      nextMember_(state.nextMember),
      chain_(state.chain),
      outboxes_(state.outboxes),
      topic_(state.topic),
      isLocked_(state.isLocked)
{
    for (const FoldedMember& member : state.members)
        add(member);
    for (const RestingName& name : state.resting)
        resting_.insert(name);
    for (const chat::Restriction& restriction : state.restrictions)
        restrictions_.insert(restriction);
    for (const FoldedQuestion& question : state.questions)
        questions_.insert(question);
}

FoldEffect RoomFold::apply(const Command& command)
{
    FoldChange change;
    return apply(command, change);
}

FoldEffect RoomFold::apply(const Command& command, FoldChange& change)
{
    change = {};
    change.lastTimeBefore = lastTime_;
    change.chainBefore = chain_;
    FoldEffect effect;
    effect.outcome =
        std::visit([&](const auto& what) { return decide(what, command, change); }, command.what);
    head_ = next(head_);
    chain_ = chat::chainNext(chain_, head_, effect.record());
    effect.seq = head_;
    effect.chain = chain_;
    return effect;
}

void RoomFold::undo(const FoldChange& change)
{
    CHECK(head_.value > 0);
    undoModeration(change);
    outboxes_.undo(change.outbox);
    if (change.rested)
        resting_.erase(*change.rested);
    for (const RestingName& name : change.restedBefore)
        resting_.insert(name);
    if (change.left)
        add(*change.left);
    if (change.joined) {
        remove(*change.joined);
        nextMember_ = change.joined->id;
    }
    --head_.value;
    lastTime_ = change.lastTimeBefore;
    chain_ = change.chainBefore;
}

void RoomFold::undoModeration(const FoldChange& change)
{
    if (change.confirmed)
        questions_.undoConfirm(change.confirmed->announcement, change.confirmed->key);
    if (change.askedForgotten)
        questions_.insert(*change.askedForgotten);
    if (change.asked)
        questions_.erase(*change.asked);
    if (change.wasLockedBefore)
        isLocked_ = *change.wasLockedBefore;
    if (change.topicBefore)
        topic_ = *change.topicBefore;
    if (change.restricted)
        restrictions_.erase(*change.restricted);
    for (const chat::Restriction& restriction : change.lifted)
        restrictions_.insert(restriction);
    if (change.renamed) {
        remove(change.renamed->after);
        add(change.renamed->before);
    }
}

FoldState RoomFold::state() const
{
    FoldState state{head_,     lastTime_,           nextMember_,     chain_,
                    {},        resting_.all(),      outboxes_.all(), topic_,
                    isLocked_, restrictions_.all(), questions_.all()};
    state.members.reserve(members_.size());
    for (const auto& [id, member] : members_)
        state.members.push_back(member);
    return state;
}

const FoldedMember* RoomFold::find(MemberId member) const
{
    const auto found = members_.find(member);
    return found == members_.end() ? nullptr : &found->second;
}

const FoldedMember* RoomFold::holderOf(const chat::NameKeys& keys) const
{
    if (const auto found = byFold_.find(std::string_view(keys.fold)); found != byFold_.end())
        return *found;
    const auto found = byLookalike_.find(std::string_view(keys.lookalike));
    if (found != byLookalike_.end() && !isFault(Fault::lookalikeForgotten))
        return *found;
    return nullptr;
}

RoomFold::Outcome RoomFold::decide(const JoinCommand& join, const Command& command, FoldChange& change)
{
    const WallTime time = std::max(command.time, lastTime_);
    if (holderOf(join.keys) || resting_.barring(join.keys, join.instance.key, time))
        return VoidReason::nameClash;

    advance(time, change);
    resting_.removeClashing(join.keys, change.restedBefore);
    change.joined = FoldedMember{nextMember_, join.name, join.keys, join.instance, next(head_), time};
    add(*change.joined);
    ++nextMember_.value;
    CHECK(nextMember_.value != 0);

    chat::Event event = makeEvent(command, time, change.joined->id, join.name, {});
    event.what = chat::Joined{crypto::fingerprintOf(join.instance.key)};
    return event;
}

RoomFold::Outcome RoomFold::decide(const LeaveCommand& leave, const Command& command, FoldChange& change)
{
    const FoldedMember* found = find(leave.member);
    if (!found)
        return VoidReason::noSuchMember;

    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    change.left = *found;
    remove(*change.left);
    if (leave.restsUntil && time < *leave.restsUntil) {
        resting_.removeClashing(change.left->keys, change.restedBefore);
        change.rested = RestingName{change.left->keys, change.left->instance.key, *leave.restsUntil};
        resting_.insert(*change.rested);
    }

    chat::Event event = makeEvent(command, time, leave.member, change.left->name, leave.text);
    event.what = chat::Left{leave.reason};
    return event;
}

RoomFold::Outcome RoomFold::decide(const SayCommand& say, const Command& command, FoldChange& change)
{
    const FoldedMember* found = find(say.member);
    if (!found)
        return VoidReason::noSuchMember;
    const Submission& submission = say.submission;
    if (submission.number <= outboxes_.cursorOf(submission.outbox) && !isFault(Fault::repeatStored))
        return VoidReason::repeatedNumber;

    const WallTime time = std::max(command.time, lastTime_);
    outboxes_.use(submission.outbox, submission.number, time, change.outbox);
    advance(time, change);

    chat::Event event = makeEvent(command, time, say.member, found->name, say.text);
    event.number = submission.number;
    event.what = chat::Message{say.style};
    return event;
}

RoomFold::Outcome RoomFold::decide(const AnnounceCommand& announce, const Command& command,
                                   FoldChange& change)
{
    const FoldedMember* found = find(announce.member);
    if (!found && announce.member != MemberId{})
        return VoidReason::noSuchMember;
    const auto& submission = announce.submission;
    if (submission && submission->number <= outboxes_.cursorOf(submission->outbox))
        return VoidReason::repeatedNumber;

    const WallTime time = std::max(command.time, lastTime_);
    if (submission)
        outboxes_.use(submission->outbox, submission->number, time, change.outbox);
    advance(time, change);

    if (announce.asksToConfirm) {
        change.asked = next(head_);
        questions_.insert({next(head_), {}});
        if (found != nullptr) { // who asks has read it
            change.confirmed = FoldChange::Confirmed{next(head_), found->instance.key};
            questions_.confirm(change.confirmed->announcement, change.confirmed->key);
        }
        change.askedForgotten = questions_.takeSurplus();
    }

    chat::Event event =
        makeEvent(command, time, announce.member, found ? found->name : announce.name, announce.text);
    if (submission)
        event.number = submission->number;
    event.what = chat::Announcement{announce.asksToConfirm};
    return event;
}

const FoldedMember* RoomFold::otherHolderOf(const chat::NameKeys& keys, MemberId member) const
{
    const auto other = [&](const auto& index, std::string_view key) -> const FoldedMember* {
        const auto [begin, end] = index.equal_range(key);
        const auto found =
            std::find_if(begin, end, [member](const auto* each) { return each->id != member; });
        return found == end ? nullptr : *found;
    };
    if (const FoldedMember* const holder = other(byFold_, keys.fold))
        return holder;
    return isFault(Fault::lookalikeForgotten) ? nullptr : other(byLookalike_, keys.lookalike);
}

RoomFold::Outcome RoomFold::decide(const RenameCommand& rename, const Command& command, FoldChange& change)
{
    const FoldedMember* found = find(rename.member);
    if (!found)
        return VoidReason::noSuchMember;
    const WallTime time = std::max(command.time, lastTime_);
    if (otherHolderOf(rename.keys, rename.member) || resting_.barring(rename.keys, found->instance.key, time))
        return VoidReason::nameClash;

    advance(time, change);
    resting_.removeClashing(rename.keys, change.restedBefore);
    FoldedMember after = *found;
    after.name = rename.name;
    after.keys = rename.keys;
    change.renamed = FoldChange::Renaming{*found, std::move(after)};
    remove(change.renamed->before);
    add(change.renamed->after);

    chat::Event event = makeEvent(command, time, rename.member, change.renamed->before.name, {});
    event.what = chat::Renamed{rename.name};
    return event;
}

RoomFold::Outcome RoomFold::decide(const RestrictCommand& restriction, const Command& command,
                                   FoldChange& change)
{
    const WallTime time = std::max(command.time, lastTime_);
    const chat::Restriction* const same = restrictions_.findSame(restriction.kind, restriction.whom);
    if (same == nullptr && restrictions_.size() >= limits::restrictions)
        return VoidReason::tooMany;
    if (same != nullptr)
        take(*same, change);
    advance(time, change);
    const auto& by = restriction.by;
    change.restricted =
        chat::Restriction{next(head_),
                          restriction.kind,
                          restriction.whom,
                          restriction.name,
                          by.name,
                          by.key ? std::optional(crypto::fingerprintOf(*by.key)) : std::nullopt,
                          time,
                          restriction.until,
                          restriction.reason};
    restrictions_.insert(*change.restricted);
    return Silent{time};
}

void RoomFold::take(const chat::Restriction& restriction, FoldChange& change)
{
    change.lifted.push_back(restriction);
    restrictions_.erase(change.lifted.back());
}

RoomFold::Outcome RoomFold::decide(const LiftCommand& lift, const Command& command, FoldChange& change)
{
    const chat::Restriction* const found = restrictions_.find(lift.restriction);
    if (found == nullptr)
        return VoidReason::nothingThere;
    take(*found, change);
    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    return Silent{time};
}

const std::string* RoomFold::nameOf(const Moderator& by) const
{
    if (by.member == MemberId{})
        return &by.name;
    const FoldedMember* const found = find(by.member);
    return found != nullptr ? &found->name : nullptr;
}

RoomFold::Outcome RoomFold::decide(const TopicCommand& topic, const Command& command, FoldChange& change)
{
    const std::string* const name = nameOf(topic.by);
    if (name == nullptr)
        return VoidReason::noSuchMember;
    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    change.topicBefore = std::exchange(topic_, topic.topic);
    chat::Event event = makeEvent(command, time, topic.by.member, *name, topic.topic);
    event.what = chat::TopicSet{};
    return event;
}

RoomFold::Outcome RoomFold::decide(const LockCommand& lock, const Command& command, FoldChange& change)
{
    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    change.wasLockedBefore = std::exchange(isLocked_, lock.isLocked);
    return Silent{time};
}

RoomFold::Outcome RoomFold::decide(const RemoveCommand& remove, const Command& command, FoldChange& change)
{
    const std::string* const name = nameOf(remove.by);
    if (name == nullptr)
        return VoidReason::noSuchMember;
    if (remove.seq.value == 0 || remove.seq > head_)
        return VoidReason::nothingThere;
    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    change.removed = remove.seq;
    chat::Event event = makeEvent(command, time, remove.by.member, *name, remove.reason);
    event.what = chat::Removed{remove.seq};
    return event;
}

RoomFold::Outcome RoomFold::decide(const ConfirmCommand& confirm, const Command& command, FoldChange& change)
{
    const FoldedMember* const found = find(confirm.member);
    if (found == nullptr)
        return VoidReason::noSuchMember;
    if (!questions_.confirm(confirm.announcement, found->instance.key))
        return VoidReason::nothingThere;
    change.confirmed = FoldChange::Confirmed{confirm.announcement, found->instance.key};
    const WallTime time = std::max(command.time, lastTime_);
    advance(time, change);
    return Silent{time};
}

void RoomFold::advance(WallTime time, FoldChange& change)
{
    lastTime_ = time;
    resting_.removeExpired(time, change.restedBefore);
    restrictions_.removeExpired(time, change.lifted);
    outboxes_.forgetOld(time, change.outbox);
}

void RoomFold::add(const FoldedMember& member)
{
    const auto [added, isNew] = members_.emplace(member.id, member);
    CHECK(isNew);
    byFold_.insert(&added->second);
    byLookalike_.insert(&added->second);
}

void RoomFold::remove(const FoldedMember& member)
{
    const auto found = members_.find(member.id);
    CHECK(found != members_.end());
    eraseEntry(byFold_, found->second);
    eraseEntry(byLookalike_, found->second);
    members_.erase(found);
}

} // namespace hubbub::server
