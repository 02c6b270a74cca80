// Payloads sealed and opened with the keys of a session, whatever they hold.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/link/session_keys.h"
#include "protocol/wire/frame.h"
#include "protocol/wire/packet.h"

#include <algorithm>
#include <optional>

namespace hubbub::fuzz {

inline Bytes sealed(const link::SessionKeys& keys, std::uint64_t counter, ByteView payload)
{
    payload = payload.first(std::min(payload.size(), limits::payloadBytes));
    Bytes datagram(limits::packetHeaderBytes + payload.size() + limits::tagBytes);
    const MutableBytes view(datagram);
    wire::writeSealedHeader(view.first<limits::packetHeaderBytes>(), keys.remote, counter);
    keys.seal.seal(counter, ByteView(datagram).first(limits::packetHeaderBytes), payload,
                   view.subspan(limits::packetHeaderBytes));
    return datagram;
}

/// Nothing if it is for other keys.
inline std::optional<Bytes> opened(const link::SessionKeys& keys, ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    const auto* sealedPacket = packet ? std::get_if<wire::Sealed>(&*packet) : nullptr;
    if (sealedPacket == nullptr || sealedPacket->receiver != keys.local)
        return std::nullopt;
    Bytes payload(sealedPacket->body.size() - limits::tagBytes);
    if (!keys.open.open(sealedPacket->counter, sealedPacket->header, sealedPacket->body, payload))
        return std::nullopt;
    return payload;
}

/// The payload that carries this one record; a part of it where it is too long for one payload.
inline Bytes payloadWith(StreamId stream, Seq seq, ByteView record)
{
    ByteArray<limits::payloadBytes> buffer{};
    wire::Writer out(buffer);
    wire::RecordsWriter records(out, stream, seq);
    records.add(record.first(std::min<std::size_t>(record.size(), limits::payloadBytes - 32)));
    return copyOf(out.view());
}

} // namespace hubbub::fuzz
