// An initiation passes, in this order: version, ephemeral not used up, cookie, seen before (the same response
// again), offer, room, curve budget. Only then curves are worked on. A finish passes: half-open, same path,
// ephemeral not used up, the message itself: its sealed key, which costs a curve once it opens, and its
// payload. Nobody but who has begun the handshake can make a key that opens, and it is worked on once however
// often it comes, so finishes need no budget: two curves for a response's at most.
#include "protocol/link/handshake_acceptor.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/cookie.h"
#include "protocol/crypto/noise.h"
#include "protocol/link/fair_budget.h"
#include "protocol/link/half_open_table.h"

#include <algorithm>
#include <utility>

namespace hubbub::link {

namespace {

using Opened = crypto::NoiseResponder::Opened;

/// The low bits of an index, which name the thread that owns the session.
constexpr unsigned threadBits = 6;

/// Above these, only those who prove that they receive at their address are worth curves.
constexpr std::size_t halfOpenWithoutCookie = 64;
constexpr int curveLoadWithoutCookie = 10;

/// Responses made in a second, of which those behind one address may have half: five thousand who come at
/// once through one router wait two seconds for it. Each takes 60 µs on the machine of docs/PERFORMANCE.md;
/// where curves are slow, what a turn of the loop spends on them (server/handshake_queue.h) is less than
/// this.
constexpr std::size_t responsesPerSecond = 6000;

/// FNV-1a: spreads honest addresses, and the others are no worse off together.
std::uint32_t addressHash(const PeerAddress& address)
{
    std::uint32_t hash = 2'166'136'261U;
    const auto add = [&hash](Byte byte) { hash = (hash ^ byte) * 16'777'619U; };
    for (const Byte byte : address.ip.bytes)
        add(byte);
    add(static_cast<Byte>(address.port));
    add(static_cast<Byte>(address.port >> 8U));
    return hash ^ hash >> 16U;
}

} // namespace

struct HandshakeAcceptor::State {
    State(Settings settings_, Entropy& entropy_, DropCounters& drops_)
        : settings(std::move(settings_)),
          entropy(entropy_),
          drops(drops_),
          cookies(entropy_)
    {
        CHECK(settings.threads >= 1 && settings.threads <= std::uint32_t{1} << threadBits);
    }

    bool demandsCookies() const
    {
        return table.size() > halfOpenWithoutCookie || curveLoad > curveLoadWithoutCookie;
    }

    SessionIndex drawIndex(const PeerAddress& client)
    {
        const std::uint32_t thread = addressHash(client) % settings.threads;
        for (;;) {
            const auto random = static_cast<std::uint32_t>(entropy.drawNumber());
            const SessionIndex index{random >> threadBits << threadBits | thread};
            if (table.find(index) == nullptr && settings.isFree(index))
                return index;
        }
    }

    void answerVersion(const Path& to, const wire::Initiation& initiation, DatagramSink& sink)
    {
        drops.add(DropReason::wrongVersion);
        const ByteArray<1> versions = {wire::handshakeVersion};
        sink.send(to, wire::encode(wire::VersionAnswer{initiation.sender, initiation.ephemeral(), versions}));
    }

    /// True if the initiation may go on; otherwise it has been given a cookie.
    bool passesCookie(Instant now, const Path& from, const wire::Initiation& initiation, DatagramSink& sink)
    {
        if (!demandsCookies())
            return true;
        const wire::Ephemeral ephemeral = initiation.ephemeral();
        const bool hasCookie = initiation.cookie != wire::Cookie{};
        if (hasCookie && cookies.isGood(now, from.remote, ephemeral.view(), initiation.cookie.view()))
            return true;
        if (hasCookie)
            drops.add(DropReason::badCookie);
        const wire::Cookie cookie{cookies.bake(now, from.remote, ephemeral.view())};
        sink.send(from, wire::encode(wire::CookieAnswer{initiation.sender, ephemeral, cookie}));
        return false;
    }

    /// The response, or nothing if the message is no good.
    std::optional<HalfOpen> respond(Instant now, const InitiationId& id, const wire::Initiation& initiation,
                                    const wire::Choice& choice)
    {
        crypto::NoiseResponder noise(handshakePrologue(initiation.version), settings.identity, entropy);
        if (!noise.consumeMessage1(initiation.noise))
            return std::nullopt;
        const SessionIndex local = drawIndex(id.path.remote);
        const Bytes message2 =
            noise.createMessage2(wire::encode(wire::OfferAndChoice{settings.offer, choice, local, password}));
        Bytes response =
            wire::encode(wire::Response{wire::handshakeVersion, initiation.sender, local, message2});
        // Whoever sent the initiation may have invented the address.
        CHECK(response.size() <= limits::datagramBytes);
        return HalfOpen{id,
                        initiation.ephemeral(),
                        local,
                        initiation.sender,
                        choice,
                        std::move(noise),
                        std::move(response),
                        now,
                        {},
                        password};
    }

