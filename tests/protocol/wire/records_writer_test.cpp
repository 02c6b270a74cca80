#include "protocol/wire/frame.h"
#include "tests/protocol/wire/dice.h"
#include "tests/support/hex.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <string>

namespace hubbub::wire {

namespace {

using test::hex;
using test::isMistake;

std::optional<Frame> firstFrame(const Writer& written)
{
    return FrameReader(written.view()).next();
}

} // namespace

class RecordsWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesNothingBeforeTheFirstRecord();
    void gathersRecordsInOneFrame();
    void isWholeAfterEachRecord();
    void fillsADatagramToTheByte();
    void takesWhateverFitsAndNothingElse();
    void takesSeveralBehindTheirLengthsAtOnce();
    void tellsWhatRecordsMayTake();
    void writesNothingWhenTheFirstRecordDoesNotFit();
    void theFrameNeverOutgrowsItsLength();
    void writingInBetweenIsAMistake();
    void seqsBeyondTheHighestAreAMistake();
    void partRoomIsExact_data();
    void partRoomIsExact();
    void partRoomEndsWithTheRecord();
    void aRecordTravelsAsPartsThatFillTheirDatagrams();
};

void RecordsWriterTest::writesNothingBeforeTheFirstRecord()
{
    Bytes buffer(100);
    Writer out(buffer);
    const RecordsWriter records(out, StreamId{2}, Seq{41});
    QCOMPARE(records.count(), std::size_t{0});
    QCOMPARE(out.written(), std::size_t{0});
}

void RecordsWriterTest::gathersRecordsInOneFrame()
{
    Bytes buffer(100);
    Writer out(buffer);
    RecordsWriter records(out, StreamId{2}, Seq{41});
    QVERIFY(records.add(hex("f6")));
    QVERIFY(records.add(hex("8301")));
    QCOMPARE(records.count(), std::size_t{2});
    QCOMPARE(toHex(out.view()), std::string("01"
                                            "4007"
                                            "0229"
                                            "01f6"
                                            "028301"));
    const auto frame = firstFrame(out);
    QVERIFY(frame);
    std::vector<std::pair<std::uint64_t, std::string>> visited;
    forEachRecord(std::get<RecordsFrame>(*frame),
                  [&](Seq seq, ByteView record) { visited.emplace_back(seq.value, toHex(record)); });
    QVERIFY((visited == std::vector<std::pair<std::uint64_t, std::string>>{{41, "f6"}, {42, "8301"}}));
}

void RecordsWriterTest::isWholeAfterEachRecord()
{
    Bytes buffer(limits::payloadBytes);
    Writer out(buffer);
    RecordsWriter records(out, StreamId{0}, Seq{1});
    for (std::size_t i = 1; i <= 20; ++i) {
        QVERIFY(records.add(Bytes(i)));
        const auto frame = firstFrame(out);
        QVERIFY(frame);
        std::size_t count = 0;
        forEachRecord(std::get<RecordsFrame>(*frame), [&](Seq, ByteView) { ++count; });
        QCOMPARE(count, i);
    }
}

void RecordsWriterTest::fillsADatagramToTheByte()
{
    // Type 1, length 2, stream 1, first seq 1; then a record of 63 bytes with its length: 69 bytes in all.
    const Bytes small(63);
    const auto left = limits::payloadBytes - 69;
    for (const std::size_t size : {left - 3, left - 2, left - 1, left}) {
        Bytes buffer(limits::payloadBytes);
        Writer out(buffer);
        RecordsWriter records(out, StreamId{1}, Seq{1});
        QVERIFY(records.add(small));
        QCOMPARE(out.left(), left);
        const bool fits = size + 2 <= left;
        QCOMPARE(records.add(Bytes(size)), fits);
        QCOMPARE(records.count(), fits ? std::size_t{2} : std::size_t{1});
        QCOMPARE(out.left(), fits ? left - size - 2 : left);
        QVERIFY(firstFrame(out));
    }
}

