// The input: what Enter sends and what it never sends, what Tab and the arrows do, and large pastes.
#include "client-gui/input_edit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace hubbub::gui;

class InputEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void enterSends();
    void theKeypadsEnterSendsToo();
    void whatIsSentStaysUntilItIsTaken();
    void blankTextIsNotSent();
    void shiftEnterBeginsALine();
    void enterNeverSendsWhileComposing();
    void enterSendsWhatWasComposed();
    void tabCompletesNames();
    void completionCanBeUndone();
    void tabLeavesAnEmptyInput();
    void upRecallsInAnEmptyInput();
    void arrowsMoveInWhatIsWritten();
    void aLargePasteIsAskedAbout_data();
    void aLargePasteIsAskedAbout();
    void onlyPlainTextIsPasted();
    void itGrowsWithTheTextUpToALimit();
    void bytesAreThoseOnTheWire();

private:
    void compose(const QString& text)
    {
        QInputMethodEvent event(text, {});
        QCoreApplication::sendEvent(edit_, &event);
    }
    void commit(const QString& text)
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QCoreApplication::sendEvent(edit_, &event);
    }

    std::unique_ptr<QWidget> window_;
    InputEdit* edit_ = nullptr;
    QLineEdit* other_ = nullptr;
    std::unique_ptr<QSignalSpy> sent_;
};

void InputEditTest::init()
{
    window_ = std::make_unique<QWidget>();
    auto* const column = new QVBoxLayout(window_.get());
    edit_ = new InputEdit;
    other_ = new QLineEdit;
    column->addWidget(edit_);
    column->addWidget(other_);
    window_->show();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    edit_->setFocus();
    sent_ = std::make_unique<QSignalSpy>(edit_, &InputEdit::submitted);
}

void InputEditTest::enterSends()
{
    QTest::keyClicks(edit_, QStringLiteral("hello"));
    QTest::keyClick(edit_, Qt::Key_Return);
    QCOMPARE(sent_->count(), 1);
    QCOMPARE(sent_->first().first().toString(), QStringLiteral("hello"));
}

void InputEditTest::theKeypadsEnterSendsToo()
{
    QTest::keyClicks(edit_, QStringLiteral("hello"));
    QTest::keyClick(edit_, Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(sent_->count(), 1);
}

void InputEditTest::whatIsSentStaysUntilItIsTaken()
{
    QTest::keyClicks(edit_, QStringLiteral("hello"));
    QTest::keyClick(edit_, Qt::Key_Return);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("hello"));
    edit_->clearSent();
    QVERIFY(edit_->toPlainText().isEmpty());
}

void InputEditTest::blankTextIsNotSent()
{
    QTest::keyClicks(edit_, QStringLiteral("   "));
    QTest::keyClick(edit_, Qt::Key_Return);
    QCOMPARE(sent_->count(), 0);
}

