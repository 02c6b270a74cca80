// Entering the room: welcomes, what others see, and which names can be had.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class JoinTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void welcomesTheFirstMember()
    {
        TestRoom room;
        TestPeer& ming = room.member("小明");
        QCOMPARE(ming.welcome->name, "小明");
        QCOMPARE(ming.welcome->member, MemberId{1});
        QCOMPARE(ming.welcome->head, Seq{1});
        QCOMPARE(ming.welcome->ownJoined, Seq{1});
        QCOMPARE(ming.welcome->nextNumber, SubmissionNumber{1});
        QVERIFY(!ming.welcome->attached);
        QCOMPARE(ming.events.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<chat::Joined>(lastEvent(ming).what));
        QCOMPARE(ming.roster.size() + (ming.welcome->rosterAsOf < Seq{1} ? 1U : 0U), std::size_t{1});
        QCOMPARE(room.core().memberCount(), std::size_t{1});
    }

    void tellsOthersThatSomebodyJoined()
    {
        TestRoom room;
        TestPeer& ming = room.member("小明");
        room.advance(2s);
        TestPeer& hong = room.member("小红");
        QCOMPARE(ming.events.size(), std::size_t{2});
        QCOMPARE(lastEvent(ming).name, "小红");
        QCOMPARE(lastEvent(ming).member, hong.welcome->member);
        QCOMPARE(hong.roster.size(), std::size_t{2});
        QCOMPARE(hong.events.size(), std::size_t{2});
    }

    void everyoneSeesWhatIsSaidInTheSameOrder()
    {
        TestRoom room;
        TestPeer& ming = room.member("小明");
        TestPeer& hong = room.member("小红");
        room.say(ming, 1, "大家好");
        room.say(hong, 1, "你好");
        QCOMPARE(lastEvent(ming, 1).text(), "大家好");
        QCOMPARE(lastEvent(hong, 1).text(), "大家好");
        QCOMPARE(lastEvent(ming).text(), "你好");
        QCOMPARE(ming.chain, hong.chain);
        QCOMPARE(ming.chain, room.store.fold().chain());
    }

    void refusesNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::newRow("the same") << "Ming" << int(RefusalCode::nameTaken);
        QTest::newRow("other case") << "MING" << int(RefusalCode::nameTaken);
        QTest::newRow("full width") << "Ｍｉｎｇ" << int(RefusalCode::nameTaken);
        QTest::newRow("reserved") << "Server" << int(RefusalCode::nameReserved);
        QTest::newRow("reserved by configuration") << "boss" << int(RefusalCode::nameReserved);
        QTest::newRow("white space") << "a b" << int(RefusalCode::nameIllegal);
        QTest::newRow("empty") << "" << int(RefusalCode::nameIllegal);
    }
    void refusesNames()
    {
        QFETCH(const QString, name);
        QFETCH(const int, code);
        server::CoreSettings settings;
        settings.reservedNames = {"boss"};
        TestRoom room(settings);
        room.member("Ming");
        TestPeer& other = room.newcomer();
        const auto reply = room.join(other, name.toStdString());
        QCOMPARE(int(refusalOf(reply).value()), code);
        // And the person can try again without reconnecting.
        QVERIFY(isWelcome(room.join(other, "Hong")));
    }

    void refusesALookAlike()
    {
        TestRoom room;
        room.member("pace");
        TestPeer& other = room.newcomer();
        QCOMPARE(refusalOf(room.join(other, "расе")), RefusalCode::nameLookalike); // Cyrillic
    }

    void suggestsAFreeName()
    {
        TestRoom room;
        room.member("Ming");
        room.member("Ming2");
        TestPeer& other = room.newcomer();
        const auto reply = room.join(other, "Ming");
        const auto suggestion = std::get<chat::Refusal>(reply->what).suggestion;
        QVERIFY(suggestion.has_value());
        QVERIFY(isWelcome(room.join(other, *suggestion)));
    }

    void suggestsTheNextNumberAfterANumber_data()
    {
        QTest::addColumn<QString>("taken");
        QTest::addColumn<QString>("suggested");
        QTest::newRow("none") << u"小明"_qs << u"小明2"_qs;
        QTest::newRow("a number") << u"小明2"_qs << u"小明3"_qs;
        QTest::newRow("with a carry") << u"小明99"_qs << u"小明100"_qs;
        QTest::newRow("a year") << u"小明2008"_qs << u"小明2008_2"_qs;
        QTest::newRow("a number with a zero before it") << u"agent007"_qs << u"agent007_2"_qs;
        QTest::newRow("nothing but a number") << u"42"_qs << u"42_2"_qs;
    }
    void suggestsTheNextNumberAfterANumber()
    {
        QFETCH(const QString, taken);
        QFETCH(const QString, suggested);
        TestRoom room;
        room.member(taken.toStdString());
        const auto reply = room.join(room.newcomer(), taken.toStdString());
        QCOMPARE(QString::fromStdString(std::get<chat::Refusal>(reply->what).suggestion.value()), suggested);
    }

    void ofTwoWhoAskForOneNameTheFirstGetsIt()
    {
        TestRoom room;
        TestPeer& first = room.newcomer();
        TestPeer& second = room.newcomer();
        room.storeAnswers = false;
        const Seq asked = first.ask(room.joinRequest(first, "Ming"));
        room.settle();
        QCOMPARE(refusalOf(room.join(second, "ming")), RefusalCode::nameTaken);
        QVERIFY(!room.answerTo(first, asked));
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isWelcome(room.answerTo(first, asked)));
    }

    void nobodySeesAJoinBeforeItIsStored()
    {
        TestRoom room;
        TestPeer& ming = room.member("小明");
        const auto seen = ming.events.size();
        TestPeer& hong = room.newcomer();
        room.storeAnswers = false;
        const Seq asked = hong.ask(room.joinRequest(hong, "小红"));
        room.advance(1s);
        QCOMPARE(ming.events.size(), seen);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
        QVERIFY(!room.answerTo(hong, asked));
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(ming.events.size(), seen + 1);
        QVERIFY(hong.welcome.has_value());
    }

    void aRepeatedJoinIsNotRefusedForItsOwnPlace()
    {
        server::CoreSettings settings;
        settings.memberLimit = 1;
        TestRoom room(settings);
        TestPeer& ming = room.newcomer();
        room.storeAnswers = false;
        ming.ask(room.joinRequest(ming, "Ming"));
        room.settle();
        room.connect(ming); // its link was lost meanwhile
        const Seq again = ming.ask(room.joinRequest(ming, "Ming"));
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isWelcome(room.answerTo(ming, again)));
    }

    void refusesWhenTheRoomIsFull()
    {
        server::CoreSettings settings;
        settings.memberLimit = 2;
        TestRoom room(settings);
        room.member("a");
        room.member("b");
        TestPeer& third = room.newcomer();
        // Nothing is said about names before the rest has passed.
        QCOMPARE(refusalOf(room.join(third, "a")), RefusalCode::full);
    }

    void aMemberCannotJoinAgainUnderAnotherName()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QCOMPARE(refusalOf(room.join(ming, "Hong")), RefusalCode::badArgument);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
    }

    void oneKeyMayBeTwoMembers()
    {
        TestRoom room;
        const auto key = room.drawKey();
        TestPeer& one = room.stranger(key);
        room.connect(one);
        room.join(one, "Ming");
        TestPeer& two = room.stranger(key);
        room.connect(two);
        QVERIFY(isWelcome(room.join(two, "Hong")));
        QCOMPARE(room.core().memberCount(), std::size_t{2});
    }

    void answersInfoToAnybody()
    {
        TestRoom room;
        room.member("Ming");
        TestPeer& visitor = room.newcomer();
        const auto reply = room.ask(visitor, chat::InfoRequest{});
        const auto& info = std::get<chat::InfoReply>(reply->what);
        QCOMPARE(info.members, std::optional(1U));
        QCOMPARE(info.room, "Hubbub");
        QVERIFY(info.time && info.time->milliseconds > 0);
    }
};

QTEST_APPLESS_MAIN(JoinTest)
#include "join_test.moc"
