#include "protocol/client/connector.h"

#include "protocol/client/turn.h"

#include <algorithm>
#include <utility>

namespace hubbub::client {

namespace {

/// A server forgets a half-open handshake after this time: going on with it would be in vain.
constexpr Duration handshakeLasts{5s};
/// While there are other addresses to try. It doubles from round to round, for paths that are slow
/// everywhere.
constexpr Duration leastPatience{1s};
constexpr unsigned mostDoublings = 3;

} // namespace

Connector::Connector(link::IdentityFor identityFor, IsFree isFree, Entropy& entropy, DropCounters& drops)
    : identityFor_(std::move(identityFor)),
      isFree_(std::move(isFree)),
      entropy_(entropy),
      drops_(drops)
{
}

void Connector::setAddresses(std::vector<PeerAddress> addresses)
{
    addresses_ = std::move(addresses);
    index_ = 0;
    tried_ = 0;
}

void Connector::begin(Instant now, std::optional<SessionIndex> continues)
{
    isActive_ = true;
    continues_ = continues;
    handshake_.reset();
    tried_ = 0;
    round_ = 0;
    attemptAt_ = now;
}

void Connector::beginLater(Instant now, std::optional<SessionIndex> continues)
{
    begin(now, continues);
    attemptAt_ = now + backoff_.next(entropy_);
}

void Connector::stop()
{
    isActive_ = false;
    handshake_.reset();
    refusedKey_.reset();
    hasNoCommonVersion_ = false;
}

void Connector::hurry(Instant now)
{
    if (!handshake_)
        attemptAt_ = std::min(attemptAt_, now);
}

void Connector::handleDeadline(Instant now, DatagramSink& sink)
{
    if (!isActive_ || addresses_.empty())
        return;
    if (handshake_ && now >= attemptEnds_)
        giveUpAttempt(now);
    if (!handshake_ && now >= attemptAt_)
        attempt(now);
    if (handshake_)
        handshake_->handleDeadline(now, sink);
}

void Connector::handleResponse(Instant now, const wire::Response& response, DatagramSink& sink)
{
    if (!handshake_) {
        drops_.add(DropReason::notMyHandshake);
        return;
    }
    const bool hadKeys = handshake_->hasKeys();
    handshake_->handleResponse(now, response, sink);
    if (hadKeys || !handshake_->hasKeys())
        return;
    wasAnswered_ = true;
    attemptEnds_ = now + handshakeLasts;
}

void Connector::handleCookieAnswer(Instant now, const wire::CookieAnswer& answer, DatagramSink& sink)
{
    if (handshake_)
        handshake_->handleCookieAnswer(now, answer, sink);
    else
        drops_.add(DropReason::notMyHandshake);
}

void Connector::handleVersionAnswer(Instant now, const wire::VersionAnswer& answer, DatagramSink& sink)
{
    if (handshake_)
        handshake_->handleVersionAnswer(now, answer, sink);
    else
        drops_.add(DropReason::notMyHandshake);
}

std::optional<Connector::Accepted> Connector::takeAccepted(const wire::Sealed& packet)
{
    if (!handshake_ || !handshake_->hasKeys() || packet.receiver != handshake_->localIndex())
        return std::nullopt;
    const auto isContinued = handshake_->findAccepted(packet);
    if (!isContinued)
        return std::nullopt;
    Accepted accepted{handshake_->takeKeys(), handshake_->serverKey(),     address_,
                      *isContinued,           handshake_->handshakeHash(), handshake_->passwordChallenge()};
    stop();
    return accepted;
}

std::optional<Instant> Connector::deadline() const
{
    if (!isActive_ || addresses_.empty())
        return std::nullopt;
    if (!handshake_)
        return attemptAt_;
    return earlier(attemptEnds_, handshake_->deadline());
}

std::optional<Instant> Connector::nextAttempt() const
{
    if (!isActive_ || handshake_)
        return std::nullopt;
    return attemptAt_;
}

std::optional<PublicKey> Connector::refusedKey() const
{
    const auto latest = handshake_ ? handshake_->refusedKey() : std::nullopt;
    return latest ? latest : refusedKey_;
}

bool Connector::hasNoCommonVersion() const
{
    return hasNoCommonVersion_ || (handshake_ && handshake_->hasNoCommonVersion());
}

void Connector::attempt(Instant now)
{
    link::HandshakeInitiator::Settings settings;
    settings.offer = link::ownOffer();
    settings.identityFor = identityFor_;
    settings.continues = continues_;
    settings.isFree = isFree_;
    address_ = addresses_[index_];
    handshake_.emplace(now, std::move(settings), Path{{}, address_}, entropy_, drops_);
    attemptEnds_ = now + patience();
}

void Connector::giveUpAttempt(Instant now)
{
    refusedKey_ = refusedKey();
    hasNoCommonVersion_ = hasNoCommonVersion();
    handshake_.reset();
    index_ = (index_ + 1) % addresses_.size();
    attemptAt_ = now;
    if (++tried_ < addresses_.size())
        return;
    tried_ = 0;
    ++round_;
    attemptAt_ = now + backoff_.next(entropy_);
}

Duration Connector::patience() const
{
    if (addresses_.size() == 1)
        return handshakeLasts;
    return std::min(leastPatience * (1U << std::min(round_, mostDoublings)), handshakeLasts);
}

} // namespace hubbub::client
