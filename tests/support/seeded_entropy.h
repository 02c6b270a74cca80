// Random bytes that are the same in every run with the same seed.
#pragma once

#include "protocol/base/entropy.h"

namespace hubbub::test {

class SeededEntropy final : public Entropy {
public:
    explicit SeededEntropy(std::uint64_t seed) : state_(seed) {}

    void fill(MutableBytes bytes) override
    {
        for (Byte& byte : bytes)
            byte = static_cast<Byte>(step() >> 56U);
    }

private:
    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
    std::uint64_t step()
    {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ mixed >> 30U) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ mixed >> 27U) * 0x94d049bb133111ebU;
        return mixed ^ mixed >> 31U;
    }

    std::uint64_t state_;
};

} // namespace hubbub::test
