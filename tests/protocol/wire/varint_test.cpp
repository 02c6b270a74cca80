#include "protocol/wire/varint.h"
#include "tests/support/hex.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <string>
#include <utility>

namespace hubbub::wire {

namespace {

using test::hex;
using test::isMistake;

Bytes written(std::uint64_t value)
{
    Bytes buffer(varintBytes(value));
    Writer(buffer).varint(value);
    return buffer;
}

} // namespace

class VarintTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheShortestForm_data();
    void writesTheShortestForm();
    void readsWhatItWrote_data() { writesTheShortestForm_data(); }
    void readsWhatItWrote();
    void understandsLongerForms_data();
    void understandsLongerForms();
    void failsOnEveryTruncation_data() { writesTheShortestForm_data(); }
    void failsOnEveryTruncation();
    void readsFixedNumbersLittleEndian();
    void writesFixedNumbersLittleEndian();
    void failsOnceAndForAll();
    void failsOutsideTheGivenBounds();
    void takesBytesOnlyIfAllAreThere();
    void writesUpToTheLastByteOfTheBuffer();
    void overwritesWhatWasWritten();
    void writingBeyondTheBufferIsAMistake();
};

void VarintTest::writesTheShortestForm_data()
{
    QTest::addColumn<std::uint64_t>("value");
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, std::uint64_t value, const char* bytes) {
        QTest::newRow(name) << value << std::string(bytes);
    };
    row("RFC 9000, A.1, 8 bytes", 151'288'809'941'952'652, "c2197c5eff14e88c");
    row("RFC 9000, A.1, 4 bytes", 494'878'333, "9d7f3e7d");
    row("RFC 9000, A.1, 2 bytes", 15'293, "7bbd");
    row("RFC 9000, A.1, 1 byte", 37, "25");
    row("zero", 0, "00");
    row("last of 1 byte", 63, "3f");
    row("first of 2 bytes", 64, "4040");
    row("last of 2 bytes", 16'383, "7fff");
    row("first of 4 bytes", 16'384, "80004000");
    row("last of 4 bytes", 1'073'741'823, "bfffffff");
    row("first of 8 bytes", 1'073'741'824, "c000000040000000");
    row("last", varintMax, "ffffffffffffffff");
}

void VarintTest::writesTheShortestForm()
{
    QFETCH(std::uint64_t, value);
    QFETCH(std::string, bytes);
    QCOMPARE(toHex(written(value)), bytes);
}

void VarintTest::readsWhatItWrote()
{
    QFETCH(std::uint64_t, value);
    QFETCH(std::string, bytes);
    const Bytes buffer = hex(bytes);
    Reader reader(buffer);
    QCOMPARE(reader.varint(), value);
    QVERIFY(reader.atEnd());
    QVERIFY(!reader.failed());
}

void VarintTest::understandsLongerForms_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("2 bytes") << std::string("4025");
    QTest::newRow("4 bytes") << std::string("80000025");
    QTest::newRow("8 bytes") << std::string("c000000000000025");
}

void VarintTest::understandsLongerForms()
{
    QFETCH(std::string, bytes);
    const Bytes buffer = hex(bytes);
    Reader reader(buffer);
    QCOMPARE(reader.varint(), std::uint64_t{37});
    QVERIFY(reader.atEnd() && !reader.failed());
}

void VarintTest::failsOnEveryTruncation()
{
    QFETCH(std::string, bytes);
    const Bytes whole = hex(bytes);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        Reader reader(cut);
        QCOMPARE(reader.varint(), std::uint64_t{0});
        QVERIFY(reader.failed());
    }
}

void VarintTest::readsFixedNumbersLittleEndian()
{
    const Bytes buffer = hex("01"
                             "0201"
                             "04030201"
                             "0807060504030201");
    Reader reader(buffer);
    QCOMPARE(reader.u8(), std::uint8_t{0x01});
    QCOMPARE(reader.u16(), std::uint16_t{0x0102});
    QCOMPARE(reader.u32(), std::uint32_t{0x01020304});
    QCOMPARE(reader.u64(), std::uint64_t{0x0102030405060708});
    QVERIFY(reader.atEnd() && !reader.failed());
}

void VarintTest::writesFixedNumbersLittleEndian()
{
    Bytes buffer(15);
    Writer writer(buffer);
    writer.u8(0x01);
    writer.u16(0x0102);
    writer.u32(0x01020304);
    writer.u64(0x0102030405060708);
    QCOMPARE(toHex(writer.view()), std::string("010201040302010807060504030201"));
    QCOMPARE(writer.left(), std::size_t{0});
}

void VarintTest::failsOnceAndForAll()
{
    const Bytes buffer = hex("0102030405");
    Reader reader(buffer);
    QCOMPARE(reader.u64(), std::uint64_t{0});
    QVERIFY(reader.failed());
    QVERIFY2(reader.atEnd(), "a loop until the end must end");
    QCOMPARE(reader.u8(), std::uint8_t{0});
    QCOMPARE(reader.varint(), std::uint64_t{0});
    QVERIFY(reader.rest().empty());
    QVERIFY(reader.failed());
}

void VarintTest::failsOutsideTheGivenBounds()
{
    const Bytes buffer = hex("0a");
    for (const auto& [min, max] : {std::pair{0U, 9U}, {11U, 63U}}) {
        Reader reader(buffer);
        QCOMPARE(reader.varintIn(min, max), std::uint64_t{0});
        QVERIFY(reader.failed());
    }
    Reader reader(buffer);
    QCOMPARE(reader.varintIn(10, 10), std::uint64_t{10});
    QVERIFY(!reader.failed());
}

void VarintTest::takesBytesOnlyIfAllAreThere()
{
    const Bytes buffer = hex("010203");
    Reader reader(buffer);
    QCOMPARE(toHex(reader.bytes(2)), std::string("0102"));
    QVERIFY(reader.bytes(~std::uint64_t{0}).empty());
    QVERIFY(reader.failed());
}

void VarintTest::writesUpToTheLastByteOfTheBuffer()
{
    Bytes buffer(5);
    Writer writer(buffer);
    writer.varint(64);
    QCOMPARE(writer.left(), std::size_t{3});
    writer.bytes(hex("aabbcc"));
    QCOMPARE(writer.left(), std::size_t{0});
    QCOMPARE(writer.written(), std::size_t{5});
    QCOMPARE(toHex(buffer), std::string("4040aabbcc"));
}

void VarintTest::overwritesWhatWasWritten()
{
    Bytes buffer(4);
    Writer writer(buffer);
    writer.u32(0);
    writer.overwrite(1, hex("aabb"));
    QCOMPARE(toHex(buffer), std::string("00aabb00"));
    QCOMPARE(writer.written(), std::size_t{4});
}

void VarintTest::writingBeyondTheBufferIsAMistake()
{
    Bytes buffer(3);
    QVERIFY(isMistake([&] { Writer(buffer).u32(0); }));
    QVERIFY(isMistake([&] { Writer(buffer).varint(16'384); }));
    QVERIFY(isMistake([&] { Writer(buffer).varint(varintMax + 1); }));
    QVERIFY(isMistake([&] { Writer(buffer).bytes(Bytes(4)); }));
    QVERIFY(isMistake([&] { Writer(buffer).overwrite(0, Bytes(1)); }));
    QVERIFY(!isMistake([&] { Writer(buffer).bytes(Bytes(3)); }));
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::VarintTest)
#include "varint_test.moc"
