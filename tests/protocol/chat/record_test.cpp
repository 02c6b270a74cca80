// Records byte by byte, their sizes, and what is refused. The events' bytes stand in chain_test.
#include "protocol/base/limits.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/wire/frame.h"
#include "tests/protocol/chat/chain_log.h"

#include <QTest>

#include <limits>

namespace hubbub::chat {

namespace {

using test::counting;

constexpr auto mostU32 = std::numeric_limits<std::uint32_t>::max();
/// Until the year 2248.
constexpr WallTime lateTime{0x7ff'ffff'ffff};

QByteArray hexOf(ByteView bytes)
{
    return QByteArray::fromStdString(toHex(bytes));
}

LogRecord largestEvent(std::string name, std::string text, decltype(Event::what) what)
{
    return Event{.time = lateTime,
                 .member = {mostU32},
                 .name = std::move(name),
                 .number = {mostU32},
                 .content = Content{counting<Salt>(0), std::move(text)},
                 .what = what};
}

WelcomeReply welcome()
{
    return {.member = {1},
            .name = "小明",
            .log = counting<LogId>(0x20),
            .head = {7},
            .nextNumber = {1},
            .room = "茶",
            .admin = true,
            .ownJoined = {7},
            .roomStream = {1},
            .roomFirst = {1},
            .chainBefore = {},
            .rosterStream = {2},
            .rosterAsOf = {6},
            .rosterEntries = 1,
            .textBytes = 16'384,
            .rates = {60'000, 200, 1'048'576, 4'194'304},
            .topic = "",
            .serverVersion = "0.1.0",
            .serverTime = {1'700'000'000'000},
            .members = 2};
}

const RosterEntry xiaoming{{1}, "小明", counting<Fingerprint>(0xa0), {.admin = true, .away = true}};

} // namespace

class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsHaveTheseBytes_data()
    {
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* what, const Request& request, const char* hex) {
            QTest::newRow(what) << hexOf(encode(request)) << QByteArray(hex);
            QVERIFY(decodeRequest(encode(request)) == request);
        };
        row("join", JoinRequest{"小明", counting<OutboxId>(0), false, std::nullopt, "0.1.0"},
            "a4"
            "0001"
            "0266e5b08fe6988e"
            "0350000102030405060708090a0b0c0d0e0f"
            "0665302e312e30");
        row("join that takes over and resumes",
            JoinRequest{"小明", counting<OutboxId>(0), true,
                        LogPosition{counting<LogId>(0x20), Seq{300}, counting<ChainValue>(0x40)}, "0.1.0"},
            "a6"
            "0001"
            "0266e5b08fe6988e"
            "0350000102030405060708090a0b0c0d0e0f"
            "04f5"
            "0583"
            "50202122232425262728292a2b2c2d2e2f"
            "19012c"
            "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
            "0665302e312e30");
        row("say", SayRequest{{1}, "你好", MessageStyle::plain},
            "a3"
            "0002"
            "0101"
            "0266e4bda0e5a5bd");
        row("say, an action", SayRequest{{1}, "你好", MessageStyle::action},
            "a4"
            "0002"
            "0101"
            "0266e4bda0e5a5bd"
            "0301");
        row("leave", LeaveRequest{"tea"},
            "a2"
            "0003"
            "0263746561");
        row("away", AwayRequest{"tea"},
            "a2"
            "0005"
            "0263746561");
        row("back", AwayRequest{},
            "a2"
            "0005"
            "02f6");
        row("announce", AnnounceRequest{{4}, "tea", std::nullopt},
            "a3"
            "0008"
            "0104"
            "0263746561");
        row("announce from outside", AnnounceRequest{{4}, "tea", counting<OutboxId>(0)},
            "a4"
            "0008"
            "0104"
            "0263746561"
            "0350000102030405060708090a0b0c0d0e0f");
        row("kick", KickRequest{{300}, counting<Fingerprint>(0xa0), "tea"},
            "a4"
            "0009"
            "0263746561"
            "0319012c"
            "0448a0a1a2a3a4a5a6a7");
        row("who", WhoRequest{},
            "a1"
            "000a");
        row("stats", StatsRequest{},
            "a1"
            "000b");
        row("info", InfoRequest{},
            "a1"
            "000c");
        row("unknown", UnknownRequest{4},
            "a1"
            "0004");
    }
    void requestsHaveTheseBytes() { compareBytes(); }

