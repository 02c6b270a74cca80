// What the room has seen since the server was started, counted where it happens and read by statistics.h.
#pragma once

#include "protocol/base/time.h"
#include "protocol/chat/refusal.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>

namespace hubbub::server {

/// How long the store takes from being handed a turn to its answer.
class CommitTimes {
public:
    void begin(Instant now) { handedOver_.push_back(now); }
    /// The earliest turn under way is answered.
    void end(Instant now)
    {
        if (handedOver_.empty())
            return;
        const Duration took = now - handedOver_.front();
        handedOver_.pop_front();
        ++count_;
        total_ += took;
        longest_ = std::max(longest_, took);
    }
    std::uint64_t count() const { return count_; }
    Duration total() const { return total_; }
    Duration longest() const { return longest_; }

private:
    std::deque<Instant> handedOver_; ///< at most limits::turnsUnderWay
    std::uint64_t count_ = 0;
    Duration total_{};
    Duration longest_{};
};

struct RoomCounters {
    std::uint64_t handshakes = 0; ///< that began a session
    std::uint64_t newKeys = 0;    ///< that carried one on
    std::uint64_t joins = 0;
    std::uint64_t leaves = 0;
    std::uint64_t losses = 0; ///< leaves of who was not heard any more
    std::uint64_t messages = 0;
    std::uint64_t announcements = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(chat::RefusalCode::badArgument) + 1> refusals{};
    CommitTimes commits;
};

} // namespace hubbub::server
