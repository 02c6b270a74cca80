// What a screen reader finds in the message list, and what it is told.
#include "client-gui/announcer.h"
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QAccessible>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MessageAccessibleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theListHoldsARowForEachRow();
    void aRowStaysTheSameWhileOthersCome();
    void aRowThatIsGoneIsNotValid();
    void aRowOfTheListThatWasLeftIsNotValid();
    void aRowIsFoundByItsPlace();
    void foldsTellWhetherTheyAreOpen();
    void theFocusIsTold();
    void aRowCanBePressed();
    void whatComesIsSaid();
    void manyAtOnceAreCounted();
    void thePastIsNotSaid();

private:
    void add(const std::string& text, std::int64_t time = morning)
    {
        client::EventNotice notice = message(++seq_, "小红", text);
        notice.event.time = {time};
        model_->handleEvent(notice);
    }
    QAccessibleInterface& list() { return *QAccessible::queryAccessibleInterface(view_.get()); }

    /// Last. Qt passes nothing on while no screen reader runs, so that only what would be passed on is seen.
    QString said()
    {
        QAccessibleInterface& announcer =
            *QAccessible::queryAccessibleInterface(view_->findChild<Announcer*>());
        return announcer.role() == QAccessible::Notification ? announcer.text(QAccessible::Name) : QString();
    }

    std::uint64_t seq_ = 0;
    std::unique_ptr<screen::MessageModel> model_;
    std::unique_ptr<MessageView> view_;
};

void MessageAccessibleTest::init()
{
    seq_ = 0;
    model_ = std::make_unique<screen::MessageModel>();
    view_ = std::make_unique<MessageView>();
    view_->setModel(model_.get());
    view_->resize(500, 300);
    view_->show();
    QVERIFY(QTest::qWaitForWindowActive(view_.get()));
}

void MessageAccessibleTest::theListHoldsARowForEachRow()
{
    add("hello");
    QCOMPARE(list().role(), QAccessible::List);
    QCOMPARE(list().text(QAccessible::Name), QStringLiteral("Messages"));
    QCOMPARE(list().childCount(), 2);
    QAccessibleInterface* const row = list().child(1);
    QCOMPARE(row->role(), QAccessible::ListItem);
    QCOMPARE(row->text(QAccessible::Name), model_->index(1).data(Qt::AccessibleTextRole).toString());
    QCOMPARE(row->parent(), &list());
    QCOMPARE(list().indexOfChild(row), 1);
    QCOMPARE(list().child(1), row);
    QCOMPARE(list().child(2), nullptr);
    QVERIFY(!row->state().offscreen);
}

void MessageAccessibleTest::aRowStaysTheSameWhileOthersCome()
{
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    QAccessibleInterface* const row = list().child(0);
    add("in front of it");
    QCOMPARE(list().indexOfChild(row), 2);
    QCOMPARE(list().child(2), row);
}

void MessageAccessibleTest::aRowThatIsGoneIsNotValid()
{
    add("hello");
    QAccessibleInterface* const row = list().child(1);
    model_->clear();
    QVERIFY(!row->isValid());
    QCOMPARE(list().indexOfChild(row), -1);
    QVERIFY(row->text(QAccessible::Name).isEmpty());
    QVERIFY(row->state().invalid);
}

void MessageAccessibleTest::aRowOfTheListThatWasLeftIsNotValid()
{
    for (int i = 0; i < 40; ++i)
        add("hello");
    QAccessibleInterface* const row = list().child(40);
    screen::MessageModel past;
    past.handleEvent(message(1, "小红", "long ago"));
    view_->showList(&past, Seq{1}, false);
    QVERIFY(!row->isValid());
    QVERIFY(row->state().invalid);
    QVERIFY(row->rect().isNull());
    row->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(list().indexOfChild(row), -1);
    QVERIFY(list().child(1)->isValid());
    view_->setModel(model_.get());
}

void MessageAccessibleTest::aRowIsFoundByItsPlace()
{
    add("hello");
    QAccessibleInterface* const row = list().child(1);
    const QPoint center = row->rect().center();
    QCOMPARE(list().childAt(center.x(), center.y()), row);
}

void MessageAccessibleTest::foldsTellWhetherTheyAreOpen()
{
    for (std::uint32_t who = 1; who <= 5; ++who)
        model_->handleEvent(joined(++seq_, who, "n" + std::to_string(who)));
    QVERIFY(list().child(1)->state().expandable);
    QVERIFY(list().child(1)->state().collapsed);
    QVERIFY(list().child(2)->state().invisible);
    model_->toggleFold(1);
    QVERIFY(list().child(1)->state().expanded);
    QVERIFY(!list().child(2)->state().invisible);
}

void MessageAccessibleTest::theFocusIsTold()
{
    add("hello");
    add("world");
    view_->setFocus();
    QTRY_VERIFY(view_->hasFocus());
    view_->setCurrentRow(1);
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QCOMPARE(list().focusChild(), list().child(2));
    QVERIFY(list().child(2)->state().focused);
}

void MessageAccessibleTest::aRowCanBePressed()
{
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    QSignalSpy retried(view_.get(), &MessageView::retryRequested);
    QAccessibleActionInterface* const row = list().child(model_->rowCount() - 1)->actionInterface();
    row->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(retried.count(), 1);
}

void MessageAccessibleTest::whatComesIsSaid()
{
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    add("hello", now);
    QVERIFY(said().isEmpty()); // politely: when there is time
    QTRY_COMPARE(said(), QStringLiteral("小红: hello"));
    client::EventNotice notice = announcement(++seq_, "maintenance");
    notice.event.time = {now};
    model_->handleEvent(notice);
    QCOMPARE(said(), QStringLiteral("Admin notice: maintenance"));
}

void MessageAccessibleTest::manyAtOnceAreCounted()
{
    for (int i = 0; i < 20; ++i)
        add("hello", QDateTime::currentMSecsSinceEpoch());
    QTRY_COMPARE(said(), QStringLiteral("20 new messages"));
}

void MessageAccessibleTest::thePastIsNotSaid()
{
    add("long ago", QDateTime::currentMSecsSinceEpoch() - 24 * 3'600'000);
    add("hello", QDateTime::currentMSecsSinceEpoch());
    QTRY_COMPARE(said(), QStringLiteral("小红: hello"));
}

QTEST_MAIN(MessageAccessibleTest)
#include "message_accessible_test.moc"
