// Mouse, keyboard and menu in the message list; nothing is by mouse only.
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MessageViewInputTest : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void handleUrl(const QUrl& url) { opened_ += url.toString(); }

private Q_SLOTS:
    void init();
    void cleanup();
    void aClickOpensALink();
    void whoDragsOverALinkSelectsIt();
    void aLinkTellsWhereItLeads();
    void clicksSelectWordsAndMessages();
    void aClickWithShiftExtends();
    void selectingBeyondTheEdgeScrolls();
    void aFoldOpensByClick();
    void aFoldThatIsOpenedStaysWhereItWas();
    void aFoldOpensByKey();
    void whatWasSelectedFromMayBeGone();
    void whatWasSelectedFromMayBeInAnotherList();
    void aLinkIsLeftWithItsList();
    void keysGoFromRowToRow();
    void keysSelectRows();
    void enterOpensTheOnlyLink();
    void theWheelScrollsUnlessItIsForTheTextSize();
    void pagesAreTurnedFromElsewhere();
    void theMenuOffersWhatARowAllows();
    void whatWasNotSentCanBeRemoved();
    void aMenuLeftOpenRemovesWhatItWasOpenedFor();
    void aMenuLeftOpenFoldsNothingOfAnotherList();
    void whatWasSaidCanBeTakenBackByThoseWhoMay();
    void aNoticeIsConfirmedInItsRow();
    void whatIsRemovedIsNeitherFoundNorCopied();
    void findingGoesRound();
    void findingOpensFolds();
    void theUnreadLineIsFound();

private:
    void add(const std::string& text, const std::string& name = "小红")
    {
        model_->handleEvent(message(++seq_, name, text));
    }
    void addJoins(std::uint32_t count)
    {
        for (std::uint32_t who = 1; who <= count; ++who)
            model_->handleEvent(joined(++seq_, who, "n" + std::to_string(who)));
    }
    /// In the middle of this part of a row's line.
    QPoint at(int row, const QString& part)
    {
        const qsizetype from = model_->shownText(row).indexOf(part);
        return view_->textRect(row, from, from + part.size()).center();
    }
    void click(QPoint point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, modifiers, point);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(view_.get(), key, modifiers);
    }
    QMenu* openMenu(int row)
    {
        const QPoint point = view_->rowRect(row).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, view_->viewport()->mapToGlobal(point));
        QCoreApplication::sendEvent(view_->viewport(), &event);
        return view_->findChildren<QMenu*>(QStringLiteral("messageMenu")).last();
    }
    static QAction* action(QMenu& menu, const char* name)
    {
        return menu.findChild<QAction*>(QLatin1String(name));
    }

    std::uint64_t seq_ = 0;
    QStringList opened_;
    std::unique_ptr<screen::MessageModel> model_;
    std::unique_ptr<MessageView> view_;
};

void MessageViewInputTest::init()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "handleUrl");
    seq_ = 0;
    opened_.clear();
    model_ = std::make_unique<screen::MessageModel>();
    view_ = std::make_unique<MessageView>();
    view_->setModel(model_.get());
    view_->resize(500, 300);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void MessageViewInputTest::cleanup()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    view_.reset();
}

void MessageViewInputTest::aClickOpensALink()
{
    add("see https://a.example/b, please");
    click(at(1, QStringLiteral("see")));
    QVERIFY(opened_.isEmpty());
    click(at(1, QStringLiteral("a.example")));
    QCOMPARE(opened_, QStringList{QStringLiteral("https://a.example/b")});
}

void MessageViewInputTest::whoDragsOverALinkSelectsIt()
{
    add("see https://a.example/b, please");
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, at(1, QStringLiteral("https")));
    QTest::mouseMove(view_->viewport(), at(1, QStringLiteral("example")));
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, at(1, QStringLiteral("example")));
    QVERIFY(opened_.isEmpty());
    QVERIFY(view_->selectedText().contains(QLatin1String("://a.")));
}

