// Which rooms there are on this network: when to ask everybody, and what has been answered. Without I/O. What
// it finds is what somebody on the network says, no more (docs/SECURITY.md).
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"
#include "protocol/base/entropy.h"
#include "protocol/base/time.h"
#include "protocol/wire/discovery.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::client {

/// One server, by its key.
struct FoundRoom {
    PublicKey key;
    std::string name;                     ///< one line, without controls; never empty
    std::optional<std::uint32_t> members; ///< nothing: the room is closed and does not tell
    /// Where it has answered from, with the room's port; the one to go to first.
    std::vector<PeerAddress> addresses;
    friend bool operator==(const FoundRoom&, const FoundRoom&) = default;
};

class RoomFinder {
public:
    /// A list that people choose from; more are not kept, whoever invents them.
    static constexpr std::size_t mostRooms = 64;
    /// A machine has a few cards with a few addresses each.
    static constexpr std::size_t mostAddresses = 8;
    /// Questions that are still answered to: those of the last seconds.
    static constexpr std::size_t openProbes = 3;
    /// Waits between questions: soon again at first, since the first may be lost, then as long as somebody
    /// looks.
    static constexpr Duration firstPause = 400ms;
    static constexpr Duration longestPause = 3s;
    /// Three questions without an answer.
    static constexpr Duration forgottenAfter = 10s;

    /// `entropy` must outlive it.
    explicit RoomFinder(Entropy& entropy) : entropy_(entropy) {}

    /// Begins at the first call. The probe to be sent to everybody, if one is due; forgets who is gone.
    std::optional<Bytes> handleDeadline(Instant now);
    /// True if rooms() has changed.
    bool handleDatagram(Instant now, const PeerAddress& from, ByteView datagram);

    Instant deadline() const { return due_; }
    /// By name.
    std::vector<FoundRoom> rooms() const;
    /// Rises when rooms() has changed.
    std::uint64_t changes() const { return changes_; }

private:
    struct Heard {
        FoundRoom room;
        Instant last;
    };

    void forgetGone(Instant now);

    Entropy& entropy_;
    std::deque<wire::ProbeNonce> asked_;
    std::vector<Heard> heard_;
    Instant due_{};
    Duration pause_{};
    std::uint64_t changes_ = 0;
};

} // namespace hubbub::client
