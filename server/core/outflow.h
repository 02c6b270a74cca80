// The end of a turn: proposals go to the store, and sessions are sent what is due, lane by lane, until the
// quota or the socket says stop.
#pragma once

#include "server/core/room_state.h"
#include "server/core/shard_runner.h"

#include <span>

namespace hubbub::server {

class Outflow {
public:
    explicit Outflow(RoomState& state) : state_(state) {}

    void handOver(Instant now, WallTime wall, ServerOutbox& out);
    /// Sends what is due. `sinks` are those of the shards in turn; each may send so many datagrams. `runner`
    /// is asked to run the shards when there is enough for them to do.
    void flush(Instant now, std::span<DatagramSink* const> sinks, std::size_t quota, ShardRunner& runner);
    bool isPending() const;
    std::optional<Instant> roundAt() const;
    /// False if a sink stopped being ready: called again, it goes on where it was.
    bool closeAll(std::string_view reason, std::span<DatagramSink* const> sinks);

private:
    void beginRound(Instant now);
    bool isWorthSharing() const;
    // For one shard; may go on in several at once.
    void flushShard(Instant now, Shard& shard, DatagramSink& sink, std::size_t quota) const;
    void flushLanes(Instant now, Shard& shard, Lane last, DatagramSink& sink, std::size_t& quota) const;
    void flushRound(Instant now, Shard& shard, DatagramSink& sink, std::size_t& quota) const;
    void flushSession(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink,
                      std::size_t& quota) const;
    std::size_t flushConnection(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink,
                                std::size_t quota) const;
    bool isBehind(const Session& session) const;
    // For all of them.
    void flushBehind(Instant now, Shard& shard, DatagramSink& sink, std::size_t quota);
    void closeEnded(Instant now, std::span<DatagramSink* const> sinks);
    DatagramSink& sinkOf(const Session& session, std::span<DatagramSink* const> sinks) const;
    /// False if the sink was not ready for a single copy.
    static bool close(Session& session, const Closing& closing, DatagramSink& sink);
    void remove(Session& session);

    RoomState& state_;
    SessionId lastClosed_;
};

} // namespace hubbub::server
