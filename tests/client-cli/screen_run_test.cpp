// hubbub on the whole of a real terminal: what a person sees, in both languages and in two sizes.
#include "tests/client-cli/tmux.h"

#include <QRegularExpression>

#include <csignal>
#include <memory>

using namespace hubbub::test;

class ScreenRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheTalk_data();
    void showsTheTalk();
    void keepsEverythingWhenResized();
    void saysThatItIsTooSmall();
    void showsAPasteBeforeItIsSent();
    void whatIsWrittenWithoutALinkGoesOutLater();
    void hostileWordsAreHarmless();
    void asksForAnotherName();
    void aRefusedCommandStaysInTheInput();
    void asksBeforeLeaving();
    void scrollsAndTellsWhatIsNew();
    void aDraftOutlivesASuspension();
    void theTerminalIsGivenBack_data();
    void theTerminalIsGivenBack();
    void tabShowsWhatThereIsToChoose();
    void plainLinesHaveNoCodes();

private:
    QString hubbub(const QString& more)
    {
        // What is told of a server at first sight holds its key, which is another in every run.
        return QStringLiteral("%1 ping %2 --profile %3 >/dev/null; %1 %2 --profile %3 %4")
            .arg(program("hubbub"), server_->address(), nextProfile(), more);
    }
    QString nextProfile() { return folder_.filePath(QStringLiteral("profile%1").arg(++profiles_)); }
    bool start(const QString& more, int columns, int rows)
    {
        return tmux_->start(hubbub(more) + QStringLiteral("; echo ended $?; exec cat"), columns, rows);
    }
    /// Alone in the room, in English.
    bool enter(int columns, int rows)
    {
        return start(QStringLiteral("--lang en --name Res"), columns, rows)
            && waitFor(QStringLiteral("Res joined the room"));
    }
    /// The screen without what is another in every run: times, dates, round trips, keys.
    QStringList screen();
    /// Until the screen is this.
    bool shows(const QStringList& wanted);
    bool waitFor(const QString& part)
    {
        return QTest::qWaitFor([&] { return screen().join(QLatin1Char('\n')).contains(part); },
                               patienceMilliseconds);
    }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<Tmux> tmux_;
    int profiles_ = 0;
};

QStringList ScreenRunTest::screen()
{
    static const QRegularExpression time(QStringLiteral("^\\d\\d:\\d\\d "));
    static const QRegularExpression day(QStringLiteral("^─+ \\S.*\\d.*─+"));
    static const QRegularExpression roundTrip(QStringLiteral("(connected|已连接)[,，].*? (ms|毫秒)"));
    QStringList rows;
    for (QString row : tmux_->rows()) {
        row.replace(time, QStringLiteral("hh:mm "));
        row.replace(day, QStringLiteral("(day)"));
        row.replace(roundTrip, QStringLiteral("\\1"));
        // Of an empty row, the wall before the members is left.
        if (row.trimmed() != QStringLiteral("│"))
            rows += row;
    }
    return rows;
}

bool ScreenRunTest::shows(const QStringList& wanted)
{
    QStringList shown;
    const bool isIt = QTest::qWaitFor(
        [&] {
            shown = screen();
            return shown == wanted;
        },
        patienceMilliseconds);
    if (!isIt)
        qWarning("shown:\n%s\nwanted:\n%s", qPrintable(shown.join(QLatin1Char('\n'))),
                 qPrintable(wanted.join(QLatin1Char('\n'))));
    return isIt;
}

void ScreenRunTest::initTestCase()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
}

void ScreenRunTest::init()
{
    server_ = std::make_unique<Server>(folder_.filePath(QStringLiteral("server%1").arg(++profiles_)));
    QVERIFY(server_->start({QStringLiteral("--room"), QStringLiteral("Tea")}));
    tmux_ = std::make_unique<Tmux>();
}

void ScreenRunTest::cleanup()
{
    tmux_.reset();
    server_.reset();
}

