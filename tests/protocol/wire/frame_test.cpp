#include "protocol/wire/frame.h"
#include "protocol/wire/frame_type.h"
#include "tests/protocol/wire/described.h"
#include "tests/support/hex.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <string>

namespace hubbub::wire {

namespace {

using test::hex;
using test::isMistake;

template <class Kind>
Bytes encoded(const Kind& frame)
{
    Bytes buffer(limits::payloadBytes);
    Writer out(buffer);
    return writeFrame(out, frame) ? copyOf(out.view()) : Bytes{};
}

std::optional<Frame> onlyFrame(ByteView payload)
{
    FrameReader frames(payload);
    auto frame = frames.next();
    return frames.next() || frames.failed() ? std::nullopt : frame;
}

bool endsBadly(const Bytes& payload)
{
    FrameReader frames(payload);
    while (frames.next()) {
    }
    return frames.failed();
}

Bytes spacedHex(std::string text)
{
    std::erase(text, ' ');
    return hex(text);
}

Bytes frameOf(FrameType type, const Bytes& value)
{
    Bytes payload(16 + value.size());
    Writer out(payload);
    out.varint(static_cast<std::uint64_t>(type));
    out.varint(value.size());
    out.bytes(value);
    payload.resize(out.written());
    return payload;
}

AckFrame ackWith(std::initializer_list<SeqRange> missing, Seq next)
{
    AckFrame ack{StreamId{2}, false, next, {}, {}};
    for (const auto& range : missing)
        ack.missing.add(range);
    return ack;
}

} // namespace

class FrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyPayloadHasNoFrames();
    void framesComeInOrder();
    void unknownTypesAreSkipped();
    void paddingEndsAPayload();
    void nothingComesAfterABrokenFrame();
    void longVarintsAreUnderstood();
    void unknownFlagsAreIgnored();
    void brokenFramingFails_data();
    void brokenFramingFails();
    void brokenFramesFail_data();
    void brokenFramesFail();
    void aRecordBeyondTheLimitFails();
    void framesAtTheirBoundsAreRead_data();
    void framesAtTheirBoundsAreRead();
    void theSkipsOfAnAckCountFromTheEndOfTheRangeBefore();
    void anAckHoldsThirtyTwoRanges();
    void missingRangesKeepTheirOrder();
    void aFrameThatDoesNotFitIsNotWritten();
    void framesNobodyWouldTakeAreMistakes();
};

void FrameTest::anEmptyPayloadHasNoFrames()
{
    FrameReader frames({});
    QVERIFY(!frames.next());
    QVERIFY(!frames.failed());
}

void FrameTest::framesComeInOrder()
{
    const Bytes payload = spacedHex("090100 0403020a19 08020178");
    FrameReader frames(payload);
    QVERIFY(std::holds_alternative<AcceptedFrame>(frames.next().value()));
    QVERIFY(std::holds_alternative<HeadFrame>(frames.next().value()));
    QVERIFY(std::holds_alternative<CloseFrame>(frames.next().value()));
    QVERIFY(!frames.next());
    QVERIFY(!frames.failed());
}

void FrameTest::unknownTypesAreSkipped()
{
    const Bytes payload = spacedHex("3e00 0b03aabbcc ffffffffffffffff01aa 090101 41010100 3f00");
    FrameReader frames(payload);
    QVERIFY(std::get<AcceptedFrame>(frames.next().value()).continued);
    QVERIFY(!frames.next());
    QVERIFY2(!frames.failed(), "an unknown frame at the end is no failure");
}

void FrameTest::paddingEndsAPayload()
{
    for (const char* payload : {"090101 00", "090101 0000", "090101 000000 05", "090101 00 0902"}) {
        const Bytes bytes = spacedHex(payload);
        FrameReader frames(bytes);
        QVERIFY(frames.next());
        QVERIFY2(!frames.next(), payload);
        QVERIFY2(!frames.failed(), payload);
    }
}

void FrameTest::nothingComesAfterABrokenFrame()
{
    const Bytes payload = spacedHex("090101 0900 090101");
    FrameReader frames(payload);
    QVERIFY(frames.next());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!frames.next());
        QVERIFY(frames.failed());
    }
}

