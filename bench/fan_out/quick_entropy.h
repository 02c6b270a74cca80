// Random bytes for a crowd of thousands: a fast generator seeded from the system (splitmix64, Steele et al.
// 2014). Its keys protect nothing, and asking the system for each would cost the crowd more than the rest.
#pragma once

#include "protocol/base/entropy.h"

#include <random>

namespace hubbub::bench {

class QuickEntropy final : public Entropy {
public:
    explicit QuickEntropy(std::uint64_t distinction)
    {
        std::random_device device;
        state_ = (static_cast<std::uint64_t>(device()) << 32U | device()) + distinction;
    }
    void fill(MutableBytes bytes) override
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i, word >>= 8U) {
            if (i % 8 == 0)
                word = next();
            bytes[i] = static_cast<Byte>(word);
        }
    }

private:
    std::uint64_t next()
    {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_ = 0;
};

} // namespace hubbub::bench
