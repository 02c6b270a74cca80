// What a handshake leaves for a session, and the few facts that both sides of a handshake make it from
// (docs/PROTOCOL.md, section 3).
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/crypto/aead.h"
#include "protocol/crypto/noise.h"
#include "protocol/wire/handshake_payload.h"
#include "protocol/wire/packet.h"

#include <cstdint>

namespace hubbub::link {

enum class Role : std::uint8_t { client, server };

/// What a handshake leaves for a session: both indices and one key each way.
struct SessionKeys {
    SessionIndex local;  ///< ours: packets to us bear it
    SessionIndex remote; ///< the peer's
    crypto::AeadKey seal;
    crypto::AeadKey open;
};

/// The keys as `role` uses them. The choice must be one that this machine offered.
SessionKeys sessionKeysFor(Role role, SessionIndex local, SessionIndex remote,
                           const crypto::HandshakeKeys& keys, const wire::Choice& choice);

/// What both ends hash before the first message.
Bytes handshakePrologue(Byte handshakeVersion);

/// All that this build speaks on this processor, the faster AEAD first.
wire::Offer ownOffer();

/// Names a finish: a repeated one has the same digest.
Digest digestOf(const wire::Finish& finish);

} // namespace hubbub::link
