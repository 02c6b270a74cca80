// Why a datagram or a part of one was dropped. Each is counted and shown in /stats; none makes a line of log
// per packet.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hubbub {

enum class DropReason : std::uint8_t {
    tooLong,           ///< larger than limits::datagramBytes
    truncated,         ///< ends before its header or its fields do
    unknownType,       ///< no packet type of ours
    wrongVersion,      ///< a handshake version nobody here speaks
    wrongSize,         ///< an initiation not padded to 1200 bytes, or bytes beyond what the fields tell
    badHandshake,      ///< a handshake message that does not verify
    badCookie,         ///< a cookie was demanded, and a wrong or outdated one came
    halfOpenFull,      ///< no room for another handshake
    unknownIndex,      ///< no session has this index
    notAuthentic,      ///< a sealed packet that does not open
    replayed,          ///< a counter seen before, or too old to tell
    malformedFrame,    ///< authentic, but its frames break the format
    protocolError,     ///< authentic and well-formed, but against the rules: the session is closed
    noRoom,            ///< no buffer for it; it is not acknowledged and comes again
    notMyHandshake,    ///< an answer to a handshake that this client did not begin
    unsolicitedHint,   ///< a reset hint for a packet not sent lately
    unvalidatedBudget, ///< an answer suppressed: it would exceed what the unvalidated address has sent
    notLocal,          ///< a discovery probe from beyond the own network, or not sent to all of it
    discoveryBudget,   ///< a discovery probe beyond the number that is answered
    count
};

inline constexpr std::size_t dropReasonCount = static_cast<std::size_t>(DropReason::count);

/// Stable words for /stats and tests.
std::string_view dropReasonWord(DropReason reason);

class DropCounters {
public:
    void add(DropReason reason) { ++counts_[static_cast<std::size_t>(reason)]; }
    std::uint64_t operator[](DropReason reason) const { return counts_[static_cast<std::size_t>(reason)]; }

private:
    std::array<std::uint64_t, dropReasonCount> counts_{};
};

} // namespace hubbub
