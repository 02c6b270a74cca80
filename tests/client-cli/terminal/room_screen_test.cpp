// Which of what is typed and pasted goes where, as the screen comes to ask for something else. No terminal is
// open here: keys come from the test, and nothing is drawn.
#include "client-cli/terminal/room_screen.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::terminal;
using Kind = Key::Kind;

class RoomScreenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPasteEndsTheSearchInWhatWasSaid();
    void aLongPasteEndsTheSearchInWhatWasSaid();
    void aQuestionKeepsWhatWasToBePasted_data();
    void aQuestionKeepsWhatWasToBePasted();
    void whatIsPastedMeanwhileIsAddedToThePreview();
    void aSearchUnderWayIsNoPlaceForThePassword();

private:
    void press(Kind kind, const QString& text = {})
    {
        Key key;
        key.kind = kind;
        key.text = text;
        Q_EMIT terminal_->keyPressed(key);
    }
    void type(const char* text)
    {
        for (const QChar letter : QString::fromUtf8(text))
            press(Kind::text, letter);
    }
    void beginSearch() { press(Kind::control, QStringLiteral("r")); }
    void paste(const QString& text) { press(Kind::pasted, text); }

    /// More lines than are put into the input at once.
    const QString longPaste_ = QStringLiteral("1\n2\n3\n4");

    std::unique_ptr<screen::RoomController> room_;
    std::unique_ptr<TerminalScreen> terminal_;
    std::unique_ptr<RoomScreen> screen_;
};

void RoomScreenTest::init()
{
    screen_.reset();
    room_ = std::make_unique<screen::RoomController>();
    terminal_ = std::make_unique<TerminalScreen>();
    screen_ = std::make_unique<RoomScreen>(*room_, *terminal_, RoomScreenOptions{});
}

void RoomScreenTest::aPasteEndsTheSearchInWhatWasSaid()
{
    type("see: ");
    beginSearch();
    type("x");
    paste(QStringLiteral("a link"));
    type("!");
    press(Kind::escape);
    QCOMPARE(screen_->draft(), QStringLiteral("see: a link!"));
}

void RoomScreenTest::aLongPasteEndsTheSearchInWhatWasSaid()
{
    beginSearch();
    paste(longPaste_);
    type("e!");
    QCOMPARE(screen_->draft(), longPaste_ + QLatin1Char('!'));
}

void RoomScreenTest::aQuestionKeepsWhatWasToBePasted_data()
{
    QTest::addColumn<bool>("isForPassword");
    QTest::newRow("a name is wanted") << false;
    QTest::newRow("the password is wanted") << true;
}

void RoomScreenTest::aQuestionKeepsWhatWasToBePasted()
{
    QFETCH(bool, isForPassword);
    type("see: ");
    paste(longPaste_);
    if (isForPassword)
        screen_->askPassword();
    else
        screen_->askName({});
    type("Res");
    press(Kind::enter);
    QCOMPARE(screen_->draft(), QStringLiteral("see: ") + longPaste_);
}

void RoomScreenTest::whatIsPastedMeanwhileIsAddedToThePreview()
{
    paste(longPaste_);
    paste(QStringLiteral("5\r\n6\r\n"));
    type("e");
    QCOMPARE(screen_->draft(), longPaste_ + QStringLiteral("\n5\n6"));
}

void RoomScreenTest::aSearchUnderWayIsNoPlaceForThePassword()
{
    QSignalSpy given(screen_.get(), &RoomScreen::passwordGiven);
    type("mine");
    beginSearch();
    screen_->askPassword();
    type("secret");
    press(Kind::enter);
    QCOMPARE(given.count(), 1);
    QCOMPARE(given.first().first().toString(), QStringLiteral("secret"));
    QCOMPARE(screen_->draft(), QStringLiteral("mine"));
}

QTEST_GUILESS_MAIN(RoomScreenTest)
#include "room_screen_test.moc"
