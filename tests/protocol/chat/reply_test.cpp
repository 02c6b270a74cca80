#include "protocol/chat/reply.h"
#include "protocol/wire/frame.h"
#include "tests/protocol/chat/counting.h"
#include "tests/protocol/chat/spaced_hex.h"

#include <QTest>

namespace hubbub::chat {

namespace {

WelcomeReply welcome()
{
    return {.member = {1},
            .name = "小明",
            .log = test::counting<LogId>(0x20),
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

const RosterEntry xiaoming{{1}, "小明", test::counting<Fingerprint>(0xa0), {.admin = true, .away = true}};

} // namespace

class ReplyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repliesHaveTheseBytes_data()
    {
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* what, const Reply& reply, const char* hex) {
            QTest::newRow(what) << test::hexOf(encode(reply)) << test::joined(hex);
            QVERIFY(decodeReply(encode(reply)) == reply);
        };
        row("ok", {{3}, OkReply{}}, "a2 0001 0103");
        row("ok with a seq", {{3}, OkReply{Seq{300}}}, "a3 0001 0103 0219012c");
        row("refused", {{3}, Refusal{RefusalCode::rate, "Wait.", 1500ms}},
            "a5 0002 0103 0209 0365576169742e 041905dc");
        row("refused with a suggestion", {{3}, Refusal{RefusalCode::nameTaken, "Taken.", {}, "小明2"}},
            "a5 0002 0103 0201 036654616b656e2e 0567e5b08fe6988e32");
        row("welcome", {{1}, welcome()},
            "b819 0003 0101 0201 0366e5b08fe6988e 0450202122232425262728292a2b2c2d2e2f 0507 0601 0763e88cb6 "
            "0808 0907 0a01 0b01 0c58200000000000000000000000000000000000000000000000000000000000000000 0d02 "
            "0e06 0f01 10194000 1119ea60 1218c8 1360 1465302e312e30 151b0000018bcfe56800 161a00100000 "
            "171a00400000 181802");
        row("members", {{3}, MembersReply{{{xiaoming, {1'700'000'000'000}, 2500ms}}, true}},
            "a4 0005 0103 0281 86 01 66e5b08fe6988e 48a0a1a2a3a4a5a6a7 03 1b0000018bcfe56800 1909c4 03f5");
        row("page",
            {{3}, PageReply{{{Seq{300}, VoidEvent{}}}, test::counting<ChainValue>(0x40), true, Seq{41}}},
            "a6 0004 0103 0281 82 19012c 41f6 "
            "035820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f 04f5 051829");
        row("page of a search", {{3}, PageReply{{}, std::nullopt, false, Seq{1}}},
            "a5 0004 0103 0280 04f4 0501");
        row("restrictions",
            {{3},
             RestrictionsReply{{{{300},
                                 RestrictionKind::ban,
                                 test::counting<PublicKey>(0),
                                 "小明",
                                 "tom",
                                 test::counting<Fingerprint>(0xa0),
                                 {1'700'000'000'000},
                                 WallTime{1'700'000'001'000},
                                 "spam"},
                                {{301},
                                 RestrictionKind::mute,
                                 *AddressRange::parse("10.1.0.0/16"),
                                 "",
                                 "",
                                 std::nullopt,
                                 {1'700'000'000'000},
                                 std::nullopt,
                                 ""}},
                               false}},
            "a4 0008 0103 0282 89 19012c 01 "
            "5820000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            "66e5b08fe6988e 63746f6d 48a0a1a2a3a4a5a6a7 1b0000018bcfe56800 1b0000018bcfe56be8 647370616d"
            "89 19012d 02 82 50 00000000000000000000ffff0a010000 1870 60 60 f6 1b0000018bcfe56800 f6 60 "
            "03f4");
        row("confirmations",
            {{3},
             ConfirmationsReply{
                 {{{{1}, test::counting<Fingerprint>(0xa0)}, "小明", ConfirmationState::delivered}}, true}},
            "a4 0009 0103 0281 84 01 66e5b08fe6988e 48a0a1a2a3a4a5a6a7 02 03f5");
        FiguresReply figures;
        figures.members.emplace_back(MemberInfo{xiaoming, {1'700'000'000'000}, 2500ms}, 1500U, 7U, Seq{300},
                                     "0.1.0");
        row("figures", {{3}, figures},
            "a4 000a 0103 0281 8a 01 66e5b08fe6988e 48a0a1a2a3a4a5a6a7 03 1b0000018bcfe56800 1909c4 1905dc "
            "07 19012c 65302e312e30 03f4");
        row("stats", {{3}, StatsReply{{{"members", 2}}}}, "a3 0006 0103 0281 82 676d656d62657273 02");
        row("info of a closed room", {{3}, InfoReply{"0.1.0", "茶", std::nullopt, 10'000}},
            "a5 0007 0103 0265302e312e30 0363e88cb6 05192710");
        row("info", {{3}, InfoReply{"0.1.0", "茶", 2, 10'000}},
            "a6 0007 0103 0265302e312e30 0363e88cb6 0402 05192710");
        row("info with the time", {{3}, InfoReply{"0.1.0", "茶", 2, 10'000, WallTime{1'700'000'000'000}}},
            "a7 0007 0103 0265302e312e30 0363e88cb6 0402 05192710 08 1b0000018bcfe56800");
        row("presence", {{0}, PresenceNews{{{{1}, {.away = true}, "tea"}, {{2}, {}, std::nullopt}}}},
            "a2 0014 0282 83 01 02 63746561 83 02 00 f6");
        row("unknown", {{3}, UnknownReply{40}}, "a2 001828 0103");
    }
    void repliesHaveTheseBytes()
    {
        QFETCH(const QByteArray, actual);
        QFETCH(const QByteArray, hex);
        QCOMPARE(actual, hex);
    }

    void aWelcomeTellsATextAndWhereTheLogBegins()
    {
        auto told = welcome();
        told.text = "hello";
        told.firstKept = {41};
        const auto bytes = encode(Reply{{1}, told});
        QVERIFY(decodeReply(bytes) == (Reply{{1}, told}));
        QVERIFY(test::hexOf(bytes).endsWith(test::joined("1819 6568656c6c6f 181a 1829")));
    }

    void aListWithSomethingThatIsNotThereIsRefused()
    {
        QVERIFY(decodeReply(test::bytesOfHex("a4 0009 0103 0281 84 01 60 48a0a1a2a3a4a5a6a7 03 03f5")));
        QVERIFY(!decodeReply(test::bytesOfHex("a4 0009 0103 0281 84 01 60 48a0a1a2a3a4a5a6a7 04 03f5")));
        QVERIFY(!decodeReply(test::bytesOfHex("a4 0009 0103 0281 84 01 60 48a0a1a2a3a4a5a6a7 00 03f5")));
        QVERIFY(decodeReply(test::bytesOfHex("a5 0004 0103 0281 82 01 41f6 04f4 0501")));
        QVERIFY(!decodeReply(test::bytesOfHex("a5 0004 0103 0281 82 01 41f7 04f4 0501")));
    }

    void moderationHasItsWords()
    {
        QCOMPARE(restrictionWord(RestrictionKind::ban), std::string_view("ban"));
        QCOMPARE(restrictionWord(RestrictionKind::mute), std::string_view("mute"));
        QCOMPARE(confirmationWord(ConfirmationState::confirmed), std::string_view("confirmed"));
        QCOMPARE(confirmationWord(ConfirmationState::unreachable), std::string_view("unreachable"));
    }

    void aRefusalCodeThatIsNotListedIsRefused()
    {
        QVERIFY(decodeReply(test::bytesOfHex("a4 0002 0103 0216 0360")));
        QVERIFY(!decodeReply(test::bytesOfHex("a4 0002 0103 0217 0360")));
        QVERIFY(!decodeReply(test::bytesOfHex("a4 0002 0103 0200 0360")));
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

    void aSeqThatNoStreamCanReachIsRefused()
    {
        using Change = void (*)(WelcomeReply&, Seq);
        const Change changes[] = {
            [](WelcomeReply& each, Seq seq) { each.head = seq; },
            [](WelcomeReply& each, Seq seq) { each.ownJoined = seq; },
            [](WelcomeReply& each, Seq seq) { each.roomFirst = seq; },
            [](WelcomeReply& each, Seq seq) { each.rosterAsOf = seq; },
        };
        for (const Change change : changes) {
            auto reply = welcome();
            change(reply, Seq{wire::maxRecordSeq});
            QVERIFY(decodeReply(encode(Reply{{1}, reply})));
            change(reply, Seq{wire::maxRecordSeq + 1});
            QVERIFY(!decodeReply(encode(Reply{{1}, reply})));
            change(reply, Seq{std::numeric_limits<std::uint64_t>::max()});
            QVERIFY(!decodeReply(encode(Reply{{1}, reply})));
        }
        QVERIFY(!decodeReply(encode(Reply{{1}, OkReply{Seq{wire::maxRecordSeq + 1}}})));
        QVERIFY(!decodeReply(encode(Reply{Seq{wire::maxRecordSeq + 1}, OkReply{}})));
    }

    void aWaitIsRoundedUp()
    {
        const auto decoded = decodeReply(encode(Reply{{1}, Refusal{RefusalCode::rate, "", 1001us}}));
        QCOMPARE(std::get<Refusal>(decoded->what).retryAfter, std::optional<Duration>(2ms));
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
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::ReplyTest)
#include "reply_test.moc"
