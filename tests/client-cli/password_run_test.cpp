// A room with a password and the real programs: who has it in a file or kept it enters, who has not is told.
#include "tests/client-cli/tmux.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace hubbub::test;

class PasswordRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void thePasswordOfAFileLetsIn();
    void withoutOneOrWithAnotherNobodyEnters();
    void aFileThatHoldsNoneIsToldBeforeAnyServerIsAsked();
    void aKeptKeyLetsInTheNextTime();
    void anAdminNeedsNone();
    void pingHearsNothingOfMembers();
    void whatIsTypedAtTheTerminalLetsIn();
    void theScreenAsksInPlace();

private:
    struct Outcome {
        int exitCode;
        QStringList lines;
        QString complaints;
    };
    Outcome run(const QStringList& arguments)
    {
        Program hubbub;
        hubbub.start("hubbub", arguments);
        hubbub.closeInput();
        const int code = hubbub.exitCode();
        return {code, hubbub.lines(), hubbub.complaints()};
    }
    QStringList room(const char* name, const QStringList& more) const
    {
        return QStringList{server_->address(),  QStringLiteral("--json"),    QStringLiteral("--name"),
                           QLatin1String(name), QStringLiteral("--profile"), folder(name)}
             + more;
    }
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QString file(const char* name, const QByteArray& text) const
    {
        QFile file(folder(name));
        CHECK(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        return file.fileName();
    }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
};

void PasswordRunTest::initTestCase()
{
    Program hash;
    hash.start("hubbubd", {QStringLiteral("hash-password")});
    // NFC and NFD are one password.
    hash.type("offene T\xc3\xbcr\n");
    hash.closeInput();
    QCOMPARE(hash.exitCode(), 0);
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start({QStringLiteral("--password-key"), hash.lines().value(0)}));
}

void PasswordRunTest::thePasswordOfAFileLetsIn()
{
    for (const char* const text : {"offene T\xc3\xbcr\n", "offene Tu\xcc\x88r"}) {
        const auto entered = run(room("Ann", {QStringLiteral("--password-file"), file("right", text)}));
        QCOMPARE(entered.exitCode, 0);
        QVERIFY(entered.lines.value(0).contains(QStringLiteral("\"welcome\"")));
    }
}

void PasswordRunTest::withoutOneOrWithAnotherNobodyEnters()
{
    const auto without = run(room("Ben", {}));
    QCOMPARE(without.exitCode, 5);
    QVERIFY(without.lines.join(QChar::Space).contains(QStringLiteral("BAD_PASSWORD")));
    QVERIFY(without.lines.join(QChar::Space).contains(QStringLiteral("has a password")));
    const auto wrong = run(room("Ben", {QStringLiteral("--password-file"), file("wrong", "offene tuer\n")}));
    QCOMPARE(wrong.exitCode, 5);
    QVERIFY(wrong.lines.join(QChar::Space).contains(QStringLiteral("BAD_PASSWORD")));
}

void PasswordRunTest::aFileThatHoldsNoneIsToldBeforeAnyServerIsAsked()
{
    for (const QString& path : {folder("nowhere"), file("empty", "\n"), file("binary", "\xff\xfe\n")}) {
        const auto outcome = run(room("Ben", {QStringLiteral("--password-file"), path}));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.lines.isEmpty());
        QVERIFY(!outcome.complaints.isEmpty());
    }
}

