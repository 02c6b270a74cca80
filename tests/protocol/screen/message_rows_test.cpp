// What a row is among others: going on with what somebody says, folded with other joins and leaves, the first
// that has not been read.
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

constexpr std::int64_t minute = 60'000;

client::EventNotice later(client::EventNotice notice, std::int64_t milliseconds)
{
    notice.event.time.milliseconds += milliseconds;
    return notice;
}

Draft draft(const char16_t* text)
{
    return {QStringView(text).toString()};
}

} // namespace

class MessageRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void whoGoesOnSpeakingIsNotNamedAgain();
    void apartFromActionsAndLongPauses();
    void theSaidTextBeginsBehindTheName();
    void whatComesBetweenEndsTheGroup();
    void ownWordsGoOnWithWhatTheyWillStandUnder();
    void aRowThatLosesItsNeighbourIsNamed();

    void aFewJoinsStandOneByOne();
    void manyJoinsAreFoldedIntoTheFirst();
    void aFoldSaysWhoCameAndWhoLeft();
    void aFoldOpensAndCloses();
    void whatIsSaidEndsAFold();
    void aFoldGrowsInPlace();
    void aFoldThatIsCutHasAnotherHead();
    void aFoldIsBounded();

    void whatComesWhileNobodyLooksIsUnread();
    void theUnreadLineStaysWhileOneReads();
    void whoAnswersHasRead();
    void presenceIsNothingToRead();
    void thePastIsReadUnlessAnEarlierRunKnowsBetter();
    void whatHasBeenReadIsKept();
    void afterAForkWhatComesIsUnread();
    void anotherRoomBeginsWithNothingUnread();
    void whatIsKeptWhenTheListIsClearedIsNamed();

    void whoIsNamedByOthersIsMentioned();

private:
    int last() const { return model_->rowCount() - 1; }
    /// From the end: 1 is the last row.
    const MessageRow& fromEnd(int position) const { return model_->row(model_->rowCount() - position); }
    void join(std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t seq = ++seq_;
            model_->handleEvent(joined(seq, static_cast<std::uint32_t>(seq), "p" + std::to_string(seq)));
        }
    }
    void say(const std::string& name, const std::string& text, std::int64_t at = 0)
    {
        model_->handleEvent(later(message(++seq_, name, text), at));
    }
    int hiddenRows() const
    {
        int hidden = 0;
        for (int row = 0; row < model_->rowCount(); ++row)
            hidden += model_->isHidden(row) ? 1 : 0;
        return hidden;
    }

    std::uint64_t seq_ = 0;
    std::unique_ptr<MessageModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void MessageRowsTest::init()
{
    seq_ = 0;
    tester_.reset();
    model_ = std::make_unique<MessageModel>();
    tester_ = std::make_unique<QAbstractItemModelTester>(
        model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void MessageRowsTest::whoGoesOnSpeakingIsNotNamedAgain()
{
    say("小红", "one");
    say("小红", "two", 2 * minute);
    say("小刚", "three", 2 * minute);
    say("小红", "four", 2 * minute);
    QVERIFY(!fromEnd(4).continuesGroup);
    QVERIFY(fromEnd(3).continuesGroup);
    QVERIFY(!fromEnd(2).continuesGroup);
    QVERIFY(!fromEnd(1).continuesGroup);
}

void MessageRowsTest::apartFromActionsAndLongPauses()
{
    say("小红", "one");
    model_->handleEvent({Seq{++seq_},
                         roomEvent(2, "小红", "waves", chat::Message{chat::MessageStyle::action}),
                         false,
                         false,
                         {}});
    QVERIFY(!fromEnd(1).continuesGroup);
    say("小红", "two");
    QVERIFY(!fromEnd(1).continuesGroup);
    say("小红", "three", 5 * minute);
    QVERIFY(!fromEnd(1).continuesGroup);
    say("小红", "a clock that was set back", 0);
    QVERIFY(!fromEnd(1).continuesGroup);
}

void MessageRowsTest::theSaidTextBeginsBehindTheName()
{
    say("小红", "大家好\n再见");
    QCOMPARE(fromEnd(1).line.mid(fromEnd(1).textStart), QStringLiteral("大家好\n  再见"));
    model_->handleEvent(announcement(++seq_, "now"));
    QCOMPARE(fromEnd(1).textStart, 0);
    model_->addPending(client::SubmissionId{1}, draft(u"hello"), QStringLiteral("小明"), {morning});
    QCOMPARE(fromEnd(1).line.mid(fromEnd(1).textStart), QStringLiteral("hello"));
}

void MessageRowsTest::whatComesBetweenEndsTheGroup()
{
    say("小红", "one");
    join(1);
    say("小红", "two");
    QVERIFY(!fromEnd(1).continuesGroup);
    model_->addRemark(QStringLiteral("only you see this"), {morning});
    say("小红", "three");
    QVERIFY(!fromEnd(1).continuesGroup);
}

void MessageRowsTest::ownWordsGoOnWithWhatTheyWillStandUnder()
{
    model_->addPending(client::SubmissionId{1}, draft(u"one"), QStringLiteral("小明"), {morning});
    model_->addPending(client::SubmissionId{2}, draft(u"two"), QStringLiteral("小明"), {morning});
    QVERIFY(fromEnd(1).continuesGroup);
    say("小红", "between"); // in front of both, which have no number yet
    QVERIFY(!fromEnd(2).continuesGroup);
    model_->handleEvent(ownMessage(++seq_, "one", 1));
    say("小红", "and here");
    QVERIFY(!fromEnd(1).continuesGroup);
    QCOMPARE(fromEnd(1).line, QStringLiteral("小明: two"));
}

void MessageRowsTest::aRowThatLosesItsNeighbourIsNamed()
{
    say("小红", "one");
    model_->addPending(client::SubmissionId{1}, draft(u"one"), QStringLiteral("小明"), {morning});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("too fast"));
    say("小红", "two");
    QVERIFY(!fromEnd(1).continuesGroup);
    model_->removeUnsent(model_->index(last() - 1));
    QVERIFY(fromEnd(1).continuesGroup);
}

void MessageRowsTest::aFewJoinsStandOneByOne()
{
    join(3);
    QCOMPARE(hiddenRows(), 0);
    QVERIFY(!model_->isFoldHead(last() - 2));
}

void MessageRowsTest::manyJoinsAreFoldedIntoTheFirst()
{
    join(3);
    const QSignalSpy changes(model_.get(), &QAbstractItemModel::dataChanged);
    join(1);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), last() - 3);
    QCOMPARE(changes[0][1].toModelIndex().row(), last());
    QCOMPARE(hiddenRows(), 3);
    QVERIFY(model_->isFoldHead(last() - 3));
    QCOMPARE(model_->shownText(last() - 3), QStringLiteral("p1, p2, p3 and 1 more joined the room"));
}

