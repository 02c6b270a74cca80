#include "protocol/chat/cbor.h"
#include "tests/protocol/chat/spaced_hex.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTest>

namespace hubbub::chat::cbor {

namespace {

QByteArray hexOf(Writer& out)
{
    return test::hexOf(out.take());
}

QByteArray nested(int depth)
{
    return QByteArray("81").repeated(depth) + "00";
}

} // namespace

class CborTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // RFC 8949, appendix A.
    void numbersAreWrittenAtTheirShortest_data()
    {
        QTest::addColumn<quint64>("number");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("0") << quint64(0) << QByteArray("00");
        QTest::newRow("23") << quint64(23) << QByteArray("17");
        QTest::newRow("24") << quint64(24) << QByteArray("1818");
        QTest::newRow("255") << quint64(255) << QByteArray("18ff");
        QTest::newRow("256") << quint64(256) << QByteArray("190100");
        QTest::newRow("1000000") << quint64(1'000'000) << QByteArray("1a000f4240");
        QTest::newRow("10^12") << quint64(1'000'000'000'000) << QByteArray("1b000000e8d4a51000");
        QTest::newRow("2^64-1") << ~quint64(0) << QByteArray("1bffffffffffffffff");
    }
    void numbersAreWrittenAtTheirShortest()
    {
        QFETCH(const quint64, number);
        QFETCH(const QByteArray, hex);
        Writer out;
        out.number(number);
        QCOMPARE(hexOf(out), hex);
        const auto bytes = test::bytesOfHex(hex);
        Reader in(bytes);
        QCOMPARE(quint64(in.number()), number);
        QVERIFY(in.complete());
    }

    void valuesAreWrittenAsTheStandardHasThem()
    {
        Writer out;
        out.bytes(test::hex("01020304"));
        out.text("水");
        out.boolean(false);
        out.boolean(true);
        out.null();
        out.array(3);
        out.map(2);
        out.text("");
        QCOMPARE(hexOf(out), test::joined("4401020304 63e6b0b4 f4 f5 f6 83 a2 60"));
    }

    void whatIsNotDeterministicIsRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* why, const QByteArray& hex) { QTest::newRow(why) << hex; };
        row("nothing", "");
        row("a number longer than it need be", "1817");
        row("in two bytes", "1900ff");
        row("in four", "1a0000ffff");
        row("in eight", "1b00000000ffffffff");
        row("a head cut off", "19ff");
        row("an info that is not assigned", "1c");
        row("a length longer than it need be", "5803010203");
        row("an indefinite byte string", "5f4101ff");
        row("an indefinite text", "7f6161ff");
        row("an indefinite array", "9f00ff");
        row("an indefinite map", "bf0000ff");
        row("a stray break", "ff");
        row("a string longer than what is left", "43 0102");
        row("a string of 2^64-1 bytes", "5bffffffffffffffff");
        row("a text that is not UTF-8", "61ff");
        row("a surrogate in UTF-8", "63eda080");
        row("an overlong character", "62c0af");
        row("an array with too few elements", "8201");
        row("an array of 2^64-1 elements", "9bffffffffffffffff");
        row("a map without its last value", "a100");
        row("a map of 2^63 pairs", "bb8000000000000000");
        row("a key twice", "a2 0000 0001");
        row("keys out of order", "a2 0100 0001");
        row("a text twice as key", "a2 616100 616100");
        row("a simple value in one byte too many", "f818");
        row("false in two bytes", "f814");
        row("a simple value that is not assigned", "fc");
        row("a tag without its item", "c1");
        row("arrays nested too deep", nested(8));
        row("tags nested too deep", QByteArray("c1").repeated(8) + "00");
        row("ten thousand arrays", nested(10'000));
    }
    void whatIsNotDeterministicIsRefused()
    {
        QFETCH(const QByteArray, hex);
        const auto bytes = test::bytesOfHex(hex);
        Reader in(bytes);
        in.skip();
        QVERIFY(in.failed());
        QVERIFY(!in.complete());
    }

    void whatIsNotKnownIsSkipped_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* what, const QByteArray& hex) { QTest::newRow(what) << hex; };
        row("a negative number", "3903e7");
        row("a tag", "c11a514b67b0");
        row("a half float", "f93c00");
        row("a double", "fb7e37e43c8800759c");
        row("undefined", "f7");
        row("a simple value", "f8ff");
        row("an empty map", "a0");
        row("a map with keys of several kinds", "a3 00f4 20f5 6161 80");
        row("seven arrays in one another", nested(7));
    }
    void whatIsNotKnownIsSkipped()
    {
        QFETCH(const QByteArray, hex);
        const auto bytes = test::bytesOfHex(hex + "05");
        Reader in(bytes);
        const auto skipped = in.skip();
        QCOMPARE(test::hexOf(skipped), test::joined(hex.constData()));
        QCOMPARE(in.number(), std::uint64_t{5});
        QVERIFY(in.complete());
    }

    void everyReadRefusesOtherKinds_data()
    {
        QTest::addColumn<QByteArray>("hex");
        for (const char* hex : {"00", "20", "4100", "6161", "8100", "a10000", "c100", "f4", "f6", "f93c00"})
            QTest::newRow(hex) << QByteArray(hex);
    }
    void everyReadRefusesOtherKinds()
    {
        QFETCH(const QByteArray, hex);
        const auto bytes = test::bytesOfHex(hex);
        const auto accepts = [&](auto read) {
            Reader in(bytes);
            read(in);
            return !in.failed();
        };
        QCOMPARE(accepts([](Reader& in) { in.number(); }), hex == "00");
        QCOMPARE(accepts([](Reader& in) { in.bytes(); }), hex == "4100");
        QCOMPARE(accepts([](Reader& in) { in.text(); }), hex == "6161");
        QCOMPARE(accepts([](Reader& in) { in.array(); }), hex == "8100");
        QCOMPARE(accepts([](Reader& in) { in.map(); }), hex == "a10000");
        QCOMPARE(accepts([](Reader& in) { in.boolean(); }), hex == "f4");
        QCOMPARE(Reader(bytes).takeNull(), hex == "f6");
    }

    void aNumberBeyondItsRangeIsRefused()
    {
        const auto bytes = test::hex("1b0000000100000000");
        Reader in(bytes);
        in.id<MemberId>();
        QVERIFY(in.failed());
    }

    void anIdOfAnotherLengthIsRefused()
    {
        const auto bytes = test::hex("4701020304050607");
        Reader in(bytes);
        in.opaque<Salt>();
        QVERIFY(in.failed());
    }

    void afterAFailureEverythingFails()
    {
        const auto bytes = test::hex("ff00");
        Reader in(bytes);
        in.number();
        QVERIFY(in.failed());
        QCOMPARE(in.number(), std::uint64_t{0});
        QVERIFY(in.bytes().empty());
        QVERIFY(!in.complete());
    }

    void qtWritesTheSame()
    {
        Writer out;
        out.map(2);
        out.number(0);
        out.text("进入了聊天室");
        out.number(300);
        out.array(3);
        out.bytes(test::hex("00ff"));
        out.boolean(true);
        out.null();
        const QCborMap map{{0, QStringLiteral("进入了聊天室")},
                           {300, QCborArray{QByteArray("\0\xff", 2), true, nullptr}}};
        QCOMPARE(hexOf(out), QCborValue(map).toCbor().toHex());
    }
};

} // namespace hubbub::chat::cbor

QTEST_APPLESS_MAIN(hubbub::chat::cbor::CborTest)
#include "cbor_test.moc"
