// Reading back in the window on a real screen: older pages as one scrolls, the past that grows into now, what
// a search finds, and what was missed.
#include "client-gui/desktop.h"
#include "client-gui/message_view.h"
#include "protocol/crypto/identity.h"
#include "tests/client-gui/window/programs.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using hubbub::screen::test::patience;
using hubbub::screen::test::ServerProcess;
using hubbub::screen::test::TerminalClient;

#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, patience)
#define TRY_COMPARE(what, expected) QTRY_COMPARE_WITH_TIMEOUT(what, expected, patience)

class PastWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { leave(); }
    void scrollingUpLoadsWhatIsOlder();
    void thePastGrowsIntoWhatIsNow();
    void theAdminIsHeardInThePast();
    void whatIsFoundIsGoneTo();
    void whoComesBackIsToldWhatTheyMissed();

private:
    /// So many messages `number 1`, `number 2`, … stand in the room before anybody looks.
    static constexpr int said = 700;

    bool sayUpTo(int from, int last);
    void enter();
    void leave()
    {
        desktop_.reset();
        settings_.reset();
        profile_.reset();
    }

    template <class Widget>
    Widget& in(QWidget& parent, const char* name)
    {
        return *parent.findChild<Widget*>(QLatin1String(name));
    }
    MainWindow& window() { return desktop_->window(); }
    screen::RoomController& room() { return desktop_->room(); }
    MessageView& view() { return *window().findChild<MessageView*>(); }
    bool isBarShown(const char* name) { return in<QWidget>(window(), name).isVisible(); }
    /// Of the messages that are seen, from the top to the bottom; 0 for each other row.
    QList<int> seen();
    /// Of the messages that are seen.
    QList<int> numbers()
    {
        QList<int> numbers = seen();
        numbers.removeAll(0);
        return numbers;
    }
    /// Turns a page, once there is one to be turned, and waits until other messages are seen.
    QList<int> numbersAfterPage(int pages);

    crypto::SystemEntropy entropy_;
    QTemporaryDir folder_;
    ServerProcess server_;
    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<SettingsFile> settings_;
    std::unique_ptr<Desktop> desktop_;
};

namespace {

int numberOf(const QString& line)
{
    static const QRegularExpression pattern(QStringLiteral("number (\\d+)$"));
    return pattern.match(line).captured(1).toInt();
}

bool areConsecutive(const QList<int>& numbers)
{
    return std::adjacent_find(numbers.begin(), numbers.end(), [](int a, int b) { return b != a + 1; })
        == numbers.end();
}

QByteArray text(const QList<int>& numbers)
{
    QStringList words;
    for (const int number : numbers)
        words += QString::number(number);
    return words.join(QLatin1Char(' ')).toUtf8();
}

} // namespace

bool PastWindowTest::sayUpTo(int from, int last)
{
    TerminalClient speaker;
    speaker.enter(server_, QStringLiteral("小红%1").arg(last)); // whoever goes without a word keeps the name
    for (int number = from + 1; number <= last; ++number)
        speaker.say(QStringLiteral("number %1").arg(number));
    return QTest::qWaitFor(
        [&] { return speaker.count("message", "text", QStringLiteral("number %1").arg(last)) == 1; },
        patience);
}

/// A window that shows about twenty rows.
void PastWindowTest::enter()
{
    auto profile = qt::Profile::open(folder_.path(), entropy_);
    QVERIFY(profile);
    profile_ = std::move(*profile);
    settings_ = std::make_unique<SettingsFile>(folder_.path());
    Arguments arguments;
    arguments.server = *chat::ServerAddress::parse(server_.link().toStdString());
    arguments.name = QStringLiteral("小明");
    desktop_ = std::make_unique<Desktop>(arguments, *profile_, *settings_, entropy_);
    desktop_->start();
    TRY_VERIFY(window().isVisible());
    window().resize(700, 600);
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window(), patience)); // what is shown is read
    TRY_VERIFY(room().isInRoom());
    TRY_VERIFY(room().messages().newest() != Seq{});
}

QList<int> PastWindowTest::seen()
{
    QList<int> seen;
    int last = -1;
    for (int y = 0; y < view().viewport()->height(); ++y) {
        const int row = view().rowAt({0, y});
        if (row >= 0 && row != last)
            seen += numberOf(view().model()->row(row).line);
        last = row;
    }
    return seen;
}

QList<int> PastWindowTest::numbersAfterPage(int pages)
{
    const QScrollBar& bar = *view().verticalScrollBar();
    const auto isMoreLoaded = [&] {
        return pages < 0 || bar.maximum() - bar.value() >= bar.pageStep() || !room().isInPast();
    };
    QList<int> before = numbers();
    QList<int> after;
    const auto isTurned = [&] {
        after = numbers();
        return !after.isEmpty() && after.first() != before.first();
    };
    if (!QTest::qWaitFor(isMoreLoaded, patience))
        return before;
    view().scrollPages(pages);
    return QTest::qWaitFor(isTurned, patience) ? after : before;
}

