// The file: a CBOR array [1, server's key, place, room, own name, milliseconds since 1970, events], each
// event [seq, own, its record as the log has it], and behind the array the SHA-256 of its bytes.
#include "protocol/qt/kept_room.h"

#include "protocol/base/limits.h"
#include "protocol/chat/cbor.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/hash.h"

#include <algorithm>
#include <ranges>
#include <utility>
#include <vector>

namespace hubbub::qt {

namespace {

namespace cbor = chat::cbor;

constexpr std::uint64_t version = 1;
constexpr std::size_t fields = 7;
constexpr std::size_t eventFields = 3;
/// A host name of the DNS with its port.
constexpr std::size_t placeBytes = 300;
/// Of what stands before the events, and of the checksum.
constexpr std::size_t frameBytes = 1024;

std::string readText(cbor::Reader& reader, std::size_t most)
{
    const std::string_view text = reader.text();
    if (text.size() > most || !chat::isValidUtf8(text))
        reader.fail();
    return std::string(text);
}

Bytes encodedEvent(const KeptEvent& event)
{
    cbor::Writer writer;
    writer.array(eventFields);
    writer.number(event.seq.value);
    writer.boolean(event.own);
    writer.bytes(chat::encode(event.event));
    return writer.take();
}

KeptEvent readEvent(cbor::Reader& reader)
{
    KeptEvent event;
    if (reader.array() != eventFields)
        reader.fail();
    event.seq = reader.id<Seq>();
    event.own = reader.boolean();
    auto record = chat::decodeLogRecord(reader.bytes());
    if (record && std::holds_alternative<chat::Event>(*record))
        event.event = std::get<chat::Event>(std::move(*record));
    else
        reader.fail();
    return event;
}

ByteView viewOf(const QByteArray& content)
{
    return bytesOf({content.constData(), static_cast<std::size_t>(content.size())});
}

} // namespace

QByteArray KeptRoom::content() const
{
    std::vector<Bytes> encoded;
    std::size_t size = frameBytes;
    for (auto event = events.rbegin(); event != events.rend() && encoded.size() < mostEvents; ++event) {
        Bytes bytes = encodedEvent(*event);
        size += bytes.size();
        if (size > mostBytes)
            break;
        encoded.push_back(std::move(bytes));
    }
    cbor::Writer writer;
    writer.array(fields);
    writer.number(version);
    writer.bytes(server.view());
    writer.text(place.size() <= placeBytes ? std::string_view(place) : std::string_view());
    writer.text(room);
    writer.text(ownName);
    writer.number(static_cast<std::uint64_t>(std::max<std::int64_t>(0, seenAt.milliseconds)));
    writer.array(encoded.size());
    for (const Bytes& event : std::views::reverse(encoded))
        writer.items(event);
    const Bytes bytes = writer.take();
    const Digest digest = crypto::sha256({bytes});
    QByteArray content(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    content.append(reinterpret_cast<const char*>(digest.bytes.data()), Digest::size);
    return content;
}

std::optional<KeptRoom> KeptRoom::parse(const QByteArray& content)
{
    const ByteView all = viewOf(content);
    if (all.size() <= Digest::size || all.size() > mostBytes)
        return std::nullopt;
    const ByteView body = all.first(all.size() - Digest::size);
    if (!std::ranges::equal(crypto::sha256({body}).view(), all.last(Digest::size)))
        return std::nullopt;

    cbor::Reader reader(body);
    if (reader.array() != fields || reader.number() != version)
        return std::nullopt;
    KeptRoom room;
    room.server = reader.opaque<PublicKey>();
    room.place = readText(reader, placeBytes);
    room.room = readText(reader, limits::roomNameBytes);
    room.ownName = readText(reader, limits::nameBytes);
    constexpr std::uint64_t lastTime = 253'402'300'799'999; // the end of the year 9999
    room.seenAt = {static_cast<std::int64_t>(reader.number(lastTime))};
    const std::size_t count = reader.array();
    if (count > mostEvents)
        return std::nullopt;
    for (std::size_t i = 0; i < count && !reader.failed(); ++i) {
        KeptEvent event = readEvent(reader);
        const Seq last = room.events.empty() ? Seq{} : room.events.back().seq;
        if (event.seq <= last)
            reader.fail();
        room.events.push_back(std::move(event));
    }
    if (!reader.complete())
        return std::nullopt;
    return room;
}

} // namespace hubbub::qt