void PasswordRunTest::aKeptKeyLetsInTheNextTime()
{
    const QStringList given{QStringLiteral("--password-file"), file("right", "offene T\xc3\xbcr\n")};
    // Nothing is kept unless it is asked for.
    QCOMPARE(run(room("Cyd", given)).exitCode, 0);
    QCOMPARE(run(room("Cyd", {})).exitCode, 5);
    QCOMPARE(run(room("Cyd", given + QStringList{QStringLiteral("--remember-password")})).exitCode, 0);
    QCOMPARE(run(room("Cyd", {})).exitCode, 0);
    const QFileInfo kept(folder("Cyd") + QStringLiteral("/passwords"));
    QVERIFY(kept.exists());
    QCOMPARE(kept.permissions()
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void PasswordRunTest::anAdminNeedsNone()
{
    const auto stats =
        run({QStringLiteral("admin"), server_->address(), QStringLiteral("--profile"), folder("tool"),
             QStringLiteral("--identity"), server_->adminKeyFile(), QStringLiteral("stats")});
    QCOMPARE(stats.exitCode, 0);
    QVERIFY(stats.lines.join(QLatin1Char('\n')).contains(QStringLiteral("refused.bad-password")));
}

void PasswordRunTest::pingHearsNothingOfMembers()
{
    const auto ping =
        run({QStringLiteral("ping"), server_->address(), QStringLiteral("--profile"), folder("tool")});
    QCOMPARE(ping.exitCode, 0);
    QVERIFY2(ping.lines.value(0).contains(QStringLiteral(" members -/10000 ")),
             qPrintable(ping.lines.value(0)));
}

void PasswordRunTest::whatIsTypedAtTheTerminalLetsIn()
{
    // script(1) gives it a terminal; what is typed there is not shown.
    QProcess script;
    const QString command = QStringLiteral("%1 %2 --plain --name Dan --profile %3")
                                .arg(program("hubbub"), server_->address(), folder("Dan"));
    script.start(QStringLiteral("script"), {QStringLiteral("-qec"), command, QStringLiteral("/dev/null")});
    QVERIFY(script.waitForStarted(patienceMilliseconds));
    QByteArray shown;
    const auto waitFor = [&](const char* text) {
        const QDeadlineTimer deadline(patienceMilliseconds);
        while (!shown.contains(text) && !deadline.hasExpired() && script.state() == QProcess::Running)
            if (script.waitForReadyRead(200))
                shown += script.readAll();
        return shown.contains(text);
    };
    QVERIFY(waitFor("password: "));
    script.write("falsch\n");
    QVERIFY2(waitFor("not the room's password"), shown.constData());
    shown = shown.mid(shown.indexOf("not the room's password"));
    QVERIFY(waitFor("password: "));
    script.write("offene T\xc3\xbcr\n");
    QVERIFY2(waitFor("Dan joined the room"), shown.constData());
    QVERIFY(!shown.contains("offene"));
    script.write("/quit\n");
    QVERIFY(script.waitForFinished(patienceMilliseconds));
    QCOMPARE(script.exitCode(), 0);
}

void PasswordRunTest::theScreenAsksInPlace()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
    Tmux tmux;
    const auto waitFor = [&tmux](const char* text) {
        return QTest::qWaitFor(
            [&] { return tmux.rows().join(QLatin1Char('\n')).contains(QLatin1String(text)); },
            3 * patienceMilliseconds); // a busy machine takes its time for a key
    };
    QVERIFY(tmux.start(QStringLiteral("%1 %2 --lang en --name Eve --profile %3; echo ended $?; exec cat")
                           .arg(program("hubbub"), server_->address(), folder("Eve")),
                       60, 14));
    QVERIFY(waitFor("This room has a password, and none was given."));
    tmux.type(QStringLiteral("falsch"));
    QVERIFY(waitFor("The room's password: ******"));
    tmux.press("Enter");
    QVERIFY(waitFor("That is not the room's password."));
    tmux.type(QString::fromUtf8("offene T\xc3\xbcr"));
    QVERIFY(waitFor("The room's password: **********"));
    tmux.press("Enter");
    // The line of her entrance may be folded with those of others: the server is asked who is there.
    const auto isThere = [this] {
        const auto who =
            run({QStringLiteral("admin"), server_->address(), QStringLiteral("--profile"), folder("tool"),
                 QStringLiteral("--identity"), server_->adminKeyFile(), QStringLiteral("who")});
        return who.lines.join(QLatin1Char('\n')).contains(QLatin1String("Eve"));
    };
    QVERIFY(QTest::qWaitFor(isThere, 3 * patienceMilliseconds));
    QVERIFY(!tmux.rowsWithHistory().join(QLatin1Char('\n')).contains(QLatin1String("offene")));
}

QTEST_GUILESS_MAIN(PasswordRunTest)
#include "password_run_test.moc"
