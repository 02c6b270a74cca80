// What finds the rooms of a network: the probe that a client sends to everybody, and the answers of servers
// (docs/PROTOCOL.md, section 2). Nobody authenticates either: an answer is a hint. Pure functions on bytes.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/ids.h"
#include "protocol/base/result.h"
#include "protocol/wire/packet.h"

#include <optional>
#include <string_view>

namespace hubbub::wire {

/// Of the two datagrams' own format.
inline constexpr Byte discoveryVersion = 1;
/// The longest answer fits, so that none is longer than what it answers.
inline constexpr std::size_t probeBytes = 256;
/// Hop limit of a probe: it does not leave its network.
inline constexpr int probeHops = 1;

/// ff12::8000:7788: the link's own scope, not assigned by anybody (RFC 4291, section 2.7; RFC 3307).
IpAddress discoveryGroup();

using ProbeNonce = OpaqueId<struct ProbeNonceTag, 16>;

struct Probe {
    ProbeNonce nonce;
    friend bool operator==(const Probe&, const Probe&) = default;
};

struct RoomAnswer {
    ProbeNonce nonce; ///< the probe's
    std::uint16_t port = 0;
    PublicKey key;
    Byte handshake = handshakeVersion;    ///< the version that the server speaks
    std::optional<std::uint32_t> members; ///< nothing: the room is closed and does not tell
    std::string_view room; ///< in the datagram; 1 to limits::roomNameBytes of valid or invalid UTF-8
    friend bool operator==(const RoomAnswer&, const RoomAnswer&) = default;
};

/// As decodePacket(): whatever breaks the format is a DropReason.
Result<Probe, DropReason> decodeProbe(ByteView datagram);
Result<RoomAnswer, DropReason> decodeRoomAnswer(ByteView datagram);

Bytes encode(const Probe& probe);       ///< exactly probeBytes
Bytes encode(const RoomAnswer& answer); ///< at most probeBytes

} // namespace hubbub::wire
