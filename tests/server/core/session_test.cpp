// Sessions below the room: handshakes, new keys, hints, broken rules, and how many there may be.
#include "server/core/limits.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void garbageIsCountedAndDropped()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.sendToServer(ming, Bytes{});
        room.sendToServer(ming, Bytes(100, 0xff));
        room.sendToServer(ming, Bytes(1300, 4));
        room.settle();
        QVERIFY(room.figure("drop.truncated") + room.figure("drop.unknown-type")
                    + room.figure("drop.too-long")
                > 0);
        QVERIFY(isOk(room.say(ming, 1, "well")));
    }

    void packetsForNobodyGetAHint()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.restart();
        ming.connection().link().sendPing(room.now);
        room.settle();
        QCOMPARE(ming.hints, std::uint64_t{1});
    }

    void packetsThatDoNotOpenGetAHintAndReplaysDoNot()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.connection().link().sendPing(room.now);
        ming.flush(room.now);
        const auto datagrams = ming.out.take();
        room.sendToServer(ming, datagrams.front());
        room.sendToServer(ming, datagrams.front());
        room.settle();
        QCOMPARE(ming.hints, std::uint64_t{0});
        Bytes forged = datagrams.front();
        forged[8] ^= 0x40U;
        forged.back() ^= 1U;
        room.sendToServer(ming, forged);
        room.settle();
        QCOMPARE(ming.hints, std::uint64_t{1});
    }

    void newKeysCarryTheSessionOn()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.makeNewKeys(room.now);
        room.settle();
        QCOMPARE(ming.continued, true);
        QCOMPARE(room.figure("sessions"), 2U);
        QVERIFY(isOk(room.say(ming, 1, "under new keys")));
        room.say(hong, 1, "heard");
        QCOMPARE(lastEvent(ming).text(), "heard");
        room.advance(30s);
        QVERIFY(isOk(room.say(ming, 2, "the old ones are wiped")));
        QCOMPARE(transcript(hong),
                 "+Ming\n+Hong\nMing: under new keys\nHong: heard\nMing: the old ones are wiped\n");
    }

    void keysOfASessionThatIsGoneBeginAnew()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.restart();
        ming.makeNewKeys(room.now);
        room.settle();
        QCOMPARE(ming.continued, false);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
    }

    void aRepeatedFinishIsAnsweredAgain()
    {
        TestRoom room;
        TestPeer& ming = room.stranger(room.drawKey());
        int lost = 0;
        room.loses = [&lost](const TestPeer&, bool toServer) {
            // Everything from the server after message 2, for a while.
            return !toServer && ++lost > 1 && lost < 4;
        };
        ming.connect(room.now);
        room.advance(5s);
        QVERIFY(ming.isConnected());
        QCOMPARE(room.figure("sessions"), 1U);
        room.loses = nullptr;
        QVERIFY(isWelcome(room.join(ming, "Ming")));
    }

    void aRequestThatIsNoCborBreaksTheRules()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.askRaw(Bytes{0xff, 0x00});
        room.settle();
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::protocolError));
        QCOMPARE(room.core().memberCount(), std::size_t{1}); // it may come back
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        QVERIFY(ming.welcome->attached);
    }

    void unknownRequestsAreAnswered()
    {
        TestRoom room;
        TestPeer& visitor = room.newcomer();
        const Seq asked = visitor.askRaw(Bytes{0xa1, 0x00, 0x18, 0x63}); // {0: 99}
        room.settle();
        QCOMPARE(refusalOf(room.answerTo(visitor, asked)), RefusalCode::unknownCommand);
    }

    void visitorsAreBoundedAndOneAddressPushesOutOnlyItself()
    {
        TestRoom room;
        TestPeer& bystander = room.newcomer();
        TestPeer& ming = room.member("Ming");
        for (std::size_t i = 0; i < limits::visitors + 5; ++i) {
            TestPeer& peer = room.stranger(room.drawKey());
            peer.setAddress({IpAddress::v4(0xc6336401U), static_cast<std::uint16_t>(1'000 + i)});
            peer.connect(room.now);
            for (int step = 0; step < 3; ++step) {
                for (const Bytes& datagram : peer.out.take())
                    room.sendToServer(peer, datagram);
                room.deliverTo(peer);
            }
            peer.isDead = true;
            // The server makes no more than so many responses a second.
            if (i % 500 == 499)
                room.advance(1s);
        }
        room.settle();
        QCOMPARE(room.figure("sessions"), std::uint64_t(limits::visitors) + 1);
        QVERIFY(isOk(room.say(ming, 1, "x")));
        const auto info = room.ask(bystander, chat::InfoRequest{});
        QVERIFY(info.has_value());
    }

    void whoAsksWithoutListeningIsDropped()
    {
        TestRoom room;
        TestPeer& visitor = room.newcomer();
        room.loses = [](const TestPeer&, bool toServer) { return !toServer; };
        for (std::size_t i = 0; i < limits::visitorAnswers + 1; ++i)
            visitor.ask(chat::InfoRequest{});
        room.advance(5s);
        QCOMPARE(room.figure("sessions"), 0U);
    }

    void stoppingTellsEveryoneAndLogsNoLeaves()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& visitor = room.newcomer();
        room.stop("maintenance");
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::shutdown));
        QCOMPARE(ming.closedText, "maintenance");
        QCOMPARE(visitor.closedWith, std::uint64_t(wire::CloseCode::shutdown));
        QVERIFY(room.core().isSettled());
        QCOMPARE(room.store.fold().memberCount(), std::size_t{1});
    }

    void stoppingGoesOnWhenTheSocketIsReadyAgain()
    {
        TestRoom room;
        std::vector<TestPeer*> members;
        for (int i = 0; i < 5; ++i)
            members.push_back(&room.member("member" + std::to_string(i)));
        const auto closed = [&] {
            return std::ranges::count_if(members,
                                         [](const auto* peer) { return peer->closedWith.has_value(); });
        };
        room.datagramsTaken = 2 * limits::closeCopies;
        QVERIFY(!room.stop("maintenance"));
        QCOMPARE(closed(), 2);
        room.datagramsTaken = 10 * limits::closeCopies;
        QVERIFY(room.stop("maintenance"));
        QCOMPARE(closed(), 5);
        QVERIFY(room.stop("maintenance"));
    }

    void aLongReasonForStoppingIsCut()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.stop("gone\n" + std::string(60'000, 'x'));
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::shutdown));
        QCOMPARE(ming.closedText, "gone " + std::string(limits::reasonBytes - 5, 'x'));
    }

    void smallQuotasReachEveryoneInTheEnd()
    {
        TestRoom room;
        std::vector<TestPeer*> members;
        members.reserve(20);
        for (int i = 0; i < 20; ++i)
            members.push_back(&room.member("member" + std::to_string(i)));
        room.quota = 3;
        for (std::uint32_t number = 1; number <= 10; ++number)
            members.front()->ask(chat::SayRequest{SubmissionNumber{number}, std::string(500, 'x'), {}});
        room.advance(2s);
        for (const TestPeer* member : members)
            QCOMPARE(member->chain, room.store.fold().chain());
    }

    void aSpentSessionIsClosed()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.advance(limits::sessionLifetime + 1min);
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::expiredKeys));
    }
};

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
