// What one thread of the server works on: the sessions whose indices name it, and all that changes while
// datagrams are received from them and sent to them. These two parts of a turn go on in all shards at once;
// during the rest of it one thread has everything to itself.
#pragma once

#include "protocol/base/drop_reason.h"
#include "protocol/link/reassembly_pool.h"
#include "server/core/arrivals.h"
#include "server/core/due_queue.h"
#include "server/core/flush_order.h"
#include "server/core/listeners.h"

#include <deque>
#include <vector>

namespace hubbub::server {

/// Sums that outlive the sessions they come from.
struct TrafficCounters {
    std::uint64_t datagramsIn = 0;
    std::uint64_t datagramsOut = 0;
    std::uint64_t recordsSent = 0;
    std::uint64_t recordsResent = 0;
    std::uint64_t recordsRepeated = 0;
    std::uint64_t probes = 0;

    /// A session's own.
    void addLink(std::uint64_t sent, std::uint64_t resent, std::uint64_t repeated, std::uint64_t probed)
    {
        recordsSent += sent;
        recordsResent += resent;
        recordsRepeated += repeated;
        probes += probed;
    }
    TrafficCounters& operator+=(const TrafficCounters& other)
    {
        datagramsIn += other.datagramsIn;
        datagramsOut += other.datagramsOut;
        addLink(other.recordsSent, other.recordsResent, other.recordsRepeated, other.probes);
        return *this;
    }
};

/// What has been received and not yet acted on. Its elements keep their memory from turn to turn.
class ReceivedList {
public:
    Received& add();
    bool isEmpty() const { return count_ == 0; }
    /// Calls act(Received&) for each, in the order they came, and forgets them.
    template <class Act>
    void takeAll(Act act)
    {
        for (std::size_t i = 0; i < count_; ++i)
            act(all_[i]);
        count_ = 0;
    }

private:
    std::deque<Received> all_;
    std::size_t count_ = 0;
};

struct Shard {
    explicit Shard(std::size_t reassemblyBytes) : reassembly(reassemblyBytes) {}

    DropCounters drops; ///< outlives the sessions' connections
    TrafficCounters traffic;
    link::ReassemblyPool reassembly; ///< outlives the sessions' links
    ReceivedList received;
    FlushOrder lanes;
    DueQueue<SessionId> due;
    Listeners listeners;
    /// Sessions with something due that is further back than the log in memory: what is read back is shared.
    std::vector<SessionId> behind;
};

inline Received& ReceivedList::add()
{
    if (count_ == all_.size())
        all_.emplace_back();
    Received& received = all_[count_++];
    received.arrivals.clear();
    received.isForged = false;
    return received;
}

} // namespace hubbub::server
