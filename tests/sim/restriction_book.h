// Which bans and mutes there were and when, as they were seen being stored: what must hold at this moment,
// and what may have held when somebody was refused. Those with an end go by the wall clock, which jumps: they
// hold for certain until it has shown their end, and may hold again when it was put back.
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/moderation.h"
#include "tests/sim/clock.h"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace hubbub::sim {

class RestrictionBook {
public:
    struct Entry {
        chat::Restriction what;
        Instant since;                ///< the store's answer, or the restart that found it
        std::optional<Instant> until; ///< it was lifted, replaced, or lost with the power
    };
    using Whom = std::function<bool(const chat::RestrictedSet&)>;

    explicit RestrictionBook(Clock clock) : clock_(std::move(clock)), latest_(clock_.wall()) {}

    void add(const chat::Restriction& restriction);
    /// Nothing if it was not there.
    void lift(Seq seq);
    void tearOff(Seq head);
    void handleWallJump(WallTime before, WallTime after);

    /// Not lifted, whether or not it has come to its end.
    const Entry* find(Seq seq) const;
    const Entry* findSame(const chat::Restriction& restriction) const;
    std::vector<Entry> all() const;
    /// One of them that must hold now.
    const Entry* holding(chat::RestrictionKind kind, const Whom& whom) const;
    bool mustHold(const Entry& entry) const;
    /// One of them held at some time since then, or may have.
    bool mayHaveHeld(chat::RestrictionKind kind, const Whom& whom, Instant from) const;

private:
    WallTime latest() const { return std::max(latest_, clock_.wall()); }
    WallTime earliestSince(Instant from) const;

    Clock clock_;
    std::vector<Entry> entries_; ///< all there ever were
    WallTime latest_;            ///< that the clock has ever shown
    struct Jump {
        Instant at;
        WallTime before;
    };
    std::vector<Jump> jumps_;
};

} // namespace hubbub::sim