    /// Works on the sealed key of a finish, unless that has been done: then known.shown is set. `bad`: only
    /// who has begun the handshake can have made this finish, and not by the rules, which know one key.
    static Opened show(HalfOpen& known, ByteView message)
    {
        if (message.size() < crypto::sealedStaticBytes)
            return Opened::no;
        const ByteView sealed = message.first(crypto::sealedStaticBytes);
        if (known.shown && std::ranges::equal(known.shown->sealed, sealed))
            return Opened::yes;
        HalfOpen::Shown shown{{}, known.noise};
        const Opened opened = shown.noise.consumeSealedStatic(sealed);
        if (opened == Opened::yes && known.shown)
            return Opened::bad;
        if (opened == Opened::yes) {
            std::ranges::copy(sealed, shown.sealed.begin());
            known.shown = std::move(shown);
        }
        return opened;
    }

    Settings settings;
    Entropy& entropy;
    DropCounters& drops;
    crypto::CookieJar cookies;
    HalfOpenTable table;
    FairBudget responses{responsesPerSecond};
    int curveLoad = 0;
    std::optional<PasswordChallenge> password;
};

HandshakeAcceptor::HandshakeAcceptor(Settings settings, Entropy& entropy, DropCounters& drops)
    : state_(std::make_unique<State>(std::move(settings), entropy, drops))
{
}

HandshakeAcceptor::~HandshakeAcceptor() = default;

void HandshakeAcceptor::handleInitiation(Instant now, const Path& from, const wire::Initiation& initiation,
                                         DatagramSink& sink)
{
    State& state = *state_;
    state.table.expire(now);
    if (initiation.version != wire::handshakeVersion) {
        state.answerVersion(from, initiation, sink);
        return;
    }
    if (state.table.hasMadeSession(initiation.ephemeral())) {
        state.drops.add(DropReason::replayed);
        return;
    }
    // Before the whole of it is hashed: under load that is for those who are there.
    if (!state.passesCookie(now, from, initiation, sink))
        return;
    const InitiationId id = InitiationId::of(from, initiation);
    if (const HalfOpen* const known = state.table.find(id)) {
        sink.send(from, known->response);
        return;
    }
    // The payload of message 1 is in clear: nobody's offer needs a curve to be read.
    const auto offer = wire::decodeOffer(initiation.noise.subspan(crypto::ephemeralBytes));
    const auto choice = offer ? wire::bestCommon(*offer, state.settings.offer) : std::nullopt;
    if (!choice) {
        state.drops.add(DropReason::badHandshake);
        return;
    }
    const AddressPrefix prefix = AddressPrefix::of(from.remote.ip);
    if (!state.table.hasRoomFor(prefix) || !state.responses.mayTake(now, prefix)) {
        state.drops.add(DropReason::halfOpenFull);
        return;
    }
    state.responses.take(now, prefix);
    auto handshake = state.respond(now, id, initiation, *choice);
    if (!handshake) {
        state.drops.add(DropReason::badHandshake);
        return;
    }
    sink.send(from, handshake->response);
    state.table.add(std::move(*handshake));
}

std::optional<AcceptedHandshake> HandshakeAcceptor::handleFinish(Instant now, const Path& from,
                                                                 const wire::Finish& finish)
{
    State& state = *state_;
    state.table.expire(now);
    const auto drop = [&](DropReason reason) {
        state.drops.add(reason);
        return std::nullopt;
    };
    HalfOpen* const known = state.table.find(finish.receiver);
    if (known == nullptr)
        return drop(DropReason::unknownIndex);
    if (finish.version != wire::handshakeVersion)
        return drop(DropReason::wrongVersion);
    if (from != known->id.path)
        return drop(DropReason::badHandshake);
    if (state.table.hasMadeSession(known->ephemeral))
        return drop(DropReason::replayed);
    const auto dropHandshake = [&] {
        state.table.drop(finish.receiver);
        return drop(DropReason::badHandshake);
    };
    switch (state.show(*known, finish.noise)) {
    case Opened::no:
        return drop(DropReason::badHandshake);
    case Opened::bad:
        return dropHandshake();
    case Opened::yes:
        break;
    }
    crypto::NoiseResponder attempt = known->shown->noise;
    const auto message = attempt.consumePayload3(finish.noise.subspan(crypto::sealedStaticBytes));
    if (!message)
        return drop(DropReason::badHandshake);
    const auto payload = wire::decodeFinishPayload(*message);
    if (!payload)
        return dropHandshake();
    const crypto::HandshakeKeys keys = attempt.keys();
    AcceptedHandshake accepted{
        sessionKeysFor(Role::server, known->local, known->remote, keys, known->choice),
        attempt.remoteStatic(),
        from,
        payload->continues,
        digestOf(finish),
        keys.hash,
        known->password,
    };
    state.table.complete(finish.receiver, now);
    return accepted;
}

void HandshakeAcceptor::setPassword(const std::optional<PasswordChallenge>& password)
{
    state_->password = password;
}

void HandshakeAcceptor::setCurveLoad(int percent)
{
    state_->curveLoad = percent;
}

void HandshakeAcceptor::handleDeadline(Instant now)
{
    state_->table.expire(now);
}

std::optional<Instant> HandshakeAcceptor::deadline() const
{
    return state_->table.deadline();
}

std::size_t HandshakeAcceptor::halfOpen() const
{
    return state_->table.size();
}

} // namespace hubbub::link
