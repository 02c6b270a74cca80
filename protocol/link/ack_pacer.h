// When a receiver acknowledges: at once after 16 datagrams, when asked, and when a hole is no mere
// reordering; otherwise on a grid of its own with a random phase, so that ten thousand members who got the
// same event do not answer at the same moment.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/time.h"

#include <cstdint>
#include <optional>

namespace hubbub::link {

class AckPacer {
public:
    /// Before the first HEAD.
    static constexpr Duration firstInterval = 25ms;
    static constexpr int datagramsUntilAck = 16;
    /// A hole that is older by so many datagrams, or by a quarter of the interval, is a loss.
    static constexpr int datagramsUntilLoss = 3;

    explicit AckPacer(Entropy& entropy);

    // The world speaks.

    /// A datagram with records of the stream has come, repeated ones included: the peer may have missed our
    /// acknowledgement.
    void handleRecords(Instant now);
    /// The peer asks, and sets the pace. It is held to sensible bounds.
    void handleHead(Duration interval, Entropy& entropy);
    void demandAck() { atOnce_ = true; }
    /// Something came after something that did not.
    void handleHole(Instant now);
    void handleHolesClosed();
    void handleAckSent();

    // Questions.

    /// An acknowledgement must go now.
    bool isDue(Instant now) const;
    /// An acknowledgement may go along with something else.
    bool isPending() const { return atOnce_ || dueAt_ || holeAt_; }
    /// It is due because of what arrived and not because of time that went by: fit for measuring the round
    /// trip.
    bool isAtOnce() const { return atOnce_; }
    /// When it will be due, if nothing else comes.
    std::optional<Instant> deadline() const;
    Duration interval() const { return interval_; }

private:
    Instant nextOnGrid(Instant now) const;
    void setInterval(Duration interval, Entropy& entropy);

    Duration interval_{};
    Duration phase_{};
    std::optional<Instant> dueAt_;
    /// When the oldest hole not yet reported will be taken for a loss.
    std::optional<Instant> holeAt_;
    std::uint8_t datagrams_ = 0;
    std::uint8_t datagramsSinceHole_ = 0;
    bool atOnce_ = false;
};

} // namespace hubbub::link
