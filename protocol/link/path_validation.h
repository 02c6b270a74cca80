// A server's question whether a client really is at the address that its packets come from: 8 random bytes
// sent there that must come back from there (docs/PROTOCOL.md, section 4). Until then hardly anything is sent
// to it.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/entropy.h"
#include "protocol/base/time.h"
#include "protocol/wire/frame.h"

namespace hubbub::link {

class PathValidation {
public:
    /// Two validations of one session do not begin within this time.
    static constexpr Duration pause{1s};

    /// The first challenge is due at once.
    PathValidation(Instant now, const Path& candidate, Entropy& entropy);

    const Path& candidate() const { return candidate_; }
    const wire::PingBytes& bytes() const { return bytes_; }

    /// A packet that opened came from the candidate.
    void received(std::size_t bytes) { received_ += bytes; }
    bool isChallengeDue(Instant now) const;
    /// Takes note of a challenge that is due. False if it must not be sent: the candidate would get more than
    /// its share.
    bool takeChallenge(Instant now, std::size_t bytes);
    bool isAnsweredBy(const wire::PingBytes& bytes, const Path& from) const;
    /// All challenges are out and the time for an answer is over.
    bool isOver(Instant now) const;
    /// Of the next challenge, or of the end if that challenge was due by `noticed` already.
    Instant deadline(Instant noticed) const;

private:
    Instant end() const;

    Path candidate_;
    wire::PingBytes bytes_;
    Instant next_; ///< challenge, or, after the last one, end
    int challenges_ = 0;
    std::size_t received_ = 0;
    std::size_t sent_ = 0;
};

} // namespace hubbub::link
