// The input with what belongs to it: the counter near the limit, the button, and the question about a large
// paste.
#include "client-gui/input_bar.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub::gui;

class InputBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void theCounterTellsHowMuchIsLeft();
    void thereIsNothingToSendAtFirst();
    void aProblemIsShownUntilSomethingElseIsWritten();
    void aLargePasteCanBeSentAsOneMessage();
    void aLargePasteCanBeEditedFirst();
    void aLargePasteCanBeGivenUp();
    void whatIsTooLongCannotBeSentAtOnce();
    void aSecondEnterDoesNotSend();
    void whatIsFarTooLargeIsTold();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *bar_->findChild<Widget*>(QLatin1String(name));
    }
    void paste(const QString& text) const
    {
        QGuiApplication::clipboard()->setText(text);
        bar_->edit().paste();
    }
    QString text() const { return bar_->edit().toPlainText(); }

    std::unique_ptr<InputBar> bar_;
    std::unique_ptr<QSignalSpy> sent_;
};

void InputBarTest::init()
{
    bar_ = std::make_unique<InputBar>();
    bar_->show();
    QVERIFY(QTest::qWaitForWindowActive(bar_.get()));
    sent_ = std::make_unique<QSignalSpy>(&bar_->edit(), &InputEdit::submitted);
}

void InputBarTest::theCounterTellsHowMuchIsLeft()
{
    bar_->setMostBytes(600);
    auto& counter = find<QLabel>("inputCounter");
    QVERIFY(!counter.isVisible());
    bar_->edit().setPlainText(QString(50, QChar(0x4f60)));
    QVERIFY(counter.isVisible());
    QCOMPARE(counter.text(), QStringLiteral("450 bytes left"));
    bar_->edit().setPlainText(QString(201, QChar(0x4f60)));
    QCOMPARE(counter.text(), QStringLiteral("3 bytes too many"));
    bar_->edit().clear();
    QVERIFY(!counter.isVisible());
}

void InputBarTest::thereIsNothingToSendAtFirst()
{
    QVERIFY(!find<QPushButton>("send").isEnabled());
    bar_->edit().setPlainText(QStringLiteral("  "));
    QVERIFY(!find<QPushButton>("send").isEnabled());
    bar_->edit().setPlainText(QStringLiteral("x"));
    QVERIFY(find<QPushButton>("send").isEnabled());
}

void InputBarTest::aProblemIsShownUntilSomethingElseIsWritten()
{
    bar_->showProblem(QStringLiteral("why"));
    QVERIFY(find<QLabel>("inputProblem").isVisible());
    QTest::keyClicks(&bar_->edit(), QStringLiteral("x"));
    QVERIFY(!find<QLabel>("inputProblem").isVisible());
}

void InputBarTest::aLargePasteCanBeSentAsOneMessage()
{
    QTest::keyClicks(&bar_->edit(), QStringLiteral("see "));
    paste(QStringLiteral("1\r\n2\r\n3\r\n4\r\n"));
    QCOMPARE(text(), QStringLiteral("see "));
    find<QPushButton>("sendPaste").click();
    QCOMPARE(sent_->count(), 1);
    QCOMPARE(sent_->first().first().toString(), QStringLiteral("see 1\n2\n3\n4"));
}

void InputBarTest::aLargePasteCanBeEditedFirst()
{
    paste(QStringLiteral("1\n2\n3\n4"));
    find<QPushButton>("editPaste").click();
    QCOMPARE(text(), QStringLiteral("1\n2\n3\n4"));
    QCOMPARE(sent_->count(), 0);
    bar_->edit().undo();
    QCOMPARE(text(), QString());
}

void InputBarTest::aLargePasteCanBeGivenUp()
{
    paste(QStringLiteral("1\n2\n3\n4"));
    find<QDialog>("pasteDialog").reject();
    QCOMPARE(text(), QString());
    QCOMPARE(sent_->count(), 0);
}

void InputBarTest::whatIsTooLongCannotBeSentAtOnce()
{
    paste(QString(20'000, QLatin1Char('x')));
    QVERIFY(!find<QPushButton>("sendPaste").isEnabled());
    QVERIFY(find<QLabel>("pasteQuestion").text().contains(QLatin1String("20,000")));
    find<QPushButton>("editPaste").click();
    QCOMPARE(text().size(), 20'000);
}

void InputBarTest::aSecondEnterDoesNotSend()
{
    paste(QStringLiteral("1\n2\n3\n4"));
    auto& dialog = find<QDialog>("pasteDialog");
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    QCOMPARE(sent_->count(), 0);
    QCOMPARE(text(), QStringLiteral("1\n2\n3\n4"));
}

void InputBarTest::whatIsFarTooLargeIsTold()
{
    paste(QString(1'000'000, QLatin1Char('x')));
    QVERIFY(find<QLabel>("inputProblem").isVisible());
    QVERIFY(find<QLabel>("inputProblem").text().contains(QLatin1String("1,000,000")));
    QCOMPARE(text(), QString());
}

QTEST_MAIN(InputBarTest)
#include "input_bar_test.moc"
