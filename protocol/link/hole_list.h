// What a sender knows to be missing at its receiver, and what of that it has sent again. A hole is filled at
// most once per round trip; only an acknowledgement that reports it again after that time makes it due again,
// never the time alone.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/base/time.h"
#include "protocol/link/position.h"

#include <span>
#include <vector>

namespace hubbub::link {

struct Hole {
    Stretch stretch;
    /// Up to here it has been sent again, the last of it at `resentAt`; what follows is due.
    Position resentTo;
    Instant resentAt;
    /// What was sent again takes so much in flight; an estimate where only a part of it is left.
    std::size_t resentBytes = 0;

    bool due() const { return resentTo < stretch.to; }
};

/// Ascending and disjoint, and never many, whatever a peer tells. Owns no memory while there are no holes.
class HoleList {
public:
    /// More than these, and those beyond what an acknowledgement tells of become one; one at the end may come
    /// on top. Honest peers have a few.
    static constexpr std::size_t most = 2 * limits::missingRanges;

    bool empty() const { return holes_.empty(); }
    std::span<Hole> all() { return holes_; }
    std::span<const Hole> all() const { return holes_; }

    struct Losses {
        /// Up to where something is lost for the first time; {}: nothing is.
        Position newUpTo;
        /// Something was lost that had been sent again.
        bool again = false;
    };
    /// An acknowledgement says that of everything before `limit` exactly `missing` has not arrived; holes
    /// beyond it stay. What is still missing `lossDelay` after it was sent again is lost again.
    Losses update(Instant now, std::span<const Stretch> missing, Position limit, Duration lossDelay);
    /// Everything from `limit` to `end` is lost as well, though no record after it arrived. Returns false if
    /// all of it was a hole already.
    bool addTail(Position limit, Position end);
    /// Forgets what lies below. Returns true if there was anything.
    bool dropBelow(Seq first);
    /// True if a hole touches every seq from `first` up to `end` (excluded).
    bool covers(Seq first, Seq end) const;
    /// Records within holes, partial ones included.
    std::uint64_t records() const;
    /// Of all holes.
    std::size_t resentBytes() const;

private:
    void keepBeyond(std::span<const Hole> previous, Position limit);

    std::vector<Hole> holes_;
};

} // namespace hubbub::link