void MessageRowsTest::aFoldSaysWhoCameAndWhoLeft()
{
    join(2);
    model_->handleEvent(left(++seq_, 1, "p1"));
    model_->handleEvent(left(++seq_, 9, "x"));
    QCOMPARE(model_->shownText(last() - 3),
             QStringLiteral("p2 joined the room; p1 came and went; x left the room"));
    model_->handleEvent(joined(++seq_, 9, "p1"));
    model_->handleEvent(joined(++seq_, 9, "x"));
    QCOMPARE(model_->shownText(last() - 5), QStringLiteral("p1, p2 joined the room; x left and came back"));
    for (const char* const name : {"a", "b", "c", "d"})
        model_->handleEvent(left(++seq_, 1, name));
    QCOMPARE(model_->shownText(last() - 9), QStringLiteral("p1, p2 joined the room; x left and came back; "
                                                           "a, b, c and 1 more left the room"));
}

void MessageRowsTest::aFoldOpensAndCloses()
{
    join(5);
    const int head = last() - 4;
    model_->toggleFold(head);
    QVERIFY(model_->isFoldOpen(head));
    QCOMPARE(hiddenRows(), 0);
    QCOMPARE(model_->shownText(head), QStringLiteral("p1 joined the room"));
    join(1);
    QCOMPARE(hiddenRows(), 0);
    model_->toggleFold(last()); // any of its rows will do
    QVERIFY(!model_->isFoldOpen(head));
    QCOMPARE(hiddenRows(), 5);
    model_->toggleFold(0); // the date: nothing to fold
}

void MessageRowsTest::whatIsSaidEndsAFold()
{
    join(4);
    say("小红", "hello");
    join(2);
    QCOMPARE(hiddenRows(), 3);
}

void MessageRowsTest::aFoldGrowsInPlace()
{
    join(4);
    const QSignalSpy changes(model_.get(), &QAbstractItemModel::dataChanged);
    const quint64 before = model_->row(last() - 3).key;
    join(1);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), last() - 4);
    QCOMPARE(changes[0][1].toModelIndex().row(), last() - 4);
    QVERIFY(model_->row(last() - 4).key != before);
    QVERIFY(model_->isHidden(last()));
}

void MessageRowsTest::aFoldThatIsCutHasAnotherHead()
{
    tester_.reset();
    model_ = std::make_unique<MessageModel>(nullptr, 20);
    join(19);
    QCOMPARE(model_->rowCount(), 20); // with the date
    join(1);
    QCOMPARE(model_->rowCount(), 18);
    QVERIFY(model_->isFoldHead(0));
    QCOMPARE(model_->shownText(0), QStringLiteral("p3, p4, p5 and 15 more joined the room"));
    QCOMPARE(hiddenRows(), 17);
    // A log that is shorter than what was told.
    model_->beginRun(Seq{5});
    QCOMPARE(model_->rowCount(), 3);
    QCOMPARE(hiddenRows(), 0);
    QCOMPARE(model_->shownText(0), QStringLiteral("p3 joined the room"));
}

void MessageRowsTest::aFoldIsBounded()
{
    join(static_cast<std::uint64_t>(PresenceRun::mostRows) + 1);
    QVERIFY(!model_->isHidden(last()));
    QCOMPARE(hiddenRows(), PresenceRun::mostRows - 1);
}

