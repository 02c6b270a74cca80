// Puts a session into a member's place: the welcome, and the streams it names (docs/PROTOCOL.md, section 7).
#pragma once

#include "server/core/ghost_probes.h"
#include "server/core/join_attempt.h"
#include "server/core/presence.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class Attachments {
public:
    Attachments(RoomState& state, Presence& presence) : state_(state), presence_(presence) {}

    /// `ownJoined`: of the event this join made; 0 if the member was present already. Whoever was attached
    /// loses it: in silence if it is the same client instance, which has merely lost its link.
    void attach(Instant now, Session& session, const FoldedMember& member, const JoinAttempt& attempt,
                Seq ownJoined);
    /// A large room acknowledges less often; told to everyone when its size has doubled or halved.
    void adaptAckInterval();
    /// Streams that have been received whole are closed.
    void acknowledged(Session& session, StreamId stream, Seq next);

private:
    void detachOther(const Session& session, PresentMember& member, const OutboxId& outbox);
    void closeStreams(Session& session);
    void openRoom(Session& session, Seq first);
    void closeRoom(Session& session);
    const std::shared_ptr<const RosterSnapshot>& currentRoster(Instant now);
    chat::WelcomeReply welcome(Instant now, const Session& session, const FoldedMember& member) const;
    /// The roster, and so many events from before.
    void openFromTheStart(Instant now, Session& session, chat::WelcomeReply& welcome, std::uint64_t events);
    void openFromCursor(Session& session, const chat::LogPosition& position, chat::WelcomeReply& welcome);
    Duration ackInterval() const;

    RoomState& state_;
    Presence& presence_;
    std::size_t adaptedTo_ = 1;
};

} // namespace hubbub::server