void InputEditTest::shiftEnterBeginsALine()
{
    QTest::keyClicks(edit_, QStringLiteral("one"));
    QTest::keyClick(edit_, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(edit_, QStringLiteral("two"));
    QCOMPARE(sent_->count(), 0);
    QTest::keyClick(edit_, Qt::Key_Return);
    QCOMPARE(sent_->first().first().toString(), QStringLiteral("one\ntwo"));
}

void InputEditTest::enterNeverSendsWhileComposing()
{
    QTest::keyClicks(edit_, QStringLiteral("x"));
    compose(QStringLiteral("nihao"));
    QTest::keyClick(edit_, Qt::Key_Return);
    QTest::keyClick(edit_, Qt::Key_Enter);
    QCOMPARE(sent_->count(), 0);
}

void InputEditTest::enterSendsWhatWasComposed()
{
    compose(QStringLiteral("nihao"));
    commit(QStringLiteral("你好"));
    QTest::keyClick(edit_, Qt::Key_Return);
    QCOMPARE(sent_->count(), 1);
    QCOMPARE(sent_->first().first().toString(), QStringLiteral("你好"));
}

void InputEditTest::tabCompletesNames()
{
    edit_->setNames([] { return QStringList{QStringLiteral("小明"), QStringLiteral("小红")}; });
    edit_->setCommands({QStringLiteral("help")});
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

void InputEditTest::completionCanBeUndone()
{
    edit_->setNames([] { return QStringList{QStringLiteral("Tom")}; });
    QTest::keyClicks(edit_, QStringLiteral("to"));
    QTest::keyClick(edit_, Qt::Key_Tab);
    edit_->undo();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("to"));
}

void InputEditTest::tabLeavesAnEmptyInput()
{
    QTest::keyClick(edit_, Qt::Key_Tab);
    QVERIFY(other_->hasFocus());
}

void InputEditTest::upRecallsInAnEmptyInput()
{
    for (const char* const text : {"one", "two"}) {
        edit_->setPlainText(QLatin1String(text));
        edit_->clearSent();
    }
    QTest::keyClick(edit_, Qt::Key_Up);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("two"));
    QTest::keyClick(edit_, Qt::Key_Up);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("one"));
    QTest::keyClick(edit_, Qt::Key_Up);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("one"));
    QTest::keyClick(edit_, Qt::Key_Down);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("two"));
    QTest::keyClick(edit_, Qt::Key_Down);
    QVERIFY(edit_->toPlainText().isEmpty());
}

void InputEditTest::arrowsMoveInWhatIsWritten()
{
    edit_->setPlainText(QStringLiteral("sent"));
    edit_->clearSent();
    QTest::keyClicks(edit_, QStringLiteral("something else"));
    QTest::keyClick(edit_, Qt::Key_Up);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("something else"));
}

void InputEditTest::aLargePasteIsAskedAbout_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("answer");
    QTest::addColumn<bool>("isAsked");
    QTest::addColumn<bool>("isPasted");
    const QString small = QStringLiteral("1\n2\n3");
    const QString large = QStringLiteral("1\n2\n3\n4");
    QTest::newRow("few lines") << small << false << false << true;
    QTest::newRow("many, yes") << large << true << true << true;
    QTest::newRow("many, no") << large << false << true << false;
}

void InputEditTest::aLargePasteIsAskedAbout()
{
    QFETCH(QString, text);
    QFETCH(bool, answer);
    bool asked = false;
    edit_->setPasteGuard([&](const QString&) {
        asked = true;
        return answer;
    });
    QGuiApplication::clipboard()->setText(text);
    edit_->paste();
    QTEST(asked, "isAsked");
    QTEST(!edit_->toPlainText().isEmpty(), "isPasted");
}

void InputEditTest::onlyPlainTextIsPasted()
{
    auto* const rich = new QMimeData;
    rich->setHtml(QStringLiteral("<b>bold</b>"));
    rich->setText(QStringLiteral("bold"));
    QGuiApplication::clipboard()->setMimeData(rich);
    edit_->paste();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("bold"));
}

void InputEditTest::itGrowsWithTheTextUpToALimit()
{
    const int single = edit_->height();
    edit_->setPlainText(QStringLiteral("1\n2\n3"));
    QTRY_VERIFY(edit_->height() > single);
    const int three = edit_->height();
    edit_->setPlainText(QString(100, QLatin1Char('\n')));
    QTRY_VERIFY(edit_->height() > three);
    QVERIFY(edit_->height() < 20 * edit_->fontMetrics().lineSpacing());
    edit_->clear();
    QTRY_COMPARE(edit_->height(), single);
}

void InputEditTest::bytesAreThoseOnTheWire()
{
    edit_->setPlainText(QStringLiteral("a你"));
    QCOMPARE(edit_->bytes(), 4);
}

QTEST_MAIN(InputEditTest)
#include "input_edit_test.moc"
