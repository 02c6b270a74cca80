// Completion in the input: Tab from name to name, the list of commands and emoji with keys and mouse, and
// never while an input method composes.
#include "client-gui/input_edit.h"

#include <QInputMethodEvent>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace hubbub::gui;

class InputCompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tabCompletesNames();
    void completionCanBeUndone();
    void emojiAreListedWhileTheyAreTyped();
    void commandsAreListedFromTheSlashOn();
    void tabAndEnterTakeTheChosenOne();
    void theMouseTakesOne();
    void whatIsTypedAsAWholeIsSentByTheFirstEnter();
    void escapeClosesTheListForThisWord();
    void theListIsGoneWhenTheWordIs();
    void theSecondColonMakesTheEmoji();
    void anInputMethodMayCloseTheEmojiToo();
    void nothingIsListedWhileComposing();
    void theListLeavesTheFocusWhereItIs();
    void theListStaysInsideTheWindow();
    void whatIsChosenIsSpoken();

private:
    void type(const QString& text) const { QTest::keyClicks(edit_, text); }
    void press(Qt::Key key) const { QTest::keyClick(edit_, key); }
    void commit(const QString& text) const
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QCoreApplication::sendEvent(edit_, &event);
    }
    QListView* list() const { return window_->findChild<QListView*>(QStringLiteral("completions")); }
    bool isListOpen() const { return list() != nullptr && list()->isVisible(); }
    QString chosen() const { return list()->currentIndex().data().toString(); }

    std::unique_ptr<QWidget> window_;
    InputEdit* edit_ = nullptr;
    std::unique_ptr<QSignalSpy> sent_;
};

void InputCompletionTest::init()
{
    window_ = std::make_unique<QWidget>();
    auto* const column = new QVBoxLayout(window_.get());
    edit_ = new InputEdit;
    column->addStretch(1);
    column->addWidget(edit_);
    edit_->completion().setNames([] { return QStringList{QStringLiteral("Tom"), QStringLiteral("Tomas")}; });
    edit_->completion().setCommands(
        {QStringLiteral("help"), QStringLiteral("who"), QStringLiteral("away"), QStringLiteral("kick")});
    window_->resize(400, 400);
    window_->show();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    edit_->setFocus();
    sent_ = std::make_unique<QSignalSpy>(edit_, &InputEdit::submitted);
}

void InputCompletionTest::tabCompletesNames()
{
    edit_->completion().setNames([] { return QStringList{QStringLiteral("小明"), QStringLiteral("小红")}; });
    edit_->completion().setCommands({QStringLiteral("help")});
    commit(QStringLiteral("你好小"));
    QTest::keyClick(edit_, Qt::Key_Tab);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("你好小明 "));
    QTest::keyClick(edit_, Qt::Key_Tab);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("你好小红 "));
    QVERIFY(edit_->hasFocus());
    edit_->setPlainText(QStringLiteral("/he"));
    edit_->moveCursor(QTextCursor::End);
    QTest::keyClick(edit_, Qt::Key_Tab);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("/help "));
}

void InputCompletionTest::completionCanBeUndone()
{
    edit_->completion().setNames([] { return QStringList{QStringLiteral("Tom")}; });
    QTest::keyClicks(edit_, QStringLiteral("to"));
    QTest::keyClick(edit_, Qt::Key_Tab);
    edit_->undo();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("to"));
}

void InputCompletionTest::emojiAreListedWhileTheyAreTyped()
{
    type(QStringLiteral("good :t"));
    QVERIFY(!isListOpen());
    type(QStringLiteral("ada"));
    QVERIFY(isListOpen());
    QVERIFY(chosen().contains(QStringLiteral("🎉")));
    QVERIFY(chosen().contains(QStringLiteral(":tada:")));
}

void InputCompletionTest::commandsAreListedFromTheSlashOn()
{
    type(QStringLiteral("/"));
    QVERIFY(isListOpen());
    QCOMPARE(list()->model()->rowCount(), 4);
    QVERIFY(chosen().startsWith(QStringLiteral("/help")));
    type(QStringLiteral("w"));
    QCOMPARE(list()->model()->rowCount(), 1);
    type(QStringLiteral("ho "));
    QVERIFY(!isListOpen());
}

