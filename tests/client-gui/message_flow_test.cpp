// What is read stays where it is, whatever comes, goes or turns out higher around it; and only what is near
// the viewport is laid out.
#include "client-gui/message_flow.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QGuiApplication>
#include <QTest>

#include <memory>
#include <random>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MessageFlowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { make(screen::MessageModel::mostRows); }
    void aShortListStandsAtTheEnd();
    void rowsFillTheViewportWithoutGaps();
    void onlyWhatIsSeenIsLaidOut();
    void scrollingThereAndBackEndsAtTheSamePlace();
    void rowsInFrontDoNotMoveWhatIsRead();
    void rowsThatAreTrimmedDoNotMoveWhatIsRead();
    void anotherWidthDoesNotMoveWhatIsRead();
    void aPlaceWithinALongTextIsKept();
    void foldsAboveDoNotMoveWhatIsRead();
    void aRowThatGoesLeavesItsPlaceToTheNext();
    void rowsThatSettleFindTheirHeights();
    void whoIsAtTheEndStaysThere();
    void aRowIsBroughtIntoSight();
    void withoutAModelThereIsNothing();

private:
    void make(int mostRows)
    {
        seq_ = 0;
        flow_ = std::make_unique<MessageFlow>();
        model_ = std::make_unique<screen::MessageModel>(nullptr, mostRows);
        flow_->setModel(model_.get());
        setWidth(400);
        flow_->setViewHeight(viewHeight);
        connect(model_.get(), &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex&, int first, int last) { flow_->handleInserted(first, last); });
        connect(
            model_.get(), &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { flow_->handleAboutToBeRemoved(first, last); });
        connect(model_.get(), &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex&, int first, int last) { flow_->handleRemoved(first, last); });
        connect(model_.get(), &QAbstractItemModel::rowsMoved, this,
                [this](const QModelIndex&, int first, int last, const QModelIndex&, int to) {
                    flow_->handleMoved(first, last + 1 - first, to);
                });
        connect(model_.get(), &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex& first, const QModelIndex& last) {
                    flow_->handleChanged(first.row(), last.row());
                });
    }
    void setWidth(int width)
    {
        flow_->setLook(std::make_shared<MessageLook>(QGuiApplication::font(), QGuiApplication::palette(),
                                                     width, Qt::LeftToRight));
    }
    void add(int count)
    {
        for (int i = 0; i < count; ++i)
            addMessage(std::string(static_cast<std::size_t>(5 + seq_ * 37 % 150), 'x') + " "
                       + std::to_string(seq_));
    }
    void addMessage(const std::string& text)
    {
        ++seq_;
        model_->handleEvent(message(seq_, seq_ % 3 == 0 ? "小红" : "小刚", text));
    }
    void addPending(int count)
    {
        for (int i = 0; i < count; ++i)
            model_->addPending(client::SubmissionId{static_cast<std::uint64_t>(i + 1)},
                               {QStringLiteral("mine %1").arg(i)}, QStringLiteral("小明"), {morning});
    }
    /// What stands at the top, and where.
    std::pair<QString, int> top()
    {
        const MessageFlow::Placed& first = flow_->placed().front();
        return {model_->row(first.row).line, first.top};
    }
    int laidOut() const
    {
        int count = 0;
        for (int row = 0; row < flow_->heights().count(); ++row)
            count += flow_->heights().isEstimate(row) ? 0 : 1;
        return count;
    }

    static constexpr int viewHeight = 300;
    std::uint64_t seq_ = 0;
    std::unique_ptr<screen::MessageModel> model_;
    std::unique_ptr<MessageFlow> flow_;
};

void MessageFlowTest::aShortListStandsAtTheEnd()
{
    add(2);
    QCOMPARE(flow_->placed().size(), std::size_t{3}); // and the date
    QVERIFY(flow_->placed().front().top > 0);
    QCOMPARE(flow_->placed().back().bottom(), viewHeight);
    QCOMPARE(flow_->greatestOffset(), 0);
    flow_->scrollBy(-50);
    QCOMPARE(flow_->placed().back().bottom(), viewHeight);
}

void MessageFlowTest::rowsFillTheViewportWithoutGaps()
{
    add(300);
    std::mt19937 random(1);
    for (int step = 0; step < 200; ++step) {
        flow_->scrollTo(std::uniform_int_distribution<std::int64_t>(0, flow_->heights().total())(random));
        const auto& placed = flow_->placed();
        QVERIFY(placed.front().top <= 0);
        QVERIFY(placed.back().bottom() >= viewHeight);
        for (std::size_t i = 1; i < placed.size(); ++i)
            QCOMPARE(placed[i].top, placed[i - 1].bottom());
    }
}

