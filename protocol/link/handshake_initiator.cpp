// The steps:
//   awaitingResponse   the initiation is repeated; cookie and version answers count only here
//   awaitingAccepted   the finish is repeated until the owner takes the keys
//   done               nothing is sent any more
// A response is tried on a copy of the Noise state, and the copy is thrown away unless everything about it is
// good.
#include "protocol/link/handshake_initiator.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/noise.h"
#include "protocol/link/repeat_schedule.h"
#include "protocol/wire/frame.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace hubbub::link {

namespace {

/// More keys than these are asked about again: somebody on the way is making them up, and must not fill our
/// memory.
constexpr std::size_t refusedKeysKept = 8;

} // namespace

struct HandshakeInitiator::State {
    enum class Step { awaitingResponse, awaitingAccepted, done };

    State(Instant now, Settings settings_, const Path& path_, Entropy& entropy_, DropCounters& drops_)
        : settings(std::move(settings_)),
          path(path_),
          entropy(entropy_),
          drops(drops_),
          noise(handshakePrologue(wire::handshakeVersion), entropy_),
          message1(noise.createMessage1(wire::encode(settings.offer))),
          repeats(now)
    {
        do {
            local = SessionIndex{static_cast<std::uint32_t>(entropy.drawNumber())};
        } while (settings.isFree && !settings.isFree(local));
        encodeInitiation();
    }

    void encodeInitiation()
    {
        datagram = wire::encode(wire::Initiation{wire::handshakeVersion, local, cookie, message1});
    }

    bool isOurs(SessionIndex receiver, const wire::Ephemeral& ephemeral) const
    {
        return step == Step::awaitingResponse && receiver == local
            && ephemeral.bytes == noise.ephemeral().bytes;
    }

    std::optional<crypto::KeyPair> identityFor(const PublicKey& server)
    {
        if (std::ranges::find(refusedKeys, server) != refusedKeys.end())
            return std::nullopt;
        auto identity = settings.identityFor(server);
        if (!identity) {
            if (refusedKeys.size() == refusedKeysKept)
                refusedKeys.erase(refusedKeys.begin());
            refusedKeys.push_back(server);
        }
        return identity;
    }

    /// Keeps `attempt`, which has consumed the response, and makes the finish out of it.
    void finish(crypto::NoiseInitiator attempt, SessionIndex remote, const wire::Choice& choice,
                const crypto::KeyPair& identity)
    {
        noise = std::move(attempt);
        const Bytes message3 =
            noise.createMessage3(identity, wire::encode(wire::FinishPayload{settings.continues}));
        const crypto::HandshakeKeys made = noise.keys();
        handshakeHash = made.hash;
        keys.emplace(sessionKeysFor(Role::client, local, remote, made, choice));
        datagram = wire::encode(wire::Finish{wire::handshakeVersion, remote, message3});
        step = Step::awaitingAccepted;
    }

    /// Nothing if it does not open. The payload stands in the buffer.
    std::optional<ByteView> open(const wire::Sealed& packet, MutableBytes buffer) const
    {
        const std::size_t sealedBytes = packet.body.size();
        const bool mayBeOurs = keys && packet.receiver == local && sealedBytes >= limits::tagBytes
                            && sealedBytes - limits::tagBytes <= buffer.size();
        if (!mayBeOurs)
            return std::nullopt;
        const MutableBytes payload = buffer.first(sealedBytes - limits::tagBytes);
        if (!keys->open.open(packet.counter, packet.header, packet.body, payload))
            return std::nullopt;
        return payload;
    }

    Settings settings;
    Path path;
    Entropy& entropy;
    DropCounters& drops;
    Step step = Step::awaitingResponse;
    SessionIndex local;
    crypto::NoiseInitiator noise;
    Bytes message1;
    wire::Cookie cookie;
    /// One cookie answer per scheduled initiation may cause another at once; those beyond are obeyed with the
    /// next repeat, so that nobody can make a client flood a server.
    bool mayAnswerAtOnce = false;
    Bytes datagram; ///< what is repeated
    RepeatSchedule repeats;
    std::vector<PublicKey> refusedKeys; ///< the last one refused at the end
    bool hasNoCommonVersion = false;
    std::optional<SessionKeys> keys;
    Digest handshakeHash;
    std::optional<PasswordChallenge> password;
};

HandshakeInitiator::HandshakeInitiator(Instant now, Settings settings, const Path& path, Entropy& entropy,
                                       DropCounters& drops)
    : state_(std::make_unique<State>(now, std::move(settings), path, entropy, drops))
{
}

HandshakeInitiator::~HandshakeInitiator() = default;