void RecordsWriterTest::takesWhateverFitsAndNothingElse()
{
    test::Dice dice(1);
    for (int i = 0; i < 2'000; ++i) {
        Bytes buffer(dice.below(limits::payloadBytes + 1));
        Writer out(buffer);
        const Seq first{dice.between(1, maxRecordSeq - 100)};
        const StreamId stream{dice.between32(0, 0xffffffff)};
        RecordsWriter records(out, stream, first);
        std::vector<Bytes> taken;
        for (int offer = 0; offer < 100; ++offer) {
            const Bytes record = dice.bytes(dice.below(300));
            auto needed = varintBytes(record.size()) + record.size();
            if (taken.empty())
                needed += 3 + varintBytes(stream.value) + varintBytes(first.value);
            const auto left = out.left();
            QCOMPARE(records.add(record), needed <= left);
            QCOMPARE(out.left(), needed <= left ? left - needed : left);
            if (needed <= left)
                taken.push_back(record);
        }
        QCOMPARE(records.count(), taken.size());
        if (taken.empty())
            continue;
        const auto frame = firstFrame(out);
        QVERIFY(frame);
        std::vector<Bytes> read;
        forEachRecord(std::get<RecordsFrame>(*frame), [&](Seq seq, ByteView record) {
            QCOMPARE(seq.value, first.value + read.size());
            read.push_back(copyOf(record));
        });
        QVERIFY(read == taken);
    }
}

void RecordsWriterTest::takesSeveralBehindTheirLengthsAtOnce()
{
    Bytes one(100);
    Bytes other(100);
    Writer outOne(one);
    Writer outOther(other);
    RecordsWriter each(outOne, StreamId{2}, Seq{41});
    QVERIFY(each.add(hex("f6")) && each.add(hex("8301")) && each.add(hex("f5")));
    RecordsWriter together(outOther, StreamId{2}, Seq{41});
    together.addFramed(hex("01f6028301"), 2);
    QVERIFY(together.add(hex("f5")));
    QCOMPARE(together.count(), std::size_t{3});
    QCOMPARE(toHex(outOther.view()), toHex(outOne.view()));
}

void RecordsWriterTest::tellsWhatRecordsMayTake()
{
    for (std::size_t size = 0; size < 200; ++size) {
        Bytes buffer(size);
        Writer out(buffer);
        RecordsWriter records(out, StreamId{70}, Seq{1'000'000});
        const std::size_t room = records.room();
        QCOMPARE(room, size - std::min<std::size_t>(size, 1 + 2 + 2 + 4));
        if (size == 50)
            QVERIFY(isMistake([&] { records.addFramed(Bytes(room + 1), 1); }));
        if (room < 2)
            continue;
        const std::size_t length = room - 1 < 64 ? 1 : 2;
        QVERIFY(records.add(Bytes(room - length)));
        QCOMPARE(records.room(), out.left());
        QVERIFY(out.left() <= 1);
    }
}

void RecordsWriterTest::writesNothingWhenTheFirstRecordDoesNotFit()
{
    for (std::size_t room = 0; room <= 9; ++room) {
        Bytes buffer(room);
        Writer out(buffer);
        RecordsWriter records(out, StreamId{2}, Seq{41});
        // 5 bytes before the records, then a length and 3 bytes.
        QCOMPARE(records.add(hex("010203")), room >= 9);
        QCOMPARE(out.written(), room >= 9 ? std::size_t{9} : std::size_t{0});
    }
}

