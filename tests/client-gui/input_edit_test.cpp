// The input: what Enter sends and what it never sends, what the arrows do, and what a paste becomes.
#include "client-gui/input_edit.h"

#include <QClipboard>
#include <QDropEvent>
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
    void pagesAreTurnedInTheList();
    void shiftEnterBeginsALine();
    void enterNeverSendsWhileComposing();
    void enterSendsWhatWasComposed();
    void tabLeavesAnEmptyInput();
    void upRecallsInAnEmptyInput();
    void whatWasWrittenComesBackAfterARecall();
    void arrowsMoveInWhatIsWritten();
    void aLargePasteIsAskedAbout_data();
    void aLargePasteIsAskedAbout();
    void whatIsFarTooLargeIsNotPastedAtAll();
    void pastesAreCleaned();
    void textCanBeDropped();
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

void InputEditTest::pagesAreTurnedInTheList()
{
    const QSignalSpy pages(edit_, &InputEdit::pagesTurned);
    QTest::keyClick(edit_, Qt::Key_PageUp);
    QTest::keyClick(edit_, Qt::Key_PageDown);
    QCOMPARE(pages.size(), 2);
    QCOMPARE(pages[0][0].toInt(), -1);
    QCOMPARE(pages[1][0].toInt(), 1);
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

void InputEditTest::whatWasWrittenComesBackAfterARecall()
{
    edit_->setPlainText(QStringLiteral("sent"));
    edit_->clearSent();
    QTest::keyClicks(edit_, QStringLiteral("other"));
    edit_->selectAll();
    edit_->cut();
    QTest::keyClick(edit_, Qt::Key_Up);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("sent"));
    edit_->undo();
    edit_->undo();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("other"));
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
    QTest::newRow("newlines of other systems")
        << QStringLiteral("1\r\n2\r\n3\r\n4") << false << true << false;
    QTest::newRow("blank lines behind") << QStringLiteral("1\n\n\n\n") << false << false << true;
    QTest::newRow("one line that fits") << QString(16 * 1024, QLatin1Char('x')) << false << false << true;
    QTest::newRow("one line that does not")
        << QString(16 * 1024 + 1, QLatin1Char('x')) << false << true << false;
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

void InputEditTest::whatIsFarTooLargeIsNotPastedAtAll()
{
    QSignalSpy told(edit_, &InputEdit::pasteTooLarge);
    edit_->setPlainText(QStringLiteral("kept"));
    QGuiApplication::clipboard()->setText(QString(3'000'000, QLatin1Char('x')));
    edit_->paste();
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.first().first().toLongLong(), 3'000'000);
    QCOMPARE(edit_->toPlainText(), QStringLiteral("kept"));
}

void InputEditTest::pastesAreCleaned()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("\x1b[31mred\r\nline\r\n"));
    edit_->paste();
    QCOMPARE(edit_->toPlainText(), QStringLiteral("[31mred\nline"));
}

void InputEditTest::textCanBeDropped()
{
    QMimeData text;
    text.setText(QStringLiteral("dropped"));
    const QPoint at = edit_->viewport()->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    QVERIFY(QCoreApplication::sendEvent(edit_->viewport(), &enter));
    QDropEvent drop(at, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    QVERIFY(QCoreApplication::sendEvent(edit_->viewport(), &drop));
    QCOMPARE(edit_->toPlainText(), QStringLiteral("dropped"));
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
    const int large = edit_->height();
    edit_->setMostHeight(300);
    QVERIFY(edit_->height() > large);
    QVERIFY(edit_->height() <= 300);
    QCOMPARE(edit_->verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
    edit_->setMostHeight(0);
    QCOMPARE(edit_->height(), single);
    edit_->clear();
    QTRY_COMPARE(edit_->height(), single);
}

void InputEditTest::bytesAreThoseOnTheWire()
{
    edit_->setPlainText(QStringLiteral("a你"));
    QCOMPARE(edit_->bytes(), 4);
    edit_->setPlainText(QStringLiteral("/me waves"));
    QCOMPARE(edit_->bytes(), 5);
    edit_->setPlainText(QStringLiteral("//slash"));
    QCOMPARE(edit_->bytes(), 6);
}

QTEST_MAIN(InputEditTest)
#include "input_edit_test.moc"
