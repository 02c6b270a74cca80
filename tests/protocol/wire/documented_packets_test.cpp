// The annotated packets of docs/PROTOCOL.md, section 11, decoded: what the page says of each byte is what
// this code makes of it, and the bytes come out again when the values are encoded.

#include "tests/protocol/wire/described.h"

#include <QCborValue>
#include <QFile>
#include <QTest>

#include <charconv>
#include <map>
#include <set>

namespace hubbub::wire {

namespace {

/// One fenced block of section 11. A claim is `name = value`, as the page has it.
struct Dump {
    std::string kind;
    int line = 0;
    Bytes bytes;
    test::Fields claims;
    /// The first line whose bytes are not hex.
    std::string unreadable;
};

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// `0a 0b` or `00 × 16`; nothing on anything else.
std::optional<Bytes> bytesIn(std::string_view text)
{
    constexpr std::string_view times = " × ";
    const auto at = text.find(times);
    if (at != std::string_view::npos) {
        const auto number = text.substr(at + times.size());
        std::size_t count = 0;
        std::from_chars(number.data(), number.data() + number.size(), count);
        const auto byte = fromHex(text.substr(0, at));
        return byte && byte->size() == 1 ? std::optional(Bytes(count, byte->front())) : std::nullopt;
    }
    std::string digits(text);
    std::erase(digits, ' ');
    return fromHex(digits);
}

/// The claim in a remark beside `bytes`; empty if it is only a remark.
std::string claimIn(const std::string& remark, ByteView bytes)
{
    if (remark.find(" = ") != std::string::npos)
        return trimmed(remark.substr(0, remark.find(" (")));
    static const std::set<std::string> namesOfBytes{
        "cookie", "ephemeral", "payload 1",          "sealed frames", "tag",   "client's ephemeral",
        "bytes",  "text",      "handshake versions", "versions",      "AEADs", "salt",
        "nonce",  "key"};
    const auto name = remark.substr(0, remark.find(':'));
    return namesOfBytes.contains(name) ? name + " = " + test::shownBytes(bytes) : std::string();
}

/// Bytes and remark are two spaces apart. Bytes without a remark belong to the next remark.
void addLine(Dump& dump, Bytes& unclaimed, const std::string& line)
{
    const auto gap = line.find("  ");
    const auto remark = gap == std::string::npos ? std::string() : trimmed(line.substr(gap));
    const auto bytes = bytesIn(trimmed(line.substr(0, gap)));
    if (!bytes) {
        dump.unreadable = dump.unreadable.empty() ? line : dump.unreadable;
        return;
    }
    dump.bytes.insert(dump.bytes.end(), bytes->begin(), bytes->end());
    unclaimed.insert(unclaimed.end(), bytes->begin(), bytes->end());
    if (remark.empty())
        return;
    if (auto claim = claimIn(remark, unclaimed); !claim.empty())
        dump.claims.push_back(std::move(claim));
    unclaimed.clear();
}

std::vector<Dump> readDumps()
{
    QFile file(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/PROTOCOL.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Dump> dumps;
    bool inSection = false;
    bool inDump = false;
    Bytes unclaimed;
    for (int number = 1; !file.atEnd(); ++number) {
        auto line = file.readLine().toStdString();
        std::erase_if(line, [](char letter) { return letter == '\n' || letter == '\r'; });
        if (line.starts_with("## "))
            inSection = line.starts_with("## 11.");
        else if (inSection && line == "```")
            inDump = false;
        else if (inSection && line.starts_with("```")) {
            inDump = true;
            dumps.push_back({line.substr(3), number, {}, {}, {}});
            unclaimed.clear();
        } else if (inDump) {
            addLine(dumps.back(), unclaimed, line);
        }
    }
    return dumps;
}

/// In the notation of RFC 8949, section 8, with characters beyond ASCII as they are.
std::string diagnostic(ByteView record)
{
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(record.data()),
                                               static_cast<qsizetype>(record.size()));
    QCborParserError error;
    const auto value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError)
        return "not CBOR";
    auto text = value.toDiagnosticNotation();
    const auto escape = QStringLiteral("\\u");
    for (auto at = text.indexOf(escape); at >= 0; at = text.indexOf(escape, at + 1))
        text.replace(at, 6, QChar(text.mid(at + 2, 4).toUShort(nullptr, 16)));
    return text.toStdString();
}

Bytes encodedAgain(const Sealed& sealed)
{
    Bytes datagram(limits::packetHeaderBytes + sealed.body.size());
    writeSealedHeader(std::span(datagram).first<limits::packetHeaderBytes>(), sealed.receiver,
                      sealed.counter);
    std::ranges::copy(sealed.body, datagram.begin() + limits::packetHeaderBytes);
    return datagram;
}

template <class Kind>
Bytes encodedAgain(const Kind& packet)
{
    return encode(packet);
}

Bytes encodedAgain(const Packet& packet)
{
    return std::visit([](const auto& kind) { return encodedAgain(kind); }, packet);
}

Bytes encodedAgain(const Frame& frame)
{
    Bytes buffer(limits::payloadBytes);
    Writer out(buffer);
    std::visit(
        [&out](const auto& kind) {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, RecordsFrame>) {
                RecordsWriter records(out, kind.stream, kind.first);
                forEachRecord(kind, [&](Seq, ByteView record) { records.add(record); });
            } else {
                writeFrame(out, kind);
            }
        },
        frame);
    return copyOf(out.view());
}

