// Rows follow the log; what is one's own goes from pending to sent exactly once, and nothing written is lost.
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

constexpr WallTime now{morning};

Draft draft(const char16_t* text)
{
    return {QStringView(text).toString()};
}

} // namespace

class MessageModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eventsBecomeTheRoomsLines();
    void unknownKindsAreNotShown();
    void aDateStandsBetweenDays();
    void ownWordsArePendingThenSentOnce();
    void whatComesMeanwhileStandsBeforeWhatIsPending();
    void ownEventsMayComeOutOfTheOrderTheyWereSaid();
    void aRefusedRowKeepsItsTextAndReason();
    void aRefusedRowCanBeTakenOut();
    void otherRowsCannotBeTriedAgain();
    void refusalsOfOthersAreNotRows();
    void sentWordsInAGapAreSettled();
    void aForkIsARowOfItsOwn();
    void whatTheEndLeftOpenIsUnsure();
    void anUnsureRowGivesWayToItsEvent();
    void anUnsureRowGivesWayToItsEventUnderAnotherName();
    void pendingRowsAreCounted();
    void clearingKeepsWhatIsNotInTheRoom();
    void theOldestRowsGoFirst();
    void remarksAreForThisPerson();
    void whatIsToldAgainStandsOnce();
    void whatIsToldOtherwiseTakesTheOldPlace();
    void aShorterLogTakesItsRowsBack();
    void wordsSentButNotYetToldAreToldByTheNextRun();
    void olderPagesStandInFront();
    void olderPagesTakeNoMoreThanThereIsRoom();
    void whatWasNotReadBeginsWhereOlderPagesSaySo();
    void namesAndTopicsAreRowsOfTheirOwn();
    void whatIsRemovedLeavesItsPlace();
    void whatWasRemovedMeanwhileIsRemovedWhenToldAgain();
    void anAnnouncementWaitsUntilItIsConfirmed();
    void whatIsRemovedNeedNotBeConfirmed();
    void theOwnAndThePastAskForNothing();
    void theLastWordsOfSomebodyAreFound();

