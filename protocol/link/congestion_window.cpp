#include "protocol/link/congestion_window.h"

#include <algorithm>

namespace hubbub::link {

void CongestionWindow::handleUsedUp(Instant now)
{
    usedUpAt_ = now;
}

void CongestionWindow::handleAcknowledged(Instant now, std::size_t bytes, Duration memory)
{
    if (!usedUpWithin(now, memory))
        return;
    // Bytes acknowledged in one round trip are at most a window: the second form adds up to one datagram.
    bytes_ += doubling_ ? bytes : bytes * limits::datagramBytes / bytes_;
    bytes_ = std::min(bytes_, mostDatagrams * limits::datagramBytes);
}

void CongestionWindow::handleLoss(Instant now, Duration memory)
{
    // What little a quiet room loses tells nothing about how much the path can carry.
    if (!usedUpWithin(now, memory) || halvedWithin(now, memory))
        return;
    halvedAt_ = now;
    doubling_ = false;
    bytes_ = std::max(bytes_ / 2, fewestDatagrams * limits::datagramBytes);
}

bool CongestionWindow::halvedWithin(Instant now, Duration memory) const
{
    return halvedAt_ != Instant::min() && now < halvedAt_ + memory;
}

bool CongestionWindow::usedUpWithin(Instant now, Duration memory) const
{
    return usedUpAt_ != Instant::min() && now <= usedUpAt_ + memory;
}

} // namespace hubbub::link
