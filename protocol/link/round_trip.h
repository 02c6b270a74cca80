// The estimate of the round trip and of the waits that follow from it (RFC 6298; RFC 9002, section 6).
#pragma once

#include "protocol/base/time.h"

#include <optional>

namespace hubbub::link {

class RoundTrip {
public:
    /// No probe goes out sooner: the peer may merely be busy.
    static constexpr Duration shortestProbeTimeout = 50ms;

    /// One measurement of something that was sent once (Karn).
    void addSample(Duration sample);
    void reset() { *this = RoundTrip(); }

    /// Nothing before the first sample.
    std::optional<Duration> smoothed() const;
    /// The smoothed one, or a careful guess before the first sample.
    Duration estimate() const { return smoothed_; }
    /// What is not acknowledged by an acknowledgement that comes so long after it was sent is lost; and no
    /// hole is filled twice within this time.
    Duration lossDelay() const;
    /// How long no acknowledgement may come before the peer is asked for one. It paces them by `ackInterval`.
    Duration probeTimeout(Duration ackInterval) const;

private:
    /// Before the first sample: RFC 9002, section 6.2.2.
    static constexpr Duration guess = 333ms;

    Duration smoothed_ = guess;
    Duration variation_ = guess / 2;
    bool measured_ = false;
};

} // namespace hubbub::link