void InputCompletionTest::tabAndEnterTakeTheChosenOne()
{
    type(QStringLiteral("/"));
    press(Qt::Key_Down);
    press(Qt::Key_Tab);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("/who "));
    QVERIFY(!isListOpen());
    edit_->clear();
    type(QStringLiteral("/"));
    press(Qt::Key_Up); // round to the last one
    press(Qt::Key_Return);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("/kick "));
    QCOMPARE(sent_->count(), 0);
    edit_->clear();
    type(QStringLiteral("yes :tad"));
    press(Qt::Key_Return);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("yes 🎉 "));
    press(Qt::Key_Return);
    QCOMPARE(sent_->count(), 1);
}

void InputCompletionTest::theMouseTakesOne()
{
    type(QStringLiteral("/"));
    const QRect row = list()->visualRect(list()->model()->index(2, 0));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, Qt::NoModifier, row.center());
    QCOMPARE(edit_->toPlainText(), QStringLiteral("/away "));
    QVERIFY(edit_->hasFocus());
}

void InputCompletionTest::whatIsTypedAsAWholeIsSentByTheFirstEnter()
{
    type(QStringLiteral("/who"));
    QVERIFY(isListOpen());
    press(Qt::Key_Return);
    QCOMPARE(sent_->count(), 1);
    QVERIFY(!isListOpen());
}

void InputCompletionTest::escapeClosesTheListForThisWord()
{
    type(QStringLiteral("/"));
    press(Qt::Key_Escape);
    QVERIFY(!isListOpen());
    type(QStringLiteral("w"));
    QVERIFY(!isListOpen());
    edit_->clear();
    type(QStringLiteral("/"));
    QVERIFY(isListOpen());
}

void InputCompletionTest::theListIsGoneWhenTheWordIs()
{
    type(QStringLiteral("/w"));
    press(Qt::Key_Home);
    QVERIFY(!isListOpen());
    press(Qt::Key_End);
    type(QStringLiteral("h"));
    QVERIFY(isListOpen());
    edit_->clear();
    QVERIFY(!isListOpen());
    type(QStringLiteral("/w"));
    edit_->clearFocus();
    QVERIFY(!isListOpen());
}

void InputCompletionTest::theSecondColonMakesTheEmoji()
{
    type(QStringLiteral("hi :smile:"));
    QCOMPARE(edit_->toPlainText(), QStringLiteral("hi 😄"));
    QVERIFY(!isListOpen());
    edit_->undo();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("hi :smile:"));
}

void InputCompletionTest::anInputMethodMayCloseTheEmojiToo()
{
    commit(QStringLiteral("你好:smile"));
    QVERIFY(isListOpen());
    commit(QStringLiteral(":"));
    QCOMPARE(edit_->toPlainText(), QStringLiteral("你好😄"));
}

void InputCompletionTest::nothingIsListedWhileComposing()
{
    type(QStringLiteral("/"));
    QInputMethodEvent composing(QStringLiteral("ni"), {});
    QCoreApplication::sendEvent(edit_, &composing);
    QVERIFY(!isListOpen());
    press(Qt::Key_Tab);
    press(Qt::Key_Return);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("/"));
    QCOMPARE(sent_->count(), 0);
}

void InputCompletionTest::theListLeavesTheFocusWhereItIs()
{
    type(QStringLiteral("/"));
    QVERIFY(edit_->hasFocus());
    QCOMPARE(list()->focusPolicy(), Qt::NoFocus);
}

void InputCompletionTest::theListStaysInsideTheWindow()
{
    window_->resize(160, 120);
    type(QStringLiteral(":fa"));
    QVERIFY(isListOpen());
    QCOMPARE(list()->geometry().intersected(window_->rect()), list()->geometry());
}

void InputCompletionTest::whatIsChosenIsSpoken()
{
    type(QStringLiteral(":tada"));
    QVERIFY(edit_->accessibleDescription().contains(QStringLiteral(":tada:")));
    press(Qt::Key_Escape);
    QVERIFY(edit_->accessibleDescription().isEmpty());
}

QTEST_MAIN(InputCompletionTest)
#include "input_completion_test.moc"
