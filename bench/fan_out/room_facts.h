// What one process of the crowd knows of the room's events: each is decoded once, when the first member gets
// it, so that the others only compare.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace hubbub::bench {

/// Fast and good enough to tell records apart; not for use against an adversary.
std::uint64_t quickHash(ByteView bytes, std::uint64_t seed);

struct EventFact {
    Bytes record;                ///< as the first member got it; empty: nobody has
    std::uint64_t hash = 0;      ///< of the record
    std::uint64_t entryHash = 0; ///< who came (or, negated, went); 0: nobody
    std::int64_t saidAt = 0;     ///< nanoseconds; 0: no message of this benchmark
    std::int32_t rosterChange = 0;
    std::uint32_t holders = 0; ///< members that have it, since beginAnew()
};

/// Of the records of a roster.
struct RosterFact {
    std::uint64_t hash = 0;
    std::uint32_t entries = 0;
};

class RoomFacts {
public:
    /// Nothing if the record differs from what another member got under this seq, or is none.
    EventFact* find(Seq seq, ByteView record);
    std::optional<RosterFact> ofRoster(ByteView record);

    /// Holders are counted from the event after this one on.
    void beginAnew(Seq seq);
    /// The last event that so many have, from beginAnew() on.
    Seq heldBy(std::uint32_t members);

private:
    /// Forgotten beyond these, the oldest first: more than anybody is behind, and some tens of megabytes.
    static constexpr std::size_t mostFacts = 300'000;

    Seq first_; ///< of facts_
    std::deque<EventFact> facts_;
    std::unordered_map<std::uint64_t, RosterFact> rosters_;
    Seq held_;
};

/// The text of a message: when it was said, filled up to the length asked for.
inline constexpr std::size_t leastTextBytes = 16;
std::string messageText(std::int64_t saidAt, std::size_t bytes);

} // namespace hubbub::bench
