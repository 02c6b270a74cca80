#include "protocol/base/entropy.h"

#include "protocol/base/check.h"

namespace hubbub {

std::uint64_t Entropy::drawNumber()
{
    ByteArray<8> bytes{};
    fill(bytes);
    std::uint64_t number = 0;
    for (const Byte byte : bytes)
        number = number << 8U | byte;
    return number;
}

std::uint64_t Entropy::drawBelow(std::uint64_t bound)
{
    CHECK(bound > 0);
    return drawNumber() % bound;
}

Duration Entropy::drawAround(Duration duration, int percent)
{
    CHECK(percent >= 0 && percent <= 100);
    const auto reach = duration.count() * percent / 100;
    const auto offset = static_cast<Duration::rep>(drawBelow(static_cast<std::uint64_t>(2 * reach + 1)));
    return Duration{duration.count() - reach + offset};
}

} // namespace hubbub
