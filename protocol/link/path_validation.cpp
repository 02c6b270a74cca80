#include "protocol/link/path_validation.h"

namespace hubbub::link {

namespace {

/// One and two repeats: a lost datagram must not keep a person at an address that is gone.
constexpr int challengesAtMost = 3;
constexpr Duration spacing = 1s;
/// What a server may send to an address before it is proven (RFC 9000, section 8.1).
constexpr std::size_t amplification = 3;

} // namespace

PathValidation::PathValidation(Instant now, const Path& candidate, Entropy& entropy)
    : candidate_(candidate),
      bytes_(entropy.draw<wire::PingBytes>()),
      next_(now)
{
}

bool PathValidation::isChallengeDue(Instant now) const
{
    return challenges_ < challengesAtMost && now >= next_;
}

bool PathValidation::takeChallenge(Instant now, std::size_t bytes)
{
    ++challenges_;
    next_ = now + spacing;
    if (sent_ + bytes > amplification * received_)
        return false;
    sent_ += bytes;
    return true;
}

bool PathValidation::isAnsweredBy(const wire::PingBytes& bytes, const Path& from) const
{
    return bytes == bytes_ && from == candidate_;
}

/// Challenges that a blocked socket holds up do not put it off for ever.
Instant PathValidation::end() const
{
    return next_ + (challengesAtMost - challenges_) * spacing;
}

bool PathValidation::isOver(Instant now) const
{
    return now >= end();
}

Instant PathValidation::deadline(Instant noticed) const
{
    return next_ > noticed ? next_ : end();
}

} // namespace hubbub::link
