#include "protocol/chat/request.h"
#include "protocol/wire/frame.h"
#include "tests/protocol/chat/counting.h"
#include "tests/protocol/chat/spaced_hex.h"

#include <QTest>

namespace hubbub::chat {

class RequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCursorThatNoLogCanReachIsRefused()
    {
        const auto joinAt = [](std::uint64_t cursor) {
            return encode(JoinRequest{
                "a", test::counting<OutboxId>(0), false,
                LogPosition{test::counting<LogId>(0x20), Seq{cursor}, test::counting<ChainValue>(0x40)},
                "0.1.0"});
        };
        QVERIFY(decodeRequest(joinAt(wire::maxRecordSeq)));
        QVERIFY(!decodeRequest(joinAt(wire::maxRecordSeq + 1)));
    }

    void requestsHaveTheseBytes_data()
    {
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* what, const Request& request, const char* hex) {
            QTest::newRow(what) << test::hexOf(encode(request)) << test::joined(hex);
            QVERIFY(decodeRequest(encode(request)) == request);
        };
        row("join", JoinRequest{"小明", test::counting<OutboxId>(0), false, std::nullopt, "0.1.0"},
            "a4 0001 0266e5b08fe6988e 0350000102030405060708090a0b0c0d0e0f 0665302e312e30");
        row("join that takes over and resumes",
            JoinRequest{"小明", test::counting<OutboxId>(0), true,
                        LogPosition{test::counting<LogId>(0x20), Seq{300}, test::counting<ChainValue>(0x40)},
                        "0.1.0"},
            "a6 0001 0266e5b08fe6988e 0350000102030405060708090a0b0c0d0e0f 04f5 0583 "
            "50202122232425262728292a2b2c2d2e2f 19012c "
            "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f 0665302e312e30");
        row("join with a proof of the password",
            JoinRequest{"小明", test::counting<OutboxId>(0), false, std::nullopt, "0.1.0",
                        test::counting<Digest>(0x40)},
            "a5 0001 0266e5b08fe6988e 0350000102030405060708090a0b0c0d0e0f 0665302e312e30 "
            "075820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
        row("say", SayRequest{{1}, "你好", MessageStyle::plain}, "a3 0002 0101 0266e4bda0e5a5bd");
        row("say, an action", SayRequest{{1}, "你好", MessageStyle::action},
            "a4 0002 0101 0266e4bda0e5a5bd 0301");
        row("say, behind another", SayRequest{{7}, "tea", MessageStyle::plain, SubmissionNumber{5}},
            "a4 0002 0107 0263746561 0405");
        row("leave", LeaveRequest{"tea"}, "a2 0003 0263746561");
        row("away", AwayRequest{"tea"}, "a2 0005 0263746561");
        row("back", AwayRequest{}, "a2 0005 02f6");
        row("announce", AnnounceRequest{{4}, "tea", std::nullopt}, "a3 0008 0104 0263746561");
        row("announce from outside", AnnounceRequest{{4}, "tea", test::counting<OutboxId>(0)},
            "a4 0008 0104 0263746561 0350000102030405060708090a0b0c0d0e0f");
        row("kick", KickRequest{{300}, test::counting<Fingerprint>(0xa0), "tea"},
            "a4 0009 0263746561 0319012c 0448a0a1a2a3a4a5a6a7");
        row("who", WhoRequest{}, "a1 000a");
        row("stats", StatsRequest{}, "a1 000b");
        row("info", InfoRequest{}, "a1 000c");
        row("announce and ask", AnnounceRequest{{4}, "tea", std::nullopt, std::nullopt, true},
            "a4 0008 0104 0263746561 05f5");
        row("rename", RenameRequest{"小红"}, "a2 0004 0266e5b08fe7baa2");
        row("history before", HistoryRequest{BeforeEvent{Seq{300}}, 50}, "a3 0006 0282 00 19012c 031832");
        row("history after", HistoryRequest{AfterEvent{Seq{300}}, 50}, "a3 0006 0282 01 19012c 031832");
        row("history around", HistoryRequest{AroundTime{{1'700'000'000'000}}, 50},
            "a3 0006 0282 02 1b0000018bcfe56800 031832");
        row("search", SearchRequest{"tea", std::nullopt, 20}, "a3 0007 0263746561 0414");
        row("search on", SearchRequest{"tea", Seq{300}, 20}, "a4 0007 0263746561 0319012c 0414");
        row("ban of a member",
            RestrictRequest{RestrictionKind::ban, NamedMember{{300}, test::counting<Fingerprint>(0xa0)},
                            7'776'000'000ms, "tea"},
            "a6 000d 0263746561 0319012c 0448a0a1a2a3a4a5a6a7 071b00000001cf7c5800 0801");
        row("mute of a key", RestrictRequest{RestrictionKind::mute, test::counting<PublicKey>(0), {}, ""},
            "a4 000d 0260 0558 20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 0802");
        row("ban of addresses",
            RestrictRequest{RestrictionKind::ban, *AddressRange::parse("10.1.0.0/16"), {}, ""},
            "a4 000d 0260 0682 50 00000000000000000000ffff0a010000 1870 0801");
        row("lift", LiftRequest{{300}}, "a2 000e 0319012c");
        row("restrictions", RestrictionsRequest{}, "a1 000f");
        row("topic", TopicRequest{"tea"}, "a2 0010 0263746561");
        row("lock", LockRequest{true}, "a2 0011 02f5");
        row("unlock", LockRequest{false}, "a2 0011 02f4");
        row("remove", RemoveRequest{{300}, "tea"}, "a3 0012 0263746561 0319012c");
        row("acknowledge", AcknowledgeRequest{{300}}, "a2 0013 0319012c");
        row("confirmations", ConfirmationsRequest{{300}}, "a2 0014 0319012c");
        row("figures", FiguresRequest{}, "a1 0015");
        row("unknown", UnknownRequest{22}, "a1 0016");
    }
    void requestsHaveTheseBytes()
    {
        QFETCH(const QByteArray, actual);
        QFETCH(const QByteArray, hex);
        QCOMPARE(actual, hex);
    }

    // Unknown keys, further elements and unknown flags are those of later versions.
    void whatALaterVersionAddsIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QByteArray>("understood");
        QTest::newRow("keys between and behind")
            << QByteArray("a6 0002 0101 0266e4bda0e5a5bd 0a8101 18636161 1901f4f6")
            << QByteArray("a3 0002 0101 0266e4bda0e5a5bd");
        QTest::newRow("fields of a request without any")
            << QByteArray("a2 000a 0105") << QByteArray("a1 000a");
        QTest::newRow("elements behind a position")
            << QByteArray("a5 0001 0260 0350000102030405060708090a0b0c0d0e0f 0585 "
                          "50202122232425262728292a2b2c2d2e2f 05 "
                          "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f 80 f7 0660")
            << QByteArray("a5 0001 0260 0350000102030405060708090a0b0c0d0e0f 0583 "
                          "50202122232425262728292a2b2c2d2e2f 05 "
                          "5820404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f 0660");
    }
    void whatALaterVersionAddsIsIgnored()
    {
        QFETCH(const QByteArray, hex);
        QFETCH(const QByteArray, understood);
        const auto request = decodeRequest(test::bytesOfHex(hex));
        QVERIFY(request.has_value());
        QCOMPARE(test::hexOf(encode(*request)), test::joined(understood.constData()));
    }

