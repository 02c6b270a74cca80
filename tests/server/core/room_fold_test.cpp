// The fold: what commands do at their place in the log, and that the same log always gives the same room.
#include "protocol/crypto/identity.h"
#include "server/core/room_fold.h"
#include "tests/server/core/sample_commands.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <ranges>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

const chat::Event* eventOf(const FoldEffect& effect)
{
    return std::get_if<chat::Event>(&effect.outcome);
}

std::optional<VoidReason> voidOf(const FoldEffect& effect)
{
    const auto* reason = std::get_if<VoidReason>(&effect.outcome);
    return reason ? std::optional(*reason) : std::nullopt;
}

constexpr std::int64_t day = std::int64_t{24} * 60 * 60 * 1000;

} // namespace

class RoomFoldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aJoinMakesAMember();
    void aMemberNumberIsNeverUsedTwice();
    void aNameIsClaimedByBothKeys_data();
    void aNameIsClaimedByBothKeys();
    void aLeaveFreesTheName();
    void aCommandWithoutEffectTakesANumberAndNothingElse();
    void onlyMembersSpeakAndLeave();
    void aSubmissionNumberMustRiseButMaySkip();
    void theConsoleAndAdminsOutsideAnnounceToo();
    void whoHasGoneRemovesNothing();
    void whoModeratesDoesSoUnderTheNewName();
    void timeNeverGoesBack();
    void aRestingNameIsKeptForItsKey_data();
    void aRestingNameIsKeptForItsKey();
    void restingNamesEndByTheTimesOfEvents();
    void aNameThatHasNothingLeftToRestIsFree();
    void theLastEightOutboxesOfAKeyAreKeptHoweverOld();
    void outboxesYoungerThanThirtyDaysAreKeptHoweverMany();
    void anOutboxUsedAgainIsYoungAgain();
    void everyEventExtendsTheChain();
    void theSameCommandsMakeTheSameRoom();
    void aRoomGoesOnFromItsState();
    void whatIsTakenBackWasNeverThere();
    void membersThatClashAfterANewUnicodeVersionLeaveOneByOne();
};

void RoomFoldTest::aJoinMakesAMember()
{
    RoomFold fold;
    const FoldEffect effect = fold.apply(commandAt(1000, joinAs("anna", 7)));

    QCOMPARE(effect.seq, Seq{1});
    const chat::Event* event = eventOf(effect);
    QVERIFY(event);
    QCOMPARE(event->member, MemberId{1});
    QCOMPARE(event->name, std::string("anna"));
    QCOMPARE(event->time, WallTime{1000});
    QCOMPARE(std::get<chat::Joined>(event->what).fingerprint, crypto::fingerprintOf(keyOf(7)));
    QCOMPARE(event->number, SubmissionNumber{});

    const FoldedMember expected{MemberId{1}, "anna", keysOf("anna"), outboxOf(7), Seq{1}, WallTime{1000}};
    QVERIFY(fold.find(MemberId{1}));
    QCOMPARE(*fold.find(MemberId{1}), expected);
    QCOMPARE(fold.holderOf(keysOf("anna")), fold.find(MemberId{1}));
    QCOMPARE(fold.memberCount(), std::size_t{1});
}

void RoomFoldTest::aMemberNumberIsNeverUsedTwice()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    fold.apply(commandAt(2, leave(1)));
    QCOMPARE(eventOf(fold.apply(commandAt(3, joinAs("anna", 1))))->member, MemberId{2});
    RoomFold restored(fold.state());
    restored.apply(commandAt(4, leave(2)));
    QCOMPARE(eventOf(restored.apply(commandAt(5, joinAs("anna", 1))))->member, MemberId{3});
}

void RoomFoldTest::aNameIsClaimedByBothKeys_data()
{
    QTest::addColumn<chat::NameKeys>("keys");
    QTest::addColumn<bool>("clashes");
    QTest::newRow("same name") << chat::NameKeys{"bob", "bob"} << true;
    QTest::newRow("same fold key") << chat::NameKeys{"bob", "other"} << true;
    QTest::newRow("looks alike") << chat::NameKeys{"other", "bob"} << true;
    QTest::newRow("another name") << chat::NameKeys{"carl", "carl"} << false;
}

