// Handshake messages that wait for a turn of the loop with time for them. Each turn has only so much, so that
// a flood of them holds up nobody who is in the room: sockets are emptied however much of it there is.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"
#include "protocol/base/time.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_map>

namespace hubbub::server {

class HandshakeQueue {
public:
    /// Two responses or so: a turn that takes a thousand datagrams from the socket lasts about 2 ms all the
    /// same, so that half a million a second find room there.
    static constexpr Duration leastPerTurn{500};
    /// Of a turn that lasts longer, because a large room is told something, handshakes have a third of the
    /// time, and this at most: who talks waits for it.
    static constexpr Duration mostPerTurn{3'000};
    /// As many as may be half-open, 5 MB at most: a thousand people who come back at once find room.
    static constexpr std::size_t capacity = 4096;
    /// The second half is for prefixes of which no more than these wait: a thousand that flood leave room.
    static constexpr std::size_t fewOfOnePrefix = 4;

    struct Waiting {
        Path from;
        Bytes datagram;
    };

    void beginTurn(Instant now);
    void spend(Duration time) { spent_ += time; }
    bool isEmpty() const { return waiting_.empty(); }
    std::size_t size() const { return waiting_.size(); }

    /// True if this one may be handled at once: there is time left, and nobody has waited longer.
    bool mayGoAhead() const { return waiting_.empty() && spent_ < share_; }
    /// False if there is no room.
    bool add(const Path& from, ByteView datagram);
    /// The one that has waited longest, while this turn has time for it.
    std::optional<Waiting> take();

private:
    Instant begunAt_{};
    Duration share_ = leastPerTurn; ///< of this turn
    Duration spent_{};
    std::deque<Waiting> waiting_;
    std::unordered_map<AddressPrefix, std::size_t> ofPrefix_; ///< how many wait; none with 0
};

} // namespace hubbub::server