    void malformedRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char* why, const char* hex) { QTest::newRow(why) << QByteArray(hex); };
        row("no map", "80");
        row("an empty map", "a0");
        row("no kind", "a1 0101");
        row("a kind that is no number", "a1 00616b");
        row("say without a number", "a2 0002 026161");
        row("say without a text", "a2 0002 0101");
        row("say with a text of bytes", "a3 0002 0101 024161");
        row("say with a number of 33 bits", "a3 0002 011b0000000100000000 026161");
        row("say with a style that is not there", "a4 0002 0101 026161 0302");
        row("say with two texts", "a4 0002 0101 026161 026162");
        row("say with a text that is not UTF-8", "a3 0002 0101 0261ff");
        row("keys out of order", "a3 0002 026161 0101");
        row("the kind behind", "a3 0101 026161 0002");
        row("a key that is no number", "a2 000a 6161 00");
        row("a join with a short outbox id", "a4 0001 026161 0348a0a1a2a3a4a5a6a7 0660");
        row("take over with a number", "a5 0001 026161 0350000102030405060708090a0b0c0d0e0f 0401 0660");
        row("away with a number", "a2 0005 0201");
        row("something behind", "a1 000a 00");
        row("history from nowhere", "a3 0006 0282 03 01 0301");
        row("history from a seq that no stream can reach", "a3 0006 0282 00 1b3fffffffffffffff 0301");
        row("a ban of nobody", "a3 000d 0260 0801");
        row("a ban of a member without a fingerprint", "a4 000d 0260 0301 0801");
        row("a ban of a member and of addresses",
            "a6 000d 0260 0301 0448a0a1a2a3a4a5a6a7 0682 50 00000000000000000000ffff0a010000 1870 0801");
        row("a ban of addresses with bits behind",
            "a4 000d 0260 0682 50 00000000000000000000ffff0a010001 1870 0801");
        row("a ban of addresses of four bytes", "a4 000d 0260 0682 44 0a010000 1870 0801");
        row("a ban of addresses of 129 bits",
            "a4 000d 0260 0682 50 00000000000000000000ffff0a010000 1881 0801");
        row("neither a ban nor a mute", "a4 000d 0260 0682 50 00000000000000000000ffff0a010000 1870 0803");
    }
    void malformedRequestsAreRefused()
    {
        QFETCH(const QByteArray, hex);
        QVERIFY(!decodeRequest(test::bytesOfHex(hex)));
    }

    void aDigestTellsRequestsApartButNotTheirNumbers()
    {
        const auto digest = requestDigest(SayRequest{{1}, "tea", MessageStyle::plain});
        QVERIFY(requestDigest(SayRequest{{1}, "tea", MessageStyle::plain, SubmissionNumber{1}}) == digest);
        QVERIFY(requestDigest(SayRequest{{2}, "tea", MessageStyle::plain}) == digest);
        QVERIFY(requestDigest(SayRequest{{1}, "Tea", MessageStyle::plain}) != digest);
        QVERIFY(requestDigest(SayRequest{{1}, "tea", MessageStyle::action}) != digest);
        QVERIFY(requestDigest(AnnounceRequest{{1}, "tea", std::nullopt}) != digest);
        QVERIFY(requestDigest(AnnounceRequest{{1}, "tea", {}, {}, true})
                != requestDigest(AnnounceRequest{{1}, "tea", {}, {}, false}));
        QVERIFY(requestDigest(AnnounceRequest{{1}, "tea", std::nullopt})
                == requestDigest(AnnounceRequest{{2}, "tea", test::counting<OutboxId>(0)}));
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::RequestTest)
#include "request_test.moc"