void RecordsWriterTest::theFrameNeverOutgrowsItsLength()
{
    // Two bytes tell at most 16,383, however large the buffer: 2 for stream and seq, 4 for the record's
    // length.
    for (const auto& [size, fits] : {std::pair{16'379U, true}, {16'380U, false}}) {
        Bytes buffer(40'000);
        Writer out(buffer);
        RecordsWriter records(out, StreamId{2}, Seq{1});
        QCOMPARE(records.add(Bytes(size)), fits);
        QCOMPARE(firstFrame(out).has_value(), fits);
        QVERIFY(fits || out.written() == 0);
        QCOMPARE(records.add(Bytes(1)), !fits);
    }
}

void RecordsWriterTest::writingInBetweenIsAMistake()
{
    Bytes buffer(100);
    Writer out(buffer);
    RecordsWriter records(out, StreamId{2}, Seq{41});
    QVERIFY(records.add(hex("f6")));
    QVERIFY(isMistake([&] {
        writeFrame(out, PingFrame{});
        records.add(hex("f6"));
    }));
}

void RecordsWriterTest::seqsBeyondTheHighestAreAMistake()
{
    Bytes buffer(100);
    Writer out(buffer);
    RecordsWriter records(out, StreamId{2}, Seq{maxRecordSeq});
    QVERIFY(records.add(hex("f6")));
    QVERIFY(firstFrame(out));
    QVERIFY(isMistake([&] { records.add(hex("f6")); }));
    QVERIFY(isMistake([&] { RecordsWriter(out, StreamId{2}, Seq{0}).add(hex("f6")); }));
}

void RecordsWriterTest::partRoomIsExact_data()
{
    QTest::addColumn<std::uint32_t>("stream");
    QTest::addColumn<std::uint64_t>("seq");
    QTest::addColumn<std::uint32_t>("offset");
    QTest::newRow("short header") << 0U << std::uint64_t{1} << 0U;
    QTest::newRow("middle header") << 100U << std::uint64_t{100'000} << 1'000U;
    QTest::newRow("long header") << 0xffffffffU << maxRecordSeq << 16'400U;
}

void RecordsWriterTest::partRoomIsExact()
{
    QFETCH(std::uint32_t, stream);
    QFETCH(std::uint64_t, seq);
    QFETCH(std::uint32_t, offset);
    const auto total = static_cast<std::uint32_t>(limits::recordBytes);
    const Bytes record(limits::recordBytes);
    const auto check = [&](std::size_t room) {
        Bytes buffer(room);
        const auto fits = [&](std::size_t bytes) {
            Writer out(buffer);
            const auto part = ByteView(record).subspan(offset, bytes);
            return writeFrame(out, PartFrame{StreamId{stream}, Seq{seq}, total, offset, part});
        };
        const auto told = partRoom(Writer(buffer), StreamId{stream}, Seq{seq}, total, offset);
        QVERIFY(told == 0 || fits(told));
        QVERIFY(told == total - offset || !fits(told + 1));
    };
    // Up to beyond a datagram, and where the frame's length comes to need four bytes.
    for (std::size_t room = 0; room <= 1'300; ++room)
        check(room);
    for (std::size_t room = 16'300; room <= 16'500; ++room)
        check(room);
}

void RecordsWriterTest::partRoomEndsWithTheRecord()
{
    Bytes buffer(limits::payloadBytes);
    const Writer out(buffer);
    QCOMPARE(partRoom(out, StreamId{2}, Seq{1}, 5'000, 4'990), std::size_t{10});
    QCOMPARE(partRoom(out, StreamId{2}, Seq{1}, 5'000, 5'000), std::size_t{0});
}

void RecordsWriterTest::aRecordTravelsAsPartsThatFillTheirDatagrams()
{
    test::Dice dice(2);
    const Bytes record = dice.bytes(limits::recordBytes);
    const auto total = static_cast<std::uint32_t>(record.size());
    Bytes arrived;
    std::size_t datagrams = 0;
    while (arrived.size() < record.size()) {
        const auto offset = static_cast<std::uint32_t>(arrived.size());
        Bytes buffer(limits::payloadBytes);
        Writer out(buffer);
        const auto room = partRoom(out, StreamId{2}, Seq{9}, total, offset);
        const auto part = ByteView(record).subspan(offset, room);
        QVERIFY(writeFrame(out, PartFrame{StreamId{2}, Seq{9}, total, offset, part}));
        ++datagrams;
        const auto frame = firstFrame(out);
        QVERIFY(frame);
        const auto& read = std::get<PartFrame>(*frame);
        QCOMPARE(read.offset, offset);
        arrived.insert(arrived.end(), read.bytes.begin(), read.bytes.end());
        QVERIFY(out.left() == 0 || arrived.size() == record.size());
    }
    QVERIFY(arrived == record);
    QCOMPARE(datagrams, std::size_t{18});
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::RecordsWriterTest)
#include "records_writer_test.moc"
