// Packets, frames and handshake payloads as lists of `name = value`, complete and in the order of the bytes:
// what tests compare by, and what the annotated packets of docs/PROTOCOL.md claim.
#pragma once

#include "protocol/wire/discovery.h"
#include "protocol/wire/frame.h"
#include "protocol/wire/handshake_payload.h"
#include "protocol/wire/packet.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace hubbub::test {

using Fields = std::vector<std::string>;

/// `0a 0b 0c`; `00 × 16` for more than four equal bytes; `none`.
inline std::string shownBytes(ByteView bytes)
{
    if (bytes.empty())
        return "none";
    const bool allEqual = std::ranges::all_of(bytes, [&](Byte byte) { return byte == bytes.front(); });
    if (allEqual && bytes.size() > 4)
        return toHex(bytes.first(1)) + " × " + std::to_string(bytes.size());
    std::string shown;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            shown += ' ';
        shown += toHex(bytes.subspan(i, 1));
    }
    return shown;
}

inline std::string shownIndex(SessionIndex index)
{
    ByteArray<4> bigEndian{};
    for (std::size_t i = 0; i < bigEndian.size(); ++i)
        bigEndian[i] = static_cast<Byte>(index.value >> (24 - 8 * i));
    return "0x" + toHex(bigEndian);
}

/// How the description of a RECORDS frame shows a record.
using ShowRecord = std::function<std::string(ByteView)>;

class Description {
public:
    explicit Description(ShowRecord showRecord = shownBytes) : showRecord_(std::move(showRecord)) {}

    void operator()(const wire::Initiation& packet)
    {
        number("type", 1);
        number("handshake version", packet.version);
        number("n", packet.noise.size());
        text("client's index", shownIndex(packet.sender));
        bytes("cookie", packet.cookie.view());
        bytes("ephemeral", packet.ephemeral().view());
        bytes("payload 1", packet.noise.subspan(wire::Ephemeral::size));
    }
    void operator()(const wire::Response& packet)
    {
        number("type", 2);
        number("handshake version", packet.version);
        number("n", packet.noise.size());
        text("client's index", shownIndex(packet.receiver));
        text("server's index", shownIndex(packet.sender));
        bytes("Noise message 2", packet.noise);
    }
    void operator()(const wire::Finish& packet)
    {
        number("type", 3);
        number("handshake version", packet.version);
        number("n", packet.noise.size());
        text("server's index", shownIndex(packet.receiver));
        bytes("Noise message 3", packet.noise);
    }
    void operator()(const wire::Sealed& packet)
    {
        number("type", 4);
        text("receiver's index", shownIndex(packet.receiver));
        number("counter", packet.counter);
        const auto frames = packet.body.size() - limits::tagBytes;
        bytes("sealed frames", packet.body.first(frames));
        bytes("tag", packet.body.subspan(frames));
    }
    void operator()(const wire::CookieAnswer& packet)
    {
        number("type", 5);
        text("client's index", shownIndex(packet.receiver));
        bytes("client's ephemeral", packet.ephemeral.view());
        bytes("cookie", packet.cookie.view());
    }
    void operator()(const wire::VersionAnswer& packet)
    {
        number("type", 6);
        text("client's index", shownIndex(packet.receiver));
        bytes("client's ephemeral", packet.ephemeral.view());
        number("count", packet.versions.size());
        bytes("handshake versions", packet.versions);
    }
    void operator()(const wire::ResetHint& packet)
    {
        number("type", 7);
        text("index", shownIndex(packet.index));
        number("counter", packet.counter);
    }

    void operator()(const wire::Probe& probe)
    {
        number("type", 8);
        bytes("nonce", probe.nonce.view());
    }
    void operator()(const wire::RoomAnswer& answer)
    {
        number("type", 9);
        number("port", answer.port);
        bytes("nonce", answer.nonce.view());
        bytes("key", answer.key.view());
        number("handshake version", answer.handshake);
        number("flags", answer.members ? 0 : 1);
        number("members", answer.members.value_or(0));
        number("n", answer.room.size());
        text("room", std::string(answer.room));
    }

    void operator()(const wire::RecordsFrame& frame)
    {
        number("stream", frame.stream.value);
        number("first seq", frame.first.value);
        wire::forEachRecord(frame, [this](Seq seq, ByteView record) {
            number("length of the record", record.size());
            text("record " + std::to_string(seq.value), showRecord_(record));
        });
    }
    void operator()(const wire::PartFrame& frame)
    {
        number("stream", frame.stream.value);
        number("seq", frame.seq.value);
        number("total length", frame.total);
        number("offset", frame.offset);
        bytes("bytes", frame.bytes);
    }
    void operator()(const wire::AckFrame& frame)
    {
        number("stream", frame.stream.value);
        number("flags", (frame.immediate ? 1U : 0U) + (frame.partial ? 2U : 0U));
        number("next", frame.next.value);
        number("n", frame.missing.view().size());
        for (const auto& range : frame.missing.view()) {
            number("first missing", range.first.value);
            number("end of the range", range.end.value);
        }
        if (frame.partial) {
            number("partial seq", frame.partial->seq.value);
            number("from", frame.partial->gap.from);
            number("to", frame.partial->gap.to);
        }
    }
    void operator()(const wire::HeadFrame& frame)
    {
        number("stream", frame.stream.value);
        number("head seq", frame.head.value);
        number("ack interval", frame.ackIntervalMs);
    }
    void operator()(const wire::PingFrame& frame) { bytes("bytes", frame.bytes.view()); }
    void operator()(const wire::PongFrame& frame) { bytes("bytes", frame.bytes.view()); }
    void operator()(const wire::EphemeralFrame& frame)
    {
        number("kind", frame.kind);
        bytes("bytes", frame.bytes);
    }
    void operator()(const wire::CloseFrame& frame)
    {
        number("code", frame.code);
        bytes("text", frame.text);
    }
    void operator()(const wire::AcceptedFrame& frame) { number("flags", frame.continued ? 1 : 0); }
    void operator()(const wire::TruncatedFrame& frame)
    {
        number("stream", frame.stream.value);
        number("first seq", frame.first.value);
    }

    void operator()(const wire::Offer& offer)
    {
        bytes("versions", offer.versions);
        bytes("AEADs", offer.aeads);
    }
    void operator()(const wire::OfferAndChoice& payload)
    {
        (*this)(payload.offer);
        number("version", payload.choice.version);
        number("AEAD", payload.choice.aead);
        if (payload.index)
            text("index", shownIndex(*payload.index));
        if (payload.password) {
            bytes("salt", payload.password->salt);
            number("memory", payload.password->memoryKib);
            number("passes", payload.password->passes);
        }
    }
    void operator()(const wire::FinishPayload& payload)
    {
        if (payload.continues)
            text("continues", shownIndex(*payload.continues));
    }

    void number(const std::string& name, std::uint64_t value) { text(name, std::to_string(value)); }
    void bytes(const std::string& name, ByteView value) { text(name, shownBytes(value)); }
    void text(const std::string& name, const std::string& value) { fields_.push_back(name + " = " + value); }

    const Fields& fields() const { return fields_; }

private:
    ShowRecord showRecord_;
    Fields fields_;
};

inline Fields described(const wire::Packet& packet)
{
    Description description;
    std::visit(description, packet);
    return description.fields();
}

/// Begins with the frame's type.
inline Fields described(const wire::Frame& frame, const ShowRecord& showRecord = shownBytes)
{
    Description description(showRecord);
    description.number("type", frame.index() + 1);
    std::visit(description, frame);
    return description.fields();
}

} // namespace hubbub::test
