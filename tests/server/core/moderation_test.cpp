// Keeping order in a room: who is kept out or silent, and what becomes of names, topics and texts.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::NamedMember;
using chat::RefusalCode;
using chat::RestrictionKind;
using chat::RestrictRequest;

namespace {

std::optional<Duration> retryAfter(const std::optional<chat::Reply>& reply)
{
    const auto* refused = reply ? std::get_if<chat::Refusal>(&reply->what) : nullptr;
    return refused != nullptr ? refused->retryAfter : std::nullopt;
}

RestrictRequest restriction(RestrictionKind kind, const TestPeer& whom,
                            std::optional<std::chrono::milliseconds> lasts = {})
{
    return {kind, NamedMember{whom.welcome->member, whom.fingerprint()}, lasts, "spam"};
}

RestrictRequest ofRange(RestrictionKind kind, const char* range)
{
    return {kind, AddressRange::parse(range).value(), {}, "spam"};
}

const chat::RestrictionsReply* listIn(const std::optional<chat::Reply>& reply)
{
    return reply ? std::get_if<chat::RestrictionsReply>(&reply->what) : nullptr;
}

} // namespace

class ModerationTest : public QObject {
    Q_OBJECT
private:
    struct WithAdmin {
        crypto::KeyPair key;
        TestRoom room;
        TestPeer& admin;
        WithAdmin() : WithAdmin(std::make_unique<SeededEntropy>(7)) {}

    private:
        explicit WithAdmin(const std::unique_ptr<SeededEntropy>& entropy)
            : key(crypto::KeyPair::draw(*entropy)),
              room(settingsFor(key)),
              admin(room.stranger(key))
        {
            room.connect(admin);
        }
        static server::CoreSettings settingsFor(const crypto::KeyPair& key)
        {
            server::CoreSettings settings;
            settings.admins = {key.shared};
            return settings;
        }
    };

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

    void anAdminIsNotBanned()
    {
        WithAdmin with;
        QVERIFY(isWelcome(with.room.join(with.admin, "Boss")));
        QCOMPARE(refusalOf(with.room.ask(with.admin, restriction(RestrictionKind::ban, with.admin))),
                 RefusalCode::badArgument);
    }

    void nobodyIsHitByAMistake()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        RestrictRequest wrong = restriction(RestrictionKind::ban, ming);
        std::get<NamedMember>(wrong.whom).fingerprint = {};
        QCOMPARE(refusalOf(with.room.ask(with.admin, wrong)), RefusalCode::noSuchMember);
        QCOMPARE(refusalOf(with.room.ask(with.admin, chat::LiftRequest{Seq{1}})), RefusalCode::badArgument);
        QCOMPARE(refusalOf(with.room.ask(ming, restriction(RestrictionKind::ban, ming))),
                 RefusalCode::notAdmin);
        QVERIFY(!ming.closedWith);
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

