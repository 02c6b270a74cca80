// Roster entries: who is present, as the snapshot sent to those who enter tells it, and as news of presence
// change it.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hubbub::chat {

namespace cbor {
class Reader;
class Writer;
} // namespace cbor

struct MemberFlags {
    bool admin = false;
    bool away = false;
    bool muted = false; ///< told to admins alone, in lists that they ask for
    friend bool operator==(const MemberFlags&, const MemberFlags&) = default;
    std::uint8_t bits() const;
    static MemberFlags fromBits(std::uint64_t bits);
};

struct RosterEntry {
    MemberId member;
    std::string name;
    Fingerprint fingerprint;
    MemberFlags flags;
    friend bool operator==(const RosterEntry&, const RosterEntry&) = default;
};

/// Packs entries, in order, into as few records of at most 1,000 bytes as they need.
std::vector<Bytes> encodeRoster(std::span<const RosterEntry> entries);
std::optional<std::vector<RosterEntry>> decodeRosterRecord(ByteView bytes);

/// Elements of the array that an entry is, or that begins with one.
inline constexpr std::size_t rosterEntryElements = 4;
void writeElements(cbor::Writer& out, const RosterEntry& entry);
RosterEntry readRosterEntryElements(cbor::Reader& in);

} // namespace hubbub::chat
