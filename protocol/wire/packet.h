// Datagrams as values: the header of each packet type, and what follows it still sealed. Pure functions on
// bytes. The layout is in docs/PROTOCOL.md, section 2. Decoded values point into the datagram and live as
// long as it does.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/ids.h"
#include "protocol/base/limits.h"
#include "protocol/base/result.h"

#include <span>
#include <variant>

namespace hubbub::wire {

/// The version of the handshake's own format; the transport's is negotiated inside it.
inline constexpr Byte handshakeVersion = 1;

using Cookie = OpaqueId<struct CookieTag, 16>;
/// The client's ephemeral X25519 public key, which names a handshake under way.
using Ephemeral = OpaqueId<struct EphemeralTag, 32>;

struct Initiation {
    Byte version = handshakeVersion;
    SessionIndex sender;
    Cookie cookie; ///< all zero: none
    ByteView noise;
    /// The first 32 bytes of the Noise message.
    Ephemeral ephemeral() const;
};

struct Response {
    Byte version = handshakeVersion;
    SessionIndex receiver;
    SessionIndex sender;
    ByteView noise;
};

struct Finish {
    Byte version = handshakeVersion;
    SessionIndex receiver;
    ByteView noise;
};

struct Sealed {
    SessionIndex receiver;
    std::uint64_t counter = 0;
    ByteView header; ///< the 16 bytes that are authenticated but not sealed
    ByteView body;   ///< sealed frames and tag
};

struct CookieAnswer {
    SessionIndex receiver;
    Ephemeral ephemeral;
    Cookie cookie;
};

struct VersionAnswer {
    SessionIndex receiver;
    Ephemeral ephemeral;
    ByteView versions;
};

struct ResetHint {
    SessionIndex index;
    std::uint64_t counter = 0;
};

using Packet = std::variant<Initiation, Response, Finish, Sealed, CookieAnswer, VersionAnswer, ResetHint>;

/// Never reads beyond the datagram; whatever breaks the format is a DropReason. An initiation of another
/// handshake version decodes (its ephemeral is where every version has it), so that it can be given a version
/// answer.
Result<Packet, DropReason> decodePacket(ByteView datagram);

Bytes encode(const Initiation& initiation); ///< exactly limits::datagramBytes
Bytes encode(const Response& response);
Bytes encode(const Finish& finish);
Bytes encode(const CookieAnswer& answer);
Bytes encode(const VersionAnswer& answer);
Bytes encode(const ResetHint& hint);

/// Writes the header of a sealed packet; the caller seals what follows it.
void writeSealedHeader(std::span<Byte, limits::packetHeaderBytes> header, SessionIndex receiver,
                       std::uint64_t counter);

} // namespace hubbub::wire