void HandshakeInitiator::handleResponse(Instant now, const wire::Response& response, DatagramSink& sink)
{
    State& state = *state_;
    if (response.receiver != state.local) {
        state.drops.add(DropReason::notMyHandshake);
        return;
    }
    // A repeat of the one already answered; the finish takes care of itself.
    if (state.step != State::Step::awaitingResponse)
        return;
    if (response.version != wire::handshakeVersion) {
        state.drops.add(DropReason::wrongVersion);
        return;
    }
    crypto::NoiseInitiator attempt = state.noise;
    const auto payload = attempt.consumeMessage2(response.noise);
    const auto offerAndChoice = payload ? wire::decodeOfferAndChoice(*payload) : std::nullopt;
    const auto best =
        offerAndChoice ? wire::bestCommon(state.settings.offer, offerAndChoice->offer) : std::nullopt;
    if (!best || *best != offerAndChoice->choice || offerAndChoice->index != response.sender) {
        state.drops.add(DropReason::badHandshake);
        return;
    }
    const auto identity = state.identityFor(attempt.remoteStatic());
    if (!identity)
        return;
    state.finish(std::move(attempt), response.sender, *best, *identity);
    state.password = offerAndChoice->password;
    state.repeats = RepeatSchedule(now);
    handleDeadline(now, sink);
}

void HandshakeInitiator::handleCookieAnswer(Instant, const wire::CookieAnswer& answer, DatagramSink& sink)
{
    State& state = *state_;
    if (!state.isOurs(answer.receiver, answer.ephemeral)) {
        state.drops.add(DropReason::notMyHandshake);
        return;
    }
    if (answer.cookie == state.cookie)
        return;
    state.cookie = answer.cookie;
    state.encodeInitiation();
    if (std::exchange(state.mayAnswerAtOnce, false))
        sink.send(state.path, state.datagram);
}

void HandshakeInitiator::handleVersionAnswer(Instant, const wire::VersionAnswer& answer, DatagramSink&)
{
    State& state = *state_;
    if (!state.isOurs(answer.receiver, answer.ephemeral)) {
        state.drops.add(DropReason::notMyHandshake);
        return;
    }
    // There is one handshake version to try, and the repeats go on trying it: nobody has signed this answer.
    // One that lists that version contradicts itself.
    if (std::ranges::find(answer.versions, wire::handshakeVersion) != answer.versions.end())
        state.drops.add(DropReason::badHandshake);
    else
        state.hasNoCommonVersion = true;
}

void HandshakeInitiator::handleDeadline(Instant now, DatagramSink& sink)
{
    State& state = *state_;
    if (state.step == State::Step::done || !state.repeats.isDue(now))
        return;
    state.repeats.sent(now, state.entropy);
    state.mayAnswerAtOnce = true;
    sink.send(state.path, state.datagram);
}

std::optional<Instant> HandshakeInitiator::deadline() const
{
    if (state_->step == State::Step::done)
        return std::nullopt;
    return state_->repeats.next();
}

SessionIndex HandshakeInitiator::localIndex() const
{
    return state_->local;
}

bool HandshakeInitiator::hasKeys() const
{
    return state_->keys.has_value();
}

SessionKeys HandshakeInitiator::takeKeys()
{
    State& state = *state_;
    CHECK(state.keys);
    SessionKeys keys = std::move(*state.keys);
    state.keys.reset();
    state.step = State::Step::done;
    return keys;
}

bool HandshakeInitiator::opens(const wire::Sealed& packet) const
{
    std::array<Byte, limits::payloadBytes> buffer;
    return state_->open(packet, buffer).has_value();
}

std::optional<bool> HandshakeInitiator::findAccepted(const wire::Sealed& packet) const
{
    std::array<Byte, limits::payloadBytes> buffer;
    const auto payload = state_->open(packet, buffer);
    if (!payload)
        return std::nullopt;
    wire::FrameReader reader(*payload);
    while (const auto frame = reader.next()) {
        if (const auto* accepted = std::get_if<wire::AcceptedFrame>(&*frame))
            return accepted->continued;
    }
    return std::nullopt;
}

const PublicKey& HandshakeInitiator::serverKey() const
{
    CHECK(state_->step != State::Step::awaitingResponse);
    return state_->noise.remoteStatic();
}

const Digest& HandshakeInitiator::handshakeHash() const
{
    CHECK(state_->step != State::Step::awaitingResponse);
    return state_->handshakeHash;
}

const std::optional<PasswordChallenge>& HandshakeInitiator::passwordChallenge() const
{
    CHECK(state_->step != State::Step::awaitingResponse);
    return state_->password;
}

std::optional<PublicKey> HandshakeInitiator::refusedKey() const
{
    if (state_->refusedKeys.empty())
        return std::nullopt;
    return state_->refusedKeys.back();
}

bool HandshakeInitiator::hasNoCommonVersion() const
{
    return state_->hasNoCommonVersion && state_->step == State::Step::awaitingResponse;
}

} // namespace hubbub::link
