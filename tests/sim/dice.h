// Chance by seed, in the words of the simulator: the same seed gives the same run on every machine.
#pragma once

#include "protocol/base/time.h"
#include "tests/support/seeded_entropy.h"

#include <cstddef>
#include <cstdint>

namespace hubbub::sim {

class Dice {
public:
    /// `purpose` keeps the chances of one part of a run apart from those of another.
    Dice(std::uint64_t seed, std::uint64_t purpose) : entropy_(seed * 0x2545f4914f6cdd1dU + purpose) {}

    std::uint64_t number() { return entropy_.drawNumber(); }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(entropy_.drawBelow(bound)); }
    /// Both ends included.
    std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
    Duration between(Duration least, Duration most)
    {
        const auto span = static_cast<std::uint64_t>((most - least).count());
        return least + Duration(static_cast<Duration::rep>(entropy_.drawBelow(span + 1)));
    }
    /// Out of a thousand.
    bool chance(unsigned perMille) { return perMille > 0 && entropy_.drawBelow(1000) < perMille; }
    bool coin() { return chance(500); }
    template <class Range>
    auto& oneOf(Range& range)
    {
        return range[below(range.size())];
    }
    void fill(MutableBytes bytes) { entropy_.fill(bytes); }
    Bytes bytes(std::size_t count)
    {
        Bytes drawn(count);
        entropy_.fill(drawn);
        return drawn;
    }

private:
    test::SeededEntropy entropy_;
};

} // namespace hubbub::sim
