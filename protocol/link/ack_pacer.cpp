#include "protocol/link/ack_pacer.h"

#include <algorithm>

namespace hubbub::link {

namespace {

// What a peer may ask for: not more work than a busy room makes, and not so little that it could never be
// noticed to be dead.
constexpr Duration shortestInterval = 5ms;
constexpr Duration longestInterval = 30s;

} // namespace

AckPacer::AckPacer(Entropy& entropy)
{
    setInterval(firstInterval, entropy);
}

void AckPacer::handleRecords(Instant now)
{
    if (!dueAt_)
        dueAt_ = nextOnGrid(now);
    if (datagrams_ < datagramsUntilAck)
        ++datagrams_;
    if (datagrams_ == datagramsUntilAck)
        atOnce_ = true;
    // The datagram that showed the hole is counted too, hence one more.
    if (holeAt_ && datagramsSinceHole_++ == datagramsUntilLoss)
        atOnce_ = true;
}

void AckPacer::handleHead(Duration interval, Entropy& entropy)
{
    atOnce_ = true;
    const Duration bounded = std::clamp(interval, Duration{shortestInterval}, Duration{longestInterval});
    if (bounded != interval_)
        setInterval(bounded, entropy);
}

void AckPacer::setInterval(Duration interval, Entropy& entropy)
{
    interval_ = interval;
    phase_ =
        Duration{static_cast<Duration::rep>(entropy.drawBelow(static_cast<std::uint64_t>(interval.count())))};
}

void AckPacer::handleHole(Instant now)
{
    if (holeAt_)
        return;
    holeAt_ = now + interval_ / 4;
    datagramsSinceHole_ = 0;
}

void AckPacer::handleHolesClosed()
{
    holeAt_.reset();
}

void AckPacer::handleAckSent()
{
    dueAt_.reset();
    holeAt_.reset();
    datagrams_ = 0;
    atOnce_ = false;
}

bool AckPacer::isDue(Instant now) const
{
    const auto at = deadline();
    return atOnce_ || (at && now >= *at);
}

std::optional<Instant> AckPacer::deadline() const
{
    if (dueAt_ && holeAt_)
        return std::min(*dueAt_, *holeAt_);
    return dueAt_ ? dueAt_ : holeAt_;
}

Instant AckPacer::nextOnGrid(Instant now) const
{
    const Duration sinceGridPoint = (now.time_since_epoch() + interval_ - phase_) % interval_;
    return now + interval_ - sinceGridPoint;
}

} // namespace hubbub::link
