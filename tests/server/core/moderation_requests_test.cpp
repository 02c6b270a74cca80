// What may be asked for to keep order, by whom, and what the answers tell.
#include "tests/server/core/with_admin.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::NamedMember;
using chat::RefusalCode;
using chat::RestrictionKind;
using chat::RestrictRequest;

namespace {

const chat::RestrictionsReply* listIn(const std::optional<chat::Reply>& reply)
{
    return reply ? std::get_if<chat::RestrictionsReply>(&reply->what) : nullptr;
}

} // namespace

class ModerationRequestsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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

    void ownTextsAreTakenBackAtThePaceOfSaying()
    {
        server::CoreSettings settings;
        settings.messageRate = 1;
        settings.messageBurst = 10;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        std::vector<Seq> said;
        for (std::uint32_t number = 1; number <= 6; ++number)
            said.push_back(okSeq(room.say(ming, number, "x")));
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(isOk(room.ask(ming, chat::RemoveRequest{said[i], ""})));
        QCOMPARE(refusalOf(room.ask(ming, chat::RemoveRequest{said[4], ""})), RefusalCode::rate);
        room.advance(1s);
        QVERIFY(isOk(room.ask(ming, chat::RemoveRequest{said[4], ""})));
    }

    void whoConfirmsAgainBeforeItIsStoredWaitsWithTheFirst()
    {
        WithAdmin with;
        TestRoom& room = with.room;
        TestPeer& ming = room.member("Ming");
        const Seq seq = okSeq(room.ask(
            with.admin,
            chat::AnnounceRequest{SubmissionNumber{1}, "fire drill", with.admin.outbox(), {}, true}));
        room.storeAnswers = false;
        const Seq first = ming.ask(chat::AcknowledgeRequest{seq});
        const Seq second = ming.ask(chat::AcknowledgeRequest{seq});
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, first)));
        QVERIFY(isOk(room.answerTo(ming, second)));
        QCOMPARE(room.store.fold().head(), next(seq));
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

QTEST_GUILESS_MAIN(ModerationRequestsTest)
#include "moderation_requests_test.moc"