    void restrictionsAreListedAndLifted()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.ask(with.admin, restriction(RestrictionKind::ban, ming))));
        const Seq seq = okSeq(room.ask(with.admin, ofRange(RestrictionKind::mute, "10.0.0.0/8")));
        const auto reply = room.ask(with.admin, chat::RestrictionsRequest{});
        const auto* list = listIn(reply);
        QVERIFY(list != nullptr && !list->more);
        QCOMPARE(list->restrictions.size(), std::size_t{2});
        QCOMPARE(list->restrictions[0].name, std::string("Ming"));
        QVERIFY(list->restrictions[0].whom == chat::RestrictedSet(ming.key()));
        QVERIFY(list->restrictions[0].byKey == with.admin.fingerprint());
        QCOMPARE(list->restrictions[1].seq, seq);
        // Again for the same people takes the place of the one before.
        QVERIFY(isOk(room.ask(with.admin, ofRange(RestrictionKind::mute, "10.9.9.9/8"))));
        QCOMPARE(room.core().restrictions(room.now).size(), std::size_t{2});
        QVERIFY(isOk(room.ask(with.admin, chat::LiftRequest{list->restrictions[0].seq})));
        room.connect(ming);
        QVERIFY(isWelcome(room.join(ming, "Ming")));
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

    void aNewNameFollowsTheRulesOfNames()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        QCOMPARE(refusalOf(room.ask(ming, chat::RenameRequest{"HONG"})), RefusalCode::nameTaken);
        // Cyrillic that looks like it.
        QCOMPARE(refusalOf(room.ask(ming, chat::RenameRequest{"Ноng"})), RefusalCode::nameIllegal);
        QCOMPARE(refusalOf(room.ask(ming, chat::RenameRequest{"system"})), RefusalCode::nameReserved);
        QCOMPARE(refusalOf(room.ask(ming, chat::RenameRequest{"a b"})), RefusalCode::nameIllegal);
        QVERIFY(isOk(room.ask(ming, chat::RenameRequest{"MING"})));
        QVERIFY(isOk(room.ask(ming, chat::RenameRequest{"Gao"})));
        QCOMPARE(transcript(hong), std::string("+Ming\n+Hong\n~Ming:MING\n~MING:Gao\n"));
        QVERIFY(isOk(room.say(ming, 1, "hello")));
        QCOMPARE(lastEvent(hong).name, std::string("Gao"));
        // The one before is free at once.
        QVERIFY(isWelcome(room.join(room.newcomer(), "Ming")));
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

    void theTopicIsToldToThoseWhoEnter()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        QCOMPARE(refusalOf(with.room.ask(ming, chat::TopicRequest{"tea"})), RefusalCode::notAdmin);
        QVERIFY(isOk(with.room.ask(with.admin, chat::TopicRequest{"tea\ntime"})));
        QCOMPARE(transcript(ming), std::string("+Ming\n# tea time\n"));
        with.room.restart();
        QCOMPARE(with.room.member("Hong").welcome->topic, std::string("tea time"));
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

    void onlyTextsAreRemoved()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        for (const std::uint64_t seq : {0, 1, 2, 900})
            QCOMPARE(refusalOf(room.ask(with.admin, chat::RemoveRequest{Seq{seq}, ""})),
                     RefusalCode::badArgument);
        const Seq said = okSeq(room.say(ming, 1, "hello"));
        QVERIFY(isOk(room.ask(with.admin, chat::RemoveRequest{said, ""})));
    }

    void aTextOutOfMemoryIsRemovedToo()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        const Seq seq = okSeq(room.say(ming, 1, "secret"));
        QVERIFY(isOk(room.say(ming, 2, "hello")));
        room.restoredTail = 1;
        room.restart();
        room.connect(with.admin);
        QVERIFY(isOk(room.ask(with.admin, chat::RemoveRequest{seq, ""})));
        QCOMPARE(refusalOf(room.ask(with.admin, chat::RemoveRequest{seq, ""})), RefusalCode::badArgument);
    }

    void whoHasHalfOfARemovedTextComesBackForTheTombstone()
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
        auto join = room.joinRequest(hong, "Hong");
        join.resume = hong.position();
        room.connect(hong);
        QVERIFY(isWelcome(room.ask(hong, join)));
        QVERIFY(hong.serverBrokeTheProtocol.empty());
        QCOMPARE(hong.chain, ming.chain);
    }

    void aNoticeIsConfirmedByName()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        TestPeer& gao = room.member("Gao");
        room.loses = [&](const TestPeer& peer, bool) { return &peer == &gao; };
        const Seq seq = okSeq(room.ask(
            with.admin,
            chat::AnnounceRequest{SubmissionNumber{1}, "fire drill", with.admin.outbox(), {}, true}));
        QVERIFY(isOk(room.ask(ming, chat::AcknowledgeRequest{seq})));
        QVERIFY(isOk(room.ask(ming, chat::AcknowledgeRequest{seq})));
        QCOMPARE(refusalOf(room.ask(ming, chat::AcknowledgeRequest{Seq{1}})), RefusalCode::badArgument);
        room.advance(1s);
        QCOMPARE(refusalOf(room.ask(hong, chat::ConfirmationsRequest{seq})), RefusalCode::notAdmin);
        const auto reply = room.ask(with.admin, chat::ConfirmationsRequest{seq});
        const auto& list = std::get<chat::ConfirmationsReply>(reply->what).confirmations;
        QCOMPARE(list.size(), std::size_t{3});
        QCOMPARE(list[0].state, chat::ConfirmationState::confirmed);
        QCOMPARE(list[1].state, chat::ConfirmationState::delivered);
        QCOMPARE(list[2].state, chat::ConfirmationState::unreachable);
        QCOMPARE(list[2].name, std::string("Gao"));
        room.restart();
        QCOMPARE(room.core().confirmations(seq)->front().state, chat::ConfirmationState::confirmed);
    }

    void whoAsksHasConfirmed()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        QVERIFY(isWelcome(room.ask(with.admin, room.joinRequest(with.admin, "Boss"))));
        const Seq seq = okSeq(room.ask(
            with.admin, chat::AnnounceRequest{SubmissionNumber{1}, "fire drill", std::nullopt, {}, true}));
        const auto confirmed = [&] {
            const auto list = room.core().confirmations(seq);
            return list && list->size() == 1 && list->front().state == chat::ConfirmationState::confirmed;
        };
        QVERIFY(confirmed());
        room.restart();
        QVERIFY(confirmed());
    }

    void thoseWhoEnterAreTold()
    {
        server::CoreSettings settings;
        settings.welcome = "Be kind.";
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        QCOMPARE(ming.welcome->text, std::string("Be kind."));
        QCOMPARE(ming.welcome->firstKept, Seq{1});
    }
};

QTEST_GUILESS_MAIN(ModerationTest)
#include "moderation_test.moc"
