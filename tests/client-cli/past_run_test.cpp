// Reading back on a real terminal: older pages, places far away, what a search finds, what was missed, and a
// start without a server.
#include "tests/client-cli/tmux.h"

#include <QRegularExpression>

#include <csignal>
#include <memory>

using namespace hubbub::test;

class PastRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { tmux_ = std::make_unique<Tmux>(); }
    void cleanup() { tmux_.reset(); }
    void pagesAreLoadedAndNothingIsSkipped();
    void thePastGrowsIntoWhatIsNow();
    void daysAndNumbersAreGoneTo();
    void theAdminIsHeardInThePast();
    void whatIsFoundIsListedAndGoneTo();
    void whoComesBackIsLedToWhatTheyMissed();
    void withoutAServerTheLastIsShown();

private:
    /// So many messages `nr 1 大家好`, `nr 2 大家好`, … stand in the room before anybody looks.
    static constexpr int said = 700;

    /// From the one behind `from` on, by somebody who goes again.
    bool sayUpTo(int from, int last);
    bool enter(const QString& profile, int columns = 70, int rows = 20);
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    void run(const QString& line)
    {
        tmux_->type(line);
        tmux_->press("Enter");
    }
    bool isShown(const QString& part) { return tmux_->rows().join(QLatin1Char('\n')).contains(part); }
    bool waitFor(const QString& part)
    {
        const bool isIt = QTest::qWaitFor([&] { return isShown(part); }, patienceMilliseconds);
        if (!isIt)
            qWarning("shown:\n%s\nwanted: %s", qPrintable(tmux_->rows().join(QLatin1Char('\n'))),
                     qPrintable(part));
        return isIt;
    }
    /// Of the messages on the screen, from the top to the bottom.
    QList<int> numbers();
    /// Of what was found, the one that Enter leads to; 0: none is on the screen.
    int chosen();
    /// Turns a page by this key until the first number on the screen is another one.
    QList<int> numbersAfter(const char* key, const QList<int>& before);

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<Tmux> tmux_;
};

namespace {

bool areConsecutive(const QList<int>& numbers)
{
    return std::adjacent_find(numbers.begin(), numbers.end(), [](int a, int b) { return b != a + 1; })
        == numbers.end();
}

} // namespace

bool PastRunTest::sayUpTo(int from, int last)
{
    Client speaker;
    speaker.join(*server_, folder("speaker"), QStringLiteral("小红"));
    QByteArray lines;
    for (int number = from + 1; number <= last; ++number)
        lines += "nr " + QByteArray::number(number) + " 大家好\n";
    speaker.type(lines);
    speaker.closeInput();
    return speaker.exitCode() == 0;
}

bool PastRunTest::enter(const QString& profile, int columns, int rows)
{
    return tmux_->start(QStringLiteral("%1 %2 --profile %3 --lang en --name Res; echo ended $?; exec cat")
                            .arg(program("hubbub"), server_->address(), profile),
                        columns, rows);
}

QList<int> PastRunTest::numbers()
{
    static const QRegularExpression pattern(QStringLiteral("nr (\\d+) 大家好"));
    QList<int> numbers;
    for (const QString& row : tmux_->rows()) {
        if (const auto match = pattern.match(row); match.hasMatch())
            numbers += match.captured(1).toInt();
    }
    return numbers;
}

int PastRunTest::chosen()
{
    static const QRegularExpression pattern(QStringLiteral("^> .*nr (\\d+) 大家好"));
    for (const QString& row : tmux_->rows()) {
        if (const auto match = pattern.match(row); match.hasMatch())
            return match.captured(1).toInt();
    }
    return 0;
}

QList<int> PastRunTest::numbersAfter(const char* key, const QList<int>& before)
{
    QList<int> after;
    const auto isTurned = [&] {
        after = numbers();
        return !after.isEmpty() && after.first() != before.first();
    };
    // At the edge of what is loaded nothing moves until more has come.
    constexpr int tries = 4;
    for (int attempt = 0; attempt < tries; ++attempt) {
        tmux_->press(key);
        if (QTest::qWaitFor(isTurned, patienceMilliseconds / tries))
            return after;
    }
    return before;
}

void PastRunTest::initTestCase()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start({QStringLiteral("--room"), QStringLiteral("Tea")}));
    QVERIFY(sayUpTo(0, said));
}

