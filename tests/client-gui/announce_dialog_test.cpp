// A notice is seen beforehand, told with Ctrl+Enter, and not lost when it cannot be told.
#include "client-gui/announce_dialog.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub::gui;

class AnnounceDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thePreviewIsWhatEveryoneWillRead();
    void controlEnterTellsIt();
    void blankNoticesAreRefused();
    void whatIsTooLongIsRefusedWithTheReason();
    void aProblemKeepsTheText();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *dialog_->findChild<Widget*>(QLatin1String(name));
    }
    QPlainTextEdit& edit() const { return find<QPlainTextEdit>("announceText"); }

    std::unique_ptr<AnnounceDialog> dialog_;
    std::unique_ptr<QSignalSpy> told_;
};

void AnnounceDialogTest::init()
{
    dialog_ = std::make_unique<AnnounceDialog>(100);
    dialog_->show();
    QVERIFY(QTest::qWaitForWindowActive(dialog_.get()));
    told_ = std::make_unique<QSignalSpy>(dialog_.get(), &AnnounceDialog::announceRequested);
}

void AnnounceDialogTest::thePreviewIsWhatEveryoneWillRead()
{
    QTest::keyClicks(&edit(), QStringLiteral("tea"));
    QTest::keyClick(&edit(), Qt::Key_Return);
    QTest::keyClicks(&edit(), QStringLiteral("at 8"));
    QCOMPARE(find<QLabel>("announcePreview").text(), QStringLiteral("Admin notice: tea\n  at 8"));
    QCOMPARE(told_->count(), 0);
}

void AnnounceDialogTest::controlEnterTellsIt()
{
    QTest::keyClicks(&edit(), QStringLiteral("tea"));
    QTest::keyClick(&edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(told_->count(), 1);
    QCOMPARE(told_->first().first().toString(), QStringLiteral("tea"));
    QVERIFY(!told_->first().last().toBool());
    find<QCheckBox>("announceAsks").click();
    QTest::keyClick(&edit(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(told_->last().last().toBool());
}

void AnnounceDialogTest::blankNoticesAreRefused()
{
    QVERIFY(!find<QPushButton>("announceButton").isEnabled());
    QTest::keyClicks(&edit(), QStringLiteral("  "));
    QTest::keyClick(&edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(told_->count(), 0);
}

void AnnounceDialogTest::whatIsTooLongIsRefusedWithTheReason()
{
    edit().setPlainText(QString(102, QLatin1Char('x')));
    QVERIFY(!find<QPushButton>("announceButton").isEnabled());
    QVERIFY(find<QLabel>("announceProblem").isVisible());
    edit().setPlainText(QString(100, QLatin1Char('x')));
    QVERIFY(find<QPushButton>("announceButton").isEnabled());
    QVERIFY(!find<QLabel>("announceProblem").isVisible());
}

void AnnounceDialogTest::aProblemKeepsTheText()
{
    QTest::keyClicks(&edit(), QStringLiteral("tea"));
    find<QPushButton>("announceButton").click();
    dialog_->showProblem(QStringLiteral("You are not in the room; enter it again first."));
    QVERIFY(dialog_->isVisible());
    QCOMPARE(edit().toPlainText(), QStringLiteral("tea"));
    QVERIFY(find<QLabel>("announceProblem").isVisible());
}

QTEST_MAIN(AnnounceDialogTest)
#include "announce_dialog_test.moc"