void MessageViewInputTest::aLinkTellsWhereItLeads()
{
    add("see https://a.example/b, please");
    QSignalSpy hovered(view_.get(), &MessageView::linkHovered);
    QTest::mouseMove(view_->viewport(), at(1, QStringLiteral("a.example")));
    QTRY_COMPARE(hovered.count(), 1);
    QCOMPARE(hovered.last().value(0).toString(), QStringLiteral("https://a.example/b"));
    QTest::mouseMove(view_->viewport(), at(1, QStringLiteral("see")));
    QTRY_COMPARE(hovered.count(), 2);
    QCOMPARE(hovered.last().value(0).toString(), QString());
}

void MessageViewInputTest::clicksSelectWordsAndMessages()
{
    add("one second third");
    const QPoint point = at(1, QStringLiteral("second"));
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, point);
    QTest::mouseDClick(view_->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(view_->selectedText(), QStringLiteral("second"));
    click(point);
    QCOMPARE(view_->selectedText(), QStringLiteral("小红: one second third"));
}

void MessageViewInputTest::aClickWithShiftExtends()
{
    add("one second third");
    add("fourth", "小刚");
    click(view_->textRect(1, 4, 4).center());
    QVERIFY(view_->selectedText().isEmpty());
    click(view_->textRect(1, 14, 14).center(), Qt::ShiftModifier);
    QCOMPARE(view_->selectedText(), QStringLiteral("one second"));
    click(view_->textRect(2, 6, 6).center(), Qt::ShiftModifier);
    QVERIFY(view_->selectedText().endsWith(QStringLiteral("小刚: fo")));
}

void MessageViewInputTest::selectingBeyondTheEdgeScrolls()
{
    for (int i = 0; i < 100; ++i)
        add("message " + std::to_string(i));
    view_->showEnd();
    const int before = view_->verticalScrollBar()->value();
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, view_->rowRect(95).center());
    QTest::mouseMove(view_->viewport(), {100, -40});
    QTRY_VERIFY(view_->verticalScrollBar()->value() < before - 200);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, {100, -40});
    QVERIFY(view_->selectedText().count(QLatin1Char('\n')) > 15);
}

void MessageViewInputTest::aFoldOpensByClick()
{
    addJoins(5);
    QVERIFY(model_->isHidden(2));
    click(view_->rowRect(1).center());
    QVERIFY(!model_->isHidden(2));
    click(view_->rowRect(1).center());
    QVERIFY(model_->isHidden(2));
}

void MessageViewInputTest::aFoldThatIsOpenedStaysWhereItWas()
{
    for (int i = 0; i < 50; ++i)
        add("message");
    const int head = model_->rowCount();
    addJoins(30);
    QVERIFY(view_->sticksToEnd());
    const QRect before = view_->rowRect(head);
    click(before.center());
    QVERIFY(model_->isFoldOpen(head));
    QCOMPARE(view_->rowRect(head).top(), before.top());
    click(view_->rowRect(head).center());
    QVERIFY(!model_->isFoldOpen(head));
}

