// The list stays at its end only for those who are there, and copies what is selected.
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QClipboard>
#include <QDateTime>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MessageViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void itFollowsTheNewestRow();
    void whoReadsFurtherUpIsLeftThereAndToldHowManyCame();
    void theButtonLeadsToTheEnd();
    void whoSaysSomethingSeesIt();
    void resizingKeepsThePlace();
    void rowsTakenFromTheTopDoNotMoveWhatIsRead();
    void longTextsWrap();
    void manyLinesAreAllShown();
    void copyTakesSeveralRowsInOrder();
    void aRefusedRowCanBeTriedAgainByKey();
    void aRefusedRowCanBeTriedAgainByMouse();
    void aFullListTakesMore();
    void olderRowsMoveNothing();
    void resizingMeanwhileMovesNothing();
    void theSignStandsAboveTheFirstRow();
    void theEndOfThePastIsNoEnd();
    void aListThatHoldsAllThatIsSeenTakesItsPlace();
    void anEventIsShownAndMarkedForAMoment();
    void whoComesNearTheTopIsTold();

private:
    void add(int count)
    {
        for (int i = 0; i < count; ++i)
            addMessage("message " + std::to_string(seq_ + 1));
        settle();
    }
    void addMessage(const std::string& text) { model_->handleEvent(message(++seq_, "小红", text)); }
    /// The view lays out from the event loop.
    void settle() { QCoreApplication::processEvents(); }
    bool isAtEnd() const
    {
        return view_->verticalScrollBar()->value() == view_->verticalScrollBar()->maximum();
    }
    QString topLine() const { return model_->shownText(view_->rowAt({5, 1})); }
    static std::vector<chat::PageEntry> page(std::uint64_t first, std::uint64_t last)
    {
        std::vector<chat::PageEntry> events;
        for (auto seq = first; seq <= last; ++seq)
            events.push_back({Seq{seq}, message(seq, "小明", "older " + std::to_string(seq)).event});
        return events;
    }
    static bool all(const chat::Event& /*event*/) { return true; }
    /// In the viewport.
    int topOf(std::uint64_t seq) const { return view_->rowRect(view_->model()->rowOf(Seq{seq})).top(); }
    int heightOf(int row) const { return view_->rowRect(row).height(); }

    std::uint64_t seq_ = 0;
    std::unique_ptr<screen::MessageModel> model_;
    std::unique_ptr<MessageView> view_;
};

void MessageViewTest::init()
{
    view_.reset();
    seq_ = 0;
    model_ = std::make_unique<screen::MessageModel>();
    view_ = std::make_unique<MessageView>();
    view_->setModel(model_.get());
    view_->resize(400, 300);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void MessageViewTest::itFollowsTheNewestRow()
{
    add(100);
    QTRY_VERIFY(isAtEnd());
    add(10);
    QTRY_VERIFY(isAtEnd());
    QCOMPARE(view_->unseen(), 0);
}

void MessageViewTest::whoReadsFurtherUpIsLeftThereAndToldHowManyCame()
{
    add(100);
    view_->verticalScrollBar()->setValue(500);
    const QString line = topLine();
    add(3);
    QCOMPARE(topLine(), line);
    QVERIFY(!view_->sticksToEnd());
    QCOMPARE(view_->unseen(), 3);
    auto* const button = view_->findChild<QPushButton*>(QStringLiteral("endButton"));
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("3 new"));
}