void RoomFoldTest::aNameIsClaimedByBothKeys()
{
    QFETCH(chat::NameKeys, keys);
    QFETCH(bool, clashes);
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("bob", 1)));
    const FoldEffect effect = fold.apply(commandAt(2, JoinCommand{"second", keys, outboxOf(1)}));
    QCOMPARE(voidOf(effect), clashes ? std::optional(VoidReason::nameClash) : std::nullopt);
    QCOMPARE(fold.memberCount(), std::size_t{clashes ? 1U : 2U});
    QVERIFY(fold.holderOf(keys));
}

void RoomFoldTest::aLeaveFreesTheName()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    const FoldEffect effect =
        fold.apply(commandAt(2, LeaveCommand{MemberId{1}, chat::LeftReason::removed, "rude", std::nullopt}));
    const chat::Event* event = eventOf(effect);
    QVERIFY(event);
    QCOMPARE(std::get<chat::Left>(event->what).reason, chat::LeftReason::removed);
    QCOMPARE(event->text(), std::string_view("rude"));
    QCOMPARE(event->name, std::string("anna"));
    QVERIFY(!fold.holderOf(keysOf("anna")));
    QVERIFY(!fold.restingAs(keysOf("anna")));
    QVERIFY(eventOf(fold.apply(commandAt(3, joinAs("anna", 2)))));
}

void RoomFoldTest::aCommandWithoutEffectTakesANumberAndNothingElse()
{
    RoomFold fold;
    fold.apply(commandAt(5, joinAs("anna", 1)));
    FoldState expected = fold.state();
    const FoldEffect effect = fold.apply(commandAt(9000, joinAs("anna", 2)));

    QCOMPARE(effect.seq, Seq{2});
    QCOMPARE(effect.record(), chat::LogRecord(chat::VoidEvent{}));
    QCOMPARE(effect.chain, chat::chainNext(expected.chain, Seq{2}, chat::VoidEvent{}));
    expected.head = Seq{2};
    expected.chain = effect.chain;
    QCOMPARE(fold.state(), expected);
}

void RoomFoldTest::onlyMembersSpeakAndLeave()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    fold.apply(commandAt(2, leave(1)));
    QCOMPARE(voidOf(fold.apply(commandAt(3, say(1, outboxOf(1), 1)))), VoidReason::noSuchMember);
    QCOMPARE(voidOf(fold.apply(commandAt(4, say(0, outboxOf(1), 1)))), VoidReason::noSuchMember);
    QCOMPARE(voidOf(fold.apply(commandAt(5, leave(1)))), VoidReason::noSuchMember);
    QCOMPARE(voidOf(fold.apply(commandAt(6, leave(0)))), VoidReason::noSuchMember);
    QCOMPARE(voidOf(fold.apply(commandAt(7, AnnounceCommand{MemberId{1}, "anna", "hear", std::nullopt}))),
             VoidReason::noSuchMember);
    QCOMPARE(fold.cursorOf(outboxOf(1)), SubmissionNumber{});
}

void RoomFoldTest::aSubmissionNumberMustRiseButMaySkip()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    const FoldEffect first = fold.apply(commandAt(2, say(1, outboxOf(1), 1, "one")));
    QVERIFY(eventOf(first));
    QCOMPARE(eventOf(first)->number, SubmissionNumber{1});
    QCOMPARE(eventOf(first)->text(), std::string_view("one"));
    QCOMPARE(eventOf(first)->name, std::string("anna"));
    QCOMPARE(voidOf(fold.apply(commandAt(3, say(1, outboxOf(1), 1)))), VoidReason::repeatedNumber);
    QVERIFY(eventOf(fold.apply(commandAt(4, say(1, outboxOf(1), 7)))));
    QCOMPARE(voidOf(fold.apply(commandAt(5, say(1, outboxOf(1), 6)))), VoidReason::repeatedNumber);
    QCOMPARE(voidOf(fold.apply(
                 commandAt(6, AnnounceCommand{MemberId{1}, "anna", "hear", submissionOf(outboxOf(1), 7)}))),
             VoidReason::repeatedNumber);
    QCOMPARE(fold.cursorOf(outboxOf(1)), SubmissionNumber{7});
    // Another instance of the same key counts for itself.
    QVERIFY(eventOf(fold.apply(commandAt(7, say(1, outboxOf(1, 2), 1)))));
}

