// Random bytes, passed in: the real ones come from libsodium (protocol/crypto), the simulator's from its
// seed.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/time.h"

#include <cstdint>

namespace hubbub {

class Entropy {
public:
    Entropy() = default;
    Entropy(const Entropy&) = delete;
    Entropy& operator=(const Entropy&) = delete;
    virtual ~Entropy() = default;

    virtual void fill(MutableBytes bytes) = 0;

    template <class Id>
    Id draw()
    {
        Id id;
        fill(id.bytes);
        return id;
    }

    /// Uniform over 64 bits.
    std::uint64_t drawNumber();
    /// Uniform in [0, bound); bound > 0. The bias of at most bound / 2^64 does not matter for what it is used
    /// for.
    std::uint64_t drawBelow(std::uint64_t bound);
    /// `duration` ± `percent` %, uniform: keeps many clients from acting in step.
    Duration drawAround(Duration duration, int percent);
};

} // namespace hubbub
