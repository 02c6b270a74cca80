// What a room holds to once it is decided: who is kept out or silent, and what becomes of former names and
// removed texts.
#include "tests/server/core/with_admin.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;
using chat::RestrictionKind;

namespace {

std::optional<Duration> retryAfter(const std::optional<chat::Reply>& reply)
{
    const auto* refused = reply ? std::get_if<chat::Refusal>(&reply->what) : nullptr;
    return refused != nullptr ? refused->retryAfter : std::nullopt;
}

} // namespace

class EnforcementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBanRemovesAndKeepsOutWhateverTheNameAddressOrStart()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QVERIFY(okSeq(room.ask(with.admin, restriction(RestrictionKind::ban, ming))) != Seq{});
        QCOMPARE(ming.closedWith, std::optional<std::uint64_t>(4));
        QCOMPARE(transcript(hong), std::string("+Ming\n+Hong\nvoid\n-Ming:banned\n"));
        for (const char* name : {"Ming", "Gao"}) {
            ming.setAddress({IpAddress::v4(0xc6336401U), 4000});
            room.connect(ming);
            const auto refused = room.join(ming, name);
            QCOMPARE(refusalOf(refused), RefusalCode::banned);
            QVERIFY(!retryAfter(refused));
        }
        room.restart();
        room.connect(ming);
        QCOMPARE(refusalOf(room.join(ming, "Tom")), RefusalCode::banned);
    }

    void theLogHoldsNothingOfWhatIsSaid()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        room.settings.logLevels.least = server::LogLevel::debug;
        server::ServerOutbox out;
        room.core().apply(room.now, room.settings, out);
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.say(ming, 1, "sesame")));
        QVERIFY(isOk(room.ask(ming, chat::AwayRequest{"sesame"})));
        const auto announced = room.ask(
            with.admin, chat::AnnounceRequest{SubmissionNumber{1}, "sesame", with.admin.outbox(), {}});
        QVERIFY(isOk(announced));
        QVERIFY(isOk(room.ask(ming, chat::LeaveRequest{"sesame"})));
        std::string log;
        for (const auto& notice : room.notices) {
            if (const auto* line = std::get_if<server::LogNotice>(&notice))
                log += line->text + '\n';
        }
        QVERIFY2(log.find("Ming") != std::string::npos && log.find("(quit)") != std::string::npos,
                 log.c_str());
        QVERIFY2(log.find("announced as number " + std::to_string(okSeq(announced).value))
                     != std::string::npos,
                 log.c_str());
        QVERIFY2(log.find("sesame") == std::string::npos, log.c_str());
    }

    void aBanEndsByItself()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(with.admin, restriction(RestrictionKind::ban, ming, 60s))));
        room.connect(ming);
        const auto refused = room.join(ming, "Ming");
        QCOMPARE(refusalOf(refused), RefusalCode::banned);
        QVERIFY(retryAfter(refused) && *retryAfter(refused) <= 60s && *retryAfter(refused) > 50s);
        room.advance(30s);
        QCOMPARE(refusalOf(room.join(ming, "Ming")), RefusalCode::banned);
        room.advance(31s);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
    }

    void aBanOfAddressesHitsAllWhoComeFromThere()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& elsewhere = room.stranger(room.drawKey());
        elsewhere.setAddress({IpAddress::v4(0xc6336401U), 4000});
        room.connect(elsewhere);
        QVERIFY(isWelcome(room.join(elsewhere, "Hong")));
        // The admin comes from there, too.
        QCOMPARE(refusalOf(room.ask(with.admin, ofRange(RestrictionKind::ban, "192.0.2.0/24"))),
                 RefusalCode::badArgument);
        QVERIFY(!ming.closedWith);
        server::ServerOutbox out;
        const chat::TypedRestriction typed{AddressRange::parse("192.0.2.0/24").value(), {}, "spam"};
        QVERIFY(room.core().restrict(room.now, RestrictionKind::ban, typed, out).has_value());
        room.take(out);
        room.settle();
        QCOMPARE(ming.closedWith, std::optional<std::uint64_t>(4));
        QVERIFY(!elsewhere.closedWith);
        // An admin's key is never kept out.
        QVERIFY(isWelcome(room.join(with.admin, "Boss")));
        room.connect(ming);
        QCOMPARE(refusalOf(room.join(ming, "Ming")), RefusalCode::banned);
    }

    void whoIsMutedReadsAndIsSilent()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        const Seq mute = okSeq(room.ask(with.admin, restriction(RestrictionKind::mute, ming, 60s)));
        QVERIFY(mute != Seq{});
        const auto refused = room.say(ming, 1, "hello");
        QCOMPARE(refusalOf(refused), RefusalCode::muted);
        QVERIFY(retryAfter(refused) && *retryAfter(refused) <= 60s);
        QCOMPARE(refusalOf(room.ask(ming, chat::RenameRequest{"Gao"})), RefusalCode::muted);
        QCOMPARE(refusalOf(room.ask(ming, chat::AwayRequest{"look at me"})), RefusalCode::muted);
        QVERIFY(isOk(room.ask(ming, chat::AwayRequest{std::nullopt})));
        const auto who = room.ask(with.admin, chat::WhoRequest{});
        QVERIFY(std::get<chat::MembersReply>(who->what).members.front().entry.flags.muted);
        QVERIFY(isOk(room.ask(with.admin, chat::LiftRequest{mute})));
        QVERIFY(isOk(room.say(ming, 2, "thank you")));
    }

    void nothingOfWhoIsMutedComesBehindTheMute()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        const auto say = [&](std::uint32_t number, const char* text) {
            const Seq asked = ming.ask(chat::SayRequest{SubmissionNumber{number}, text});
            room.settle();
            return asked;
        };
        room.storeAnswers = false;
        const Seq before = say(1, "before");
        const Seq muting = with.admin.ask(restriction(RestrictionKind::mute, ming, 60s));
        room.settle();
        // The store has two transactions to do, and these wait for it.
        const Seq behind = say(2, "behind");
        const Seq renaming = ming.ask(chat::RenameRequest{"Gao"});
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, before)));
        QVERIFY(isOk(room.answerTo(with.admin, muting)));
        QCOMPARE(refusalOf(room.answerTo(ming, behind)), RefusalCode::muted);
        QCOMPARE(refusalOf(room.answerTo(ming, renaming)), RefusalCode::muted);
        QCOMPARE(transcript(ming), std::string("+Ming\nMing: before\nvoid\n"));
    }

    void whoIsMutedMayTakeBackAndGoWithoutAWord_data()
    {
        QTest::addColumn<bool>("isWaiting");
        QTest::newRow("after the mute") << false;
        QTest::newRow("before it, while the store is slow") << true;
    }
    void whoIsMutedMayTakeBackAndGoWithoutAWord()
    {
        QFETCH(bool, isWaiting);
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        const Seq said = okSeq(room.say(ming, 1, "one"));
        room.storeAnswers = !isWaiting;
        hong.ask(chat::SayRequest{SubmissionNumber{1}, "two"});
        room.settle();
        const Seq muting = with.admin.ask(restriction(RestrictionKind::mute, ming));
        room.settle();
        const Seq removing = ming.ask(chat::RemoveRequest{said, "and another thing"});
        room.settle();
        const Seq leaving = ming.ask(chat::LeaveRequest{"and one more"});
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(with.admin, muting)));
        QVERIFY(isOk(room.answerTo(ming, removing)));
        QVERIFY(isOk(room.answerTo(ming, leaving)));
        QCOMPARE(transcript(hong),
                 std::string("+Ming\n+Hong\nMing: one\nHong: two\nvoid\nx 3\n-Ming:quit\n"));
        for (const auto& told : {hong.events.end()[-1], hong.events.end()[-2]})
            QCOMPARE(std::get<chat::Event>(told.record).text(), std::string_view());
    }

    void whoWaitsToEnterIsBannedFirst()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        const auto key = room.drawKey();
        TestPeer& ming = room.stranger(key);
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        TestPeer& hong = room.member("Hong");
        room.storeAnswers = false;
        const Seq said = hong.ask(chat::SayRequest{SubmissionNumber{1}, "one"});
        room.settle();
        const Seq banning = with.admin.ask(restriction(RestrictionKind::ban, ming));
        room.settle();
        TestPeer& again = room.stranger(key);
        room.connect(again);
        const Seq asked = again.ask(room.joinRequest(again, "Gao"));
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(hong, said)));
        QVERIFY(isOk(room.answerTo(with.admin, banning)));
        QCOMPARE(refusalOf(room.answerTo(again, asked)), RefusalCode::banned);
        QCOMPARE(transcript(hong), std::string("+Ming\n+Hong\nHong: one\nvoid\n-Ming:banned\n"));
    }

    void aLockedRoomLetsInWhoBelongsThere()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(with.admin, chat::LockRequest{true})));
        TestPeer& hong = room.newcomer();
        QCOMPARE(refusalOf(room.join(hong, "Hong")), RefusalCode::locked);
        QVERIFY(isWelcome(room.join(with.admin, "Boss")));
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        room.restart();
        room.connect(hong);
        QCOMPARE(refusalOf(room.join(hong, "Hong")), RefusalCode::locked);
        room.connect(with.admin);
        QVERIFY(isOk(room.ask(with.admin, chat::LockRequest{false})));
        QVERIFY(isWelcome(room.join(hong, "Hong")));
    }

    void whoWaitsToEnterIsLockedOutFirst()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        const Seq said = ming.ask(chat::SayRequest{SubmissionNumber{1}, "one"});
        room.settle();
        const Seq locking = with.admin.ask(chat::LockRequest{true});
        room.settle();
        // The store has two transactions to do, and this waits for it.
        TestPeer& hong = room.newcomer();
        const Seq asked = hong.ask(room.joinRequest(hong, "Hong"));
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, said)));
        QVERIFY(isOk(room.answerTo(with.admin, locking)));
        QCOMPARE(refusalOf(room.answerTo(hong, asked)), RefusalCode::locked);
        QCOMPARE(transcript(ming), std::string("+Ming\nMing: one\nvoid\n"));
    }

    void whoLostTheLinkUnderTheOldNameFindsHisPlace()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(ming, chat::RenameRequest{"Gao"})));
        const MemberId member = ming.welcome->member;
        room.connect(ming);
        const auto reply = room.join(ming, "Ming");
        QVERIFY(isWelcome(reply));
        QCOMPARE(ming.welcome->name, std::string("Gao"));
        QCOMPARE(ming.welcome->member, member);
        QVERIFY(ming.welcome->attached);
    }

    void soHeDoesAfterARestartOfALockedRoom()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(ming, chat::RenameRequest{"Gao"})));
        QVERIFY(isOk(room.ask(with.admin, chat::LockRequest{true})));
        const MemberId member = ming.welcome->member;
        room.restart();
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
        QCOMPARE(ming.welcome->name, std::string("Gao"));
        QCOMPARE(ming.welcome->member, member);
    }

    void whoIsLeavingIsNotFoundUnderTheOldName()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(ming, chat::RenameRequest{"Gao"})));
        const MemberId before = ming.welcome->member;
        room.storeAnswers = false;
        ming.ask(chat::LeaveRequest{""});
        room.settle();
        room.connect(ming);
        const Seq asked = ming.ask(room.joinRequest(ming, "Ming"));
        room.settle();
        QVERIFY(!room.answerTo(ming, asked));
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isWelcome(room.answerTo(ming, asked)));
        QCOMPARE(ming.welcome->name, std::string("Ming"));
        QVERIFY(ming.welcome->member != before);
        QVERIFY(!ming.welcome->attached);
    }

    void aTextIsRemovedForEveryone()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        const Seq seq = okSeq(room.say(ming, 1, "secret"));
        QCOMPARE(refusalOf(room.ask(hong, chat::RemoveRequest{seq, ""})), RefusalCode::notAdmin);
        QVERIFY(isOk(room.ask(ming, chat::RemoveRequest{seq, "oops"})));
        QCOMPARE(transcript(hong), std::string("+Ming\n+Hong\nMing: secret\nx 3\n"));
        QCOMPARE(refusalOf(room.ask(with.admin, chat::RemoveRequest{seq, ""})), RefusalCode::badArgument);
        // Who enters later sees a tombstone, and the chain is the same.
        TestPeer& late = room.member("Gao");
        QCOMPARE(late.chain, hong.chain);
        for (const auto& told : late.events) {
            const auto* event = std::get_if<chat::Event>(&told.record);
            QVERIFY(event == nullptr || event->text() != "secret");
        }
    }

    void whoHasHalfOfARemovedTextIsGivenTheTombstone()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        int left = 3;
        room.loses = [&](const TestPeer& peer, bool toServer) {
            return &peer == &hong && !toServer && left-- <= 0;
        };
        const Seq asked =
            ming.ask(chat::SayRequest{SubmissionNumber{1}, std::string(16'000, 'x'), {}, std::nullopt});
        room.advance(500ms);
        const Seq seq = okSeq(room.answerTo(ming, asked));
        QVERIFY(seq != Seq{});
        QVERIFY(isOk(room.ask(with.admin, chat::RemoveRequest{seq, ""})));
        room.loses = {};
        room.advance(2s);
        QVERIFY(hong.serverBrokeTheProtocol.empty());
        QVERIFY(!hong.closedWith && !ming.closedWith);
        QCOMPARE(transcript(hong), std::string("+Ming\n+Hong\nMing: \nx 3\n"));
        QCOMPARE(hong.chain, ming.chain);
    }

    /// From behind what is in memory, too.
    void whoComesBackToHalfOfARemovedTextIsGivenTheTombstone()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        hong.isDead = true;
        const Seq asked =
            ming.ask(chat::SayRequest{SubmissionNumber{1}, std::string(16'000, 'x'), {}, std::nullopt});
        room.advance(500ms);
        const Seq seq = okSeq(room.answerTo(ming, asked));
        for (std::uint32_t number = 2; number <= 9; ++number)
            room.say(ming, number, "y");
        auto join = room.joinRequest(hong, "Hong");
        join.resume = hong.position();
        room.restoredTail = 1;
        room.restart();
        room.connect(with.admin);
        hong.isDead = false;
        room.connect(hong);
        int left = 4;
        room.loses = [&](const TestPeer& peer, bool toServer) {
            return &peer == &hong && !toServer && left-- <= 0;
        };
        hong.ask(join);
        room.advance(500ms);
        QVERIFY(isOk(room.ask(with.admin, chat::RemoveRequest{seq, ""})));
        room.loses = {};
        room.advance(3s);
        QVERIFY(hong.serverBrokeTheProtocol.empty());
        QVERIFY(!hong.closedWith);
        QCOMPARE(hong.chain, room.store.fold().chain());
    }
};

QTEST_GUILESS_MAIN(EnforcementTest)
#include "enforcement_test.moc"