void FrameTest::longVarintsAreUnderstood()
{
    const Bytes payload = spacedHex("4004 8000000e 4002 c00000000000000a 80000019");
    const auto frame = onlyFrame(payload);
    QVERIFY(frame);
    const test::Fields expected{"type = 4", "stream = 2", "head seq = 10", "ack interval = 25"};
    QCOMPARE(test::described(*frame), expected);
}

void FrameTest::unknownFlagsAreIgnored()
{
    const auto ack = onlyFrame(hex("030402fc0a00"));
    QVERIFY(ack);
    QVERIFY(!std::get<AckFrame>(*ack).immediate);
    QVERIFY(!std::get<AckFrame>(*ack).partial);
    const auto accepted = onlyFrame(hex("09013e"));
    QVERIFY(accepted);
    QVERIFY(!std::get<AcceptedFrame>(*accepted).continued);
}

void FrameTest::brokenFramingFails_data()
{
    QTest::addColumn<std::string>("payload");
    const auto row = [](const char* name, const char* payload) {
        QTest::newRow(name) << std::string(payload);
    };
    row("a type alone", "09");
    row("half a type", "40");
    row("half a length", "0940");
    row("a length beyond the end", "090100 0902 00");
    row("an unknown type's length beyond the end", "3f02 aa");
    row("an endless length", "09 ffffffffffffffff 00");
}

void FrameTest::brokenFramingFails()
{
    QFETCH(std::string, payload);
    const Bytes bytes = spacedHex(payload);
    QVERIFY(endsBadly(bytes));
}

void FrameTest::brokenFramesFail_data()
{
    QTest::addColumn<FrameType>("type");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* name, FrameType type, const char* value) {
        QTest::newRow(name) << type << std::string(value);
    };
    row("RECORDS without records", FrameType::records, "00 01");
    row("RECORDS with seq 0", FrameType::records, "00 00 01aa");
    row("RECORDS with a stream of 33 bits", FrameType::records, "c000000100000000 01 01aa");
    row("RECORDS with half a record", FrameType::records, "00 01 02aa");
    row("RECORDS with a length and no record", FrameType::records, "00 01 01aa 01");
    row("RECORDS whose second seq is too high", FrameType::records, "00 fffffffffffffffe 01aa 01bb");

    row("PART without bytes", FrameType::part, "00 01 0a 00");
    row("PART with seq 0", FrameType::part, "00 00 0a 00 aa");
    row("PART with seq too high", FrameType::part, "00 ffffffffffffffff 0a 00 aa");
    row("PART with total 0", FrameType::part, "00 01 00 00 aa");
    row("PART longer than a record may be", FrameType::part, "00 01 80005001 00 aa");
    row("PART whose bytes exceed the total", FrameType::part, "00 01 02 01 aabb");
    row("PART whose offset is the total", FrameType::part, "00 01 02 02 aa");
    row("PART whose offset exceeds the total", FrameType::part, "00 01 02 03 aa");

    row("ACK with next 0", FrameType::ack, "00 00 00 00");
    row("ACK whose first range begins at 0", FrameType::ack, "00 00 0a 01 0001");
    row("ACK with an empty range", FrameType::ack, "00 00 0a 01 0300");
    row("ACK whose range ends at next", FrameType::ack, "00 00 0a 01 0307");
    row("ACK whose range ends beyond next", FrameType::ack, "00 00 0a 01 0338");
    row("ACK whose ranges touch", FrameType::ack, "00 00 0a 02 0301 0001");
    row("ACK whose second range ends at next", FrameType::ack, "00 00 0a 02 0301 0303");
    row("ACK with fewer ranges than told", FrameType::ack, "00 00 0a 02 0301");
    row("ACK with more ranges than told", FrameType::ack, "00 00 0a 01 0301 0101");
    row("ACK whose ranges are endless", FrameType::ack,
        "00 00 ffffffffffffffff 02 ffffffffffffffff ffffffffffffffff 0101");
    row("ACK without the partial record it announces", FrameType::ack, "00 02 0a 00");
    row("ACK with a partial record it does not announce", FrameType::ack, "00 00 0a 00 0a 00 05");
    row("ACK with an empty gap", FrameType::ack, "00 02 0a 00 0a 05 05");
    row("ACK with a gap backwards", FrameType::ack, "00 02 0a 00 0a 05 04");
    row("ACK with a gap beyond any record", FrameType::ack, "00 02 0a 00 0a 05 80005001");
    row("ACK of a partial record 0", FrameType::ack, "00 02 0a 00 00 00 05");

    row("HEAD with seq too high", FrameType::head, "00 ffffffffffffffff 19");
    row("HEAD with an interval of 33 bits", FrameType::head, "00 01 c000000100000000");
    row("HEAD without an interval", FrameType::head, "00 01");
    row("HEAD with more", FrameType::head, "00 01 19 00");

    row("PING of 7 bytes", FrameType::ping, "01020304050607");
    row("PING of 9 bytes", FrameType::ping, "010203040506070809");
    row("PONG of 7 bytes", FrameType::pong, "01020304050607");
    row("PONG of 9 bytes", FrameType::pong, "010203040506070809");
    row("EPHEMERAL without a kind", FrameType::ephemeral, "");
    row("CLOSE without a code", FrameType::close, "");
    row("ACCEPTED without flags", FrameType::accepted, "");
    row("ACCEPTED with more", FrameType::accepted, "01 00");
    row("TRUNCATED at 0", FrameType::truncated, "00 00");
    row("TRUNCATED with more", FrameType::truncated, "00 01 00");
}