    void repliesHaveTheseBytes_data()
    {
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* what, const Reply& reply, const char* hex) {
            QTest::newRow(what) << hexOf(encode(reply)) << QByteArray(hex);
            QVERIFY(decodeReply(encode(reply)) == reply);
        };
        row("ok", {{3}, OkReply{}},
            "a2"
            "0001"
            "0103");
        row("ok with a seq", {{3}, OkReply{Seq{300}}},
            "a3"
            "0001"
            "0103"
            "0219012c");
        row("refused", {{3}, Refusal{RefusalCode::rate, "Wait.", 1500ms}},
            "a5"
            "0002"
            "0103"
            "0209"
            "0365576169742e"
            "041905dc");
        row("refused with a suggestion", {{3}, Refusal{RefusalCode::nameTaken, "Taken.", {}, "小明2"}},
            "a5"
            "0002"
            "0103"
            "0201"
            "036654616b656e2e"
            "0567e5b08fe6988e32");
        row("welcome", {{1}, welcome()},
            "b819"
            "0003"
            "0101"
            "0201"
            "0366e5b08fe6988e"
            "0450202122232425262728292a2b2c2d2e2f"
            "0507"
            "0601"
            "0763e88cb6"
            "0808"
            "0907"
            "0a01"
            "0b01"
            "0c58200000000000000000000000000000000000000000000000000000000000000000"
            "0d02"
            "0e06"
            "0f01"
            "10194000"
            "1119ea60"
            "1218c8"
            "1360"
            "1465302e312e30"
            "151b0000018bcfe56800"
            "161a00100000"
            "171a00400000"
            "181802");
        row("members", {{3}, MembersReply{{{xiaoming, {1'700'000'000'000}, 2500ms}}, true}},
            "a4"
            "0005"
            "0103"
            "0281"
            "86"
            "01"
            "66e5b08fe6988e"
            "48a0a1a2a3a4a5a6a7"
            "03"
            "1b0000018bcfe56800"
            "1909c4"
            "03f5");
        row("stats", {{3}, StatsReply{{{"members", 2}}}},
            "a3"
            "0006"
            "0103"
            "0281"
            "82"
            "676d656d62657273"
            "02");
        row("info", {{3}, InfoReply{"0.1.0", "茶", 2, 10'000}},
            "a6"
            "0007"
            "0103"
            "0265302e312e30"
            "0363e88cb6"
            "0402"
            "05192710");
        row("presence", {{0}, PresenceNews{{{{1}, {.away = true}, "tea"}, {{2}, {}, std::nullopt}}}},
            "a2"
            "0014"
            "0282"
            "83"
            "01"
            "02"
            "63746561"
            "83"
            "02"
            "00"
            "f6");
        row("unknown", {{3}, UnknownReply{40}},
            "a2"
            "001828"
            "0103");
    }
    void repliesHaveTheseBytes() { compareBytes(); }

    void aRosterHasTheseBytes()
    {
        const std::vector<RosterEntry> entries{xiaoming, {{2}, "Zoë", counting<Fingerprint>(0xb0), {}}};
        const auto records = encodeRoster(entries);
        QCOMPARE(records.size(), std::size_t{1});
        QCOMPARE(hexOf(records[0]), QByteArray("82"
                                               "84"
                                               "01"
                                               "66e5b08fe6988e"
                                               "48a0a1a2a3a4a5a6a7"
                                               "03"
                                               "84"
                                               "02"
                                               "645a6fc3ab"
                                               "48b0b1b2b3b4b5b6b7"
                                               "00"));
        QVERIFY(decodeRosterRecord(records[0]) == entries);
    }

    void anEmptyRosterNeedsNoRecord() { QVERIFY(encodeRoster({}).empty()); }

    void aLongRosterFillsRecordsOfAThousandBytes()
    {
        std::vector<RosterEntry> entries;
        for (std::uint32_t i = 1; i <= 500; ++i)
            entries.push_back(
                {{i}, std::string(i % 90 + 1, 'x'), counting<Fingerprint>(i), {.away = i % 3 == 0}});
        std::vector<RosterEntry> decoded;
        const auto records = encodeRoster(entries);
        for (const auto& record : records) {
            QVERIFY(record.size() <= 1000);
            const auto some = decodeRosterRecord(record);
            QVERIFY(some.has_value());
            decoded.insert(decoded.end(), some->begin(), some->end());
        }
        QVERIFY(decoded == entries);
        for (std::size_t i = 0; i + 1 < records.size(); ++i)
            QVERIFY(records[i].size() + 18 + 90 > 1000);
    }

    // Unknown keys, further elements and unknown flags are those of later versions.
    void whatALaterVersionAddsIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QByteArray>("understood");
        QTest::newRow("keys between and behind") << QByteArray("a6"
                                                               "0002"
                                                               "0101"
                                                               "0266e4bda0e5a5bd"
                                                               "0a8101"
                                                               "18636161"
                                                               "1901f4f6")
                                                 << QByteArray("a3"
                                                               "0002"
                                                               "0101"
                                                               "0266e4bda0e5a5bd");
        QTest::newRow("fields of a request without any") << QByteArray("a2"
                                                                       "000a"
                                                                       "0105")
                                                         << QByteArray("a1"
                                                                       "000a");
        QTest::newRow("elements behind a position")
            << QByteArray("a5"
                          "0001"
                          "0260"
                          "0350000102030405060708090a0b0c0d0e0f"
                          "0585"
                          "50202122232425262728292a2b2c2d2e2f"
                          "05"
                          "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
                          "80"
                          "f7"
                          "0660")
            << QByteArray("a5"
                          "0001"
                          "0260"
                          "0350000102030405060708090a0b0c0d0e0f"
                          "0583"
                          "50202122232425262728292a2b2c2d2e2f"
                          "05"
                          "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
                          "0660");
    }
    void whatALaterVersionAddsIsIgnored()
    {
        QFETCH(const QByteArray, hex);
        QFETCH(const QByteArray, understood);
        const auto request = decodeRequest(test::hex(hex.toStdString()));
        QVERIFY(request.has_value());
        QCOMPARE(hexOf(encode(*request)), understood);
    }