void RoomFoldTest::theConsoleAndAdminsOutsideAnnounceToo()
{
    RoomFold fold;
    const FoldEffect console =
        fold.apply(commandAt(1, AnnounceCommand{MemberId{}, "", "lunch", std::nullopt}));
    QVERIFY(eventOf(console));
    QCOMPARE(eventOf(console)->member, MemberId{});
    QCOMPARE(eventOf(console)->number, SubmissionNumber{});
    QVERIFY(std::holds_alternative<chat::Announcement>(eventOf(console)->what));

    const AnnounceCommand outside{MemberId{}, "", "tea", submissionOf(outboxOf(9), 3)};
    QCOMPARE(eventOf(fold.apply(commandAt(2, outside)))->number, SubmissionNumber{3});
    QCOMPARE(voidOf(fold.apply(commandAt(3, outside))), VoidReason::repeatedNumber);

    fold.apply(commandAt(4, joinAs("anna", 1)));
    const FoldEffect member =
        fold.apply(commandAt(5, AnnounceCommand{MemberId{1}, "anna", "cake", submissionOf(outboxOf(1), 1)}));
    QCOMPARE(eventOf(member)->name, std::string("anna"));
    QCOMPARE(eventOf(member)->member, MemberId{1});
}

void RoomFoldTest::whoHasGoneRemovesNothing()
{
    RoomFold fold;
    fold.apply(commandAt(1000, joinAs("anna", 7)));
    fold.apply(commandAt(1001, say(1, outboxOf(7), 1)));
    fold.apply(commandAt(1002, leave(1)));
    const Moderator anna{MemberId{1}, "anna", keyOf(7)};

    QCOMPARE(voidOf(fold.apply(commandAt(1003, RemoveCommand{anna, Seq{2}, ""}))), VoidReason::noSuchMember);
    QCOMPARE(voidOf(fold.apply(commandAt(1004, TopicCommand{anna, "mine"}))), VoidReason::noSuchMember);
    QCOMPARE(fold.topic(), std::string());

    const Moderator outside{MemberId{}, "", keyOf(9)};
    QVERIFY(eventOf(fold.apply(commandAt(1005, RemoveCommand{outside, Seq{2}, ""}))));
}

void RoomFoldTest::whoModeratesDoesSoUnderTheNewName()
{
    RoomFold fold;
    fold.apply(commandAt(1000, joinAs("anna", 7)));
    fold.apply(commandAt(1001, say(1, outboxOf(7), 1)));
    const Moderator anna{MemberId{1}, "anna", keyOf(7)};
    fold.apply(commandAt(1002, RenameCommand{MemberId{1}, "berta", keysOf("berta")}));

    const FoldEffect removed = fold.apply(commandAt(1003, RemoveCommand{anna, Seq{2}, ""}));
    QVERIFY(eventOf(removed));
    QCOMPARE(eventOf(removed)->name, std::string("berta"));
    const FoldEffect topic = fold.apply(commandAt(1004, TopicCommand{anna, "ours"}));
    QVERIFY(eventOf(topic));
    QCOMPARE(eventOf(topic)->name, std::string("berta"));
}

void RoomFoldTest::timeNeverGoesBack()
{
    RoomFold fold;
    fold.apply(commandAt(5000, joinAs("anna", 1)));
    QCOMPARE(eventOf(fold.apply(commandAt(4000, say(1, outboxOf(1), 1))))->time, WallTime{5000});
    QCOMPARE(eventOf(fold.apply(commandAt(5001, say(1, outboxOf(1), 2))))->time, WallTime{5001});
    QCOMPARE(fold.lastTime(), WallTime{5001});
}

void RoomFoldTest::aRestingNameIsKeptForItsKey_data()
{
    QTest::addColumn<Byte>("person");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("time");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("another, the same name") << Byte{2} << "d0ra" << 1999 << false;
    QTest::newRow("another, a name that looks alike") << Byte{2} << "dOra" << 1999 << false;
    QTest::newRow("another, the rest is over") << Byte{2} << "d0ra" << 2000 << true;
    QTest::newRow("another, another name") << Byte{2} << "emil" << 1500 << true;
    QTest::newRow("its own key") << Byte{1} << "d0ra" << 1500 << true;
    QTest::newRow("its own key, looking alike") << Byte{1} << "dOra" << 1500 << true;
}

