// The end of a turn: proposals go to the store, and sessions are sent what is due, lane by lane, until the
// quota or the socket says stop.
#pragma once

#include "server/core/room_state.h"

namespace hubbub::server {

class Outflow {
public:
    explicit Outflow(RoomState& state) : state_(state) {}

    void handOver(Instant now, WallTime wall, ServerOutbox& out);
    void flush(Instant now, DatagramSink& sink, std::size_t quota);
    bool isPending() const;
    /// False if the sink stopped being ready: called again, it goes on where it was.
    bool closeAll(std::string_view reason, DatagramSink& sink);

private:
    void flushSession(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink, std::size_t& quota);
    void closeEnded(Instant now, DatagramSink& sink);
    /// False if the sink was not ready for a single copy.
    bool close(Session& session, const Closing& closing, DatagramSink& sink);
    void remove(Session& session);

    RoomState& state_;
    SessionId lastClosed_;
};

} // namespace hubbub::server
