// Remembers roughly when each of the last packets was sent, so that a client can tell a credible reset hint
// from an invented one.
#pragma once

#include "protocol/base/time.h"

#include <array>
#include <cstdint>

namespace hubbub::link {

class SentMarks {
public:
    void sent(Instant now, std::uint64_t counter);
    /// Something authentic came: of what was sent before, counters below `nextCounter`, no hint is believed
    /// any more.
    void heard(std::uint64_t nextCounter) { notAnsweredFrom_ = nextCounter; }
    /// True if the packet was sent in the last 5 s (a quarter of a second less for some), and nothing
    /// authentic has come since. `nextCounter`: that and above have not been sent.
    bool isCredible(Instant now, std::uint64_t counter, std::uint64_t nextCounter) const;

private:
    /// The packets from `counter` up to the next mark went out at `since` or little later.
    struct Mark {
        std::uint64_t counter = 0;
        Instant since;
    };
    static constexpr Duration believedFor{5s};
    static constexpr Duration spacing{250ms};
    static constexpr std::size_t capacity = believedFor / spacing + 1;

    std::array<Mark, capacity> marks_{};
    std::size_t count_ = 0; ///< marks made in all; the last ones are in the ring
    std::uint64_t notAnsweredFrom_ = 0;
};

} // namespace hubbub::link