void ScreenRunTest::showsTheTalk_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("English, 80x24")
        << QStringLiteral("en") << QSize(80, 24)
        << QStringLiteral(" Tea\n"
                          "                                                            │ Here: 2\n"
                          "                                                            │  Ann\n"
                          "                                                            │  小明\n"
                          "(day)│\n"
                          "hh:mm 小明 joined the room                                  │\n"
                          "hh:mm Ann joined the room                                   │\n"
                          "hh:mm Ann: 大家好，今天天气不错，我们一起去公园散步怎么样？ │\n"
                          "           回头见 e\u0301 ok                                      │\n"
                          "hh:mm      second                                           │\n"
                          "           line                                             │\n"
                          "hh:mm Admin notice: 8 pm                                    │\n"
                          "hh:mm 小明: mine                                            │\n"
                          " 小明 · connected\n"
                          ">");
    QTest::newRow("Chinese, 40x10") << QStringLiteral("zh_CN") << QSize(40, 10)
                                    << QStringLiteral(" Tea\n"
                                                      "hh:mm Ann：大家好，今天天气不错，我们一\n"
                                                      "           起去公园散步怎么样？回头见 e\u0301\n"
                                                      "           ok\n"
                                                      "hh:mm      second\n"
                                                      "           line\n"
                                                      "hh:mm 管理员消息：8 pm\n"
                                                      "hh:mm 小明：mine\n"
                                                      " 小明 · 已连接\n"
                                                      ">");
}

void ScreenRunTest::showsTheTalk()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(QString, wanted);
    QVERIFY(start(QStringLiteral("--name 小明 --lang ") + language, size.width(), size.height()));
    QVERIFY(waitFor(QStringLiteral("小明")));
    QVERIFY(
        waitFor(language == QLatin1String("en") ? QStringLiteral("connected") : QStringLiteral("已连接")));
    Client ann;
    ann.join(*server_, nextProfile(), QStringLiteral("Ann"), {QStringLiteral("--multiline")});
    QVERIFY(!ann.waitFor("joined").isEmpty());
    ann.type(QByteArray("大家好，今天天气不错，我们一起去公园散步怎么样？回头见 e\u0301 ok") + '\0');
    ann.type(QByteArray("second\nline") + '\0');
    QVERIFY(waitFor(QStringLiteral("second")));
    server_->type("8 pm\n");
    QVERIFY(waitFor(QStringLiteral("8 pm")));
    tmux_->type(QStringLiteral("mine"));
    tmux_->press("Enter");
    QVERIFY(shows(wanted.split(QLatin1Char('\n'))));
}

void ScreenRunTest::keepsEverythingWhenResized()
{
    QVERIFY(enter(80, 24));
    tmux_->type(QStringLiteral("大家好"));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Res: 大家好")));
    tmux_->type(QStringLiteral("a draft 好"));
    const QStringList small = {QStringLiteral(" Tea"),
                               QStringLiteral("(day)"),
                               QStringLiteral("hh:mm Res joined the room"),
                               QStringLiteral("hh:mm Res: 大家好"),
                               QStringLiteral(" Res · connected"),
                               QStringLiteral("> a draft 好")};
    for (const int columns : {40, 59, 41}) {
        QVERIFY(tmux_->resize(columns, 10));
        QVERIFY(shows(small));
    }
    QVERIFY(tmux_->resize(100, 30));
    QVERIFY(waitFor(QStringLiteral("Here: 1")));
    QVERIFY(waitFor(QStringLiteral("> a draft 好")));
    tmux_->press("F2");
    QVERIFY(shows(small));
}

void ScreenRunTest::saysThatItIsTooSmall()
{
    QVERIFY(enter(40, 10));
    QVERIFY(tmux_->resize(12, 4));
    QVERIFY(shows({QStringLiteral("This"), QStringLiteral("terminal is"), QStringLiteral("too small.")}));
    QVERIFY(tmux_->resize(40, 10));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
}

