// Both ends of a handshake with what their owners would do, for tests: datagrams in, datagrams out, in
// virtual time.
#pragma once

#include "protocol/base/drop_reason.h"
#include "protocol/link/handshake_acceptor.h"
#include "protocol/link/handshake_initiator.h"
#include "protocol/link/session_keys.h"
#include "tests/protocol/link/places.h"
#include "tests/protocol/link/recording_sink.h"
#include "tests/support/seeded_entropy.h"

#include <optional>
#include <set>
#include <variant>

namespace hubbub::test {

/// An AEAD that every machine has, so that tests do not depend on the processor.
inline wire::Offer portableOffer()
{
    return {{wire::transportVersion}, {static_cast<Byte>(wire::Aead::chaCha20Poly1305)}};
}

inline wire::Packet decoded(ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    CHECK(packet);
    return *packet;
}

struct ClientEnd {
    explicit ClientEnd(std::uint64_t seed, Instant now = at(0s),
                       std::optional<SessionIndex> continues = std::nullopt)
        : entropy(seed),
          identity(crypto::KeyPair::draw(entropy)),
          initiator(now, settings(continues), toServer, entropy, drops)
    {
    }

    link::HandshakeInitiator::Settings settings(std::optional<SessionIndex> continues)
    {
        link::HandshakeInitiator::Settings made;
        made.offer = portableOffer();
        made.identityFor = [this](const PublicKey& server) -> std::optional<crypto::KeyPair> {
            asked.push_back(server);
            if (expected && server != *expected)
                return std::nullopt;
            return identity;
        };
        made.continues = continues;
        return made;
    }

    /// What the initiator sends now, having been woken.
    Bytes datagramAt(Instant now)
    {
        initiator.handleDeadline(now, sink);
        return sink.takeOne();
    }

    /// Sealed packets are the owner's and not handled here.
    void handle(Instant now, ByteView datagram)
    {
        const wire::Packet packet = decoded(datagram);
        if (const auto* response = std::get_if<wire::Response>(&packet))
            initiator.handleResponse(now, *response, sink);
        else if (const auto* cookie = std::get_if<wire::CookieAnswer>(&packet))
            initiator.handleCookieAnswer(now, *cookie, sink);
        else if (const auto* version = std::get_if<wire::VersionAnswer>(&packet))
            initiator.handleVersionAnswer(now, *version, sink);
    }

    SeededEntropy entropy;
    DropCounters drops;
    RecordingSink sink;
    crypto::KeyPair identity;
    std::optional<PublicKey> expected;
    std::vector<PublicKey> asked;
    link::HandshakeInitiator initiator;
};

struct ServerEnd {
    explicit ServerEnd(std::uint64_t seed)
        : entropy(seed),
          identity(crypto::KeyPair::draw(entropy)),
          acceptor(settings(), entropy, drops)
    {
    }

    link::HandshakeAcceptor::Settings settings()
    {
        return {identity, portableOffer(), [this](SessionIndex index) { return !taken.contains(index); }};
    }

    /// What a finish led to, if the datagram was one and good.
    std::optional<link::AcceptedHandshake> handle(Instant now, const Path& from, ByteView datagram)
    {
        const wire::Packet packet = decoded(datagram);
        if (const auto* initiation = std::get_if<wire::Initiation>(&packet))
            acceptor.handleInitiation(now, from, *initiation, sink);
        else if (const auto* finish = std::get_if<wire::Finish>(&packet))
            return acceptor.handleFinish(now, from, *finish);
        return std::nullopt;
    }

    /// The only answer.
    Bytes answer(Instant now, const Path& from, ByteView datagram)
    {
        handle(now, from, datagram);
        return sink.takeOne();
    }

    SeededEntropy entropy;
    DropCounters drops;
    RecordingSink sink;
    crypto::KeyPair identity;
    std::set<SessionIndex> taken;
    link::HandshakeAcceptor acceptor;
};

/// The same bytes but for one bit.
inline Bytes garbled(ByteView bytes, std::size_t byte, unsigned bit = 0)
{
    Bytes copy = copyOf(bytes);
    copy.at(byte) = static_cast<Byte>(copy[byte] ^ 1U << bit);
    return copy;
}

/// Seals with one end's keys what the other's can open.
inline bool agree(const link::SessionKeys& sealing, const link::SessionKeys& opening)
{
    const Bytes text = copyOf(bytesOf("hello"));
    Bytes sealed(text.size() + limits::tagBytes);
    Bytes opened(text.size());
    sealing.seal.seal(7, {}, text, sealed);
    return sealing.remote == opening.local && opening.open.open(7, {}, sealed, opened) && opened == text;
}

} // namespace hubbub::test
