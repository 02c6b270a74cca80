#include "protocol/chat/roster_entry.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/cbor.h"

namespace hubbub::chat {

namespace {

/// Leaves room in a datagram for other frames.
constexpr std::size_t rosterRecordBytes = 1000;
/// Head of an array of up to 255 entries; no more than that fit, as an entry takes 13 bytes at least.
constexpr std::size_t arrayHeadBytes = 2;

constexpr std::uint64_t flagAdmin = 1;
constexpr std::uint64_t flagAway = 2;
constexpr std::uint64_t flagMuted = 4;

} // namespace

std::uint8_t MemberFlags::bits() const
{
    return static_cast<std::uint8_t>((admin ? flagAdmin : 0) | (away ? flagAway : 0)
                                     | (muted ? flagMuted : 0));
}

MemberFlags MemberFlags::fromBits(std::uint64_t bits)
{
    return {
        .admin = (bits & flagAdmin) != 0, .away = (bits & flagAway) != 0, .muted = (bits & flagMuted) != 0};
}

std::vector<Bytes> encodeRoster(std::span<const RosterEntry> entries)
{
    std::vector<Bytes> records;
    Bytes gathered;
    std::size_t count = 0;
    const auto finish = [&] {
        cbor::Writer out;
        out.array(count);
        out.items(gathered);
        records.push_back(out.take());
        gathered.clear();
        count = 0;
    };
    for (const auto& entry : entries) {
        cbor::Writer out;
        out.array(rosterEntryElements);
        writeElements(out, entry);
        const auto encoded = out.take();
        CHECK(arrayHeadBytes + encoded.size() <= rosterRecordBytes);
        if (arrayHeadBytes + gathered.size() + encoded.size() > rosterRecordBytes)
            finish();
        gathered.insert(gathered.end(), encoded.begin(), encoded.end());
        ++count;
    }
    if (count > 0)
        finish();
    return records;
}

std::optional<std::vector<RosterEntry>> decodeRosterRecord(ByteView bytes)
{
    if (bytes.size() > limits::recordBytes)
        return std::nullopt;
    cbor::Reader in(bytes);
    const auto count = in.array();
    std::vector<RosterEntry> entries;
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        const auto elements = in.array();
        if (elements < rosterEntryElements)
            return std::nullopt;
        entries.push_back(readRosterEntryElements(in));
        in.skip(elements - rosterEntryElements);
    }
    if (!in.complete())
        return std::nullopt;
    return entries;
}

void writeElements(cbor::Writer& out, const RosterEntry& entry)
{
    out.number(entry.member.value);
    out.text(entry.name);
    out.bytes(entry.fingerprint.view());
    out.number(entry.flags.bits());
}

RosterEntry readRosterEntryElements(cbor::Reader& in)
{
    RosterEntry entry;
    entry.member = in.id<MemberId>();
    entry.name = in.text();
    if (entry.name.size() > limits::nameBytes)
        in.fail();
    entry.fingerprint = in.opaque<Fingerprint>();
    entry.flags = MemberFlags::fromBits(in.number());
    return entry;
}

} // namespace hubbub::chat
