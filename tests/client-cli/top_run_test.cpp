// `hubbub admin top` with the real programs: live on a terminal, once where there is none.
#include "tests/client-cli/tmux.h"

#include <QRegularExpression>

#include <memory>

using namespace hubbub::test;

class TopRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void printsTheTableOnceWhereThereIsNoTerminal();
    void whoIsNoAdminIsTold();
    void isLiveOnATerminal();
    void leavesTheTerminalAsItWas_data();
    void leavesTheTerminalAsItWas();

private:
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QString top() const
    {
        return QStringLiteral("%1 admin %2 --lang en --profile %3 --identity %4 top")
            .arg(program("hubbub"), server_->address(), folder("tool"), server_->adminKeyFile());
    }
    static bool waitFor(Tmux& tmux, const QString& part)
    {
        return QTest::qWaitFor([&] { return tmux.rows().join(QLatin1Char('\n')).contains(part); },
                               patienceMilliseconds);
    }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
};

void TopRunTest::initTestCase()
{
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start());
}

void TopRunTest::printsTheTableOnceWhereThereIsNoTerminal()
{
    Client ann;
    ann.join(*server_, folder("ann"), QStringLiteral("Ann"));
    QVERIFY(!ann.waitFor("welcome").isEmpty());
    Program hubbub;
    hubbub.start("hubbub", top().section(QLatin1Char(' '), 1).split(QLatin1Char(' ')));
    hubbub.closeInput();
    QCOMPARE(hubbub.exitCode(), 0);
    QCOMPARE(hubbub.lines().size(), 2);
    QVERIFY2(hubbub.lines()[0].startsWith(QStringLiteral("name ")), qPrintable(hubbub.lines()[0]));
    QVERIFY2(hubbub.lines()[1].startsWith(QStringLiteral("Ann ")), qPrintable(hubbub.lines()[1]));
    QVERIFY2(hubbub.lines()[1].contains(QStringLiteral(" 0.0 % ")), qPrintable(hubbub.lines()[1]));
}

void TopRunTest::whoIsNoAdminIsTold()
{
    Program hubbub;
    hubbub.start("hubbub",
                 {QStringLiteral("admin"), server_->address(), QStringLiteral("--lang"), QStringLiteral("en"),
                  QStringLiteral("--profile"), folder("other"), QStringLiteral("top")});
    hubbub.closeInput();
    QCOMPARE(hubbub.exitCode(), 1);
    QVERIFY(hubbub.lines().isEmpty());
    QVERIFY(hubbub.complaints().contains(QStringLiteral("Only admins")));
}

void TopRunTest::isLiveOnATerminal()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
    Client ann;
    ann.join(*server_, folder("ann"), QStringLiteral("Ann"));
    QVERIFY(!ann.waitFor("welcome").isEmpty());
    Tmux tmux;
    QVERIFY(tmux.start(top() + QStringLiteral("; echo ended $?; exec cat"), 40, 10));
    QVERIFY(waitFor(tmux, QStringLiteral("members: 1")));
    QCOMPARE(tmux.ask("alternate_on"), QStringLiteral("1"));
    QVERIFY(waitFor(tmux, QStringLiteral("\nAnn ")));
    // Who comes is seen without a key.
    Client ben;
    ben.join(*server_, folder("ben"), QStringLiteral("Ben"));
    QVERIFY(!ben.waitFor("welcome").isEmpty());
    QVERIFY(waitFor(tmux, QStringLiteral("members: 2")));
    tmux.type(QStringLiteral("n"));
    const auto isByName = [&] {
        const QStringList rows = tmux.rows();
        const auto ann = rows.indexOf(QRegularExpression(QStringLiteral("^Ann .*")));
        return ann >= 0 && ann < rows.indexOf(QRegularExpression(QStringLiteral("^Ben .*")));
    };
    QVERIFY(QTest::qWaitFor(isByName, patienceMilliseconds));
    // Wider, there is room for more.
    QVERIFY(!tmux.rows().join(QChar::Space).contains(QStringLiteral("client")));
    QVERIFY(tmux.resize(100, 20));
    QVERIFY(waitFor(tmux, QStringLiteral("client")));
    tmux.type(QStringLiteral("q"));
    QVERIFY(waitFor(tmux, QStringLiteral("ended 0")));
}

void TopRunTest::leavesTheTerminalAsItWas_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("q") << QStringLiteral("q");
    QTest::newRow("Ctrl-C") << QStringLiteral("C-c");
}

void TopRunTest::leavesTheTerminalAsItWas()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
    QFETCH(const QString, key);
    Tmux tmux;
    QVERIFY(tmux.start(QStringLiteral("echo before; %1; echo ended $?; exec cat").arg(top()), 40, 10));
    QVERIFY(waitFor(tmux, QStringLiteral("members: ")));
    tmux.press(qPrintable(key));
    QVERIFY(waitFor(tmux, QStringLiteral("before\nended 0")));
    QCOMPARE(tmux.ask("alternate_on"), QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(TopRunTest)
#include "top_run_test.moc"
