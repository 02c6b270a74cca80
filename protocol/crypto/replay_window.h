// Tells whether a counter was seen before: a bitmap that slides with the highest one (the scheme of RFC
// 6479).
#pragma once

#include "protocol/base/limits.h"

#include <array>
#include <cstdint>

namespace hubbub::crypto {

class ReplayWindow {
public:
    /// False for a counter seen before, or too far behind the highest to tell (or the last of 64 bits, which
    /// no session reaches). Changes nothing: ask before opening.
    bool mayAccept(std::uint64_t counter) const;
    /// Call only after the packet has opened. CHECKs mayAccept.
    void accept(std::uint64_t counter);
    /// True if `counter` is higher than all accepted so far.
    bool isNewest(std::uint64_t counter) const;

private:
    static constexpr std::size_t wordBits = 64;
    /// One word more than the window, so that a slide clears whole words only.
    static constexpr std::size_t words = limits::replayWindow / wordBits + 1;
    std::array<std::uint64_t, words> seen_{};
    std::uint64_t next_ = 0; ///< one more than the highest accepted
};

} // namespace hubbub::crypto
