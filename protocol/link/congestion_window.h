// How much may be on its way (RFC 9002, section 7, in bytes): doubles per round trip until the first loss,
// halves on loss, then grows by one datagram per round trip. It moves only while it is what limits the
// sending.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/base/time.h"

#include <cstddef>
#include <cstdint>

namespace hubbub::link {

class CongestionWindow {
public:
    static constexpr std::size_t initialDatagrams = 32;
    /// Enough to notice losses by what comes later, and to keep a chat going over the worst path.
    static constexpr std::size_t fewestDatagrams = 4;
    /// 600 kB in flight: 48 Mbit/s at 100 ms. More only fills queues.
    static constexpr std::size_t mostDatagrams = 512;

    std::size_t bytes() const { return bytes_; }
    std::uint32_t datagrams() const { return static_cast<std::uint32_t>(bytes_ / limits::datagramBytes); }
    /// Room for one more datagram.
    bool hasRoom(std::size_t inFlight) const { return inFlight + limits::datagramBytes <= bytes_; }
    /// The same for what is not urgent: it leaves room for live events.
    bool hasRoomForPaced(std::size_t inFlight) const { return hasRoom(inFlight + bytes_ / 16); }

    /// Something waited because of the window, or of the pace that follows from it.
    void handleUsedUp(Instant now);
    /// `memory`: how long a use of the whole window is felt in acknowledgements.
    void handleAcknowledged(Instant now, std::size_t bytes, Duration memory);
    /// Halves at most once per `memory`, since one congestion loses many datagrams.
    void handleLoss(Instant now, Duration memory);
    /// True while the network is being relieved.
    bool halvedWithin(Instant now, Duration memory) const;
    void reset() { *this = CongestionWindow(); }

private:
    bool usedUpWithin(Instant now, Duration memory) const;

    std::size_t bytes_ = initialDatagrams * limits::datagramBytes;
    Instant usedUpAt_ = Instant::min();
    Instant halvedAt_ = Instant::min();
    bool doubling_ = true;
};

} // namespace hubbub::link