void ScreenRunTest::showsAPasteBeforeItIsSent()
{
    QVERIFY(enter(60, 20));
    const QString pasted = QStringLiteral("one\n二\nthree\nfour");
    tmux_->paste(pasted);
    const QStringList preview = {QStringLiteral("To be pasted, 4 lines:"),
                                 QStringLiteral("  one"),
                                 QStringLiteral("  二"),
                                 QStringLiteral("  three"),
                                 QStringLiteral("  four"),
                                 QStringLiteral("Enter: send as one message. e: edit. c: cancel."),
                                 QStringLiteral(">")};
    QVERIFY(tmux_->waitForRows(preview));
    tmux_->type(QStringLiteral("c"));
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
    tmux_->paste(pasted);
    QVERIFY(tmux_->waitForRows(preview));
    tmux_->type(QStringLiteral("e"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> one"), QStringLiteral("  二"), QStringLiteral("  three"),
                                QStringLiteral("  four")}));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Res: one")));
    QVERIFY(waitFor(QStringLiteral("           four")));
    tmux_->paste(QStringLiteral("short\npaste"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> short"), QStringLiteral("  paste")}));
}

void ScreenRunTest::whatIsWrittenWithoutALinkGoesOutLater()
{
    QVERIFY(enter(60, 12));
    server_->signal(SIGKILL);
    QCOMPARE(server_->exitCode(), -1);
    QVERIFY(waitFor(QStringLiteral("lost")));
    tmux_->type(QStringLiteral("later"));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Res: later …")));
    QVERIFY(server_->start());
    QVERIFY(waitFor(QStringLiteral("Res · connected")));
    QVERIFY(
        QTest::qWaitFor([&] { return !screen().join(QLatin1Char(' ')).contains(QStringLiteral("later …")); },
                        patienceMilliseconds));
    QVERIFY(waitFor(QStringLiteral("Res: later")));
}

void ScreenRunTest::hostileWordsAreHarmless()
{
    QVERIFY(enter(60, 12));
    Client ann;
    ann.join(*server_, nextProfile(), QStringLiteral("Ann"));
    QVERIFY(!ann.waitFor("joined").isEmpty());
    ann.type("said \x1b[2J\x1b]2;owned\x07\x1b[31mred \xe2\x80\xae thgir\n");
    server_->type("told \x1b[2J\x1b]2;owned\x07\x1b[31mred\n");
    QVERIFY(waitFor(QStringLiteral("Ann: said")));
    QVERIFY(waitFor(QStringLiteral("Admin notice: told")));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    QVERIFY(!tmux_->ask("pane_title").contains(QLatin1String("owned")));
    QCOMPARE(tmux_->ask("alternate_on"), QStringLiteral("1"));
}

void ScreenRunTest::asksForAnotherName()
{
    Client ann;
    ann.join(*server_, nextProfile(), QStringLiteral("Ann"));
    QVERIFY(!ann.waitFor("joined").isEmpty());
    QVERIFY(start(QStringLiteral("--lang en"), 60, 12));
    QVERIFY(tmux_->waitForRows({QStringLiteral("Your name:")}));
    tmux_->type(QStringLiteral("Ann"));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("Your name: Ann2")}));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Ann2 joined the room")));
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
}

void ScreenRunTest::aRefusedCommandStaysInTheInput()
{
    QVERIFY(enter(60, 12));
    tmux_->type(QStringLiteral("/nosuch thing"));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("> /nosuch thing")}));
    QVERIFY(waitFor(QStringLiteral("command")));
}