void MessageRowsTest::whatComesWhileNobodyLooksIsUnread()
{
    const QSignalSpy changes(model_.get(), &MessageModel::unreadChanged);
    model_->setWatched(true);
    say("小红", "seen");
    QCOMPARE(model_->unread(), 0);
    QCOMPARE(model_->unreadRow(), -1);
    model_->setWatched(false);
    model_->handleEvent(ownMessage(++seq_, "from elsewhere"));
    say("小红", "one");
    model_->handleEvent(announcement(++seq_, "two"));
    QCOMPARE(model_->unread(), 2);
    QCOMPARE(model_->unreadRow(), last() - 1);
    QCOMPARE(changes.size(), 2);
}

void MessageRowsTest::theUnreadLineStaysWhileOneReads()
{
    say("小红", "one");
    const int line = last();
    QCOMPARE(model_->unreadRow(), line);
    model_->setWatched(true);
    QCOMPARE(model_->unread(), 0);
    say("小红", "two");
    QVERIFY(fromEnd(1).continuesGroup);
    QCOMPARE(model_->unreadRow(), line);
    model_->setWatched(false);
    QCOMPARE(model_->unreadRow(), line);
    say("小红", "three");
    QCOMPARE(model_->unreadRow(), last());
    QVERIFY(!fromEnd(1).continuesGroup);
    QCOMPARE(model_->unread(), 1);
}

void MessageRowsTest::whoAnswersHasRead()
{
    say("小红", "one");
    model_->addPending(client::SubmissionId{1}, draft(u"hello"), QStringLiteral("小明"), {morning});
    QCOMPARE(model_->unreadRow(), -1);
}

void MessageRowsTest::presenceIsNothingToRead()
{
    join(1);
    QCOMPARE(model_->unread(), 0);
    QCOMPARE(model_->unreadRow(), -1);
}

void MessageRowsTest::thePastIsReadUnlessAnEarlierRunKnowsBetter()
{
    model_->beginRun(Seq{2});
    say("小红", "one");
    say("小红", "two");
    QCOMPARE(model_->unread(), 0);
    QCOMPARE(model_->unreadRow(), -1);

    init();
    model_->setReadUpTo(Seq{1});
    model_->setWatched(true); // looking now does not mean that it was seen
    model_->beginRun(Seq{2});
    say("小红", "one");
    say("小红", "two");
    QCOMPARE(model_->unreadRow(), last());
    QCOMPARE(model_->unread(), 0);
}

void MessageRowsTest::whatHasBeenReadIsKept()
{
    model_->setWatched(true);
    say("小红", "one");
    QCOMPARE(model_->readUpTo(), Seq{1});
    model_->setWatched(false);
    say("小红", "two");
    QCOMPARE(model_->readUpTo(), Seq{1});
    model_->setWatched(true);
    QCOMPARE(model_->readUpTo(), Seq{2});
}

void MessageRowsTest::afterAForkWhatComesIsUnread()
{
    model_->beginRun(Seq{10});
    for (int i = 0; i < 10; ++i)
        say("小红", "of the past");
    model_->setWatched(true);
    model_->setWatched(false);
    model_->handleFork(QStringLiteral("the server went back"), {morning});
    model_->beginFork(Seq{5});
    QVERIFY(model_->readUpTo() <= Seq{5});
    model_->handleEvent(message(5, "小红", "told again"));
    QCOMPARE(model_->unread(), 0);
    model_->handleEvent(message(6, "小红", "new"));
    QCOMPARE(model_->unread(), 1);
}

void MessageRowsTest::anotherRoomBeginsWithNothingUnread()
{
    say("小红", "one");
    QCOMPARE(model_->unread(), 1);
    const QSignalSpy changes(model_.get(), &MessageModel::unreadChanged);
    model_->beginElsewhere();
    QCOMPARE(model_->unread(), 0);
    QCOMPARE(changes.size(), 1);
}

void MessageRowsTest::whatIsKeptWhenTheListIsClearedIsNamed()
{
    model_->handleEvent(ownMessage(++seq_, "one"));
    model_->addPending(client::SubmissionId{1}, draft(u"two"), QStringLiteral("小明"), {morning});
    QVERIFY(fromEnd(1).continuesGroup);
    const quint64 key = fromEnd(1).key;
    model_->clear();
    QCOMPARE(model_->rowCount(), 1);
    QVERIFY(!fromEnd(1).continuesGroup);
    QVERIFY(fromEnd(1).key != key);
}

void MessageRowsTest::whoIsNamedByOthersIsMentioned()
{
    model_->setOwnName(QStringLiteral("小明"));
    say("小红", "小明，你好");
    QVERIFY(fromEnd(1).isMention);
    say("小明的朋友", "你好");
    QVERIFY(!fromEnd(1).isMention);
    model_->handleEvent(ownMessage(++seq_, "我是小明"));
    QVERIFY(!fromEnd(1).isMention);
}

QTEST_GUILESS_MAIN(MessageRowsTest)
#include "message_rows_test.moc"