void PastWindowTest::initTestCase()
{
    QVERIFY(crypto::initialize());
    QVERIFY(server_.start());
    QVERIFY(sayUpTo(0, said));
}

void PastWindowTest::scrollingUpLoadsWhatIsOlder()
{
    enter();
    TRY_COMPARE(numbers().value(numbers().size() - 1), said);
    QList<int> shown = numbers();
    while (shown.first() > 1) {
        const QList<int> above = numbersAfterPage(-1);
        QVERIFY2(areConsecutive(above), text(above));
        QVERIFY2(above.first() < shown.first(), text(above));
        QVERIFY2(above.last() >= shown.first() - 1, text(above + shown));
        shown = above;
    }
    TRY_COMPARE(room().before(), screen::Before::beginning);
    view().showEnd();
    QCOMPARE(numbers().last(), said);
}

void PastWindowTest::thePastGrowsIntoWhatIsNow()
{
    enter();
    room().goTo(Seq{20});
    TRY_VERIFY(room().isInPast());
    TRY_VERIFY(isBarShown("pastBar"));
    QVERIFY2(numbers().contains(19), text(numbers()));
    QList<int> shown = numbers();
    while (shown.last() < said) {
        const QList<int> below = numbersAfterPage(1);
        QVERIFY2(areConsecutive(below), text(below));
        QVERIFY2(!below.isEmpty() && below.first() > shown.first(), text(below));
        QVERIFY2(below.first() <= shown.last() + 1, text(shown + below));
        shown = below;
    }
    TRY_VERIFY(!room().isInPast());
    TRY_VERIFY(!isBarShown("pastBar"));
    QCOMPARE(view().model(), &room().messages());
    // All the way is in one list now, and nothing in it twice.
    QList<int> all;
    for (int row = 0; row < room().messages().rowCount(); ++row) {
        if (const int number = numberOf(room().messages().row(row).line); number > 0)
            all += number;
    }
    QVERIFY2(areConsecutive(all), text(all));
    QVERIFY(all.first() <= 19);
    QCOMPARE(all.last(), said);
}

void PastWindowTest::theAdminIsHeardInThePast()
{
    enter();
    room().goTo(Seq{151});
    TRY_VERIFY(isBarShown("pastBar"));
    TRY_VERIFY(room().isInPast());
    server_.typeAtConsole(QStringLiteral("8 pm 维护"));
    const auto& told = in<QLabel>(window(), "pastBarText");
    TRY_COMPARE(told.text(), QStringLiteral("Admin notice: 8 pm 维护"));
    QVERIFY(room().isInPast());
    in<QPushButton>(window(), "pastBarAction").click();
    TRY_VERIFY(!isBarShown("pastBar"));
    // It is told once, and not again the next time.
    room().goTo(Seq{151});
    TRY_VERIFY(room().isInPast());
    QVERIFY(isBarShown("pastBar"));
    QCOMPARE(told.text(), QStringLiteral("You are reading the past."));
}

void PastWindowTest::whatIsFoundIsGoneTo()
{
    enter();
    Q_EMIT room().searchRequested(QStringLiteral("number 349"));
    QListView& found = in<QListView>(window(), "foundList");
    TRY_COMPARE(found.model()->rowCount(), 1);
    QVERIFY(in<QWidget>(window(), "foundPanel").isVisible());
    QTest::keyClick(&in<QLineEdit>(window(), "foundWords"), Qt::Key_Return);
    TRY_VERIFY(room().isInPast());
    TRY_VERIFY(numbers().contains(349));
    QCOMPARE(numberOf(view().model()->row(view().flashedRow()).line), 349);
    in<QPushButton>(window(), "pastBarAction").click();
    TRY_VERIFY(!room().isInPast());
    TRY_COMPARE(numbers().last(), said);
}

void PastWindowTest::whoComesBackIsToldWhatTheyMissed()
{
    constexpr int missed = 300;
    enter();
    leave();
    QVERIFY(sayUpTo(said, said + missed));
    enter();
    TRY_VERIFY(isBarShown("catchUp"));
    in<QPushButton>(window(), "catchUpAction").click();
    TRY_VERIFY(numbers().contains(said + 1));
    QVERIFY2(areConsecutive(numbers()), text(numbers()));
    TRY_VERIFY(!isBarShown("catchUp"));
}

QTEST_MAIN(PastWindowTest)
#include "past_window_test.moc"
