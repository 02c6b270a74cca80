#include "server/core/room_fold.h"

#include "protocol/base/check.h"
#include "protocol/base/fault.h"
#include "protocol/crypto/identity.h"

#include <algorithm>

namespace hubbub::server {

namespace {

void eraseEntry(std::multimap<std::string, MemberId>& index, const std::string& key, MemberId member)
{
    const auto [begin, end] = index.equal_range(key);
    const auto entry = std::find_if(begin, end, [member](const auto& each) { return each.second == member; });
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
      outboxes_(state.outboxes)
{
    for (const FoldedMember& member : state.members)
        add(member);
    for (const RestingName& name : state.resting)
        resting_.insert(name);
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

FoldState RoomFold::state() const
{
    FoldState state{head_, lastTime_, nextMember_, chain_, {}, resting_.all(), outboxes_.all()};
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
    if (const auto found = byFold_.find(keys.fold); found != byFold_.end())
        return find(found->second);
    const auto found = byLookalike_.find(keys.lookalike);
    if (found != byLookalike_.end() && !isFault(Fault::lookalikeForgotten))
        return find(found->second);
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

    chat::Event event =
        makeEvent(command, time, announce.member, found ? found->name : announce.name, announce.text);
    if (submission)
        event.number = submission->number;
    event.what = chat::Announcement{};
    return event;
}

void RoomFold::advance(WallTime time, FoldChange& change)
{
    lastTime_ = time;
    resting_.removeExpired(time, change.restedBefore);
    outboxes_.forgetOld(time, change.outbox);
}

void RoomFold::add(const FoldedMember& member)
{
    const bool isNew = members_.emplace(member.id, member).second;
    CHECK(isNew);
    byFold_.emplace(member.keys.fold, member.id);
    byLookalike_.emplace(member.keys.lookalike, member.id);
}

void RoomFold::remove(const FoldedMember& member)
{
    eraseEntry(byFold_, member.keys.fold, member.id);
    eraseEntry(byLookalike_, member.keys.lookalike, member.id);
    members_.erase(member.id);
}

} // namespace hubbub::server
