// Exactly once (promise P1): repeats, conflicts, lost replies, and stores that think, refuse or do not know.
#include "server/core/limits.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

namespace {

chat::SayRequest saying(std::uint32_t number, std::string text)
{
    return {SubmissionNumber{number}, std::move(text), {}};
}

std::size_t countOf(const TestRoom& room, std::string_view text)
{
    std::size_t count = 0;
    for (const auto& entry : room.store.entries()) {
        const auto record = entry.effect.record();
        const auto* event = std::get_if<chat::Event>(&record);
        count += event != nullptr && event->text() == text ? 1 : 0;
    }
    return count;
}

bool isSay(const server::Proposal& proposal)
{
    return std::holds_alternative<server::SayCommand>(proposal.command.what);
}

} // namespace

class SubmissionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsJustBeingLostMaySendItAgain()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        ming.isDead = true;
        room.advance(limits::lostAfter + 1s);
        ming.isDead = false;
        QCOMPARE(refusalOf(room.say(ming, 1, "back")), RefusalCode::busy);
    }

    void aRepeatIsAnsweredWithTheFirstSeq()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        const auto first = room.say(ming, 1, "once");
        QCOMPARE(okSeq(first), Seq{2});
        room.say(ming, 2, "more");
        QCOMPARE(okSeq(room.say(ming, 1, "once")), Seq{2});
        QCOMPARE(countOf(room, "once"), std::size_t{1});
    }

    void anotherTextUnderTheSameNumberIsAConflict()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.say(ming, 1, "once");
        QCOMPARE(refusalOf(room.say(ming, 1, "other")), RefusalCode::outboxConflict);
        QCOMPARE(countOf(room, "other"), std::size_t{0});
    }

    void aNumberThatWasSkippedIsNeverStored()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.say(ming, 5, "five")));
        QCOMPARE(refusalOf(room.say(ming, 3, "three")), RefusalCode::notStored);
        QVERIFY(isOk(room.say(ming, 6, "six")));
        QCOMPARE(countOf(room, "three"), std::size_t{0});
    }

    void aRefusalDoesNotDisturbLaterNumbers()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QCOMPARE(refusalOf(room.say(ming, 1, "   ")), RefusalCode::textIllegal);
        QCOMPARE(refusalOf(room.say(ming, 2, std::string(20'000, 'x'))), std::nullopt);
        room.advance(1s);
        QVERIFY(isOk(room.say(ming, 3, "fine")));
    }

    void textsThatAreTooLongAreRefused()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        const Seq asked = ming.ask(saying(1, std::string(limits::textBytes + 1, 'x')));
        room.advance(2s);
        QCOMPARE(refusalOf(room.answerTo(ming, asked)), RefusalCode::tooLong);
        const Seq fits = ming.ask(saying(2, std::string(limits::textBytes, 'x')));
        room.advance(2s);
        QVERIFY(isOk(room.answerTo(ming, fits)));
    }

    void numbersBeginAtOne()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QCOMPARE(refusalOf(room.say(ming, 0, "zero")), RefusalCode::badArgument);
    }

    void onlyMembersSpeak()
    {
        TestRoom room;
        QCOMPARE(refusalOf(room.say(room.newcomer(), 1, "hello")), RefusalCode::badArgument);
    }

    void aReplyLostOnTheWayIsGivenInTheNextSession()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.ask(saying(1, "once"));
        room.loses = [](const TestPeer&, bool toServer) { return !toServer; };
        room.settle();
        room.loses = nullptr;
        QCOMPARE(countOf(room, "once"), std::size_t{1});
        room.connect(ming);
        room.join(ming, "Ming");
        QCOMPARE(ming.welcome->nextNumber, SubmissionNumber{2});
        QCOMPARE(okSeq(room.say(ming, 1, "once")), Seq{2});
        QCOMPARE(countOf(room, "once"), std::size_t{1});
    }

    void aRepeatWhileTheFirstIsUnderWayWaitsWithIt()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        ming.ask(saying(1, "once"));
        room.settle();
        room.connect(ming);
        room.join(ming, "Ming");
        QCOMPARE(ming.welcome->nextNumber, SubmissionNumber{2});
        const Seq again = ming.ask(saying(1, "once"));
        const Seq other = ming.ask(saying(1, "other"));
        room.settle();
        QVERIFY(!room.answerTo(ming, again));
        QCOMPARE(refusalOf(room.answerTo(ming, other)), RefusalCode::outboxConflict);
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(okSeq(room.answerTo(ming, again)), Seq{2});
        QCOMPARE(countOf(room, "once"), std::size_t{1});
    }

    /// Each wants an answer of its own when the store has spoken.
    void oneTextMayBeRepeatedSoOftenWhileItWaits()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        for (std::size_t i = 0; i < limits::waitersPerProposal; ++i)
            ming.ask(saying(1, "once"));
        room.settle();
        QVERIFY(!ming.closedWith);
        ming.ask(saying(1, "once"));
        room.settle();
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::busy));
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(countOf(room, "once"), std::size_t{1});
    }

    /// What is stored already is looked for in the store.
    void aSessionMayHaveSoManyLookedFor()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.say(ming, 1, "once");
        room.storeAnswers = false;
        for (unsigned i = 0; i < limits::lookUpsPerSession; ++i)
            ming.ask(saying(1, "once"));
        room.advance(1s);
        QVERIFY(!ming.closedWith);
        ming.ask(saying(1, "once"));
        room.settle();
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::busy));
    }

    void survivesAServerKilledBeforeTheReply()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.ask(saying(1, "once"));
        room.loses = [](const TestPeer&, bool toServer) { return !toServer; };
        room.settle();
        room.loses = nullptr;
        room.restart();
        room.connect(ming);
        room.join(ming, "Ming");
        QCOMPARE(okSeq(room.say(ming, 1, "once")), Seq{2});
        QCOMPARE(countOf(room, "once"), std::size_t{1});
    }

    void nothingIsToldBeforeItIsStored()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        room.storeAnswers = false;
        const Seq asked = ming.ask(saying(1, "later"));
        room.advance(1s);
        QVERIFY(!room.answerTo(ming, asked));
        QVERIFY(std::holds_alternative<chat::Joined>(lastEvent(hong).what));
        room.storeAnswers = true;
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, asked)));
        QCOMPARE(lastEvent(hong).text(), "later");
    }

    void whatTheStoreRefusesIsAnsweredNotStored()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.store.setRefusal([](const server::Proposal& proposal) {
            return isSay(proposal) ? std::optional<std::string>("disk full") : std::nullopt;
        });
        QCOMPARE(refusalOf(room.say(ming, 1, "lost")), RefusalCode::notStored);
        room.store.setRefusal(nullptr);
        QVERIFY(isOk(room.say(ming, 2, "kept")));
        QVERIFY(room.core().isSettled());
        QCOMPARE(transcript(ming), "+Ming\nMing: kept\n");
    }

    void aJoinThatIsNotStoredFreesItsName()
    {
        TestRoom room;
        room.store.setRefusal(
            [](const server::Proposal&) { return std::optional<std::string>("disk full"); });
        TestPeer& ming = room.newcomer();
        QCOMPARE(refusalOf(room.join(ming, "Ming")), RefusalCode::notStored);
        room.store.setRefusal(nullptr);
        QVERIFY(isWelcome(room.join(room.newcomer(), "Ming")));
    }

    void whatNobodyKnowsIsProposedAgain_data()
    {
        QTest::addColumn<bool>("wasStored");
        QTest::newRow("it had been stored") << true;
        QTest::newRow("it had not") << false;
    }
    void whatNobodyKnowsIsProposedAgain()
    {
        QFETCH(const bool, wasStored);
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        int unknown = 2;
        room.store.setFate([&](const server::AppendRequest&) {
            if (unknown-- <= 0)
                return MemoryStore::Fate::answered;
            return wasStored ? MemoryStore::Fate::unknownStored : MemoryStore::Fate::unknownLost;
        });
        const Seq one = ming.ask(saying(1, "one"));
        const Seq two = ming.ask(saying(2, "two"));
        const Seq three = hong.ask(saying(1, "three"));
        room.settle();
        QVERIFY(isOk(room.answerTo(ming, one)));
        QVERIFY(isOk(room.answerTo(ming, two)));
        QVERIFY(isOk(room.answerTo(hong, three)));
        QVERIFY(okSeq(room.answerTo(ming, one)) < okSeq(room.answerTo(ming, two)));
        for (const char* text : {"one", "two", "three"})
            QCOMPARE(countOf(room, text), std::size_t{1});
        QCOMPARE(ming.chain, room.store.fold().chain());
        QVERIFY(room.core().isSettled());
    }

    void withTurnsUnderWayNothingOvertakesWhatIsInDoubt()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        std::vector<Seq> asked;
        // Each settle() is a turn: four are handed over, the others wait.
        for (std::uint32_t number = 1; number <= 7; ++number) {
            asked.push_back(ming.ask(saying(number, std::to_string(number))));
            room.settle();
        }
        QCOMPARE(room.figure("store.turns"), std::uint64_t(limits::turnsUnderWay));
        int appends = 0;
        room.store.setFate([&](const server::AppendRequest&) {
            return appends++ == 1 ? MemoryStore::Fate::unknownLost : MemoryStore::Fate::answered;
        });
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(transcript(ming), "+Ming\nMing: 1\nMing: 2\nMing: 3\nMing: 4\nMing: 5\nMing: 6\nMing: 7\n");
        for (const Seq seq : asked)
            QVERIFY(isOk(room.answerTo(ming, seq)));
    }

    void aFullQueueIsBusy()
    {
        server::CoreSettings settings;
        settings.messageBurst = 100'000;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        const std::uint32_t most =
            limits::turnsUnderWay * limits::proposalsPerTurn + limits::waitingProposals;
        std::uint32_t number = 0;
        std::size_t refused = 0;
        while (refused == 0 && number <= most) {
            for (int i = 0; i < 100; ++i)
                ming.ask(saying(++number, "x"));
            room.settle();
            refused = ming.answers.size() - 1;
        }
        QVERIFY(refused > 0);
        for (const auto& [seq, replies] : ming.answers) {
            if (seq > Seq{1}) {
                QCOMPARE(refusalOf(replies.front()), RefusalCode::busy);
                QVERIFY(std::get<chat::Refusal>(replies.front().what).retryAfter.has_value());
            }
        }
        room.storeAnswers = true;
        room.advance(5s);
        QVERIFY(room.core().isSettled());
        QCOMPARE(ming.answers.size(), std::size_t{number} + 1); // each request has its one answer
    }
};

QTEST_APPLESS_MAIN(SubmissionTest)
#include "submission_test.moc"