private:
    static std::vector<chat::PageEntry> page(std::uint64_t first, std::uint64_t last, std::int64_t time)
    {
        std::vector<chat::PageEntry> events;
        for (auto seq = first; seq <= last; ++seq) {
            auto event = message(seq, "Tom", std::to_string(seq)).event;
            event.time.milliseconds = time;
            events.push_back({Seq{seq}, seq % 4 == 0 ? chat::LogRecord(chat::VoidEvent{}) : event});
        }
        return events;
    }
    static bool all(const chat::Event& /*event*/) { return true; }
    QStringList lines() const
    {
        QStringList lines;
        for (int row = 0; row < model_->rowCount(); ++row) {
            if (kind(row) != RowKind::day)
                lines += model_->index(row).data().toString();
        }
        return lines;
    }
    RowKind kind(int row) const
    {
        return static_cast<RowKind>(model_->index(row).data(MessageModel::KindRole).toInt());
    }
    SendState state(int row) const
    {
        return static_cast<SendState>(model_->index(row).data(MessageModel::StateRole).toInt());
    }
    int last() const { return model_->rowCount() - 1; }
    void say(std::uint64_t id, const char16_t* text)
    {
        model_->addPending(client::SubmissionId{id}, draft(text), QStringLiteral("小明"), now);
    }

    std::unique_ptr<MessageModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void MessageModelTest::init()
{
    tester_.reset();
    model_ = std::make_unique<MessageModel>();
    tester_ = std::make_unique<QAbstractItemModelTester>(
        model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void MessageModelTest::eventsBecomeTheRoomsLines()
{
    model_->handleEvent(joined(1, 2, "小红"));
    model_->handleEvent(message(2, "小红", "大家好\n再见"));
    model_->handleEvent(announcement(3, "maintenance at 8 pm"));
    model_->handleEvent(left(4, 2, "小红", chat::LeftReason::lost));
    QCOMPARE(lines(),
             QStringList({QStringLiteral("小红 joined the room"), QStringLiteral("小红: 大家好\n  再见"),
                          QStringLiteral("Admin notice: maintenance at 8 pm"),
                          QStringLiteral("小红 left the room (connection lost)")}));
    QCOMPARE(kind(1), RowKind::joined);
    QCOMPARE(kind(2), RowKind::message);
    QCOMPARE(kind(3), RowKind::announcement);
    QCOMPARE(kind(4), RowKind::left);
    QCOMPARE(model_->index(2).data(MessageModel::NameRole).toString(), QStringLiteral("小红"));
    QCOMPARE(state(2), SendState::none);
}

void MessageModelTest::unknownKindsAreNotShown()
{
    model_->handleEvent(
        {Seq{1}, roomEvent(2, "小红", "?", chat::UnknownKind{9}), false, false, std::nullopt});
    QCOMPARE(model_->rowCount(), 0);
}

void MessageModelTest::aDateStandsBetweenDays()
{
    model_->handleEvent(message(1, "小红", "one"));
    model_->handleEvent(message(2, "小红", "two"));
    client::EventNotice tomorrow = message(3, "小红", "three");
    tomorrow.event.time.milliseconds += std::int64_t{24} * 3600 * 1000;
    model_->handleEvent(tomorrow);
    QCOMPARE(model_->rowCount(), 5);
    QCOMPARE(kind(0), RowKind::day);
    QCOMPARE(kind(3), RowKind::day);
    QVERIFY(model_->index(0).data() != model_->index(3).data());
}

void MessageModelTest::ownWordsArePendingThenSentOnce()
{
    say(1, u"大家好");
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: 大家好")});
    QCOMPARE(state(last()), SendState::pending);

    model_->handleSent({client::SubmissionId{1}, Seq{7}});
    QCOMPARE(state(last()), SendState::sent);

    model_->handleEvent(ownMessage(7, "大家好", 1));
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: 大家好")});
    QCOMPARE(state(last()), SendState::sent);
}

void MessageModelTest::whatComesMeanwhileStandsBeforeWhatIsPending()
{
    say(1, u"mine");
    model_->handleEvent(message(7, "小红", "theirs"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小红: theirs"), QStringLiteral("小明: mine")}));
    model_->handleEvent(ownMessage(8, "mine", 1));
    model_->handleEvent(message(9, "小红", "later"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小红: theirs"), QStringLiteral("小明: mine"),
                                   QStringLiteral("小红: later")}));
}

void MessageModelTest::ownEventsMayComeOutOfTheOrderTheyWereSaid()
{
    say(1, u"one");
    say(2, u"two");
    model_->handleEvent(ownMessage(5, "two", 2));
    QCOMPARE(lines(), QStringList({QStringLiteral("小明: two"), QStringLiteral("小明: one")}));
    QCOMPARE(state(last()), SendState::pending);
    model_->handleEvent(ownMessage(6, "one", 1));
    QCOMPARE(state(last()), SendState::sent);
}

void MessageModelTest::aRefusedRowKeepsItsTextAndReason()
{
    say(1, u"spam");
    QVERIFY(model_->handleRefused(client::SubmissionId{1}, QStringLiteral("Too much at once.")));
    QCOMPARE(state(last()), SendState::refused);
    QCOMPARE(model_->index(last()).data(MessageModel::ReasonRole).toString(),
             QStringLiteral("Too much at once."));
    const QString spoken = model_->index(last()).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.startsWith(QStringLiteral("小明, ")), qPrintable(spoken));
    QVERIFY2(spoken.endsWith(QStringLiteral(", spam, Too much at once.")), qPrintable(spoken));
    // It has its place: what comes later stands below.
    model_->handleEvent(message(7, "小红", "later"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小明: spam"), QStringLiteral("小红: later")}));
}

void MessageModelTest::aRefusedRowCanBeTakenOut()
{
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("waves"), chat::MessageStyle::action},
                       QStringLiteral("小明"), now);
    QCOMPARE(lines(), QStringList{QStringLiteral("* 小明 waves")});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    const auto again = model_->unsentDraft(model_->index(last()));
    QVERIFY(again);
    QCOMPARE(again->text, QStringLiteral("waves"));
    QCOMPARE(again->style, chat::MessageStyle::action);
    model_->removeUnsent(model_->index(last()));
    QCOMPARE(lines(), QStringList());
}

void MessageModelTest::otherRowsCannotBeTriedAgain()
{
    say(1, u"mine");
    model_->handleEvent(message(1, "小红", "theirs"));
    for (int row = 0; row < model_->rowCount(); ++row)
        QVERIFY(!model_->unsentDraft(model_->index(row)));
    QVERIFY(!model_->unsentDraft({}));
}

void MessageModelTest::refusalsOfOthersAreNotRows()
{
    say(1, u"mine");
    QVERIFY(!model_->handleRefused(client::SubmissionId{2}, QStringLiteral("no")));
    QVERIFY(!model_->handleRefused(client::ofEarlierRun, QStringLiteral("no")));
    QCOMPARE(state(last()), SendState::pending);
}

void MessageModelTest::sentWordsInAGapAreSettled()
{
    say(1, u"mine");
    model_->handleSent({client::SubmissionId{1}, Seq{5}});
    model_->handleGap({Seq{3}, Seq{9}}, now);
    model_->handleEvent(message(10, "小红", "later"));
    QCOMPARE(
        lines(),
        QStringList(
            {QStringLiteral("Events 3 to 9 were missed; those that the server still keeps are in the past."),
             QStringLiteral("小明: mine"), QStringLiteral("小红: later")}));
    QCOMPARE(kind(1), RowKind::gap);
}

void MessageModelTest::aForkIsARowOfItsOwn()
{
    say(1, u"mine");
    model_->handleSent({client::SubmissionId{1}, Seq{50}});
    model_->handleFork(QStringLiteral("restored"), now);
    QCOMPARE(kind(last()), RowKind::fork);
    // The other log begins with lower numbers.
    model_->handleEvent(message(3, "小红", "hello"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小明: mine"), QStringLiteral("restored"),
                                   QStringLiteral("小红: hello")}));
}

void MessageModelTest::whatTheEndLeftOpenIsUnsure()
{
    say(1, u"one");
    say(2, u"two");
    model_->handleSent({client::SubmissionId{1}, Seq{5}});
    model_->handleEnd(QStringLiteral("perhaps"));
    QCOMPARE(state(0), SendState::sent);
    QCOMPARE(state(1), SendState::unsure);
    QVERIFY(model_->unsentDraft(model_->index(1)));
    model_->addRemark(QStringLiteral("bye"), now);
    QCOMPARE(lines().last(), QStringLiteral("bye"));
}

void MessageModelTest::anUnsureRowGivesWayToItsEvent()
{
    say(1, u"one");
    model_->handleEnd(QStringLiteral("perhaps"));
    model_->clear();
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: one")});
    model_->handleEvent(ownMessage(5, "one"));
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: one")});
    QCOMPARE(state(last()), SendState::none);
}

void MessageModelTest::anUnsureRowGivesWayToItsEventUnderAnotherName()
{
    say(1, u"one");
    model_->handleEnd(QStringLiteral("perhaps"));
    client::EventNotice notice = ownMessage(5, "one");
    notice.event.name = "小明明";
    model_->handleEvent(notice);
    QCOMPARE(lines(), QStringList{QStringLiteral("小明明: one")});
}

void MessageModelTest::pendingRowsAreCounted()
{
    QCOMPARE(model_->pending(), std::size_t{0});
    say(1, u"one");
    say(2, u"two");
    QCOMPARE(model_->pending(), std::size_t{2});
    model_->handleSent({client::SubmissionId{1}, Seq{5}});
    QCOMPARE(model_->pending(), std::size_t{1});
    model_->handleEnd(QStringLiteral("perhaps"));
    QCOMPARE(model_->pending(), std::size_t{0});
}

void MessageModelTest::clearingKeepsWhatIsNotInTheRoom()
{
    model_->handleEvent(message(1, "小红", "theirs"));
    say(1, u"refused");
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    say(2, u"pending");
    model_->clear();
    QCOMPARE(lines(), QStringList({QStringLiteral("小明: refused"), QStringLiteral("小明: pending")}));
    model_->handleEvent(ownMessage(2, "pending", 2));
    QCOMPARE(lines(), QStringList({QStringLiteral("小明: refused"), QStringLiteral("小明: pending")}));
    QCOMPARE(state(last()), SendState::sent);
}

void MessageModelTest::theOldestRowsGoFirst()
{
    tester_.reset();
    model_ = std::make_unique<MessageModel>(nullptr, 100);
    tester_ = std::make_unique<QAbstractItemModelTester>(
        model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    say(1, u"mine");
    for (std::uint64_t seq = 1; seq <= 1000; ++seq) {
        model_->handleEvent(message(seq, "小红", std::to_string(seq)));
        QVERIFY(model_->rowCount() <= 100);
    }
    QVERIFY(model_->rowCount() >= 90);
    QCOMPARE(lines().last(), QStringLiteral("小明: mine"));
    QCOMPARE(lines().at(lines().size() - 2), QStringLiteral("小红: 1000"));
}

void MessageModelTest::remarksAreForThisPerson()
{
    model_->addRemark(QStringLiteral("Commands:"), now);
    QCOMPARE(kind(last()), RowKind::remark);
    QCOMPARE(state(last()), SendState::none);
}

void MessageModelTest::whatIsToldAgainStandsOnce()
{
    model_->handleEvent(message(3, "小红", "three"));
    model_->handleEvent(message(4, "小红", "four"));
    model_->addRemark(QStringLiteral("You were removed."), now);
    model_->beginRun(Seq{6});
    model_->handleGap({Seq{1}, Seq{2}}, now);
    for (const auto& [seq, text] : {std::pair{3U, "three"}, {4U, "four"}, {5U, "five"}})
        model_->handleEvent(message(seq, "小红", text));
    QCOMPARE(lines(), QStringList({QStringLiteral("小红: three"), QStringLiteral("小红: four"),
                                   QStringLiteral("You were removed."), QStringLiteral("小红: five")}));
    // And what was cleared away stays away.
    model_->clear();
    model_->beginRun(Seq{6});
    model_->handleEvent(message(5, "小红", "five"));
    model_->handleEvent(message(6, "小红", "six"));
    QCOMPARE(lines(), QStringList{QStringLiteral("小红: six")});
}

void MessageModelTest::whatIsToldOtherwiseTakesTheOldPlace()
{
    for (const std::uint64_t seq : {1U, 2U, 3U})
        model_->handleEvent(message(seq, "小红", "old"));
    model_->beginRun(Seq{4});
    model_->handleEvent(message(1, "小红", "old"));
    model_->handleEvent(message(2, "小红", "new"));
    model_->handleEvent(message(3, "小红", "old"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小红: old"), QStringLiteral("小红: new"),
                                   QStringLiteral("小红: old")}));
}

void MessageModelTest::aShorterLogTakesItsRowsBack()
{
    for (const std::uint64_t seq : {1U, 2U, 3U})
        model_->handleEvent(message(seq, "小红", "old"));
    model_->beginRun(Seq{2});
    QCOMPARE(lines().size(), 2);
    model_->handleEvent(message(3, "小红", "new"));
    QCOMPARE(lines().last(), QStringLiteral("小红: new"));
}

void MessageModelTest::wordsSentButNotYetToldAreToldByTheNextRun()
{
    model_->handleEvent(message(1, "小红", "one"));
    say(7, u"mine");
    model_->handleSent({client::SubmissionId{7}, Seq{3}});
    model_->handleEnd(QStringLiteral("ended"));
    model_->beginRun(Seq{4});
    model_->handleEvent(message(1, "小红", "one"));
    model_->handleEvent(message(2, "小红", "two"));
    model_->handleEvent(ownMessage(3, "mine"));
    QCOMPARE(lines(), QStringList({QStringLiteral("小红: one"), QStringLiteral("小红: two"),
                                   QStringLiteral("小明: mine")}));
}

void MessageModelTest::olderPagesStandInFront()
{
    model_->handleEvent(message(9, "Tom", "9"));
    QCOMPARE(model_->oldest(), Seq{9});
    QVERIFY(model_->prepend(page(5, 8, morning), all)); // 8 is void
    QCOMPARE(lines(), (QStringList{QStringLiteral("Tom: 5"), QStringLiteral("Tom: 6"),
                                   QStringLiteral("Tom: 7"), QStringLiteral("Tom: 9")}));
    QCOMPARE(kind(0), RowKind::day);
    QCOMPARE(model_->rowCount(), 5); // one date for all of them
    QCOMPARE(model_->oldest(), Seq{5});
    // Another day, told in part again.
    QVERIFY(model_->prepend(page(1, 6, morning - 86'400'000), all));
    QCOMPARE(model_->rowCount(), 9);
    QCOMPARE(kind(0), RowKind::day);
    QCOMPARE(kind(4), RowKind::day);
    QCOMPARE(model_->oldest(), Seq{1});
    model_->handleEvent(message(10, "Tom", "10"));
    QCOMPARE(lines().last(), QStringLiteral("Tom: 10"));
    QCOMPARE(model_->rowCount(), 10);
    QVERIFY(model_->row(last()).continuesGroup);
}

void MessageModelTest::olderPagesTakeNoMoreThanThereIsRoom()
{
    MessageModel small(nullptr, 10);
    small.handleEvent(message(50, "Tom", "50"));
    QVERIFY(small.prepend(page(45, 49, morning), all));
    QVERIFY(!small.prepend(page(30, 44, morning), all));
    QCOMPARE(small.oldest(), Seq{45});
}

void MessageModelTest::whatWasNotReadBeginsWhereOlderPagesSaySo()
{
    model_->setReadUpTo(Seq{5});
    model_->beginRun(Seq{10});
    model_->handleEvent(message(9, "Tom", "9"));
    model_->handleEvent(message(10, "Tom", "10"));
    QCOMPARE(model_->row(model_->unreadRow()).seq, Seq{9});
    QVERIFY(model_->prepend(page(7, 8, morning), all)); // 8 is void
    QCOMPARE(model_->row(model_->unreadRow()).seq, Seq{7});
    QVERIFY(model_->prepend(page(3, 6, morning), all));
    QCOMPARE(model_->row(model_->unreadRow()).seq, Seq{6});
    QVERIFY(model_->prepend(page(1, 2, morning), all));
    QCOMPARE(model_->row(model_->unreadRow()).seq, Seq{6});
    // Who has answered has read all of it.
    model_->addPending(client::SubmissionId{1}, draft(u"hello"), QStringLiteral("小明"), {morning});
    QCOMPARE(model_->unreadRow(), -1);
}

void MessageModelTest::namesAndTopicsAreRowsOfTheirOwn()
{
    model_->handleEvent(renamed(1, 2, "小红", "大红"));
    model_->handleEvent(topic(2, "期末"));
    QCOMPARE(lines(), (QStringList{QStringLiteral("小红 is now called 大红"),
                                   QStringLiteral("管家 has set the topic: 期末")}));
    QCOMPARE(kind(last()), RowKind::change);
    QCOMPARE(model_->unread(), 0);
}

void MessageModelTest::whatIsRemovedLeavesItsPlace()
{
    model_->setOwnName(QStringLiteral("小明"));
    model_->handleEvent(message(1, "小红", "secret for 小明"));
    model_->handleEvent(message(2, "小红", "tea"));
    QVERIFY(model_->row(last() - 1).isMention);
    model_->handleEvent(removed(3, 1, "spam"));
    QCOMPARE(lines(),
             (QStringList{QStringLiteral("小红: (message removed: spam)"), QStringLiteral("小红: tea")}));
    const MessageRow& row = model_->row(last() - 1);
    QVERIFY(row.isRemoved && !row.isMention);
    // An action has its name within; what is gone already, or not here, changes nothing.
    client::EventNotice wave = message(4, "小红", "waves");
    wave.event.what = chat::Message{chat::MessageStyle::action};
    model_->handleEvent(wave);
    model_->handleEvent(removed(5, 4, ""));
    model_->handleEvent(removed(6, 77, ""));
    QCOMPARE(lines().last(), QStringLiteral("* 小红 (message removed)"));
    model_->handleEvent(announcement(7, "tonight"));
    model_->handleEvent(removed(8, 7, ""));
    QCOMPARE(lines().last(), QStringLiteral("Admin notice: (message removed)"));
}

void MessageModelTest::whatWasRemovedMeanwhileIsRemovedWhenToldAgain()
{
    model_->handleEvent(message(1, "小红", "secret"));
    model_->handleEvent(message(2, "小红", "tea"));
    const quint64 kept = model_->row(last()).key;
    model_->beginRun(Seq{3});
    model_->handleEvent(asTombstone(message(1, "小红", "")));
    model_->handleEvent(message(2, "小红", "tea"));
    model_->handleEvent(removed(3, 1, "spam"));
    QCOMPARE(lines(),
             (QStringList{QStringLiteral("小红: (message removed: spam)"), QStringLiteral("小红: tea")}));
    QCOMPARE(model_->row(last()).key, kept);
}

void MessageModelTest::anAnnouncementWaitsUntilItIsConfirmed()
{
    QSignalSpy changes(model_.get(), &MessageModel::toConfirmChanged);
    model_->handleEvent(announcement(1, "tea"));
    QVERIFY(!model_->toConfirm());
    model_->handleEvent(askingAnnouncement(2, "fire drill"));
    model_->handleEvent(askingAnnouncement(3, "lunch"));
    QVERIFY(model_->toConfirm() == Seq{3});
    QCOMPARE(model_->lineToConfirm(), QStringLiteral("Admin notice: lunch"));
    QVERIFY(model_->row(last()).waitsToConfirm);
    model_->handleConfirmed(Seq{3});
    QVERIFY(!model_->row(last()).waitsToConfirm);
    QVERIFY(model_->toConfirm() == Seq{2});
    model_->handleConfirmed(Seq{2});
    QVERIFY(!model_->toConfirm());
    QCOMPARE(model_->lineToConfirm(), QString());
    QVERIFY(model_->lastAsking() == Seq{3});
    QCOMPARE(changes.size(), 4);
}

void MessageModelTest::whatIsRemovedNeedNotBeConfirmed()
{
    model_->handleEvent(askingAnnouncement(1, "fire drill"));
    model_->handleEvent(removed(2, 1, ""));
    QVERIFY(!model_->toConfirm());
    QVERIFY(!model_->row(last()).waitsToConfirm);
}

void MessageModelTest::theOwnAndThePastAskForNothing()
{
    model_->setReadUpTo(Seq{1});
    model_->beginRun(Seq{2});
    model_->handleEvent(askingAnnouncement(1, "read long ago"));
    QVERIFY(!model_->toConfirm());
    model_->handleEvent(askingAnnouncement(2, "while nobody was there"));
    QVERIFY(model_->toConfirm() == Seq{2});
    model_->handleConfirmed(Seq{2});
    client::EventNotice own = askingAnnouncement(3, "mine");
    own.own = true;
    model_->handleEvent(own);
    QVERIFY(!model_->toConfirm());
    QVERIFY(model_->lastAsking() == Seq{3});
}

void MessageModelTest::theLastWordsOfSomebodyAreFound()
{
    model_->handleEvent(message(1, "小红", "one"));
    model_->handleEvent(message(2, "小红", "two"));
    model_->handleEvent(message(3, "小刚", "three"));
    QVERIFY(model_->lastOf(QStringLiteral("小红")) == Seq{2});
    model_->handleEvent(removed(4, 2, ""));
    QVERIFY(model_->lastOf(QStringLiteral("小红")) == Seq{1});
    QVERIFY(!model_->lastOf(QStringLiteral("小明")));
}

QTEST_GUILESS_MAIN(MessageModelTest)
#include "message_model_test.moc"
