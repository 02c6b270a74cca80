#include "protocol/client/room.h"

#include "protocol/base/limits.h"
#include "protocol/client/session.h"

#include <algorithm>
#include <utility>

namespace hubbub::client {

namespace {

/// What may happen in a room while ten thousand roster entries are on their way; a server that lets more wait
/// is not in earnest.
constexpr std::size_t mostHeld = 16'384;
constexpr std::size_t mostHeldBytes = std::size_t{32} << 20U;

bool areStreamsSound(const chat::WelcomeReply& welcome)
{
    const bool needsRoster = !welcome.resumed;
    return welcome.roomStream != privateStream && welcome.roomStream != welcome.rosterStream
        && needsRoster == (welcome.rosterStream != privateStream);
}

} // namespace

void Room::handleNewSession()
{
    stage_ = Stage::outside;
    held_.clear();
    heldBytes_ = 0;
}

bool Room::isForkedBy(const chat::WelcomeReply& welcome) const
{
    return timeline_.log() && (welcome.forked || welcome.log != *timeline_.log());
}

bool Room::handleWelcome(const chat::WelcomeReply& welcome, const PublicKey& serverKey, Turn& turn)
{
    if (!areStreamsSound(welcome) || welcome.ownJoined > welcome.head || welcome.member.value == 0
        || welcome.rosterEntries > Roster::mostMembers || welcome.name.size() > limits::nameBytes)
        return false;
    const auto known = position();
    const bool goesOn = known && welcome.log == known->log && welcome.roomFirst == next(known->cursor)
                     && !welcome.forked && welcome.head >= known->cursor;
    const bool isWhole = welcome.roomFirst.value != 0 && welcome.roomFirst <= next(welcome.rosterAsOf)
                      && welcome.rosterAsOf <= welcome.head;
    if (welcome.resumed ? !goesOn : !isWhole)
        return false;

    if (isForkedBy(welcome)) {
        told_ = {};
        owedFrom_ = {};
        proof_.reset();
        removedTexts_.clear();
        ownMembers_.clear();
    }
    welcome_ = welcome;
    ownNameFrom_ = welcome.head;
    serverKey_ = serverKey;
    ownMembers_.insert(welcome.member);
    if (welcome.resumed)
        resume(turn);
    else
        enter(turn);
    return true;
}

void Room::resume(Turn& turn)
{
    stage_ = Stage::entered;
    // The server lists only who is away, after the welcome.
    if (auto changes = roster_.forgetAway(); !changes.empty())
        turn.out.notices.emplace_back(PresenceNotice{std::move(changes)});
    tellNewMemberIfReached(turn);
}

void Room::enter(Turn& turn)
{
    stage_ = Stage::entering;
    isRosterGood_ = false;
    timeline_.begin(welcome_.log, welcome_.roomFirst, welcome_.chainBefore);
    proof_.begin(welcome_.roomFirst, welcome_.chainBefore);
    roster_.begin(welcome_.rosterAsOf, welcome_.rosterEntries);
    const bool isFirst = told_.value == 0;
    if (owedFrom_.value == 0 || owedFrom_ > next(welcome_.head))
        owedFrom_ = welcome_.ownJoined.value != 0 ? welcome_.ownJoined : next(welcome_.head);
    historyEnd_ = isFirst ? owedFrom_ : Seq{};
    // A link lost before the roster was complete has left events untold.
    const Seq expected = isFirst ? owedFrom_ : next(told_);
    if (welcome_.roomFirst > expected)
        holdGap({expected, Seq{welcome_.roomFirst.value - 1}});
    enterIfComplete(turn);
}

bool Room::handleRecord(StreamId stream, Seq seq, ByteView record, Turn& turn)
{
    if (stage_ == Stage::outside)
        return false;
    if (stream == welcome_.roomStream)
        return handleLogRecord(seq, record, turn);
    return stream == welcome_.rosterStream && handleRoster(record, turn);
}

bool Room::handleRoster(ByteView record, Turn& turn)
{
    const auto entries = chat::decodeRosterRecord(record);
    if (!entries || stage_ != Stage::entering || !roster_.add(*entries))
        return false;
    enterIfComplete(turn);
    return true;
}

bool Room::handleLogRecord(Seq seq, ByteView record, Turn& turn)
{
    auto decoded = chat::decodeLogRecord(record);
    if (!decoded || !timeline_.advance(seq, *decoded))
        return false;
    if (timeline_.chain())
        proof_.advance(seq, *timeline_.chain());
    auto* const event = std::get_if<chat::Event>(&*decoded);
    if (event != nullptr)
        removedTexts_.note(*event);
    if (stage_ == Stage::entering) {
        if (event != nullptr && !hold({seq, std::move(*event)}, record.size()))
            return false;
        enterIfComplete(turn);
        return true;
    }
    if (event != nullptr) {
        fold(seq, *event);
        tell(seq, std::move(*event), turn);
    } else {
        told_ = std::max(told_, seq);
    }
    tellNewMemberIfReached(turn);
    return true;
}

void Room::handleTruncated(StreamId stream, Seq first, Turn& turn)
{
    if (stage_ == Stage::outside || stream != welcome_.roomStream || first <= next(timeline_.cursor()))
        return;
    const GapNotice gap{next(timeline_.cursor()), Seq{first.value - 1}};
    timeline_.skipTo(first);
    proof_.loseTrack();
    if (stage_ == Stage::entering) {
        holdGap(gap);
        enterIfComplete(turn);
        return;
    }
    tellGap(gap, turn);
    tellNewMemberIfReached(turn);
}

void Room::handlePresence(const chat::PresenceNews& news, Turn& turn)
{
    roster_.change(news.changes);
    if (stage_ == Stage::entered)
        turn.out.notices.emplace_back(PresenceNotice{news.changes});
}

std::optional<chat::LogPosition> Room::position() const
{
    return isRosterGood_ ? timeline_.position() : std::nullopt;
}

bool Room::hold(Held held, std::size_t bytes)
{
    heldBytes_ += bytes;
    held_.push_back(std::move(held));
    return held_.size() <= mostHeld && heldBytes_ <= mostHeldBytes;
}

void Room::holdGap(const GapNotice& gap)
{
    auto* const before = held_.empty() ? nullptr : std::get_if<GapNotice>(&held_.back().what);
    if (before != nullptr)
        before->to = gap.to;
    else
        held_.push_back({gap.to, gap});
}

void Room::enterIfComplete(Turn& turn)
{
    if (!roster_.isComplete() || timeline_.cursor() < welcome_.head)
        return;
    const auto foldHeld = [&](bool upToHead) {
        for (const Held& held : held_) {
            const auto* const event = std::get_if<chat::Event>(&held.what);
            if (event != nullptr && (held.seq <= welcome_.head) == upToHead)
                fold(held.seq, *event);
        }
    };
    foldHeld(true);
    removeHeldTexts();
    disownStrangers();
    stage_ = Stage::entered;
    wasEverEntered_ = true;
    isRosterGood_ = true;
    tellWelcome(turn);
    foldHeld(false);
    for (Held& held : std::exchange(held_, {})) {
        if (auto* const event = std::get_if<chat::Event>(&held.what))
            tell(held.seq, std::move(*event), turn);
        else
            tellGap(std::get<GapNotice>(held.what), turn);
    }
    heldBytes_ = 0;
    told_ = std::max(told_, timeline_.cursor());
}

void Room::fold(Seq seq, const chat::Event& event)
{
    roster_.fold(seq, event);
    // What the welcome says is as of its head.
    if (seq <= welcome_.head)
        return;
    if (const auto* renamed = std::get_if<chat::Renamed>(&event.what)) {
        if (event.member == welcome_.member) {
            welcome_.name = renamed->name;
            ownNameFrom_ = seq;
        }
    } else if (std::holds_alternative<chat::TopicSet>(event.what)) {
        welcome_.topic = event.text();
    }
}

void Room::removeHeldTexts()
{
    std::set<Seq> removed;
    for (const Held& held : held_) {
        const auto* const event = std::get_if<chat::Event>(&held.what);
        const auto* const removal = event != nullptr ? std::get_if<chat::Removed>(&event->what) : nullptr;
        if (removal != nullptr)
            removed.insert(removal->seq);
    }
    for (Held& held : held_) {
        auto* const event = std::get_if<chat::Event>(&held.what);
        if (event != nullptr && removed.contains(held.seq))
            removeText(*event);
    }
}

/// Until the roster is complete there is no place in the log to come back with, and nobody notices that a
/// power cut has taken the own join: its number may be another's by then.
void Room::disownStrangers()
{
    const chat::RosterEntry* const self = roster_.find(welcome_.member);
    if (self == nullptr)
        return;
    ownFingerprint_ = self->fingerprint;
    std::erase_if(ownMembers_, [&](MemberId member) {
        const chat::RosterEntry* const entry = roster_.find(member);
        return entry != nullptr && entry->fingerprint != *ownFingerprint_;
    });
}

void Room::tellWelcome(Turn& turn)
{
    toldMember_ = welcome_.member;
    turn.out.notices.emplace_back(WelcomeNotice{welcome_.room, welcome_.topic, welcome_.name, welcome_.member,
                                                welcome_.head, roster_.entries(), serverKey_,
                                                welcome_.attached, welcome_.admin, welcome_.serverVersion,
                                                welcome_.text, welcome_.firstKept});
}

void Room::tell(Seq seq, chat::Event event, Turn& turn)
{
    if (seq <= told_)
        return;
    told_ = seq;
    if (std::holds_alternative<chat::UnknownKind>(event.what))
        return;
    const auto* const joined = std::get_if<chat::Joined>(&event.what);
    if (joined != nullptr && ownFingerprint_ && joined->fingerprint != *ownFingerprint_)
        ownMembers_.erase(event.member);
    EventNotice notice{seq, std::move(event), seq < historyEnd_, false, std::nullopt};
    notice.own = ownMembers_.contains(notice.event.member);
    if (notice.own) {
        if (const auto id = outbox_.findSent(seq, notice.event))
            turn.out.notices.emplace_back(SentNotice{*id, seq});
        notice.submission = outbox_.takeConfirmed(seq);
    }
    turn.out.notices.emplace_back(std::move(notice));
}

/// What was told in an earlier session is not missing.
void Room::tellGap(GapNotice gap, Turn& turn)
{
    gap.from = std::max(gap.from, next(told_));
    if (gap.from > gap.to)
        return;
    told_ = gap.to;
    turn.out.notices.emplace_back(gap);
}

void Room::tellNewMemberIfReached(Turn& turn)
{
    if (welcome_.member != toldMember_ && timeline_.cursor() >= welcome_.head)
        tellWelcome(turn);
}

} // namespace hubbub::client
