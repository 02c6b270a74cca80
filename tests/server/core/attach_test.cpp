// Coming back: the same client instance, another one, after a restart, with and without a place in the log
// that still holds.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class AttachTest : public QObject {
    Q_OBJECT
private:
    static chat::JoinRequest resuming(TestRoom& room, TestPeer& peer, std::string name)
    {
        auto join = room.joinRequest(peer, std::move(name));
        join.resume = peer.position();
        return join;
    }

private Q_SLOTS:
    void theSameInstanceAttachesInSilence()
    {
        TestRoom room;
        TestPeer& watcher = room.member("watcher");
        TestPeer& ming = room.member("Ming");
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        QVERIFY(ming.welcome->attached);
        QCOMPARE(ming.welcome->ownJoined, Seq{0});
        QCOMPARE(transcript(watcher), "+watcher\n+Ming\n");
        QCOMPARE(room.figure("sessions"), 2U); // the old one is gone, without a word
        QVERIFY(!ming.closedWith);
        room.say(watcher, 1, "hello");
        QCOMPARE(lastEvent(ming).text(), "hello");
    }

    void anotherInstanceIsRefusedWhileTheFirstIsThere()
    {
        TestRoom room;
        const auto key = room.drawKey();
        TestPeer& one = room.stranger(key);
        room.connect(one);
        room.join(one, "Ming");
        TestPeer& two = room.stranger(key);
        room.connect(two);
        QCOMPARE(refusalOf(room.join(two, "Ming")), RefusalCode::selfInUse);

        auto takeOver = room.joinRequest(two, "Ming");
        takeOver.takeOver = true;
        QVERIFY(isWelcome(room.ask(two, takeOver)));
        QVERIFY(two.welcome->attached);
        QCOMPARE(two.welcome->member, one.welcome->member);
        QCOMPARE(one.closedWith, std::uint64_t(wire::CloseCode::takenOver));
        QVERIFY(isOk(room.say(two, 1, "it is me")));
        QCOMPARE(room.core().memberCount(), std::size_t{1});
    }

    void anotherInstanceTakesThePlaceOfOneThatDoesNotAnswer()
    {
        TestRoom room;
        const auto key = room.drawKey();
        TestPeer& one = room.stranger(key);
        room.connect(one);
        room.join(one, "Ming");
        one.isDead = true;
        room.advance(7s);
        TestPeer& two = room.stranger(key);
        room.connect(two);
        const Seq asked = two.ask(room.joinRequest(two, "Ming"));
        room.advance(2100ms);
        QVERIFY(isWelcome(room.answerTo(two, asked)));
        QVERIFY(two.welcome->attached);
    }

    void resumesFromTheCursor()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        room.say(hong, 1, "one");
        ming.isDead = true;
        room.say(hong, 2, "two");
        room.say(hong, 3, "three");
        ming.isDead = false;
        room.connect(ming);
        QVERIFY(isWelcome(room.ask(ming, resuming(room, ming, "Ming"))));
        QVERIFY(ming.welcome->resumed);
        QVERIFY(ming.welcome->attached);
        QVERIFY(!ming.welcome->forked);
        QCOMPARE(ming.welcome->rosterStream, StreamId{0});
        QCOMPARE(transcript(ming), "+Ming\n+Hong\nHong: one\nHong: two\nHong: three\n");
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void resumesAfterItsLeaveWasLogged()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.member("Hong");
        ming.isDead = true;
        room.advance(41s);
        ming.isDead = false;
        room.connect(ming);
        QVERIFY(isWelcome(room.ask(ming, resuming(room, ming, "Ming"))));
        QVERIFY(ming.welcome->resumed);
        QVERIFY(!ming.welcome->attached);
        QCOMPARE(transcript(ming), "+Ming\n+Hong\n-Ming:lost\n+Ming\n");
    }

    void noticesAFork_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("another chain value") << 0;
        QTest::newRow("another log") << 1;
        QTest::newRow("a cursor beyond the head") << 2;
    }
    void noticesAFork()
    {
        QFETCH(const int, how);
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.say(ming, 1, "one");
        room.connect(ming);
        auto join = resuming(room, ming, "Ming");
        if (how == 0)
            join.resume->chain.bytes[0] ^= 1U;
        else if (how == 1)
            join.resume->log.bytes[0] ^= 1U;
        else
            join.resume->cursor.value += 5;
        QVERIFY(isWelcome(room.ask(ming, join)));
        QVERIFY(ming.welcome->forked);
        QVERIFY(!ming.welcome->resumed);
        QCOMPARE(ming.roster.size(), std::size_t{1});
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void aChainValueThatCannotBeReadIsAskedForAgain()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        for (std::uint32_t number = 1; number <= 10; ++number)
            room.say(hong, number, "x");
        room.restoredTail = 3;
        room.store.failsChains = true;
        room.restart();
        room.connect(ming);
        auto join = resuming(room, ming, "Ming");
        join.resume->cursor = Seq{2};
        join.resume->chain = room.store.entries()[1].effect.chain;
        const Seq asked = ming.ask(join);
        room.advance(1500ms);
        QVERIFY(!room.answerTo(ming, asked)); // the tail's own value is missing
        room.store.failsChains = false;
        room.advance(1s);
        QVERIFY(isWelcome(room.answerTo(ming, asked)));
        QVERIFY(ming.welcome->resumed);
        room.store.failsChains = true;
        room.connect(hong);
        auto second = resuming(room, hong, "Hong");
        second.resume->cursor = Seq{3};
        second.resume->chain = room.store.entries()[2].effect.chain;
        const Seq askedToo = hong.ask(second);
        room.advance(1500ms);
        QVERIFY(!room.answerTo(hong, askedToo));
        room.store.failsChains = false;
        room.advance(1s);
        QVERIFY(isWelcome(room.answerTo(hong, askedToo)));
        QVERIFY(hong.welcome->resumed);
    }

    void everyoneResumesInSilenceAfterARestart()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        room.say(ming, 1, "one");
        room.restart();
        room.advance(1s);
        QCOMPARE(room.core().memberCount(), std::size_t{2});
        for (TestPeer* peer : {&ming, &hong}) {
            room.connect(*peer);
            QVERIFY(isWelcome(room.ask(*peer, resuming(room, *peer, peer == &ming ? "Ming" : "Hong"))));
            QVERIFY(peer->welcome->resumed);
            QVERIFY(peer->welcome->attached);
        }
        QVERIFY(isOk(room.say(ming, 2, "two")));
        QCOMPARE(transcript(hong), "+Ming\n+Hong\nMing: one\nMing: two\n");
        QCOMPARE(hong.chain, room.store.fold().chain());
    }

    void whoDoesNotComeBackAfterARestartIsLost()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.member("Hong").isDead = true;
        room.restart();
        room.connect(ming);
        QVERIFY(isWelcome(room.ask(ming, resuming(room, ming, "Ming"))));
        QCOMPARE(ming.news.size(), std::size_t{1}); // Hong is away
        QVERIFY(ming.news.front().changes.front().flags.away);
        room.advance(39s);
        QCOMPARE(room.core().memberCount(), std::size_t{2});
        room.advance(2s);
        QCOMPARE(transcript(ming), "+Ming\n+Hong\n-Hong:lost\n");
    }

    void resumesFromBeyondTheTail()
    {
        TestRoom room;
        room.settings.messageBurst = 10'000;
        room.restart();
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.isDead = true;
        for (std::uint32_t number = 1; number <= 500; ++number)
            room.say(hong, number, "message " + std::to_string(number));
        room.restoredTail = 50;
        room.restart();
        ming.isDead = false;
        room.connect(ming);
        auto join = resuming(room, ming, "Ming");
        QVERIFY(isWelcome(room.ask(ming, join)));
        QVERIFY(ming.welcome->resumed);
        room.advance(10s);
        QCOMPARE(ming.events.size(), std::size_t{502});
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void whoComesBackOverWhatIsNoLongerKeptGetsARoster()
    {
        TestRoom room;
        room.settings.keepEvents = 1;
        room.settings.keptAlways = 5;
        room.restart();
        room.advance(1s);
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.isDead = true;
        room.member("Gao");
        for (std::uint32_t number = 1; number <= 10; ++number)
            room.say(hong, number, "message " + std::to_string(number));
        const auto join = resuming(room, ming, "Ming");
        room.restart();
        room.advance(1s);
        QCOMPARE(room.store.firstKept(), Seq{9});
        ming.isDead = false;
        room.connect(ming);
        QVERIFY(isWelcome(room.ask(ming, join)));
        QVERIFY(ming.welcome->attached && !ming.welcome->resumed && !ming.welcome->forked);
        QCOMPARE(ming.welcome->roomFirst, Seq{9});
        QCOMPARE(ming.roster.size(), std::size_t{3});
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    /// Judged before it goes, and let in behind it.
    void soDoesWhoseNextEventIsLetGoOfOnTheWayIn()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.isDead = true;
        for (std::uint32_t number = 1; number <= 10; ++number)
            room.say(hong, number, "message " + std::to_string(number));
        room.advance(60s);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
        const auto join = resuming(room, ming, "Ming");
        room.settings.keepEvents = 1;
        room.settings.keptAlways = 5;
        room.restart(); // the next step is due in a tenth of a second
        ming.isDead = false;
        room.connect(ming);
        room.storeAnswers = false;
        room.advance(200ms);
        const Seq asked = ming.ask(join);
        room.settle();
        QVERIFY(!room.answerTo(ming, asked));
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isWelcome(room.answerTo(ming, asked)));
        QVERIFY(room.store.firstKept() > next(join.resume->cursor));
        QVERIFY(!ming.welcome->resumed && !ming.welcome->forked);
        QCOMPARE(ming.roster.size(), std::size_t{2});
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void whoHasNotHeardWhatIsLetGoOfIsAskedToComeBack()
    {
        TestRoom room;
        room.settings.keepEvents = 1;
        room.settings.keptAlways = 5;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        room.restart(); // the next step is due in a tenth of a second
        for (TestPeer* const peer : {&ming, &hong}) {
            room.connect(*peer);
            QVERIFY(isWelcome(room.ask(*peer, resuming(room, *peer, peer->welcome->name))));
        }
        ming.isDead = true;
        for (std::uint32_t number = 1; number <= 10; ++number)
            room.say(hong, number, "message " + std::to_string(number));
        room.advance(1s);
        QCOMPARE(room.store.firstKept(), Seq{8});
        QCOMPARE(room.figure("sessions"), 1U);
        QCOMPARE(room.core().memberCount(), std::size_t{2});
    }

    void aForkBeyondTheTailIsNoticedToo()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        for (std::uint32_t number = 1; number <= 30; ++number)
            room.say(ming, number, "x");
        auto join = resuming(room, ming, "Ming");
        join.resume->cursor = Seq{3};
        room.restoredTail = 5;
        room.restart();
        room.connect(ming);
        QVERIFY(isWelcome(room.ask(ming, join)));
        QVERIFY(ming.welcome->forked);
        // Of the restored tail, as much history as the chain can be vouched for.
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void newcomersSeeTheLastHundredEvents()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        for (std::uint32_t number = 1; number <= 150; ++number)
            room.say(ming, number, "message " + std::to_string(number));
        room.advance(2s);
        TestPeer& hong = room.member("Hong");
        // Head is 152: 1 joined, 150 messages, the own joined.
        QCOMPARE(hong.welcome->head, Seq{152});
        QCOMPARE(hong.welcome->roomFirst, Seq{52});
        QCOMPARE(hong.events.size(), std::size_t{101});
        QCOMPARE(hong.roster.size(), std::size_t{2});
        QCOMPARE(hong.chain, room.store.fold().chain());
    }

    void aRosterIsSharedForASecond()
    {
        TestRoom room;
        TestPeer& first = room.member("a1");
        TestPeer& second = room.member("b2");
        TestPeer& third = room.member("c3");
        QCOMPARE(third.welcome->rosterAsOf, first.welcome->rosterAsOf);
        QVERIFY(third.welcome->roomFirst.value <= third.welcome->rosterAsOf.value + 1);
        room.advance(1100ms);
        TestPeer& fourth = room.member("d4");
        QCOMPARE(fourth.welcome->rosterAsOf, Seq{4});
        QCOMPARE(fourth.roster.size(), std::size_t{4});
        QCOMPARE(second.events.size(), std::size_t{4});
    }
};

QTEST_APPLESS_MAIN(AttachTest)
#include "attach_test.moc"
