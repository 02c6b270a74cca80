// A place in a stream, to the byte, because large records travel in parts. Whatever is missing, on its way or
// yet to be sent is a stretch between two places.
#pragma once

#include "protocol/base/ids.h"

#include <compare>
#include <cstdint>

namespace hubbub::link {

/// Everything before byte `offset` of record `seq`.
struct Position {
    Seq seq;
    std::uint32_t offset = 0;
    friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

constexpr Position startOf(Seq seq)
{
    return {seq, 0};
}

/// [from, to).
struct Stretch {
    Position from;
    Position to;
    constexpr bool empty() const { return from >= to; }
    constexpr bool overlaps(const Stretch& other) const { return from < other.to && other.from < to; }
    friend constexpr bool operator==(const Stretch&, const Stretch&) = default;
};

} // namespace hubbub::link
