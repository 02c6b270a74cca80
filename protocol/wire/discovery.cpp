#include "protocol/wire/discovery.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/wire/varint.h"

namespace hubbub::wire {

namespace {

/// They go on where the types of packets end, so that neither is ever taken for the other.
enum class DiscoveryType : Byte { probe = 8, answer = 9 };

/// Everything before the room's name.
constexpr std::size_t answerHeaderBytes = 60;
static_assert(answerHeaderBytes + limits::roomNameBytes <= probeBytes);

enum AnswerFlags : Byte { closed = 1 };

template <class Id>
Id readId(Reader& in)
{
    return Id::from(in.bytes(Id::size)).value_or(Id{});
}

/// Type and version; what is wrong with them.
std::optional<DropReason> readHeader(Reader& in, DiscoveryType expected)
{
    const auto type = in.u8();
    const auto version = in.u8();
    if (in.failed())
        return DropReason::truncated;
    if (type != static_cast<Byte>(expected))
        return DropReason::unknownType;
    if (version != discoveryVersion)
        return DropReason::wrongVersion;
    return std::nullopt;
}

void writeHeader(Writer& out, DiscoveryType type)
{
    out.u8(static_cast<Byte>(type));
    out.u8(discoveryVersion);
}

} // namespace

IpAddress discoveryGroup()
{
    IpAddress group;
    group.bytes = {0xff, 0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x00, 0x77, 0x88};
    return group;
}

Result<Probe, DropReason> decodeProbe(ByteView datagram)
{
    Reader in(datagram);
    if (const auto wrong = readHeader(in, DiscoveryType::probe))
        return Unexpected(*wrong);
    if (datagram.size() != probeBytes)
        return Unexpected(DropReason::wrongSize);
    in.bytes(2);
    return Probe{readId<ProbeNonce>(in)};
}

Result<RoomAnswer, DropReason> decodeRoomAnswer(ByteView datagram)
{
    Reader in(datagram);
    if (const auto wrong = readHeader(in, DiscoveryType::answer))
        return Unexpected(*wrong);
    RoomAnswer answer;
    answer.port = in.u16();
    answer.nonce = readId<ProbeNonce>(in);
    answer.key = readId<PublicKey>(in);
    answer.handshake = in.u8();
    const auto flags = in.u8();
    const auto members = in.u32();
    if ((flags & AnswerFlags::closed) == 0)
        answer.members = members;
    const auto length = in.u16();
    answer.room = textOf(in.bytes(length));
    if (in.failed())
        return Unexpected(DropReason::truncated);
    if (!in.atEnd() || length == 0 || length > limits::roomNameBytes || answer.port == 0)
        return Unexpected(DropReason::wrongSize);
    return answer;
}

Bytes encode(const Probe& probe)
{
    Bytes datagram(probeBytes);
    Writer out(datagram);
    writeHeader(out, DiscoveryType::probe);
    out.u16(0);
    out.bytes(probe.nonce.view());
    return datagram;
}

Bytes encode(const RoomAnswer& answer)
{
    CHECK(!answer.room.empty() && answer.room.size() <= limits::roomNameBytes && answer.port != 0);
    Bytes datagram(answerHeaderBytes + answer.room.size());
    Writer out(datagram);
    writeHeader(out, DiscoveryType::answer);
    out.u16(answer.port);
    out.bytes(answer.nonce.view());
    out.bytes(answer.key.view());
    out.u8(answer.handshake);
    out.u8(answer.members ? Byte{0} : Byte{AnswerFlags::closed});
    out.u32(answer.members.value_or(0));
    out.u16(static_cast<std::uint16_t>(answer.room.size()));
    out.bytes(bytesOf(answer.room));
    return datagram;
}

} // namespace hubbub::wire