void RoomFoldTest::aRestingNameIsKeptForItsKey()
{
    QFETCH(Byte, person);
    QFETCH(QString, name);
    QFETCH(int, time);
    QFETCH(bool, allowed);
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("d0ra", 1)));
    fold.apply(commandAt(1000, leaveResting(1, 2000)));
    QVERIFY(fold.restingAs(keysOf("dOra")));
    QCOMPARE(fold.restingAgainst(keysOf("dOra"), keyOf(1), WallTime{1500}), nullptr);
    QCOMPARE(fold.restingAgainst(keysOf("dOra"), keyOf(2), WallTime{1500}), fold.restingAs(keysOf("d0ra")));

    const FoldEffect effect = fold.apply(commandAt(time, joinAs(name.toStdString(), person)));
    QCOMPARE(voidOf(effect), allowed ? std::nullopt : std::optional(VoidReason::nameClash));
    QCOMPARE(fold.restingAs(keysOf("d0ra")) != nullptr, name == QLatin1String("emil") || !allowed);
}

void RoomFoldTest::restingNamesEndByTheTimesOfEvents()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    fold.apply(commandAt(2, joinAs("bob", 2)));
    fold.apply(commandAt(3, joinAs("carl", 3)));
    fold.apply(commandAt(10, leaveResting(1, 100)));
    fold.apply(commandAt(11, leaveResting(2, 50)));
    QCOMPARE(fold.state().resting.size(), std::size_t{2});
    fold.apply(commandAt(60, say(3, outboxOf(3), 1)));
    QCOMPARE(fold.state().resting.size(), std::size_t{1});
    QVERIFY(fold.restingAs(keysOf("anna")));
    // One without effect has no time.
    fold.apply(commandAt(200, say(3, outboxOf(3), 1)));
    QVERIFY(fold.restingAs(keysOf("anna")));
    fold.apply(commandAt(100, say(3, outboxOf(3), 2)));
    QVERIFY(fold.state().resting.empty());
}

void RoomFoldTest::aNameThatHasNothingLeftToRestIsFree()
{
    RoomFold fold;
    fold.apply(commandAt(1000, joinAs("anna", 1)));
    fold.apply(commandAt(1001, leaveResting(1, 1001)));
    QVERIFY(!fold.restingAs(keysOf("anna")));
    QVERIFY(eventOf(fold.apply(commandAt(1001, joinAs("anna", 2)))));
}

void RoomFoldTest::theLastEightOutboxesOfAKeyAreKeptHoweverOld()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    fold.apply(commandAt(2, joinAs("bob", 2)));
    for (Byte instance = 1; instance <= 10; ++instance)
        fold.apply(commandAt(100 + instance, say(1, outboxOf(1, instance), 5)));
    QCOMPARE(fold.state().outboxes.size(), std::size_t{10});

    fold.apply(commandAt(30 * day + 101, say(2, outboxOf(2), 1)));
    QCOMPARE(fold.cursorOf(outboxOf(1, 1)), SubmissionNumber{});
    QCOMPARE(fold.cursorOf(outboxOf(1, 2)), SubmissionNumber{5});
    fold.apply(commandAt(365 * day, say(2, outboxOf(2), 2)));
    QCOMPARE(fold.cursorOf(outboxOf(1, 2)), SubmissionNumber{});
    for (Byte instance = 3; instance <= 10; ++instance)
        QCOMPARE(fold.cursorOf(outboxOf(1, instance)), SubmissionNumber{5});

    // A ninth pushes the oldest out at once.
    fold.apply(commandAt(365 * day + 1, say(1, outboxOf(1, 11), 1)));
    QCOMPARE(fold.cursorOf(outboxOf(1, 3)), SubmissionNumber{});
    QCOMPARE(fold.state().outboxes.size(), std::size_t{9});
}

void RoomFoldTest::outboxesYoungerThanThirtyDaysAreKeptHoweverMany()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    for (Byte instance = 0; instance < 200; ++instance)
        fold.apply(commandAt(1000 + instance, say(1, outboxOf(1, instance), 1)));
    fold.apply(commandAt(30 * day + 999, say(1, outboxOf(1, 250), 1)));
    QCOMPARE(fold.state().outboxes.size(), std::size_t{201});
    fold.apply(commandAt(30 * day + 1099, say(1, outboxOf(1, 250), 2)));
    QCOMPARE(fold.state().outboxes.size(), std::size_t{101});
}