void MessageViewInputTest::whatWasSelectedFromMayBeGone()
{
    for (int i = 0; i < 50; ++i)
        add("message");
    view_->setFocus();
    press(Qt::Key_End);
    press(Qt::Key_Up, Qt::ShiftModifier);
    model_->clear();
    add("one");
    add("two");
    press(Qt::Key_Home);
    model_->clear();
    add("three");
    press(Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(!view_->selectedText().contains(QStringLiteral("message")));
}

void MessageViewInputTest::aFoldOpensByKey()
{
    addJoins(5);
    view_->setCurrentRow(1);
    press(Qt::Key_Right);
    QVERIFY(model_->isFoldOpen(1));
    press(Qt::Key_Right);
    QVERIFY(model_->isFoldOpen(1));
    press(Qt::Key_Left);
    QVERIFY(!model_->isFoldOpen(1));
    press(Qt::Key_Space);
    QVERIFY(model_->isFoldOpen(1));
    press(Qt::Key_Return);
    QVERIFY(!model_->isFoldOpen(1));
}

void MessageViewInputTest::whatWasSelectedFromMayBeInAnotherList()
{
    QVERIFY(QTest::qWaitForWindowActive(view_.get()));
    view_->setFocus();
    for (int i = 0; i < 8; ++i)
        add("hello");
    view_->setCurrentRow(6);
    screen::MessageModel other;
    for (std::uint64_t seq = 1; seq <= 8; ++seq)
        other.handleEvent(message(seq, "小红", "other"));
    view_->showList(&other, Seq{}, false);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view_->currentRow(), 0);
    QVERIFY(!view_->selection().holds(5));
    view_->setModel(model_.get());
}

void MessageViewInputTest::aLinkIsLeftWithItsList()
{
    add("see https://a.example/b, please");
    QSignalSpy hovered(view_.get(), &MessageView::linkHovered);
    QTest::mouseMove(view_->viewport(), at(1, QStringLiteral("a.example")));
    QTRY_COMPARE(hovered.count(), 1);
    screen::MessageModel other;
    view_->showList(&other, Seq{}, false);
    QCOMPARE(hovered.count(), 2);
    QVERIFY(hovered.last().first().toString().isEmpty());
    view_->setModel(model_.get());
}

void MessageViewInputTest::keysGoFromRowToRow()
{
    addJoins(5);
    for (int i = 0; i < 100; ++i)
        add("message " + std::to_string(i));
    press(Qt::Key_Home);
    QCOMPARE(view_->currentRow(), 0);
    press(Qt::Key_Down);
    QCOMPARE(view_->currentRow(), 1);
    press(Qt::Key_Down); // what is folded away is passed over
    QCOMPARE(view_->currentRow(), 6);
    press(Qt::Key_Up);
    QCOMPARE(view_->currentRow(), 1);
    press(Qt::Key_PageDown);
    QVERIFY(view_->currentRow() > 10);
    press(Qt::Key_End);
    QCOMPARE(view_->currentRow(), model_->rowCount() - 1);
    QVERIFY(view_->sticksToEnd());
    press(Qt::Key_PageUp);
    QVERIFY(!view_->sticksToEnd());
    QVERIFY(view_->rowRect(view_->currentRow()).top() <= 0);
}

void MessageViewInputTest::keysSelectRows()
{
    for (const char* const text : {"one", "two", "three"})
        add(text, text);
    view_->setCurrentRow(3);
    press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(view_->selectedText().count(QLatin1Char('\n')), 1);
    press(Qt::Key_Up, Qt::ShiftModifier);
    QTest::keySequence(view_.get(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 2);
    press(Qt::Key_Escape);
    QVERIFY(view_->selection().isEmpty());
}

void MessageViewInputTest::enterOpensTheOnlyLink()
{
    add("see https://a.example/b");
    view_->setCurrentRow(1);
    press(Qt::Key_Return);
    QCOMPARE(opened_.size(), 1);
}

void MessageViewInputTest::theWheelScrollsUnlessItIsForTheTextSize()
{
    for (int i = 0; i < 100; ++i)
        add("message " + std::to_string(i));
    view_->showEnd();
    const int before = view_->verticalScrollBar()->value();
    const auto turn = [this](Qt::KeyboardModifiers modifiers) {
        const QPointF point = view_->viewport()->rect().center();
        QWheelEvent event(point, view_->viewport()->mapToGlobal(point), {}, {0, 120}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view_->viewport(), &event);
        return event.isAccepted();
    };
    QVERIFY(!turn(Qt::ControlModifier));
    QCOMPARE(view_->verticalScrollBar()->value(), before);
    QVERIFY(turn({}));
    QVERIFY(view_->verticalScrollBar()->value() < before);
}

void MessageViewInputTest::pagesAreTurnedFromElsewhere()
{
    for (int i = 0; i < 100; ++i)
        add("message " + std::to_string(i));
    view_->scrollPages(-2);
    QVERIFY(!view_->sticksToEnd());
    view_->scrollPages(2);
    QVERIFY(view_->sticksToEnd());
    view_->showStart();
    QCOMPARE(view_->verticalScrollBar()->value(), 0);
    view_->showEnd();
    QVERIFY(view_->sticksToEnd());
}

void MessageViewInputTest::theMenuOffersWhatARowAllows()
{
    add("see https://a.example/b&c");
    QMenu* const menu = openMenu(1);
    QVERIFY(menu != nullptr);
    QVERIFY(!action(*menu, "copySelected")->isEnabled());
    QVERIFY(action(*menu, "retry") == nullptr);
    action(*menu, "copyMessage")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("小红: see https://a.example/b&c"));
    action(*menu, "copyLink")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://a.example/b&c"));
    action(*menu, "openLink")->trigger();
    QCOMPARE(opened_, QStringList{QStringLiteral("https://a.example/b&c")});
    QSignalSpy mentioned(view_.get(), &MessageView::mentionRequested);
    action(*menu, "mention")->trigger();
    QCOMPARE(mentioned.value(0).value(0).toString(), QStringLiteral("小红"));
}

