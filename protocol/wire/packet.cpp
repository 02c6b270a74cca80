#include "protocol/wire/packet.h"

#include "protocol/base/check.h"
#include "protocol/wire/varint.h"

namespace hubbub::wire {

namespace {

enum class PacketType : Byte {
    initiation = 1,
    response = 2,
    finish = 3,
    sealed = 4,
    cookieAnswer = 5,
    versionAnswer = 6,
    resetHint = 7,
};

/// Everything before the Noise message, or before the list of versions.
constexpr std::size_t initiationHeaderBytes = 24;
constexpr std::size_t responseHeaderBytes = 12;
constexpr std::size_t finishHeaderBytes = 8;
constexpr std::size_t cookieAnswerBytes = 56;
constexpr std::size_t versionAnswerHeaderBytes = 41;
constexpr std::size_t resetHintBytes = 16;
/// Enough for every version there will be, and the answer stays far shorter than the initiation.
constexpr std::size_t maxVersions = 16;

using Decoded = Result<Packet, DropReason>;

Decoded dropped(DropReason reason)
{
    return Unexpected(reason);
}

SessionIndex readIndex(Reader& in)
{
    return SessionIndex{in.u32()};
}

template <class Id>
Id readId(Reader& in)
{
    return Id::from(in.bytes(Id::size)).value_or(Id{});
}

void skipZeros(Reader& in)
{
    in.bytes(3);
}

/// What a packet of a fixed form comes to once all its fields have been read.
Decoded exactly(const Reader& in, const Packet& packet)
{
    if (in.failed())
        return dropped(DropReason::truncated);
    if (!in.atEnd())
        return dropped(DropReason::wrongSize);
    return packet;
}

Decoded readInitiation(Reader& in)
{
    if (in.left() != limits::datagramBytes - 1)
        return dropped(DropReason::wrongSize);
    Initiation packet;
    packet.version = in.u8();
    const auto length = in.u16();
    packet.sender = readIndex(in);
    packet.cookie = readId<Cookie>(in);
    packet.noise = in.bytes(length);
    if (in.failed() || length < Ephemeral::size)
        return dropped(DropReason::truncated);
    return Packet(packet);
}

Decoded readResponse(Reader& in)
{
    Response packet;
    packet.version = in.u8();
    if (!in.failed() && packet.version != handshakeVersion)
        return dropped(DropReason::wrongVersion);
    const auto length = in.u16();
    packet.receiver = readIndex(in);
    packet.sender = readIndex(in);
    packet.noise = in.bytes(length);
    return exactly(in, packet);
}

Decoded readFinish(Reader& in)
{
    Finish packet;
    packet.version = in.u8();
    if (!in.failed() && packet.version != handshakeVersion)
        return dropped(DropReason::wrongVersion);
    const auto length = in.u16();
    packet.receiver = readIndex(in);
    packet.noise = in.bytes(length);
    return exactly(in, packet);
}

Decoded readSealed(Reader& in, ByteView datagram)
{
    Sealed packet;
    skipZeros(in);
    packet.receiver = readIndex(in);
    packet.counter = in.u64();
    packet.body = in.rest();
    if (in.failed() || packet.body.size() < limits::tagBytes)
        return dropped(DropReason::truncated);
    packet.header = datagram.first(limits::packetHeaderBytes);
    return Packet(packet);
}

Decoded readCookieAnswer(Reader& in)
{
    CookieAnswer packet;
    skipZeros(in);
    packet.receiver = readIndex(in);
    packet.ephemeral = readId<Ephemeral>(in);
    packet.cookie = readId<Cookie>(in);
    return exactly(in, packet);
}

Decoded readVersionAnswer(Reader& in)
{
    VersionAnswer packet;
    skipZeros(in);
    packet.receiver = readIndex(in);
    packet.ephemeral = readId<Ephemeral>(in);
    const auto count = in.u8();
    if (!in.failed() && (count == 0 || count > maxVersions))
        return dropped(DropReason::wrongSize);
    packet.versions = in.bytes(count);
    return exactly(in, packet);
}

Decoded readResetHint(Reader& in)
{
    ResetHint packet;
    skipZeros(in);
    packet.index = readIndex(in);
    packet.counter = in.u64();
    return exactly(in, packet);
}

void writeType(Writer& out, PacketType type)
{
    out.u8(static_cast<Byte>(type));
}

void writeTypeAndZeros(Writer& out, PacketType type)
{
    writeType(out, type);
    out.bytes(ByteArray<3>{});
}

void writeNoiseLength(Writer& out, ByteView noise)
{
    CHECK(noise.size() <= limits::datagramBytes);
    out.u16(static_cast<std::uint16_t>(noise.size()));
}

Bytes datagramOf(std::size_t bytes)
{
    CHECK(bytes <= limits::datagramBytes);
    return Bytes(bytes);
}

} // namespace

Ephemeral Initiation::ephemeral() const
{
    CHECK(noise.size() >= Ephemeral::size);
    return *Ephemeral::from(noise.first(Ephemeral::size));
}

Result<Packet, DropReason> decodePacket(ByteView datagram)
{
    if (datagram.size() > limits::datagramBytes)
        return dropped(DropReason::tooLong);
    if (datagram.empty())
        return dropped(DropReason::truncated);
    Reader in(datagram);
    switch (static_cast<PacketType>(in.u8())) {
    case PacketType::initiation:
        return readInitiation(in);
    case PacketType::response:
        return readResponse(in);
    case PacketType::finish:
        return readFinish(in);
    case PacketType::sealed:
        return readSealed(in, datagram);
    case PacketType::cookieAnswer:
        return readCookieAnswer(in);
    case PacketType::versionAnswer:
        return readVersionAnswer(in);
    case PacketType::resetHint:
        return readResetHint(in);
    }
    return dropped(DropReason::unknownType);
}

Bytes encode(const Initiation& initiation)
{
    CHECK(initiation.noise.size() >= Ephemeral::size);
    CHECK(initiation.noise.size() <= limits::datagramBytes - initiationHeaderBytes);
    Bytes datagram(limits::datagramBytes);
    Writer out(datagram);
    writeType(out, PacketType::initiation);
    out.u8(initiation.version);
    writeNoiseLength(out, initiation.noise);
    out.u32(initiation.sender.value);
    out.bytes(initiation.cookie.view());
    out.bytes(initiation.noise);
    return datagram;
}

Bytes encode(const Response& response)
{
    Bytes datagram = datagramOf(responseHeaderBytes + response.noise.size());
    Writer out(datagram);
    writeType(out, PacketType::response);
    out.u8(response.version);
    writeNoiseLength(out, response.noise);
    out.u32(response.receiver.value);
    out.u32(response.sender.value);
    out.bytes(response.noise);
    return datagram;
}

Bytes encode(const Finish& finish)
{
    Bytes datagram = datagramOf(finishHeaderBytes + finish.noise.size());
    Writer out(datagram);
    writeType(out, PacketType::finish);
    out.u8(finish.version);
    writeNoiseLength(out, finish.noise);
    out.u32(finish.receiver.value);
    out.bytes(finish.noise);
    return datagram;
}

Bytes encode(const CookieAnswer& answer)
{
    Bytes datagram(cookieAnswerBytes);
    Writer out(datagram);
    writeTypeAndZeros(out, PacketType::cookieAnswer);
    out.u32(answer.receiver.value);
    out.bytes(answer.ephemeral.view());
    out.bytes(answer.cookie.view());
    return datagram;
}

Bytes encode(const VersionAnswer& answer)
{
    CHECK(!answer.versions.empty() && answer.versions.size() <= maxVersions);
    Bytes datagram(versionAnswerHeaderBytes + answer.versions.size());
    Writer out(datagram);
    writeTypeAndZeros(out, PacketType::versionAnswer);
    out.u32(answer.receiver.value);
    out.bytes(answer.ephemeral.view());
    out.u8(static_cast<Byte>(answer.versions.size()));
    out.bytes(answer.versions);
    return datagram;
}

Bytes encode(const ResetHint& hint)
{
    Bytes datagram(resetHintBytes);
    Writer out(datagram);
    writeTypeAndZeros(out, PacketType::resetHint);
    out.u32(hint.index.value);
    out.u64(hint.counter);
    return datagram;
}

void writeSealedHeader(std::span<Byte, limits::packetHeaderBytes> header, SessionIndex receiver,
                       std::uint64_t counter)
{
    Writer out(header);
    writeTypeAndZeros(out, PacketType::sealed);
    out.u32(receiver.value);
    out.u64(counter);
}

} // namespace hubbub::wire
