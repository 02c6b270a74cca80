// The bytes of events stand in chain_test.
#include "protocol/base/limits.h"
#include "protocol/chat/event.h"
#include "protocol/chat/roster_entry.h"
#include "protocol/wire/frame.h"
#include "tests/protocol/chat/counting.h"
#include "tests/protocol/chat/spaced_hex.h"

#include <QTest>

#include <limits>
#include <utility>

namespace hubbub::chat {

namespace {

constexpr auto mostU32 = std::numeric_limits<std::uint32_t>::max();
/// Until the year 2248.
constexpr WallTime lateTime{0x7ff'ffff'ffff};

LogRecord largestEvent(std::string name, std::string text, decltype(Event::what) what)
{
    return Event{.time = lateTime,
                 .member = {mostU32},
                 .name = std::move(name),
                 .number = {mostU32},
                 .content = Content{test::counting<Salt>(0), std::move(text)},
                 .what = std::move(what)};
}

} // namespace

class EventTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void malformedEventsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* why, const char* hex) { QTest::newRow(why) << QByteArray(hex); };
        row("nothing", "");
        row("undefined", "f7");
        row("too few elements", "86 04 00 00 60 00 480001020304050607");
        row("a time before 1970", "87 04 20 00 60 00 480001020304050607 60");
        row("a time beyond all", "87 04 1b8000000000000000 00 60 00 480001020304050607 60");
        row("a salt of seven bytes", "87 04 00 00 60 00 4700010203040506 60");
        row("a salt and no text", "87 04 00 00 60 00 480001020304050607 f6");
        row("a digest and a text",
            "87 04 00 00 60 00 58200000000000000000000000000000000000000000000000000000000000000000 60");
        row("joined without a fingerprint", "87 01 00 00 60 00 480001020304050607 60");
        row("left without a reason", "87 02 00 00 60 00 480001020304050607 60");
        row("left for reason 0", "88 02 00 00 60 00 480001020304050607 60 00");
        row("left for reason 5", "88 02 00 00 60 00 480001020304050607 60 05");
        row("a message of style 2", "88 03 00 00 60 00 480001020304050607 60 02");
        row("an announcement that asks with a number", "88 04 00 00 60 00 480001020304050607 60 01");
        row("renamed without a name", "87 05 00 00 60 00 480001020304050607 60");
        row("removed without a seq", "87 07 00 00 60 00 480001020304050607 60");
        row("removed with a seq that no log can reach",
            "88 07 00 00 60 00 480001020304050607 60 1b3fffffffffffffff");
        row("two voids", "f6f6");
    }
    void malformedEventsAreRefused()
    {
        QFETCH(const QByteArray, hex);
        QVERIFY(!decodeLogRecord(test::bytesOfHex(hex)));
    }

    void aNameBeyondTheLimitIsRefused()
    {
        const auto named = [](std::size_t bytes) {
            return encode(largestEvent(std::string(bytes, 'x'), "", Announcement{}));
        };
        QVERIFY(decodeLogRecord(named(limits::nameBytes)));
        QVERIFY(!decodeLogRecord(named(limits::nameBytes + 1)));
        const auto renamed = [](std::size_t bytes) {
            return encode(largestEvent("", "", Renamed{std::string(bytes, 'x')}));
        };
        QVERIFY(decodeLogRecord(renamed(limits::nameBytes)));
        QVERIFY(!decodeLogRecord(renamed(limits::nameBytes + 1)));
    }

    void anEventCostsAtMostWhatTheDesignAllows()
    {
        const std::string name(limits::nameBytes, 'x');
        const std::string text(limits::textBytes, 'x');
        const auto beyond = [&](const LogRecord& record, std::size_t payload) {
            return encode(record).size() - payload;
        };
        QCOMPARE(beyond(largestEvent(name, text, Message{}), name.size() + text.size()), std::size_t{35});
        QCOMPARE(beyond(largestEvent(name, text, Message{MessageStyle::action}), name.size() + text.size()),
                 std::size_t{36});
        QVERIFY(beyond(largestEvent(name, "", Joined{}), name.size()) <= 44);
        QVERIFY(encode(largestEvent(name, text, Message{MessageStyle::action})).size() < limits::recordBytes);
        const RosterEntry entry{{mostU32}, name, test::counting<Fingerprint>(0), {true, true}};
        // The array around the entries takes one byte here.
        QVERIFY(encodeRoster({&entry, 1})[0].size() - 1 - name.size() <= 18);
    }

    void eightTextsOfAHundredBytesFitADatagram()
    {
        std::array<Byte, limits::payloadBytes> payload{};
        wire::Writer out(payload);
        wire::RecordsWriter records(out, StreamId{1}, Seq{1'000'000'000});
        const auto record =
            encode(LogRecord(Event{.time = {1'700'000'000'000},
                                   .member = {70'000},
                                   .name = "小明",
                                   .number = {70'000},
                                   .content = Content{test::counting<Salt>(0), std::string(100, 'x')},
                                   .what = Message{}}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(records.add(record));
        QCOMPARE(limits::payloadBytes, std::size_t{1168});
    }

    void reasonsHaveTheirWords()
    {
        QCOMPARE(leftReasonWord(LeftReason::quit), std::string_view("quit"));
        QCOMPARE(leftReasonWord(LeftReason::banned), std::string_view("banned"));
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::EventTest)
#include "event_test.moc"