void RoomFoldTest::anOutboxUsedAgainIsYoungAgain()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    for (Byte instance = 1; instance <= 9; ++instance)
        fold.apply(commandAt(100 + instance, say(1, outboxOf(1, instance), 1)));
    fold.apply(commandAt(29 * day, say(1, outboxOf(1, 1), 2)));
    fold.apply(commandAt(40 * day, say(1, outboxOf(1, 9), 2)));
    QCOMPARE(fold.cursorOf(outboxOf(1, 1)), SubmissionNumber{2});
    QCOMPARE(fold.cursorOf(outboxOf(1, 2)), SubmissionNumber{});
}

void RoomFoldTest::everyEventExtendsTheChain()
{
    SeededEntropy entropy(1);
    CommandSource source(entropy);
    RoomFold fold;
    ChainValue chain;
    for (int i = 0; i < 300; ++i) {
        const FoldEffect effect = fold.apply(source.next(fold));
        chain = chat::chainNext(chain, effect.seq, effect.record());
        QCOMPARE(effect.chain, chain);
        QCOMPARE(fold.chain(), chain);
        QCOMPARE(fold.head(), effect.seq);
    }
}

void RoomFoldTest::theSameCommandsMakeTheSameRoom()
{
    SeededEntropy entropy(2);
    CommandSource source(entropy);
    RoomFold one;
    RoomFold other;
    int voids = 0;
    for (int i = 0; i < 3000; ++i) {
        const Command command = source.next(one);
        const FoldEffect effect = one.apply(command);
        QCOMPARE(other.apply(command).record(), effect.record());
        voids += voidOf(effect) ? 1 : 0;
    }
    QCOMPARE(one.state(), other.state());
    QVERIFY(voids > 300);
    QVERIFY(!one.state().members.empty());
    QVERIFY(one.nextMember() > MemberId{100});
}

void RoomFoldTest::aRoomGoesOnFromItsState()
{
    SeededEntropy entropy(3);
    CommandSource source(entropy);
    RoomFold unbroken;
    RoomFold restored;
    for (int i = 0; i < 3000; ++i) {
        if (i % 17 == 0) {
            restored = RoomFold(restored.state());
            QCOMPARE(restored.state(), unbroken.state());
        }
        const Command command = source.next(unbroken);
        QCOMPARE(restored.apply(command).record(), unbroken.apply(command).record());
    }
    QCOMPARE(restored.state(), unbroken.state());
}

void RoomFoldTest::whatIsTakenBackWasNeverThere()
{
    SeededEntropy entropy(4);
    CommandSource source(entropy);
    RoomFold fold;
    RoomFold straight;
    for (int i = 0; i < 2000; ++i) {
        // A few commands are tried and taken back, last first, before the next one counts.
        const FoldState before = fold.state();
        std::vector<FoldChange> changes(entropy.drawBelow(5));
        for (FoldChange& change : changes)
            fold.apply(source.next(fold), change);
        for (const FoldChange& change : std::views::reverse(changes))
            fold.undo(change);
        QCOMPARE(fold.state(), before);
        const Command command = source.next(fold);
        QCOMPARE(fold.apply(command).record(), straight.apply(command).record());
    }
    QCOMPARE(fold.state(), straight.state());
}

void RoomFoldTest::membersThatClashAfterANewUnicodeVersionLeaveOneByOne()
{
    RoomFold fold;
    fold.apply(commandAt(1, joinAs("anna", 1)));
    fold.apply(commandAt(2, joinAs("bob", 2)));
    FoldState state = fold.state();
    state.members[1].keys = state.members[0].keys;
    RoomFold clashing(state);
    clashing.apply(commandAt(3, leaveResting(1, 5000)));
    QCOMPARE(clashing.holderOf(keysOf("anna"))->id, MemberId{2});
    clashing.apply(commandAt(4, leaveResting(2, 6000)));
    QCOMPARE(clashing.state().resting.size(), std::size_t{1});
    QCOMPARE(clashing.restingAs(keysOf("anna"))->key, keyOf(2));
}

QTEST_APPLESS_MAIN(RoomFoldTest)
#include "room_fold_test.moc"