void MessageFlowTest::onlyWhatIsSeenIsLaidOut()
{
    add(2'000);
    flow_->placed();
    QVERIFY(laidOut() < 50);
    flow_->scrollTo(flow_->heights().total() / 2);
    flow_->placed();
    QVERIFY(laidOut() < 100);
}

void MessageFlowTest::scrollingThereAndBackEndsAtTheSamePlace()
{
    add(300);
    flow_->scrollTo(5'000);
    const auto before = top();
    flow_->scrollBy(-1'777);
    QVERIFY(top() != before);
    flow_->scrollBy(1'777);
    QCOMPARE(top(), before);
}

void MessageFlowTest::rowsInFrontDoNotMoveWhatIsRead()
{
    add(5);
    addPending(100);
    flow_->scrollBy(-500);
    const auto before = top();
    add(50); // they stand in front of what is on its way
    QCOMPARE(top(), before);
    QVERIFY(flow_->placed().front().row > 100);
}

void MessageFlowTest::rowsThatAreTrimmedDoNotMoveWhatIsRead()
{
    make(200);
    add(199);
    flow_->scrollTo(4'000);
    const auto before = top();
    add(2);
    QVERIFY(model_->rowCount() < 200);
    QCOMPARE(top(), before);
}

void MessageFlowTest::anotherWidthDoesNotMoveWhatIsRead()
{
    add(300);
    flow_->scrollTo(5'000);
    const int row = flow_->placed().front().row;
    for (const int width : {700, 250, 400}) {
        setWidth(width);
        QCOMPARE(flow_->placed().front().row, row);
    }
    QVERIFY(laidOut() < 60);
}

void MessageFlowTest::aPlaceWithinALongTextIsKept()
{
    addMessage(std::string(8'000, 'x'));
    add(50);
    const MessageFlow::Placed whole = flow_->place(1);
    flow_->scrollTo(flow_->heights().offsetOf(1) + whole.height / 2);
    QCOMPARE(flow_->placed().front().row, 1);
    setWidth(800);
    const MessageFlow::Placed wider = flow_->placed().front();
    QCOMPARE(wider.row, 1);
    QVERIFY(wider.height < whole.height);
    QVERIFY(qAbs(-wider.top - wider.height / 2) <= 2);
}

void MessageFlowTest::foldsAboveDoNotMoveWhatIsRead()
{
    add(5);
    for (std::uint32_t who = 1; who <= 50; ++who)
        model_->handleEvent(joined(++seq_, who, "n" + std::to_string(who)));
    add(100);
    flow_->scrollBy(-200);
    const auto before = top();
    int head = 0;
    while (!model_->isFoldHead(head))
        ++head;
    const auto closed = flow_->heights().total();
    model_->toggleFold(head);
    QCOMPARE(top(), before);
    QVERIFY(flow_->heights().total() > closed);
    model_->toggleFold(head);
    QCOMPARE(top(), before);
}

void MessageFlowTest::aRowThatGoesLeavesItsPlaceToTheNext()
{
    add(50);
    addPending(1);
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    const int refused = model_->rowCount() - 1;
    add(50);
    flow_->scrollToRow(refused, MessageFlow::Where::top);
    QCOMPARE(flow_->placed().front().row, refused);
    const QString next = model_->row(refused + 1).line;
    model_->removeUnsent(model_->index(refused));
    QCOMPARE(top(), std::pair(next, 0));
}

void MessageFlowTest::rowsThatSettleFindTheirHeights()
{
    add(20);
    addPending(3);
    flow_->placed();
    model_->handleRefused(client::SubmissionId{3},
                          QStringLiteral("a reason that is long enough to need more than "
                                         "one line at this width, and then some"));
    std::int64_t sum = 0;
    for (int row = 0; row < model_->rowCount(); ++row)
        sum += flow_->place(row).height;
    QCOMPARE(flow_->heights().total(), sum);
    QCOMPARE(flow_->heights().count(), model_->rowCount());
    QVERIFY(flow_->place(model_->rowCount() - 3).height > 2 * flow_->place(model_->rowCount() - 1).height);
}

void MessageFlowTest::whoIsAtTheEndStaysThere()
{
    add(100);
    QVERIFY(flow_->sticksToEnd());
    add(10);
    QCOMPARE(flow_->placed().back().row, model_->rowCount() - 1);
    flow_->scrollBy(-100);
    flow_->placed();
    QVERIFY(!flow_->sticksToEnd());
    flow_->scrollBy(100);
    flow_->placed();
    QVERIFY(flow_->sticksToEnd());
    setWidth(250);
    QCOMPARE(flow_->placed().back().bottom(), viewHeight);
}

void MessageFlowTest::aRowIsBroughtIntoSight()
{
    add(200);
    flow_->scrollToRow(50, MessageFlow::Where::nearest);
    QCOMPARE(flow_->place(50).top, 0); // from below
    flow_->scrollToRow(80, MessageFlow::Where::nearest);
    QCOMPARE(flow_->place(80).bottom(), viewHeight);
    flow_->scrollToRow(120, MessageFlow::Where::middle);
    const MessageFlow::Placed middle = flow_->place(120);
    QVERIFY(qAbs(middle.top + middle.height / 2 - viewHeight / 2) <= 1);
    flow_->scrollToRow(121, MessageFlow::Where::nearest);
    QCOMPARE(flow_->place(120).top, middle.top); // it is seen already
}

void MessageFlowTest::withoutAModelThereIsNothing()
{
    add(100);
    flow_->setModel(nullptr);
    setWidth(300);
    QVERIFY(flow_->placed().empty());
    QCOMPARE(flow_->rowNear(10), -1);
    QCOMPARE(flow_->greatestOffset(), 0);
}

QTEST_MAIN(MessageFlowTest)
#include "message_flow_test.moc"
