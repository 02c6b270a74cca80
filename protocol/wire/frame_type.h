// The numbers of the frame types (docs/PROTOCOL.md, section 5), for the reader and the writer of frames.
#pragma once

#include <cstdint>

namespace hubbub::wire {

enum class FrameType : std::uint8_t {
    padding = 0,
    records = 1,
    part = 2,
    ack = 3,
    head = 4,
    ping = 5,
    pong = 6,
    ephemeral = 7,
    close = 8,
    accepted = 9,
    truncated = 10,
};

/// Bits of an ACK's flags.
inline constexpr std::uint8_t ackImmediate = 1;
inline constexpr std::uint8_t ackPartial = 2;
/// Bit of ACCEPTED's flags.
inline constexpr std::uint64_t acceptedContinued = 1;

} // namespace hubbub::wire