    void elementsBehindARosterEntryAndUnknownFlagsAreIgnored()
    {
        const auto entries = decodeRosterRecord(test::hex("81"
                                                          "86"
                                                          "01"
                                                          "66e5b08fe6988e"
                                                          "48a0a1a2a3a4a5a6a7"
                                                          "0f"
                                                          "05"
                                                          "a0"));
        QVERIFY(entries == std::vector<RosterEntry>{xiaoming});
    }

    void malformedRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* why, const char* hex) { QTest::newRow(why) << QByteArray(hex); };
        row("no map", "80");
        row("an empty map", "a0");
        row("no kind", "a1"
                       "0101");
        row("a kind that is no number", "a1"
                                        "00616b");
        row("say without a number", "a2"
                                    "0002"
                                    "026161");
        row("say without a text", "a2"
                                  "0002"
                                  "0101");
        row("say with a text of bytes", "a3"
                                        "0002"
                                        "0101"
                                        "024161");
        row("say with a number of 33 bits", "a3"
                                            "0002"
                                            "011b0000000100000000"
                                            "026161");
        row("say with a style that is not there", "a4"
                                                  "0002"
                                                  "0101"
                                                  "026161"
                                                  "0302");
        row("say with two texts", "a4"
                                  "0002"
                                  "0101"
                                  "026161"
                                  "026162");
        row("say with a text that is not UTF-8", "a3"
                                                 "0002"
                                                 "0101"
                                                 "0261ff");
        row("keys out of order", "a3"
                                 "0002"
                                 "026161"
                                 "0101");
        row("the kind behind", "a3"
                               "0101"
                               "026161"
                               "0002");
        row("a key that is no number", "a2"
                                       "000a"
                                       "6161"
                                       "00");
        row("a join with a short outbox id", "a4"
                                             "0001"
                                             "026161"
                                             "0348a0a1a2a3a4a5a6a7"
                                             "0660");
        row("take over with a number", "a5"
                                       "0001"
                                       "026161"
                                       "0350000102030405060708090a0b0c0d0e0f"
                                       "0401"
                                       "0660");
        row("away with a number", "a2"
                                  "0005"
                                  "0201");
        row("something behind", "a1"
                                "000a"
                                "00");
    }
    void malformedRequestsAreRefused()
    {
        QFETCH(const QByteArray, hex);
        QVERIFY(!decodeRequest(test::hex(hex.toStdString())));
    }

    void malformedEventsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* why, const char* hex) { QTest::newRow(why) << QByteArray(hex); };
        row("nothing", "");
        row("undefined", "f7");
        row("too few elements", "86"
                                "04"
                                "00"
                                "00"
                                "60"
                                "00"
                                "480001020304050607");
        row("a time before 1970", "87"
                                  "04"
                                  "20"
                                  "00"
                                  "60"
                                  "00"
                                  "480001020304050607"
                                  "60");
        row("a time beyond all", "87"
                                 "04"
                                 "1b8000000000000000"
                                 "00"
                                 "60"
                                 "00"
                                 "480001020304050607"
                                 "60");
        row("a salt of seven bytes", "87"
                                     "04"
                                     "00"
                                     "00"
                                     "60"
                                     "00"
                                     "4700010203040506"
                                     "60");
        row("a salt and no text", "87"
                                  "04"
                                  "00"
                                  "00"
                                  "60"
                                  "00"
                                  "480001020304050607"
                                  "f6");
        row("a digest and a text", "87"
                                   "04"
                                   "00"
                                   "00"
                                   "60"
                                   "00"
                                   "58200000000000000000000000000000000000000000000000000000000000000000"
                                   "60");
        row("joined without a fingerprint", "87"
                                            "01"
                                            "00"
                                            "00"
                                            "60"
                                            "00"
                                            "480001020304050607"
                                            "60");
        row("left without a reason", "87"
                                     "02"
                                     "00"
                                     "00"
                                     "60"
                                     "00"
                                     "480001020304050607"
                                     "60");
        row("left for reason 0", "88"
                                 "02"
                                 "00"
                                 "00"
                                 "60"
                                 "00"
                                 "480001020304050607"
                                 "60"
                                 "00");
        row("left for reason 5", "88"
                                 "02"
                                 "00"
                                 "00"
                                 "60"
                                 "00"
                                 "480001020304050607"
                                 "60"
                                 "05");
        row("a message of style 2", "88"
                                    "03"
                                    "00"
                                    "00"
                                    "60"
                                    "00"
                                    "480001020304050607"
                                    "60"
                                    "02");
        row("two voids", "f6f6");
    }
    void malformedEventsAreRefused()
    {
        QFETCH(const QByteArray, hex);
        QVERIFY(!decodeLogRecord(test::hex(hex.toStdString())));
    }

    void aNameBeyondTheLimitIsRefused()
    {
        const auto named = [](std::size_t bytes) {
            return encode(largestEvent(std::string(bytes, 'x'), "", Announcement{}));
        };
        QVERIFY(decodeLogRecord(named(limits::nameBytes)));
        QVERIFY(!decodeLogRecord(named(limits::nameBytes + 1)));
    }

    void aRefusalCodeThatIsNotListedIsRefused()
    {
        QVERIFY(decodeReply(test::hex("a4"
                                      "0002"
                                      "0103"
                                      "0216"
                                      "0360")));
        QVERIFY(!decodeReply(test::hex("a4"
                                       "0002"
                                       "0103"
                                       "0217"
                                       "0360")));
        QVERIFY(!decodeReply(test::hex("a4"
                                       "0002"
                                       "0103"
                                       "0200"
                                       "0360")));
    }

    void aWelcomeWithoutOneOfItsFieldsIsRefused()
    {
        const auto whole = encode(Reply{{1}, welcome()});
        QVERIFY(decodeReply(whole));
        auto short24 = whole;
        short24[1] = 0x18;
        short24.resize(short24.size() - 3);
        QVERIFY(!decodeReply(short24));
    }

    void aWaitIsRoundedUp()
    {
        const auto decoded = decodeReply(encode(Reply{{1}, Refusal{RefusalCode::rate, "", 1001us}}));
        QCOMPARE(std::get<Refusal>(decoded->what).retryAfter, std::optional<Duration>(2ms));
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
        const RosterEntry entry{{mostU32}, name, counting<Fingerprint>(0), {true, true}};
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
                                   .content = Content{counting<Salt>(0), std::string(100, 'x')},
                                   .what = Message{}}));
        for (int i = 0; i < 8; ++i)
            QVERIFY(records.add(record));
        QCOMPARE(limits::payloadBytes, std::size_t{1168});
    }

    void aDigestTellsRequestsApartButNotTheirNumbers()
    {
        const auto digest = requestDigest(SayRequest{{1}, "tea", MessageStyle::plain});
        QVERIFY(requestDigest(SayRequest{{2}, "tea", MessageStyle::plain}) == digest);
        QVERIFY(requestDigest(SayRequest{{1}, "Tea", MessageStyle::plain}) != digest);
        QVERIFY(requestDigest(SayRequest{{1}, "tea", MessageStyle::action}) != digest);
        QVERIFY(requestDigest(AnnounceRequest{{1}, "tea", std::nullopt}) != digest);
        QVERIFY(requestDigest(AnnounceRequest{{1}, "tea", std::nullopt})
                == requestDigest(AnnounceRequest{{2}, "tea", counting<OutboxId>(0)}));
    }

    void refusalsHaveTheirWords()
    {
        QCOMPARE(refusalWord(RefusalCode::nameTaken), std::string_view("NAME_TAKEN"));
        QCOMPARE(refusalWord(RefusalCode::outboxConflict), std::string_view("OUTBOX_CONFLICT"));
        QCOMPARE(refusalWord(RefusalCode::badArgument), std::string_view("BAD_ARGUMENT"));
        QVERIFY(refusalFromNumber(12) == RefusalCode::badPassword);
        QVERIFY(!refusalFromNumber(0));
        QVERIFY(!refusalFromNumber(23));
        QVERIFY(!refusalFromNumber(256 + 1));
        QCOMPARE(leftReasonWord(LeftReason::banned), std::string_view("banned"));
    }

private:
    static void compareBytes()
    {
        QFETCH(const QByteArray, actual);
        QFETCH(const QByteArray, hex);
        QCOMPARE(actual, hex);
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::RecordTest)
#include "record_test.moc"
