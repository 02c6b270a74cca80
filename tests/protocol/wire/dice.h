// Seeded chance for the property tests of the codec: the same seed gives the same frames on every machine.
#pragma once

#include "tests/support/seeded_entropy.h"

namespace hubbub::test {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : entropy_(seed) {}

    std::uint64_t number() { return entropy_.drawNumber(); }

    /// In [min, max], every order of magnitude about equally often, and the ends themselves now and then.
    std::uint64_t between(std::uint64_t min, std::uint64_t max)
    {
        const auto face = number() % 16;
        if (face == 0)
            return min;
        if (face == 1)
            return max;
        const auto reach = max - min;
        const auto drawn = number() >> number() % 64;
        return reach == ~std::uint64_t{0} ? drawn : min + drawn % (reach + 1);
    }

    std::uint32_t between32(std::uint64_t min, std::uint64_t max)
    {
        return static_cast<std::uint32_t>(between(min, max));
    }

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(number() % bound); }
    bool coin() { return number() % 2 == 0; }

    Bytes bytes(std::size_t count)
    {
        Bytes drawn(count);
        entropy_.fill(drawn);
        return drawn;
    }

    template <class Id>
    Id id()
    {
        return entropy_.draw<Id>();
    }

private:
    SeededEntropy entropy_;
};

/// One to four changes: a bit flipped, a byte replaced, taken out, or put in.
inline void mutate(Dice& dice, Bytes& bytes)
{
    for (auto changes = 1 + dice.below(4); changes > 0; --changes) {
        if (bytes.empty()) {
            bytes.push_back(static_cast<Byte>(dice.number()));
            continue;
        }
        const auto at = dice.below(bytes.size());
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (dice.below(4)) {
        case 0:
            *place = static_cast<Byte>(*place ^ 1U << dice.below(8));
            break;
        case 1:
            *place = static_cast<Byte>(dice.number());
            break;
        case 2:
            bytes.erase(place);
            break;
        default:
            bytes.insert(place, static_cast<Byte>(dice.number()));
            break;
        }
    }
}

} // namespace hubbub::test
