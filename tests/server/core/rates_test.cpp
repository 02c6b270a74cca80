// Limits that people notice: how fast one may speak and knock.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

namespace {

Duration retryAfter(const std::optional<chat::Reply>& reply)
{
    return std::get<chat::Refusal>(reply->what).retryAfter.value();
}

} // namespace

class RatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFloodIsRefusedUntilTheBucketFills()
    {
        server::CoreSettings settings;
        settings.messageRate = 2;
        settings.messageBurst = 3;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        for (std::uint32_t number = 1; number <= 3; ++number)
            QVERIFY(isOk(room.say(ming, number, "x")));
        const auto refused = room.say(ming, 4, "x");
        QCOMPARE(refusalOf(refused), RefusalCode::rate);
        QCOMPARE(retryAfter(refused), Duration(500ms));
        room.advance(500ms);
        QVERIFY(isOk(room.say(ming, 5, "x")));
        // The others are not held up.
        QVERIFY(isOk(room.say(room.member("Hong"), 1, "y")));
    }

    void whatWasSentBehindARefusedTextDoesNotOvertakeIt()
    {
        server::CoreSettings settings;
        settings.fanOutPerMember = 100; // 400 at once
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        const auto say = [&](std::uint32_t number, std::size_t bytes, std::uint32_t oldest) {
            return room.ask(ming, chat::SayRequest{SubmissionNumber{number}, std::string(bytes, 'x'),
                                                   chat::MessageStyle::plain, SubmissionNumber{oldest}});
        };
        QVERIFY(isOk(say(1, 350, 1)));
        QCOMPARE(refusalOf(say(2, 200, 2)), RefusalCode::rate);
        // Small enough by themselves, but sent before their author knew.
        QCOMPARE(refusalOf(say(3, 10, 2)), RefusalCode::busy);
        QCOMPARE(refusalOf(say(4, 10, 3)), RefusalCode::busy);
        QVERIFY(isOk(say(5, 10, 5)));
        // Who does not care about order does not say so.
        QCOMPARE(refusalOf(room.say(ming, 6, std::string(200, 'x'))), RefusalCode::rate);
        QVERIFY(isOk(room.say(ming, 7, "x")));
    }

    void theWelcomeTellsTheRates()
    {
        server::CoreSettings settings;
        settings.messageRate = 2.5;
        settings.messageBurst = 3;
        settings.fanOutPerMember = 1000;
        TestRoom room(settings);
        const auto rates = room.member("Ming").welcome->rates;
        QCOMPARE(rates.messagesPerKilosecond, 2500U);
        QCOMPARE(rates.messageBurst, 3U);
        QCOMPARE(rates.fanOutBytesPerSecond, std::uint64_t{1000});
        QCOMPARE(rates.fanOutBurst, std::uint64_t{4000});
    }

    void fanOutCountsBytesTimesMembers()
    {
        server::CoreSettings settings;
        settings.fanOutPerMember = 100; // 400 at once
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QVERIFY(isOk(room.say(ming, 1, std::string(150, 'x'))));                          // 300
        QCOMPARE(refusalOf(room.say(ming, 2, std::string(100, 'x'))), RefusalCode::rate); // 200
        QVERIFY(isOk(room.say(ming, 3, std::string(40, 'x'))));
        QVERIFY(isOk(room.say(hong, 1, std::string(150, 'x'))));
        // Larger than the whole burst: goes when the bucket is full.
        room.advance(5s);
        QVERIFY(isOk(room.say(ming, 4, std::string(1000, 'x'))));
        const auto refused = room.say(ming, 5, "x");
        QCOMPARE(refusalOf(refused), RefusalCode::rate);
        QVERIFY(retryAfter(refused) > 15s);
    }

    void theRoomHasItsFanOutToo()
    {
        server::CoreSettings settings;
        settings.fanOutForRoom = 100;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QVERIFY(isOk(room.say(ming, 1, std::string(200, 'x'))));
        QCOMPARE(refusalOf(room.say(hong, 1, "x")), RefusalCode::rate);
    }

    void aLeaveCountsOnceHoweverOftenItIsAsked()
    {
        server::CoreSettings settings;
        settings.joinBurstPerKey = 3;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        for (int i = 0; i < 4; ++i)
            ming.ask(chat::LeaveRequest{});
        room.settle();
        QVERIFY(isWelcome(room.join(ming, "Ming")));
    }

    void joinsAreLimitedByKey()
    {
        server::CoreSettings settings;
        settings.joinBurstPerKey = 2;
        settings.joinsPerKeyPerMinute = 6;
        TestRoom room(settings);
        room.member("Ming");
        TestPeer& other = room.newcomer();
        QCOMPARE(refusalOf(room.join(other, "Ming")), RefusalCode::nameTaken);
        QCOMPARE(refusalOf(room.join(other, "Ming")), RefusalCode::nameTaken);
        const auto refused = room.join(other, "Hong");
        QCOMPARE(refusalOf(refused), RefusalCode::rate);
        QCOMPARE(retryAfter(refused), Duration(10s));
        QVERIFY(isWelcome(room.join(room.newcomer(), "Hong")));
    }

    void joinsAreLimitedByPrefixButNotOnLoopback_data()
    {
        QTest::addColumn<bool>("isLoopback");
        QTest::newRow("a school") << false;
        QTest::newRow("this machine") << true;
    }
    void joinsAreLimitedByPrefixButNotOnLoopback()
    {
        QFETCH(const bool, isLoopback);
        server::CoreSettings settings;
        settings.joinBurstPerPrefix = 3;
        settings.joinsPerPrefixPerSecond = 1;
        TestRoom room(settings);
        int refused = 0;
        for (int i = 0; i < 5; ++i) {
            TestPeer& peer = room.stranger(room.drawKey());
            const auto ip = IpAddress::v4(isLoopback ? 0x7f000001U : 0xc6336401U);
            peer.setAddress({ip, static_cast<std::uint16_t>(40'000 + i)});
            room.connect(peer);
            refused += refusalOf(room.join(peer, "member" + std::to_string(i))) == RefusalCode::rate ? 1 : 0;
        }
        QCOMPARE(refused, isLoopback ? 0 : 2);
    }
};

QTEST_APPLESS_MAIN(RatesTest)
#include "rates_test.moc"
