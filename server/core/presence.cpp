#include "server/core/presence.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

/// Encoded, at most: numbers and heads beside the text.
std::size_t bytesOf(const chat::PresenceChange& change)
{
    return 10 + (change.awayText ? change.awayText->size() : 0);
}

} // namespace

Presence::Presence(RoomState& state, Departures& departures) : state_(state), departures_(departures)
{
    for (const auto& [id, member] : state_.fold.members())
        watch(*state_.members.find(id));
}

void Presence::watch(const PresentMember& member)
{
    const Instant heard = state_.lastHeard(member);
    due_.bringForward(
        member.id,
        heard
            + (member.isSilent ? state_.settings.grace : std::min(limits::awayAfter, state_.settings.grace)));
}

void Presence::joined(Instant now, const FoldedMember& member)
{
    if (state_.isAdmin(member.instance.key))
        note(now, member.id);
}

void Presence::heard(Instant now, PresentMember& member)
{
    if (!member.isSilent)
        return;
    member.isSilent = false;
    note(now, member.id);
    watch(member);
}

void Presence::setAway(Instant now, PresentMember& member, std::optional<std::string> text)
{
    member.awayText = std::move(text);
    note(now, member.id);
}

void Presence::note(Instant now, MemberId member)
{
    changed_.insert(member);
    if (!newsDue_)
        newsDue_ = std::max(now, newsTold_ + limits::presencePause);
}

void Presence::handleDeadline(Instant now)
{
    for (const MemberId id : due_.takeDue(now)) {
        if (PresentMember* const member = state_.members.find(id))
            consider(now, *member);
    }
    if (newsDue_ && *newsDue_ <= now)
        tellChanges(now);
}

void Presence::consider(Instant now, PresentMember& member)
{
    const Instant heard = state_.lastHeard(member);
    if (now >= heard + state_.settings.grace) {
        departures_.propose(member.id, chat::LeftReason::lost, {});
        return;
    }
    if (now >= heard + limits::awayAfter && !member.isSilent) {
        member.isSilent = true;
        note(now, member.id);
    }
    watch(member);
}

void Presence::tellChanges(Instant now)
{
    newsTold_ = now;
    newsDue_.reset();
    chat::PresenceNews news;
    std::size_t bytes = 0;
    while (!changed_.empty() && bytes + limits::awayTextBytes <= limits::newsBytes) {
        // Goes round by member numbers: those who come and go all the time do not hide the others.
        auto each = changed_.upper_bound(lastTold_);
        if (each == changed_.end())
            each = changed_.begin();
        lastTold_ = *each;
        if (const FoldedMember* const member = state_.fold.find(*each)) {
            news.changes.push_back(changeOf(*member));
            bytes += bytesOf(news.changes.back());
        }
        changed_.erase(each);
    }
    if (!changed_.empty())
        newsDue_ = now + limits::presencePause;
    if (news.changes.empty())
        return;
    // Who enters later must not be shown a roster older than this.
    state_.roster.reset();
    const auto record = std::make_shared<const Bytes>(chat::encode(chat::Reply{Seq{}, std::move(news)}));
    for (const auto& [id, session] : state_.sessions.all()) {
        if (session->member != MemberId{})
            state_.tellNews(*session, record);
    }
}

void Presence::tellAway(Session& session)
{
    tell(session, true);
}

void Presence::catchUp(Session& session)
{
    if (session.hasMissedNews && session.answers.hasRoomForLists())
        tell(session, false);
}

void Presence::tell(Session& session, bool onlyAway)
{
    session.hasMissedNews = false;
    chat::PresenceNews news;
    std::size_t bytes = 0;
    std::size_t told = 0;
    const auto finish = [&] {
        if (!news.changes.empty())
            state_.answer(session, Seq{}, std::exchange(news, {}));
        bytes = 0;
    };
    for (const auto& [id, member] : state_.fold.members()) {
        if (told >= limits::presenceTold || !session.answers.hasRoomForLists())
            break;
        if (onlyAway && !state_.members.find(id)->isAway())
            continue;
        news.changes.push_back(changeOf(member));
        ++told;
        bytes += bytesOf(news.changes.back());
        if (bytes + limits::awayTextBytes > limits::newsBytes)
            finish();
    }
    finish();
}

chat::PresenceChange Presence::changeOf(const FoldedMember& member) const
{
    return {member.id, state_.flagsOf(member), state_.members.find(member.id)->awayText};
}

std::optional<Instant> Presence::deadline() const
{
    const auto earliest = due_.earliest();
    return !newsDue_ ? earliest : !earliest ? newsDue_ : std::min(earliest, newsDue_);
}

} // namespace hubbub::server