/// What this code makes of a dump; no fields if it does not decode.
struct Decoded {
    test::Fields fields;
    Bytes encoded;
};

Decoded decodedPacket(const Bytes& bytes)
{
    const auto packet = decodePacket(bytes);
    return packet ? Decoded{test::described(*packet), encodedAgain(*packet)} : Decoded{};
}

Decoded decodedFrame(const Bytes& bytes)
{
    FrameReader frames(bytes);
    const auto frame = frames.next();
    if (!frame || frames.next() || frames.failed())
        return {};
    Decoded decoded{test::described(*frame, diagnostic), encodedAgain(*frame)};
    Reader header(bytes);
    header.varint();
    decoded.fields.insert(decoded.fields.begin() + 1, "length = " + std::to_string(header.varint()));
    return decoded;
}

template <class Payload>
Decoded decodedPayload(const std::optional<Payload>& payload)
{
    if (!payload)
        return {};
    test::Description description;
    description(*payload);
    return {description.fields(), encode(*payload)};
}

template <class Datagram>
Decoded decodedDiscovery(const Result<Datagram, DropReason>& datagram)
{
    if (!datagram)
        return {};
    test::Description description;
    description(*datagram);
    return {description.fields(), encode(*datagram)};
}

Decoded decoded(const Dump& dump)
{
    if (dump.kind == "packet")
        return decodedPacket(dump.bytes);
    if (dump.kind == "frame")
        return decodedFrame(dump.bytes);
    if (dump.kind == "probe")
        return decodedDiscovery(decodeProbe(dump.bytes));
    if (dump.kind == "room answer")
        return decodedDiscovery(decodeRoomAnswer(dump.bytes));
    if (dump.kind == "payload-1")
        return decodedPayload(decodeOffer(dump.bytes));
    if (dump.kind == "payload-2")
        return decodedPayload(decodeOfferAndChoice(dump.bytes));
    if (dump.kind == "payload-3")
        return decodedPayload(decodeFinishPayload(dump.bytes));
    return {};
}

/// A Noise message that the page takes apart further than this room can.
bool isSealedPart(const std::string& field)
{
    return field.starts_with("Noise message");
}

} // namespace

class DocumentedPacketsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsDocumentedOnce();
    void theDumpsSayWhatTheCodeSays_data();
    void theDumpsSayWhatTheCodeSays();
};

void DocumentedPacketsTest::everyKindIsDocumentedOnce()
{
    std::map<std::string, int> counted;
    for (const Dump& dump : readDumps())
        ++counted[dump.kind.starts_with("payload") || dump.kind == "probe" || dump.kind == "room answer"
                          || dump.bytes.empty()
                      ? dump.kind
                      : dump.kind + ' ' + std::to_string(dump.bytes.front())];
    std::map<std::string, int> expected{
        {"payload-1", 1}, {"payload-2", 2}, {"payload-3", 1}, {"probe", 1}, {"room answer", 1}};
    for (std::size_t type = 1; type <= std::variant_size_v<Packet>; ++type)
        expected["packet " + std::to_string(type)] = 1;
    for (std::size_t type = 1; type <= std::variant_size_v<Frame>; ++type)
        expected["frame " + std::to_string(type)] = 1;
    QVERIFY(counted == expected);
}

void DocumentedPacketsTest::theDumpsSayWhatTheCodeSays_data()
{
    QTest::addColumn<Dump>("dump");
    for (const Dump& dump : readDumps())
        QTest::addRow("%s, line %d", dump.kind.c_str(), dump.line) << dump;
}

void DocumentedPacketsTest::theDumpsSayWhatTheCodeSays()
{
    QFETCH(Dump, dump);
    QVERIFY2(dump.unreadable.empty(), dump.unreadable.c_str());
    auto [fields, encoded] = decoded(dump);
    QVERIFY2(!fields.empty(), "it does not decode");
    QCOMPARE(toHex(encoded), toHex(dump.bytes));
    std::erase_if(fields, isSealedPart);
    for (std::size_t i = 0; i < std::min(fields.size(), dump.claims.size()); ++i)
        QCOMPARE(QString::fromStdString(dump.claims[i]), QString::fromStdString(fields[i]));
    QCOMPARE(dump.claims.size(), fields.size());
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::DocumentedPacketsTest)
#include "documented_packets_test.moc"
