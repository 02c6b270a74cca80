// Lets go of the oldest events, as the operator wants it: asks the store for one small step after another,
// with pauses, and only while nobody waits for it.
#pragma once

#include "server/core/room_state.h"

namespace hubbub::server {

class Retention {
public:
    Retention(RoomState& state, Instant now) : state_(state), nextAt_(now + limits::pruneStep) {}

    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const;
    void pruned(Instant now, const PruneReply& reply);
    /// Other settings count at once.
    void followSettings(Instant now);

private:
    bool isWanted() const { return state_.settings.keepDays > 0 || state_.settings.keepEvents > 0; }
    Seq firstToStay(Instant now) const;

    RoomState& state_;
    Instant nextAt_;
    bool isUnderWay_ = false;
};

} // namespace hubbub::server
