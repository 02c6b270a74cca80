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

/// News of many for one session, a datagram's worth in each record; sends the last when it goes.
class NewsInPieces {
public:
    NewsInPieces(RoomState& state, Session& session) : state_(state), session_(session) {}
    NewsInPieces(const NewsInPieces&) = delete;
    NewsInPieces& operator=(const NewsInPieces&) = delete;
    ~NewsInPieces() { send(); }

    void add(chat::PresenceChange change)
    {
        bytes_ += bytesOf(change);
        news_.changes.push_back(std::move(change));
        if (bytes_ + limits::awayTextBytes > limits::newsBytes)
            send();
    }

private:
    void send()
    {
        if (!news_.changes.empty())
            state_.answer(session_, Seq{}, std::exchange(news_, {}));
        bytes_ = 0;
    }

    RoomState& state_;
    Session& session_;
    chat::PresenceNews news_;
    std::size_t bytes_ = 0;
};

} // namespace

Presence::Presence(RoomState& state, Departures& departures) : state_(state), departures_(departures)
{
    for (const auto& [id, member] : state_.fold.members()) {
        const PresentMember& present = *state_.members.find(id);
        state_.members.noteAway(present);
        watch(present);
    }
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

void Presence::followSettings(Instant now, const CoreSettings& before)
{
    for (const auto& [id, member] : state_.fold.members()) {
        watch(*state_.members.find(id)); // a shorter grace may end before what was waited for
        const auto& admins = before.admins;
        const PublicKey& key = member.instance.key;
        if (state_.isAdmin(key) != (std::ranges::find(admins, key) != admins.end()))
            note(now, id);
    }
}

void Presence::setAway(Instant now, PresentMember& member, std::optional<std::string> text)
{
    member.awayText = std::move(text);
    note(now, member.id);
}

void Presence::note(Instant now, MemberId member)
{
    state_.members.noteAway(*state_.members.find(member));
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
    std::size_t told = 0;
    NewsInPieces news(state_, session);
    for (const MemberId id : state_.members.away()) {
        if (++told > limits::presenceTold || !session.answers.hasRoomForLists())
            break;
        news.add(changeOf(*state_.fold.find(id)));
    }
}

void Presence::catchUp(Session& session)
{
    if (!session.newsMissedFrom || !session.answers.hasRoomForLists())
        return;
    const auto& members = state_.fold.members();
    auto each = members.lower_bound(*session.newsMissedFrom);
    NewsInPieces news(state_, session);
    for (; each != members.end() && session.answers.hasRoomForLists(); ++each)
        news.add(changeOf(each->second));
    session.newsMissedFrom = each != members.end() ? std::optional(each->first) : std::nullopt;
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