void FrameTest::brokenFramesFail()
{
    QFETCH(FrameType, type);
    QFETCH(std::string, value);
    QVERIFY(endsBadly(frameOf(type, spacedHex(value))));
}

void FrameTest::aRecordBeyondTheLimitFails()
{
    for (const std::size_t size : {limits::recordBytes, limits::recordBytes + 1}) {
        Bytes value = spacedHex("00 01");
        value.resize(value.size() + 4 + size);
        Writer record(MutableBytes(value).subspan(2));
        record.varint(size);
        QCOMPARE(endsBadly(frameOf(FrameType::records, value)), size > limits::recordBytes);
    }
}

void FrameTest::framesAtTheirBoundsAreRead_data()
{
    QTest::addColumn<FrameType>("type");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* name, FrameType type, const char* value) {
        QTest::newRow(name) << type << std::string(value);
    };
    row("RECORDS with the highest seq", FrameType::records, "00 fffffffffffffffe 01aa");
    row("RECORDS up to the highest seq", FrameType::records, "00 fffffffffffffffd 01aa 01bb");
    row("RECORDS with the highest stream", FrameType::records, "c0000000ffffffff 01 01aa");
    row("RECORDS with an empty record", FrameType::records, "00 01 00");
    row("PART to the end of its record", FrameType::part, "00 01 04 02 aabb");
    row("PART of the longest record", FrameType::part, "00 01 80005000 80004fff aa");
    row("ACK of nothing", FrameType::ack, "00 00 01 00");
    row("ACK of the highest seq", FrameType::ack, "00 00 ffffffffffffffff 00");
    row("ACK whose range ends just below next", FrameType::ack, "00 00 0a 01 0306");
    row("ACK whose ranges all but touch", FrameType::ack, "00 00 0a 02 0301 0101");
    row("ACK with the longest gap", FrameType::ack, "00 02 0a 00 0a 00 80005000");
    row("HEAD of an empty stream", FrameType::head, "00 00 00");
    row("HEAD with the longest interval", FrameType::head, "00 fffffffffffffffe c0000000ffffffff");
    row("EPHEMERAL without bytes", FrameType::ephemeral, "01");
    row("CLOSE without text", FrameType::close, "00");
    row("CLOSE with a code of a later version", FrameType::close, "ffffffffffffffff");
}

void FrameTest::framesAtTheirBoundsAreRead()
{
    QFETCH(FrameType, type);
    QFETCH(std::string, value);
    const Bytes payload = frameOf(type, spacedHex(value));
    QVERIFY(onlyFrame(payload));
}