void MessageViewInputTest::whatWasNotSentCanBeRemoved()
{
    model_->addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"), {morning});
    model_->handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    const int rows = model_->rowCount();
    QMenu* const menu = openMenu(rows - 1);
    QVERIFY(action(*menu, "mention") == nullptr);
    action(*menu, "remove")->trigger();
    QCOMPARE(model_->rowCount(), rows - 1);
}

void MessageViewInputTest::aMenuLeftOpenRemovesWhatItWasOpenedFor()
{
    const auto refuse = [](screen::MessageModel& model) {
        model.addPending(client::SubmissionId{1}, {QStringLiteral("mine")}, QStringLiteral("小明"),
                         {morning});
        model.handleRefused(client::SubmissionId{1}, QStringLiteral("no"));
    };
    refuse(*model_);
    const int rows = model_->rowCount();
    screen::MessageModel other;
    refuse(other);
    QMenu* const menu = openMenu(rows - 1);
    view_->showList(&other, Seq{}, false);
    action(*menu, "remove")->trigger();
    QCOMPARE(other.rowCount(), rows);
    QCOMPARE(model_->rowCount(), rows - 1);
    view_->setModel(model_.get());
}

void MessageViewInputTest::aMenuLeftOpenFoldsNothingOfAnotherList()
{
    screen::MessageModel other;
    for (std::uint32_t who = 1; who <= 5; ++who) {
        const std::string name = "n" + std::to_string(who);
        model_->handleEvent(joined(who, who, name));
        other.handleEvent(joined(who, who, name));
    }
    QMenu* const menu = openMenu(1);
    view_->showList(&other, Seq{}, false);
    action(*menu, "fold")->trigger();
    QVERIFY(!other.isFoldOpen(1));
    QVERIFY(!model_->isFoldOpen(1));
    view_->setModel(model_.get());
}

void MessageViewInputTest::whatWasSaidCanBeTakenBackByThoseWhoMay()
{
    QSignalSpy wanted(view_.get(), &MessageView::removeRequested);
    model_->setOwnName(QStringLiteral("小明"));
    model_->handleEvent(message(901, "小红", "spam"));
    model_->handleEvent(ownMessage(902, "mine"));
    const int last = model_->rowCount() - 1;
    QVERIFY(action(*openMenu(last - 1), "removeMessage") == nullptr);
    action(*openMenu(last), "removeMessage")->trigger();
    view_->setAdmin(true);
    action(*openMenu(last - 1), "removeMessage")->trigger();
    QCOMPARE(wanted.size(), 2);
    QVERIFY(wanted.last().first().value<Seq>() == Seq{901});
    model_->handleEvent(removed(903, 901, ""));
    QVERIFY(action(*openMenu(last - 1), "removeMessage") == nullptr);
}

