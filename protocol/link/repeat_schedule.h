// When a client sends a handshake message again: 0.3, 0.9 and then every further 1.2 s after the first, each
// wait ± 25 %.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/time.h"

namespace hubbub::link {

class RepeatSchedule {
public:
    /// The first sending is due at once.
    explicit RepeatSchedule(Instant now) : next_(now) {}

    Instant next() const { return next_; }
    bool isDue(Instant now) const { return now >= next_; }
    /// The message went out: the wait until its next repeat begins.
    void sent(Instant now, Entropy& entropy);

private:
    Instant next_;
    int count_ = 0;
};

} // namespace hubbub::link
