// Who is away, back, or lost, from when members were last heard; and the news of it, gathered and told to
// everyone.
#pragma once

#include "server/core/departures.h"
#include "server/core/room_state.h"

#include <set>

namespace hubbub::server {

class Presence {
public:
    Presence(RoomState& state, Departures& departures);

    /// From here on the member's silence counts.
    void watch(const PresentMember& member);
    /// Events do not say who is an admin: news tell those who are in the room already.
    void joined(Instant now, const FoldedMember& member);
    void heard(Instant now, PresentMember& member);
    /// The settings have changed; these held before.
    void followSettings(Instant now, const CoreSettings& before);
    void setAway(Instant now, PresentMember& member, std::optional<std::string> text);
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const;
    /// Who is away, for somebody who comes back.
    void tellAway(Session& session);
    /// Goes on telling somebody who has missed news everyone's flags, as far as there is room.
    void catchUp(Session& session);

private:
    void note(Instant now, MemberId member);
    void consider(Instant now, PresentMember& member);
    void tellChanges(Instant now);
    chat::PresenceChange changeOf(const FoldedMember& member) const;

    RoomState& state_;
    Departures& departures_;
    DueQueue<MemberId> due_;
    std::set<MemberId> changed_;
    MemberId lastTold_;
    std::optional<Instant> newsDue_;
    Instant newsTold_{};
};

} // namespace hubbub::server
