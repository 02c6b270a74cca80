#include "bench/fan_out/board.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace hubbub::bench {

std::size_t Histogram::bucketOf(std::uint64_t value)
{
    constexpr std::uint64_t steps = std::uint64_t{1} << stepBits;
    if (value < steps)
        return static_cast<std::size_t>(value);
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - stepBits - 1;
    return std::min<std::size_t>((static_cast<std::size_t>(shift + 1) << stepBits)
                                     + static_cast<std::size_t>((value >> shift) - steps),
                                 bucketCount - 1);
}

double Histogram::middleOf(std::size_t bucket)
{
    constexpr std::size_t steps = std::size_t{1} << stepBits;
    if (bucket < steps)
        return static_cast<double>(bucket);
    const std::size_t shift = (bucket >> stepBits) - 1;
    return std::ldexp(static_cast<double>(steps + bucket % steps) + 0.5, static_cast<int>(shift));
}

std::uint64_t Histogram::count() const
{
    std::uint64_t sum = 0;
    for (const auto& bucket : buckets_)
        sum += bucket.load();
    return sum;
}

double Histogram::quantile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count())));
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        sum += buckets_[i].load();
        if (sum >= wanted && sum > 0)
            return middleOf(i) / 1000;
    }
    return 0;
}

} // namespace hubbub::bench
