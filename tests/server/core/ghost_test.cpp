// Names of people who may be gone: probing, resting, and coming back.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class GhostTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHolderHeardLatelyIsNotAsked()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(5s);
        QCOMPARE(refusalOf(room.join(room.newcomer(), "Ming")), RefusalCode::nameTaken);
    }

    void aHolderThatAnswersTheProbeKeepsItsName()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(7s);
        TestPeer& other = room.newcomer();
        const Seq asked = other.ask(room.joinRequest(other, "Ming"));
        room.settle();
        QVERIFY(!room.answerTo(other, asked)); // it waits for the probe
        ming.isDead = false;
        room.advance(1s); // anything authentic ends the probing
        QCOMPARE(refusalOf(room.answerTo(other, asked)), RefusalCode::nameTaken);
    }

    void aHolderIsAskedAgainWhileTheProbeStands()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(7s);
        ming.isDead = false;
        int asked = 0;
        room.loses = [&](const TestPeer& peer, bool toServer) {
            asked += &peer == &ming && !toServer ? 1 : 0;
            return &peer == &ming;
        };
        TestPeer& other = room.newcomer();
        other.ask(room.joinRequest(other, "Ming"));
        room.settle();
        QCOMPARE(asked, 1);
        room.advance(1900ms);
        QCOMPARE(asked, 4);
    }

    void aGhostLeavesAndItsNameRests()
    {
        TestRoom room;
        TestPeer& watcher = room.member("watcher");
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(7s);
        TestPeer& other = room.newcomer();
        const Seq asked = other.ask(room.joinRequest(other, "Ming"));
        room.advance(1900ms);
        QVERIFY(!room.answerTo(other, asked));
        room.advance(200ms);
        const auto reply = room.answerTo(other, asked);
        QCOMPARE(refusalOf(reply), RefusalCode::nameResting);
        const auto wait = *std::get<chat::Refusal>(reply->what).retryAfter;
        QVERIFY(wait > 4s && wait < 8s); // 15 s after it was last heard
        QCOMPARE(transcript(watcher), "+watcher\n+Ming\n-Ming:lost\n");

        room.advance(wait + 10ms);
        QVERIFY(isWelcome(room.join(other, "Ming")));
    }

    void aRestingNameIsFreeForItsOwnKey()
    {
        TestRoom room;
        const auto key = room.drawKey();
        TestPeer& ming = room.stranger(key);
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        ming.isDead = true;
        room.advance(7s);
        TestPeer& other = room.newcomer();
        other.ask(room.joinRequest(other, "Ming"));
        room.advance(3s);
        QCOMPARE(room.core().memberCount(), std::size_t{0});

        ming.isDead = false;
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        QVERIFY(!ming.welcome->attached);
    }

    void aHolderIsProbedOnceInThirtySeconds()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        // It answers each probe, and is silent but for that.
        room.advance(1s);
        ming.isDead = true;
        room.advance(6s);
        TestPeer& first = room.newcomer();
        first.ask(room.joinRequest(first, "Ming"));
        ming.isDead = false;
        room.advance(100ms);
        ming.isDead = true;
        room.advance(7s);
        TestPeer& second = room.newcomer();
        // Refused at once, since it may not be asked again yet.
        QCOMPARE(refusalOf(room.join(second, "Ming")), RefusalCode::nameTaken);
    }

    void anAskerMayCauseThreeProbingsAMinute()
    {
        TestRoom room;
        for (const char* name : {"a1", "b2", "c3", "d4"})
            room.member(name).isDead = true;
        room.advance(7s);
        TestPeer& asker = room.newcomer();
        for (const char* name : {"a1", "b2", "c3"}) {
            const Seq asked = asker.ask(room.joinRequest(asker, name));
            room.settle();
            QVERIFY(!room.answerTo(asker, asked));
            room.advance(2100ms);
            QCOMPARE(refusalOf(room.answerTo(asker, asked)), RefusalCode::nameResting);
        }
        QCOMPARE(refusalOf(room.join(asker, "d4")), RefusalCode::nameTaken);
    }

    void aMemberWithoutASessionLeavesAtOnceWhenItsNameIsWanted()
    {
        TestRoom room;
        room.member("Ming");
        room.restart();
        room.advance(1s);
        TestPeer& other = room.newcomer();
        const auto reply = room.join(other, "Ming");
        QCOMPARE(refusalOf(reply), RefusalCode::nameResting);
        // After a restart the name rests until the grace period ends.
        const auto wait = *std::get<chat::Refusal>(reply->what).retryAfter;
        QVERIFY(wait > 38s && wait <= 40s);
    }

    void aJoinDoesNotWaitForeverForTheStore()
    {
        TestRoom room;
        room.member("Ming").isDead = true;
        room.advance(7s);
        TestPeer& other = room.newcomer();
        room.storeAnswers = false;
        const Seq asked = other.ask(room.joinRequest(other, "Ming"));
        room.advance(11s);
        QCOMPARE(refusalOf(room.answerTo(other, asked)), RefusalCode::busy);
    }
};

QTEST_APPLESS_MAIN(GhostTest)
#include "ghost_test.moc"
