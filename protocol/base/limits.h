// Every bound that both sides of the protocol must agree on or rely on, each with its reason. Times are
// engine durations. Bounds that only one room knows stand in that room, next to what they bound.
#pragma once

#include "protocol/base/time.h"

#include <cstddef>
#include <cstdint>

namespace hubbub::limits {

// Datagrams

/// UDP payload. Fits the IPv6 minimum MTU of 1280 bytes with room for tunnels, so that nothing is ever
/// fragmented.
inline constexpr std::size_t datagramBytes = 1200;
/// Type, receiver index and counter of a sealed packet.
inline constexpr std::size_t packetHeaderBytes = 16;
/// Tag of AES-256-GCM and of ChaCha20-Poly1305.
inline constexpr std::size_t tagBytes = 16;
/// What is left for frames in one sealed packet.
inline constexpr std::size_t payloadBytes = datagramBytes - packetHeaderBytes - tagBytes;

// Records

/// A message of 16 KiB with its name and header fits; it bounds what a receiver must reassemble.
inline constexpr std::size_t recordBytes = std::size_t{20} * 1024;
/// Holes further apart than this are told one datagram later; it bounds an ACK to a part of one datagram.
inline constexpr std::size_t missingRanges = 32;
/// Out-of-order records that a receiver keeps per stream, and their bytes: one window's worth of small
/// records.
inline constexpr std::size_t outOfOrderRecords = 32;
inline constexpr std::size_t outOfOrderBytes = std::size_t{32} * 1024;
/// What may ride along again: little enough that it costs hardly anything, and enough that one lost datagram
/// of a chat heals by itself.
inline constexpr unsigned repeatedRecords = 3;
inline constexpr std::size_t repeatedBytes = 300;
/// Private stream, roster and room, with one to spare for history: what an attachment can have open each way.
inline constexpr std::size_t streamsPerAttachment = 4;

// Session

/// Counters a packet may lag behind the highest and still be told from a replay (RFC 6479; WireGuard uses
/// 8192).
inline constexpr std::uint64_t replayWindow = 2048;
/// New keys are made long before an AEAD limit is near (DESIGN: 2^40 packets, 1 h ± 20 %).
inline constexpr std::uint64_t rekeyAfterPackets = std::uint64_t{1} << 40U;
inline constexpr Duration rekeyAfter = 1h;
inline constexpr int rekeyJitterPercent = 20;
/// Beyond these a session is dropped: AES-GCM and ChaCha20-Poly1305 usage limits (RFC 9001, section 6.6;
/// draft-irtf-cfrg-aead-limits).
inline constexpr std::uint64_t sessionPackets = std::uint64_t{1} << 48U;
inline constexpr Duration sessionLifetime = 3h;
inline constexpr std::uint64_t failedOpenings = std::uint64_t{1} << 36U;
/// Packets sealed under the previous keys may still be on their way this long.
inline constexpr Duration previousKeysKept = 10s;

// Presence: all counted from the member's last authentic packet

/// A client is never quiet for longer, so that the server can tell a quiet person from a dead one.
inline constexpr Duration keepAlive = 4s;
inline constexpr int keepAliveJitterPercent = 20;
/// Shown as away, not logged.
inline constexpr Duration awayAfter = 15s;
/// Logged as left (lost); `grace` of the configuration moves it.
inline constexpr Duration lostAfter = 40s;
/// A holder of a name heard within this time is present without being asked.
inline constexpr Duration heardLately = 6s;

// People

/// User-perceived characters (UAX 29) and UTF-8 bytes of a name after NFC.
inline constexpr std::size_t nameGraphemes = 32;
inline constexpr std::size_t nameBytes = 96;
/// UTF-8 bytes of a message.
inline constexpr std::size_t textBytes = std::size_t{16} * 1024;
/// UTF-8 bytes of a reason for leaving or removing.
inline constexpr std::size_t reasonBytes = 512;
/// Events before the own join that a newcomer is shown.
inline constexpr std::uint64_t historyForNewcomers = 100;

/// What the server listens on unless told otherwise.
inline constexpr std::uint16_t defaultPort = 7788;
/// Where every server of a machine hears who looks for rooms, besides its own port. Nobody is known to use
/// it, and it lies below the ports that systems give out.
inline constexpr std::uint16_t discoveryPort = 17788;
/// UTF-8 bytes of a room's name: longer ones find no room above a list of members, nor in an answer to
/// discovery.
inline constexpr std::size_t roomNameBytes = 128;

} // namespace hubbub::limits