void MessageViewTest::theButtonLeadsToTheEnd()
{
    add(100);
    view_->verticalScrollBar()->setValue(500);
    add(3);
    auto* const button = view_->findChild<QPushButton*>(QStringLiteral("endButton"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(isAtEnd());
    QVERIFY(button->isHidden());
    add(1);
    QTRY_VERIFY(isAtEnd());
}

void MessageViewTest::whoSaysSomethingSeesIt()
{
    add(100);
    view_->verticalScrollBar()->setValue(500);
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    settle();
    QTRY_VERIFY(isAtEnd());
}

void MessageViewTest::resizingKeepsThePlace()
{
    add(100);
    QTRY_VERIFY(isAtEnd());
    view_->resize(300, 200);
    settle();
    QTRY_VERIFY(isAtEnd());
    view_->verticalScrollBar()->setValue(500);
    const QString line = topLine();
    view_->resize(500, 320);
    settle();
    QTRY_COMPARE(topLine(), line);
}

void MessageViewTest::rowsTakenFromTheTopDoNotMoveWhatIsRead()
{
    view_->setModel(nullptr);
    model_ = std::make_unique<screen::MessageModel>(nullptr, 200);
    view_->setModel(model_.get());
    add(199);
    view_->verticalScrollBar()->setValue(2500);
    const QString line = topLine();
    QVERIFY(!line.isEmpty());
    add(5); // the list is full: the oldest go
    QVERIFY(model_->rowCount() < 200);
    QTRY_COMPARE(topLine(), line);
}

void MessageViewTest::longTextsWrap()
{
    add(1);
    addMessage(std::string(600, 'x'));
    std::string chinese;
    for (int i = 0; i < 200; ++i)
        chinese += "好";
    addMessage(chinese);
    settle();
    QTRY_VERIFY(heightOf(2) > 3 * heightOf(1));
    QVERIFY(heightOf(3) > 3 * heightOf(1));
    QCOMPARE(view_->rowRect(2).width(), view_->viewport()->width());
    const int narrow = heightOf(2);
    view_->resize(800, 300);
    settle();
    QTRY_VERIFY(heightOf(2) < narrow);
}

void MessageViewTest::manyLinesAreAllShown()
{
    add(1);
    addMessage("1\n2\n3\n4\n5");
    settle();
    QTRY_VERIFY(heightOf(2) >= 5 * view_->fontMetrics().height());
}

void MessageViewTest::copyTakesSeveralRowsInOrder()
{
    add(2);
    model_->handleEvent(announcement(++seq_, "maintenance"));
    settle();
    view_->selectAll();
    QTest::keySequence(view_.get(), QKeySequence::Copy);
    const QString time = QDateTime::fromMSecsSinceEpoch(morning).toString(QStringLiteral("HH:mm"));
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        QStringLiteral("%1 小红: message 1\n%1 小红: message 2\n%1 Admin notice: maintenance").arg(time));
}

void MessageViewTest::aRefusedRowCanBeTriedAgainByKey()
{
    QSignalSpy retried(view_.get(), &MessageView::retryRequested);
    add(1);
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    view_->setCurrentRow(1);
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(retried.count(), 0);
    view_->setCurrentRow(2);
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(retried.count(), 1);
}

void MessageViewTest::aRefusedRowCanBeTriedAgainByMouse()
{
    QSignalSpy retried(view_.get(), &MessageView::retryRequested);
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    settle();
    const QRect retry = view_->actionRect(model_->rowCount() - 1);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {retry.right() + 30, retry.center().y()});
    QCOMPARE(retried.count(), 0);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, retry.center());
    QTRY_COMPARE(retried.count(), 1);
}

