// How members leave: each way ends in one proposal, and the commit ends the session (docs/PROTOCOL.md,
// sections 5 and 7).
#pragma once

#include "server/core/room_state.h"

namespace hubbub::server {

class Departures {
public:
    explicit Departures(RoomState& state) : state_(state) {}

    /// The leave under way, proposed if there was none.
    PendingProposal& propose(MemberId member, chat::LeftReason reason, std::string_view text,
                             std::optional<WallTime> restsUntil = std::nullopt,
                             std::optional<Moderator> by = std::nullopt);
    /// A ghost's: its name rests until limits::restAfterHeard after it was last heard, or the grace period
    /// after a restart ends.
    void proposeGhost(Instant now, const PresentMember& member);
    /// The client's CLOSE: who does not leave first, leaves by it.
    void goodbye(Session& session);
    /// The log says so.
    void left(Instant now, const FoldedMember& member, const chat::Event& event, Seq seq);

private:
    RoomState& state_;
};

} // namespace hubbub::server
