#include "protocol/link/round_trip.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// The variation of a steady path tends to zero; scheduling and timers do not. It also bounds how often a
/// peer on the same machine can have a hole filled.
constexpr Duration granularity = 10ms;
/// No path takes longer; it bounds what a peer can make us wait.
constexpr Duration longest = 10s;

} // namespace

void RoundTrip::addSample(Duration sample)
{
    sample = std::clamp(sample, Duration{1}, Duration{longest});
    if (!measured_) {
        measured_ = true;
        smoothed_ = sample;
        variation_ = sample / 2;
        return;
    }
    const Duration difference = smoothed_ > sample ? smoothed_ - sample : sample - smoothed_;
    variation_ = (variation_ * 3 + difference) / 4;
    smoothed_ = (smoothed_ * 7 + sample) / 8;
}

std::optional<Duration> RoundTrip::smoothed() const
{
    if (!measured_)
        return std::nullopt;
    return smoothed_;
}

Duration RoundTrip::lossDelay() const
{
    if (!measured_)
        return probeTimeout(Duration{0});
    return smoothed_ + std::max({smoothed_ / 8, variation_ * 2, granularity});
}

Duration RoundTrip::probeTimeout(Duration ackInterval) const
{
    return ackInterval + std::max(smoothed_ + std::max(variation_ * 4, granularity), shortestProbeTimeout);
}

} // namespace hubbub::link