void MessageViewInputTest::aNoticeIsConfirmedInItsRow()
{
    QSignalSpy confirmed(view_.get(), &MessageView::confirmRequested);
    QSignalSpy listed(view_.get(), &MessageView::confirmationsRequested);
    model_->handleEvent(askingAnnouncement(901, "fire drill"));
    const int row = model_->rowCount() - 1;
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, view_->actionRect(row).center());
    view_->activate(row);
    action(*openMenu(row), "confirmMessage")->trigger();
    QCOMPARE(confirmed.size(), 3);
    QVERIFY(confirmed.first().first().value<Seq>() == Seq{901});
    QVERIFY(action(*openMenu(row), "confirmations") == nullptr);
    view_->setAdmin(true);
    action(*openMenu(row), "confirmations")->trigger();
    QCOMPARE(listed.size(), 1);
}

void MessageViewInputTest::whatIsRemovedIsNeitherFoundNorCopied()
{
    model_->handleEvent(message(901, "小红", "needle"));
    model_->handleEvent(message(902, "小红", "hay"));
    model_->handleEvent(removed(903, 901, "needle"));
    view_->setHighlight(QStringLiteral("needle"));
    QCOMPARE(view_->matchCount(), 0);
    QVERIFY(!view_->findNext(true));
    view_->selectAll();
    QVERIFY(view_->selectedText().contains(QLatin1String("hay")));
    QVERIFY(!view_->selectedText().contains(QLatin1String("removed")));
}

void MessageViewInputTest::findingGoesRound()
{
    add("a needle here, and another Needle");
    for (int i = 0; i < 100; ++i)
        add("hay " + std::to_string(i));
    add("the last NEEDLE");
    view_->showEnd();
    QVERIFY(!view_->findNext(true)); // nothing is looked for
    view_->setHighlight(QStringLiteral("needle"));
    QCOMPARE(view_->matchCount(), 3);
    QVERIFY(view_->findNext(true));
    QCOMPARE(view_->currentRow(), model_->rowCount() - 1);
    QCOMPARE(view_->selectedText(), QStringLiteral("NEEDLE"));
    QVERIFY(view_->findNext(true));
    QCOMPARE(view_->selectedText(), QStringLiteral("Needle"));
    QVERIFY(view_->rowRect(1).intersects(view_->viewport()->rect()));
    QVERIFY(view_->findNext(true));
    QCOMPARE(view_->selectedText(), QStringLiteral("needle"));
    QVERIFY(view_->findNext(true));
    QCOMPARE(view_->selectedText(), QStringLiteral("NEEDLE"));
    QVERIFY(view_->findNext(false));
    QCOMPARE(view_->selectedText(), QStringLiteral("needle"));
    view_->setHighlight(QStringLiteral("nothing like it"));
    QVERIFY(!view_->findNext(false));
}

void MessageViewInputTest::findingOpensFolds()
{
    addJoins(6);
    view_->setHighlight(QStringLiteral("n6"));
    QVERIFY(view_->findNext(true));
    QVERIFY(model_->isFoldOpen(1));
    QCOMPARE(view_->currentRow(), 6);
}

void MessageViewInputTest::theUnreadLineIsFound()
{
    for (int i = 0; i < 50; ++i)
        add("message " + std::to_string(i));
    view_->hide(); // the person looks elsewhere
    for (int i = 0; i < 50; ++i)
        add("message " + std::to_string(i));
    QCOMPARE(model_->unreadRow(), 51);
    view_->show();
    view_->showUnread();
    QCOMPARE(view_->rowRect(51).top(), 0);
}

QTEST_MAIN(MessageViewInputTest)
#include "message_view_input_test.moc"
