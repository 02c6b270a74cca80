// Being there, away, back, gone: by leaving, by CLOSE, and by silence.
#include "protocol/wire/varint.h"
#include "server/core/limits.h"
#include "tests/support/test_room.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class PresenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavingIsToldWithItsReason()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QCOMPARE(okSeq(room.ask(ming, chat::LeaveRequest{"good night"})), Seq{3});
        QCOMPARE(transcript(hong), "+Ming\n+Hong\n-Ming:quit\n");
        QCOMPARE(lastEvent(hong).text(), "good night");
        QCOMPARE(transcript(ming), transcript(hong)); // the own leave is the last it sees
        room.say(hong, 1, "alone");
        QCOMPARE(transcript(ming), "+Ming\n+Hong\n-Ming:quit\n");
        QCOMPARE(refusalOf(room.say(ming, 1, "still here?")), RefusalCode::badArgument);
        // The session may come in again.
        QVERIFY(isWelcome(room.join(ming, "Ming2")));
        QVERIFY(isOk(room.say(ming, 1, "back")));
    }

    void aGoodbyeWithoutALeaveIsALeave()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.close();
        room.settle();
        QCOMPARE(transcript(hong), "+Ming\n+Hong\n-Ming:quit\n");
        QCOMPARE(room.figure("sessions"), 1U);
    }

    void aGoodbyeDuringTheJoinIsALeaveToo()
    {
        TestRoom room;
        TestPeer& hong = room.member("Hong");
        TestPeer& ming = room.newcomer();
        room.storeAnswers = false;
        ming.ask(room.joinRequest(ming, "Ming"));
        room.settle();
        ming.close();
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(transcript(hong), "+Hong\n+Ming\n-Ming:quit\n");
    }

    void aSilentMemberIsAwayAndThenLost()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.isDead = true;
        room.advance(14s);
        QVERIFY(hong.news.empty());
        room.advance(3s);
        QCOMPARE(hong.news.size(), std::size_t{1});
        QCOMPARE(hong.news.front().changes.front().member, ming.welcome->member);
        QVERIFY(hong.news.front().changes.front().flags.away);
        room.advance(22s);
        QCOMPARE(room.core().memberCount(), std::size_t{2});
        room.advance(2s);
        QCOMPARE(transcript(hong), "+Ming\n+Hong\n-Ming:lost\n");
        QCOMPARE(room.figure("sessions"), 1U);
    }

    void whoIsHeardAgainIsBack()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        ming.isDead = true;
        room.advance(20s);
        ming.isDead = false;
        room.advance(5s);
        QCOMPARE(hong.news.size(), std::size_t{2});
        QVERIFY(!hong.news.back().changes.front().flags.away);
        room.advance(60s);
        QCOMPARE(transcript(hong), "+Ming\n+Hong\n");
    }

    void graceIsConfigurable()
    {
        server::CoreSettings settings;
        settings.grace = 5s;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(6s);
        QCOMPARE(room.core().memberCount(), std::size_t{0});
    }

    void aMemberMaySayThatItIsAway()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QVERIFY(isOk(room.ask(ming, chat::AwayRequest{"lunch"})));
        room.advance(1100ms);
        QCOMPARE(hong.news.back().changes.front().awayText, "lunch");
        TestPeer& late = room.member("Late");
        QVERIFY(late.roster.front().flags.away); // and newcomers see it
        room.ask(ming, chat::AwayRequest{});
        room.advance(1100ms);
        QVERIFY(!hong.news.back().changes.front().flags.away);
    }

    void longAwayTextsOfManyAreToldInRecordsOfADatagram()
    {
        TestRoom room;
        TestPeer& watcher = room.member("watcher");
        std::vector<TestPeer*> members;
        members.reserve(100);
        for (int i = 0; i < 100; ++i)
            members.push_back(&room.member("member" + std::to_string(i)));
        for (TestPeer* const member : members)
            QVERIFY(isOk(room.ask(*member, chat::AwayRequest{std::string(512, 'x')})));
        room.advance(15s);
        std::size_t told = 0;
        for (const chat::PresenceNews& news : watcher.news) {
            QVERIFY(chat::encode(chat::Reply{Seq{}, news}).size() <= 1100);
            told += news.changes.size();
            for (const chat::PresenceChange& change : news.changes)
                QCOMPARE(change.awayText->size(), limits::awayTextBytes);
        }
        QCOMPARE(told, members.size());
        // Who comes back is told of all of them, also in small records.
        const std::size_t before = watcher.news.size();
        chat::JoinRequest again = room.joinRequest(watcher, "watcher");
        again.resume = watcher.position();
        room.connect(watcher);
        QVERIFY(isWelcome(room.ask(watcher, again)));
        room.settle();
        QVERIFY(watcher.news.size() >= before + 10);
    }

    void whoWasTooFarBehindForTheNewsHearsOfEveryoneInTheEnd()
    {
        TestRoom room;
        TestPeer& watcher = room.member("watcher");
        std::vector<TestPeer*> members;
        members.reserve(100);
        for (int i = 0; i < 100; ++i)
            members.push_back(&room.member("member" + std::to_string(i)));
        // It asks a lot, hears nothing, and meanwhile everyone goes away with a long text.
        room.loses = [&](const TestPeer& peer, bool toServer) { return &peer == &watcher && !toServer; };
        for (std::size_t i = 0; i <= limits::privateRecordsOfLists; ++i)
            watcher.ask(chat::InfoRequest{});
        for (TestPeer* const member : members)
            member->ask(chat::AwayRequest{std::string(limits::awayTextBytes, 'x')});
        room.advance(20s);
        room.loses = nullptr;
        room.advance(5s);
        std::set<MemberId> told;
        for (const auto& news : watcher.news) {
            for (const chat::PresenceChange& change : news.changes) {
                if (change.awayText && change.awayText->size() == limits::awayTextBytes)
                    told.insert(change.member);
            }
        }
        QCOMPARE(told.size(), members.size());
    }

    void newsOfPresenceAreGathered()
    {
        TestRoom room;
        TestPeer& watcher = room.member("watcher");
        TestPeer& ming = room.member("Ming");
        room.advance(2s);
        for (int i = 0; i < 20; ++i)
            room.ask(ming, chat::AwayRequest{i % 2 == 0 ? std::optional<std::string>("x") : std::nullopt});
        room.advance(5s);
        QVERIFY(watcher.news.size() <= 3);
        QVERIFY(!watcher.news.back().changes.front().flags.away);
    }

    void aLeaveThatFindsNoSpaceTakesEffectForSendingAtOnce()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        room.store.setRefusal([](const server::Proposal& proposal) {
            return std::holds_alternative<server::LeaveCommand>(proposal.command.what)
                     ? std::optional<std::string>("disk full")
                     : std::nullopt;
        });
        const Seq asked = ming.ask(chat::LeaveRequest{});
        room.settle();
        QVERIFY(!room.answerTo(ming, asked));
        QVERIFY(!room.core().isSettled());
        QCOMPARE(refusalOf(room.say(ming, 1, "no")), RefusalCode::badArgument);
        QVERIFY(isOk(room.say(hong, 1, "yes")));
        room.store.setRefusal(nullptr);
        server::ServerOutbox out;
        room.core().handleStoreReply(room.now, *room.store.answerWaitingLeaves(), out);
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, asked)));
        QCOMPARE(room.core().memberCount(), std::size_t{1});
    }

    void aVisitorThatSaysNothingIsDropped()
    {
        TestRoom room;
        TestPeer& visitor = room.newcomer();
        visitor.isDead = true;
        room.advance(59s);
        QCOMPARE(room.figure("sessions"), 1U);
        room.advance(2s);
        QCOMPARE(room.figure("sessions"), 0U);
    }

    void typingIsPassedOnNowAndThen()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        for (int i = 0; i < 5; ++i) {
            ming.connection().link().sendEphemeral(1, {});
            room.advance(500ms);
        }
        QCOMPARE(hong.ephemerals.size(), std::size_t{1});
        wire::Reader reader(hong.ephemerals.front().second);
        QCOMPARE(MemberId{static_cast<std::uint32_t>(reader.varint())}, ming.welcome->member);
        QVERIFY(ming.ephemerals.empty());
        room.advance(1s);
        ming.connection().link().sendEphemeral(1, {});
        room.advance(100ms);
        QCOMPARE(hong.ephemerals.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(PresenceTest)
#include "presence_test.moc"