void ScreenRunTest::asksBeforeLeaving()
{
    QVERIFY(enter(60, 12));
    tmux_->type(QStringLiteral("a draft"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> a draft")}));
    tmux_->press("C-c");
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
    tmux_->press("C-c");
    QVERIFY(waitFor(QStringLiteral("Leave the room?")));
    tmux_->type(QStringLiteral("n"));
    QVERIFY(shows({QStringLiteral(" Tea"),
                   QStringLiteral("                                             │ Here: 1"),
                   QStringLiteral("                                             │  Res"),
                   QStringLiteral("(day)│"), QStringLiteral("hh:mm Res joined the room                    │"),
                   QStringLiteral(" Res · connected"), QStringLiteral(">")}));
    tmux_->press("C-c");
    QVERIFY(waitFor(QStringLiteral("Leave the room?")));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRow(QStringLiteral("ended 0")));
}

void ScreenRunTest::scrollsAndTellsWhatIsNew()
{
    QVERIFY(enter(50, 12));
    Client ann;
    ann.join(*server_, nextProfile(), QStringLiteral("Ann"));
    QVERIFY(!ann.waitFor("joined").isEmpty());
    QByteArray lines;
    for (int i = 1; i <= 20; ++i)
        lines += "line " + QByteArray::number(i) + "\n";
    ann.type(lines);
    QVERIFY(waitFor(QStringLiteral("line 20")));
    tmux_->press("PageUp");
    QVERIFY(waitFor(QStringLiteral("scrolled up")));
    ann.type("more\n");
    QVERIFY(waitFor(QStringLiteral("1 new (Alt-End)")));
    QVERIFY(!screen().join(QLatin1Char(' ')).contains(QLatin1String("more")));
    tmux_->press("M-u");
    QVERIFY(waitFor(QStringLiteral("unread")));
    QVERIFY(waitFor(QStringLiteral("more")));
    tmux_->press("M-Home");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    tmux_->type(QStringLiteral("/search LINE 16"));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Found: 1, LINE 16")));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("line 16")));
    tmux_->press("M-End");
    QVERIFY(waitFor(QStringLiteral("more")));
}

void ScreenRunTest::aDraftOutlivesASuspension()
{
    QVERIFY(tmux_->start(QStringLiteral("PS1='$ ' sh -i"), 60, 12));
    QVERIFY(tmux_->waitForRow(QStringLiteral("$")));
    tmux_->type(QStringLiteral("clear; ") + hubbub(QStringLiteral("--lang en --name Res")));
    tmux_->press("Enter");
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    tmux_->type(QStringLiteral("a draft"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> a draft")}));
    const QString title = tmux_->ask("pane_title");
    QVERIFY(title.contains(QLatin1String("Res")));
    tmux_->press("C-z");
    QVERIFY(waitFor(QStringLiteral("Stopped")));
    QCOMPARE(tmux_->ask("alternate_on"), QStringLiteral("0"));
    // As a shell's prompt does it.
    tmux_->type(QStringLiteral("printf '\\033]2;shell\\033\\\\'"));
    tmux_->press("Enter");
    QTRY_COMPARE_WITH_TIMEOUT(tmux_->ask("pane_title"), QStringLiteral("shell"), patienceMilliseconds);
    tmux_->type(QStringLiteral("fg"));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("> a draft")}));
    QTRY_COMPARE_WITH_TIMEOUT(tmux_->ask("pane_title"), title, patienceMilliseconds);
    tmux_->type(QStringLiteral("s"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> a drafts")}));
}

void ScreenRunTest::theTerminalIsGivenBack_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
    QTest::newRow("SIGSEGV") << SIGSEGV;
    QTest::newRow("SIGABRT") << SIGABRT;
}

void ScreenRunTest::theTerminalIsGivenBack()
{
    QFETCH(int, signal);
    const QString pidFile = folder_.filePath(QStringLiteral("pid"));
    // The shell's own number is that of the program it becomes.
    const QString run =
        QStringLiteral("sh -c 'echo $$ >%1; exec %2'")
            .arg(pidFile, hubbub(QStringLiteral("--lang en --name Res")).section(QLatin1String("; "), 1));
    QVERIFY(tmux_->start(
        QStringLiteral("stty -a >%1.before; %2; stty -a >%1.after; echo ended; exec cat").arg(pidFile, run),
        60, 12));
    QVERIFY(waitFor(QStringLiteral("Res joined the room")));
    QFile file(pidFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(::kill(file.readAll().trimmed().toInt(), signal), 0);
    QVERIFY(tmux_->waitForRow(QStringLiteral("ended")));
    QCOMPARE(tmux_->ask("alternate_on"), QStringLiteral("0"));
    QCOMPARE(tmux_->ask("mouse_any_flag"), QStringLiteral("0"));
    QCOMPARE(tmux_->ask("cursor_flag"), QStringLiteral("1"));
    QFile before(pidFile + QLatin1String(".before"));
    QFile after(pidFile + QLatin1String(".after"));
    QVERIFY(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), before.readAll());
}

void ScreenRunTest::tabShowsWhatThereIsToChoose()
{
    QVERIFY(enter(40, 10));
    tmux_->type(QStringLiteral("/"));
    tmux_->press("Tab");
    QVERIFY(waitFor(QStringLiteral("/help  /nick  /me  /who  /topic")));
    QVERIFY(waitFor(QStringLiteral("and ")));
    tmux_->type(QStringLiteral("x"));
    QVERIFY(QTest::qWaitFor([&] { return !screen().join(QLatin1Char(' ')).contains(QLatin1String("/who")); },
                            patienceMilliseconds));
}

void ScreenRunTest::plainLinesHaveNoCodes()
{
    QVERIFY(start(QStringLiteral("--plain --lang en --name Res"), 60, 12));
    QVERIFY(tmux_->waitForRow(QStringLiteral("Res joined the room")));
    QCOMPARE(tmux_->ask("alternate_on"), QStringLiteral("0"));
    QCOMPARE(tmux_->ask("mouse_any_flag"), QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(ScreenRunTest)
#include "screen_run_test.moc"