void FrameTest::theSkipsOfAnAckCountFromTheEndOfTheRangeBefore()
{
    const auto ack = ackWith({{Seq{3}, Seq{5}}, {Seq{9}, Seq{10}}}, Seq{12});
    const Bytes bytes = encoded(ack);
    QCOMPARE(toHex(bytes), std::string("0308"
                                       "02000c02"
                                       "0302"
                                       "0401"));
    const auto frame = onlyFrame(bytes);
    QVERIFY(frame);
    QVERIFY(std::get<AckFrame>(*frame).missing == ack.missing);
}

void FrameTest::anAckHoldsThirtyTwoRanges()
{
    AckFrame ack{StreamId{0}, true, Seq{1'000}, {}, {}};
    for (std::uint64_t i = 0; i < limits::missingRanges; ++i) {
        QVERIFY(!ack.missing.full());
        ack.missing.add({Seq{2 * i + 1}, Seq{2 * i + 2}});
    }
    QVERIFY(ack.missing.full());
    Bytes bytes = encoded(ack);
    QVERIFY(onlyFrame(bytes));

    // One range more, with count and length to match.
    bytes.insert(bytes.end(), {1, 1});
    bytes.at(2) = static_cast<Byte>(bytes.at(2) + 2);
    bytes.at(7) = 33;
    FrameReader frames(bytes);
    QVERIFY(!frames.next());
    QVERIFY(frames.failed());
}

void FrameTest::missingRangesKeepTheirOrder()
{
    const auto added = [](std::initializer_list<SeqRange> ranges) {
        return [ranges = std::vector(ranges)] {
            MissingRanges missing;
            for (const auto& range : ranges)
                missing.add(range);
        };
    };
    QVERIFY(!isMistake(added({{Seq{1}, Seq{2}}, {Seq{3}, Seq{4}}})));
    QVERIFY2(isMistake(added({{Seq{1}, Seq{2}}, {Seq{2}, Seq{4}}})), "they touch");
    QVERIFY2(isMistake(added({{Seq{3}, Seq{4}}, {Seq{1}, Seq{2}}})), "they go back");
    QVERIFY2(isMistake(added({{Seq{1}, Seq{1}}})), "it is empty");
    QVERIFY2(isMistake([] {
                 MissingRanges missing;
                 for (std::uint64_t i = 0; i <= limits::missingRanges; ++i)
                     missing.add({Seq{2 * i + 1}, Seq{2 * i + 2}});
             }),
             "there are too many");
}

void FrameTest::aFrameThatDoesNotFitIsNotWritten()
{
    const PingFrame ping{};
    for (std::size_t room = 0; room <= 12; ++room) {
        Bytes buffer(room);
        Writer out(buffer);
        QCOMPARE(writeFrame(out, ping), room >= 10);
        QCOMPARE(out.written(), room >= 10 ? std::size_t{10} : std::size_t{0});
    }
}

void FrameTest::framesNobodyWouldTakeAreMistakes()
{
    const Bytes three(3);
    QVERIFY(isMistake([&] { encoded(PartFrame{{}, Seq{1}, 3, 1, three}); }));
    QVERIFY(isMistake([&] { encoded(PartFrame{{}, Seq{1}, 3, 0, {}}); }));
    QVERIFY(isMistake([&] { encoded(PartFrame{{}, Seq{0}, 3, 0, three}); }));
    QVERIFY(isMistake([&] { encoded(PartFrame{{}, Seq{1}, 20'481, 0, three}); }));
    QVERIFY(isMistake([&] { encoded(ackWith({}, Seq{0})); }));
    QVERIFY(isMistake([&] { encoded(ackWith({{Seq{0}, Seq{1}}}, Seq{9})); }));
    QVERIFY(isMistake([&] { encoded(ackWith({{Seq{1}, Seq{9}}}, Seq{9})); }));
    QVERIFY(isMistake([&] { encoded(TruncatedFrame{{}, Seq{0}}); }));
    QVERIFY(!isMistake([&] { encoded(PartFrame{{}, Seq{1}, 3, 0, three}); }));
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::FrameTest)
#include "frame_test.moc"