/// Page by page up to the beginning of the room: each page ends where the one before began, whenever older
/// events come in above it.
void PastRunTest::pagesAreLoadedAndNothingIsSkipped()
{
    QVERIFY(enter(folder("pages")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    QVERIFY(waitFor(QStringLiteral("nr %1 ").arg(said)));
    QList<int> shown = numbers();
    while (shown.first() > 1) {
        const QList<int> above = numbersAfter("PageUp", shown);
        QVERIFY2(areConsecutive(above), qPrintable(tmux_->rows().join(QLatin1Char('\n'))));
        QVERIFY(above.first() < shown.first());
        QVERIFY2(above.last() >= shown.first() - 1,
                 qPrintable(QStringLiteral("%1 behind %2").arg(above.last()).arg(shown.first())));
        shown = above;
    }
    QVERIFY(waitFor(QStringLiteral("The room begins here.")));
    tmux_->press("M-End");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
}

void PastRunTest::thePastGrowsIntoWhatIsNow()
{
    QVERIFY(enter(folder("grows")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/goto 20"));
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    QVERIFY(waitFor(QStringLiteral("nr 19 ")));
    QList<int> shown = numbers();
    QVERIFY(areConsecutive(shown));
    while (shown.last() < said) {
        const QList<int> below = numbersAfter("PageDown", shown);
        QVERIFY2(areConsecutive(below), qPrintable(tmux_->rows().join(QLatin1Char('\n'))));
        QVERIFY(below.first() > shown.first());
        QVERIFY2(below.first() <= shown.last() + 1,
                 qPrintable(QStringLiteral("%1 behind %2").arg(below.first()).arg(shown.last())));
        shown = below;
    }
    QVERIFY(!isShown(QStringLiteral("You read the past")));
    // All the way is in one list now.
    tmux_->press("M-Home");
    QVERIFY(waitFor(QStringLiteral("nr 1 ")));
}

void PastRunTest::daysAndNumbersAreGoneTo()
{
    QVERIFY(enter(folder("days")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/goto 151"));
    QVERIFY(waitFor(QStringLiteral("nr 150 ")));
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    tmux_->press("Escape");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    QVERIFY(!isShown(QStringLiteral("You read the past")));
    run(QStringLiteral("/goto ") + QDate::currentDate().addDays(-1).toString(Qt::ISODate));
    QVERIFY(waitFor(QStringLiteral("nr 1 ")));
    tmux_->press("M-End");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    tmux_->press("M-Home");
    QVERIFY(waitFor(QStringLiteral("nr 1 ")));
    QVERIFY(waitFor(QStringLiteral("The room begins here.")));
    tmux_->press("M-End");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/goto #100000"));
    QVERIFY(waitFor(QStringLiteral("There is no #100000 yet")));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> /goto #100000")}));
}

void PastRunTest::theAdminIsHeardInThePast()
{
    QVERIFY(enter(folder("notice")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/goto 151"));
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    server_->type("8 pm 维护\n");
    QVERIFY(waitFor(QStringLiteral("Admin notice: 8 pm 维护")));
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    QVERIFY(waitFor(QStringLiteral("nr 150 ")));
    tmux_->press("M-End");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    QVERIFY(waitFor(QStringLiteral("Admin notice: 8 pm 维护")));
    // It is told once, and not again the next time.
    run(QStringLiteral("/goto 151"));
    QVERIFY(waitFor(QStringLiteral("nr 150 ")));
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    QVERIFY(!isShown(QStringLiteral("Admin notice")));
}

void PastRunTest::whatIsFoundIsListedAndGoneTo()
{
    QVERIFY(enter(folder("found")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/search 大家好"));
    QVERIFY(waitFor(QStringLiteral("Found: ")));
    QVERIFY(waitFor(QStringLiteral("nr %1 ").arg(said)));
    QList<int> shown = numbers();
    for (int before = chosen(); before > 1;) {
        tmux_->press("PageUp");
        int now = before;
        const auto hasMoved = [&] {
            now = chosen();
            return now > 0 && now < before;
        };
        QVERIFY(QTest::qWaitFor(hasMoved, patienceMilliseconds));
        const QList<int> above = numbers();
        QVERIFY2(areConsecutive(above), qPrintable(tmux_->rows().join(QLatin1Char('\n'))));
        QVERIFY2(above.last() >= shown.first() - 1,
                 qPrintable(QStringLiteral("%1 behind %2").arg(above.last()).arg(shown.first())));
        shown = above;
        before = now;
    }
    QVERIFY(waitFor(QStringLiteral("Nothing older is found.")));
    tmux_->press("Home");
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("You read the past")));
    QVERIFY(waitFor(QStringLiteral("nr 1 ")));
    tmux_->press("Escape");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/search nowhere"));
    QVERIFY(waitFor(QStringLiteral("Nothing is found: nowhere")));
}

void PastRunTest::whoComesBackIsLedToWhatTheyMissed()
{
    constexpr int missed = 250;
    QVERIFY(enter(folder("away")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/quit"));
    QVERIFY(waitFor(QStringLiteral("ended 0")));
    QVERIFY(sayUpTo(said, said + missed));
    tmux_ = std::make_unique<Tmux>();
    QVERIFY(enter(folder("away")));
    QVERIFY(waitFor(QStringLiteral("New messages: at least ")));
    tmux_->press("M-u");
    QVERIFY(waitFor(QStringLiteral("nr %1 ").arg(said + 1)));
    QVERIFY(areConsecutive(numbers()));
    QVERIFY(!isShown(QStringLiteral("nr %1 ").arg(said + missed)));
}

/// The last, since it needs the server gone.
void PastRunTest::withoutAServerTheLastIsShown()
{
    QVERIFY(enter(folder("alone")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    run(QStringLiteral("/quit"));
    QVERIFY(waitFor(QStringLiteral("ended 0")));
    server_->signal(SIGKILL);
    QCOMPARE(server_->exitCode(), -1);
    tmux_ = std::make_unique<Tmux>();
    QVERIFY(enter(folder("alone")));
    QVERIFY(waitFor(QStringLiteral("As it was at ")));
    const QList<int> kept = numbers();
    QVERIFY(!kept.isEmpty());
    QVERIFY(areConsecutive(kept));
    QVERIFY(server_->start());
    QVERIFY(waitFor(QStringLiteral("Res · connected")));
    QTRY_VERIFY_WITH_TIMEOUT(!isShown(QStringLiteral("As it was at ")), patienceMilliseconds);
}

QTEST_GUILESS_MAIN(PastRunTest)
#include "past_run_test.moc"
