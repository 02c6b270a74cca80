#include "protocol/chat/moderation.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/map_codec.h"

#include <algorithm>
#include <limits>

namespace hubbub::chat {

namespace cbor {

void put(Writer& out, const AddressRange& range)
{
    out.array(2);
    out.bytes(range.first().bytes);
    out.number(range.bits());
}

void get(Reader& in, AddressRange& range)
{
    getArray(in, 2, [&] {
        IpAddress first;
        const auto bytes = in.bytes();
        if (bytes.size() == first.bytes.size())
            std::copy(bytes.begin(), bytes.end(), first.bytes.begin());
        else
            in.fail();
        const auto bits = in.number(std::numeric_limits<std::uint8_t>::max());
        if (const auto read = AddressRange::from(first, static_cast<std::uint8_t>(bits)))
            range = *read;
        else
            in.fail();
    });
}

} // namespace cbor

namespace {

std::string readName(cbor::Reader& in)
{
    const auto name = in.text();
    if (name.size() > limits::nameBytes)
        in.fail();
    return std::string(name);
}

/// Numbers from 1 on.
template <class Enum>
Enum readEnum(cbor::Reader& in, Enum last)
{
    const auto value = in.number(static_cast<std::uint64_t>(last));
    if (value == 0)
        in.fail();
    return static_cast<Enum>(value);
}

/// A key is a string of bytes, a range an array.
void putWhom(cbor::Writer& out, const RestrictedSet& whom)
{
    if (const auto* key = std::get_if<PublicKey>(&whom))
        out.bytes(key->view());
    else
        put(out, std::get<AddressRange>(whom));
}

RestrictedSet readWhom(cbor::Reader& in)
{
    if (!in.isArrayNext())
        return in.opaque<PublicKey>();
    AddressRange range;
    get(in, range);
    return range;
}

} // namespace

std::string_view restrictionWord(RestrictionKind kind)
{
    switch (kind) {
    case RestrictionKind::ban:
        return "ban";
    case RestrictionKind::mute:
        return "mute";
    }
    CHECK(false);
}

std::string_view confirmationWord(ConfirmationState state)
{
    switch (state) {
    case ConfirmationState::confirmed:
        return "confirmed";
    case ConfirmationState::delivered:
        return "delivered";
    case ConfirmationState::unreachable:
        return "unreachable";
    }
    CHECK(false);
}

void put(cbor::Writer& out, RestrictionKind kind)
{
    out.number(static_cast<std::uint64_t>(kind));
}

void get(cbor::Reader& in, RestrictionKind& kind)
{
    kind = readEnum(in, RestrictionKind::mute);
}

void put(cbor::Writer& out, const Restriction& restriction)
{
    out.array(9);
    cbor::put(out, restriction.seq);
    put(out, restriction.kind);
    putWhom(out, restriction.whom);
    out.text(restriction.name);
    out.text(restriction.by);
    cbor::putNullable(out, restriction.byKey);
    cbor::put(out, restriction.since);
    cbor::putNullable(out, restriction.until);
    out.text(restriction.reason);
}

void get(cbor::Reader& in, Restriction& restriction)
{
    cbor::getArray(in, 9, [&] {
        cbor::get(in, restriction.seq);
        get(in, restriction.kind);
        restriction.whom = readWhom(in);
        restriction.name = readName(in);
        restriction.by = readName(in);
        cbor::getNullable(in, restriction.byKey);
        cbor::get(in, restriction.since);
        cbor::getNullable(in, restriction.until);
        restriction.reason = in.text();
    });
}

void put(cbor::Writer& out, const Confirmation& confirmation)
{
    out.array(4);
    out.number(confirmation.member.member.value);
    out.text(confirmation.name);
    out.bytes(confirmation.member.fingerprint.view());
    out.number(static_cast<std::uint64_t>(confirmation.state));
}

void get(cbor::Reader& in, Confirmation& confirmation)
{
    cbor::getArray(in, 4, [&] {
        confirmation.member.member = in.id<MemberId>();
        confirmation.name = readName(in);
        confirmation.member.fingerprint = in.opaque<Fingerprint>();
        confirmation.state = readEnum(in, ConfirmationState::unreachable);
    });
}

} // namespace hubbub::chat
