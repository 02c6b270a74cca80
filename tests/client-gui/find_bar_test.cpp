// Finding in the room: from the newest to the older, in words when there is nothing, and round at the end.
#include "client-gui/find_bar.h"
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class FindBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void enterGoesToTheNewestFirstAndThenUp();
    void itGoesRoundAndSaysSo();
    void whatIsNotThereIsSaid();
    void placesAreCounted();
    void escapeClosesIt();
    void whatWasLookedForIsThereAgain();
    void aSearchFromElsewhereIsMade();
    void withoutWordsThereIsNothingToFind();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(words_, key, modifiers);
    }
    void lookFor(const QString& words) const
    {
        bar_->open();
        words_->clear();
        QTest::keyClicks(words_, words);
    }
    QString found() const
    {
        return view_->selection().isEmpty() ? QString() : model_->row(view_->currentRow()).line;
    }
    QString result() const { return window_->findChild<QLabel*>(QStringLiteral("findResult"))->text(); }

    std::unique_ptr<screen::MessageModel> model_;
    std::unique_ptr<QWidget> window_;
    MessageView* view_ = nullptr;
    FindBar* bar_ = nullptr;
    QLineEdit* words_ = nullptr;
};

void FindBarTest::init()
{
    window_.reset();
    model_ = std::make_unique<screen::MessageModel>();
    window_ = std::make_unique<QWidget>();
    auto* const column = new QVBoxLayout(window_.get());
    view_ = new MessageView;
    bar_ = new FindBar(*view_);
    column->addWidget(bar_);
    column->addWidget(view_);
    view_->setModel(model_.get());
    words_ = bar_->findChild<QLineEdit*>(QStringLiteral("findWords"));
    model_->handleEvent(message(1, "小红", "tea is ready"));
    model_->handleEvent(message(2, "小红", "nothing"));
    model_->handleEvent(message(3, "小红", "more TEA"));
    window_->show();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    QVERIFY(!bar_->isVisible());
}

void FindBarTest::enterGoesToTheNewestFirstAndThenUp()
{
    lookFor(QStringLiteral("tea"));
    press(Qt::Key_Return);
    QCOMPARE(found(), QStringLiteral("小红: more TEA"));
    press(Qt::Key_Return);
    QCOMPARE(found(), QStringLiteral("小红: tea is ready"));
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(found(), QStringLiteral("小红: more TEA"));
    QVERIFY(words_->hasFocus());
}

void FindBarTest::itGoesRoundAndSaysSo()
{
    lookFor(QStringLiteral("tea"));
    bar_->findOlder();
    bar_->findOlder();
    bar_->findOlder();
    QCOMPARE(found(), QStringLiteral("小红: more TEA"));
    QVERIFY(result().contains(QLatin1String("newest")));
    bar_->findNewer();
    QCOMPARE(found(), QStringLiteral("小红: tea is ready"));
    QVERIFY(result().contains(QLatin1String("oldest")));
}

void FindBarTest::whatIsNotThereIsSaid()
{
    lookFor(QStringLiteral("coffee"));
    QTRY_COMPARE(result(), QStringLiteral("Not found"));
    press(Qt::Key_Return);
    QCOMPARE(result(), QStringLiteral("Not found"));
    QCOMPARE(words_->accessibleDescription(), QStringLiteral("Not found"));
}

void FindBarTest::placesAreCounted()
{
    lookFor(QStringLiteral("tea"));
    QTRY_COMPARE(result(), QStringLiteral("2 places"));
    press(Qt::Key_Return);
    QCOMPARE(result(), QStringLiteral("1 of 2"));
    press(Qt::Key_Return);
    QCOMPARE(result(), QStringLiteral("2 of 2"));
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(result(), QStringLiteral("1 of 2"));
    lookFor(QStringLiteral("ready"));
    QTRY_COMPARE(result(), QStringLiteral("1 place"));
}

void FindBarTest::escapeClosesIt()
{
    QSignalSpy closed(bar_, &FindBar::closed);
    lookFor(QStringLiteral("tea"));
    press(Qt::Key_Escape);
    QVERIFY(!bar_->isVisible());
    QCOMPARE(closed.count(), 1);
}

void FindBarTest::whatWasLookedForIsThereAgain()
{
    lookFor(QStringLiteral("tea"));
    press(Qt::Key_Escape);
    bar_->open();
    QCOMPARE(words_->selectedText(), QStringLiteral("tea"));
    press(Qt::Key_Escape);
    bar_->findOlder();
    QVERIFY(bar_->isVisible());
    QCOMPARE(found(), QStringLiteral("小红: more TEA"));
}

void FindBarTest::aSearchFromElsewhereIsMade()
{
    bar_->openWith(QStringLiteral("ready"));
    QVERIFY(bar_->isVisible());
    QCOMPARE(found(), QStringLiteral("小红: tea is ready"));
}

void FindBarTest::withoutWordsThereIsNothingToFind()
{
    bar_->findOlder();
    QVERIFY(bar_->isVisible());
    QVERIFY(!bar_->findChild<QToolButton*>(QStringLiteral("findOlder"))->isEnabled());
    QCOMPARE(result(), QString());
}

QTEST_MAIN(FindBarTest)
#include "find_bar_test.moc"