void MessageViewTest::aFullListTakesMore()
{
    constexpr int most = 20'000;
    view_->setModel(nullptr);
    model_ = std::make_unique<screen::MessageModel>(nullptr, most);
    view_->setModel(model_.get());
    view_->setUpdatesEnabled(false);
    for (int i = 0; i < most - 10; ++i)
        addMessage("message");
    settle();
    view_->setUpdatesEnabled(true);
    QElapsedTimer timer;
    timer.start();
    constexpr int more = 20;
    for (int i = 0; i < more; ++i)
        add(1);
    QVERIFY(model_->rowCount() < most); // the oldest have gone
    QTRY_VERIFY(isAtEnd());
    qInfo("a row more in a full list: %.1f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6 / more);
}

void MessageViewTest::olderRowsMoveNothing()
{
    seq_ = 500;
    add(100);
    view_->showStart();
    const int top = topOf(501);
    QVERIFY(model_->prepend(page(401, 500), all));
    QCOMPARE(topOf(501), top);
    QCOMPARE(view_->unseen(), 0);
    QVERIFY(!view_->sticksToEnd());
    view_->verticalScrollBar()->setValue(view_->verticalScrollBar()->value() - 40);
    const int higher = topOf(501);
    QVERIFY(model_->prepend(page(301, 400), all));
    settle();
    QCOMPARE(topOf(501), higher);
}

void MessageViewTest::resizingMeanwhileMovesNothing()
{
    seq_ = 500;
    add(100);
    view_->showStart();
    view_->resize(400, 200); // lower; the page is on its way
    const int top = topOf(501);
    QVERIFY(model_->prepend(page(401, 500), all));
    view_->resize(400, 260);
    settle();
    QCOMPARE(topOf(501), top);
    view_->resize(300, 260); // narrower: the row at the top stays there
    settle();
    QCOMPARE(view_->rowAt({5, topOf(501) + 1}), model_->rowOf(Seq{501}));
    QVERIFY(topOf(501) <= top + view_->rowRect(0).height());
}

void MessageViewTest::theSignStandsAboveTheFirstRow()
{
    auto* const sign = new QPushButton(QStringLiteral("sign"));
    view_->setFront(sign);
    seq_ = 500;
    add(100);
    QVERIFY(sign->geometry().bottom() < 0);
    view_->showStart();
    QCOMPARE(sign->y(), 0);
    QCOMPARE(view_->rowRect(0).top(), sign->height());
    QVERIFY(view_->verticalScrollBar()->value() == 0);
    const int top = view_->rowRect(1).top();
    const Seq first = model_->row(1).seq;
    QVERIFY(model_->prepend({{Seq{500}, chat::VoidEvent{}}}, all)); // nothing to show
    settle();
    QCOMPARE(topOf(first.value), top);
}

void MessageViewTest::theEndOfThePastIsNoEnd()
{
    screen::MessageModel past;
    past.beginPast();
    past.append(page(1, 100), all, {});
    view_->showList(&past, Seq{}, false);
    settle();
    QVERIFY(isAtEnd());
    QVERIFY(!view_->sticksToEnd());
    const int top = topOf(100);
    past.append(page(101, 200), all, {});
    settle();
    QCOMPARE(topOf(100), top);
    QVERIFY(!isAtEnd());
    QCOMPARE(view_->unseen(), 0);
    view_->setModel(model_.get());
}

void MessageViewTest::aListThatHoldsAllThatIsSeenTakesItsPlace()
{
    seq_ = 200;
    add(100);
    screen::MessageModel past;
    past.beginPast();
    past.append(page(101, 200), all, {});
    view_->showList(&past, Seq{150}, false);
    view_->verticalScrollBar()->setValue(view_->verticalScrollBar()->value() + 7);
    const int top = topOf(150);
    QVERIFY(model_->prepend(page(101, 200), all));
    view_->showListInstead(model_.get());
    QCOMPARE(view_->model(), model_.get());
    QCOMPARE(topOf(150), top);
    settle();
    QCOMPARE(topOf(150), top);
}

void MessageViewTest::anEventIsShownAndMarkedForAMoment()
{
    add(300);
    view_->showList(model_.get(), Seq{20});
    const int row = model_->rowOf(Seq{20});
    QVERIFY(view_->isRowSeen(row));
    QCOMPARE(view_->currentRow(), row);
    QCOMPARE(view_->flashedRow(), row);
    QTRY_COMPARE(view_->flashedRow(), -1);
    view_->showList(model_.get(), Seq{});
    settle();
    QVERIFY(isAtEnd());
}

void MessageViewTest::whoComesNearTheTopIsTold()
{
    QSignalSpy near(view_.get(), &MessageView::frontNeared);
    add(300);
    QTRY_VERIFY(isAtEnd());
    near.clear();
    add(1);
    QCOMPARE(near.count(), 0);
    view_->showStart();
    QVERIFY(near.count() > 0);
}

QTEST_MAIN(MessageViewTest)
#include "message_view_test.moc"
