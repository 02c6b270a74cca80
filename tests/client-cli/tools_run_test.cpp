// ping, admin and demo with the real programs.
#include "tests/client-cli/processes.h"

#include <QLibraryInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace hubbub::test;

class ToolsRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pingTellsOneLine();
    void pingSaysWhenNobodyAnswers();
    void discoverListsTheRoomsOfThisMachine();
    void doctorIsContentWithAServerThatAnswers();
    void doctorTellsThatNobodyListens();
    void doctorTellsThatAKeyHasChanged();
    void adminsAreObeyedAndOthersAreNot();
    void adminReadsLines();
    void adminListsAndAnswersWhatIsToCome();
    void adminRemovesMembers();
    void aPingedKeyMakesAnAdmin();
    void theDemoGoesAsItShould_data();
    void theDemoGoesAsItShould();
    void wrongUsageIsOne();
    void helpIsPrinted();
    void whatQtSaysIsTranslatedToo();
    void outputThatCannotBeWrittenIsAnError_data();
    void outputThatCannotBeWrittenIsAnError();
    void aCommandWithoutItsSlashIsNotAnnounced();
    void nobodyHasThatNumber();

private:
    struct Outcome {
        int exitCode;
        QStringList lines;
        QString complaints;
    };
    Outcome run(const QStringList& arguments, const QByteArray& input = {});
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QStringList admin(const QStringList& command) const
    {
        return QStringList{QStringLiteral("admin"), server_->address(),           QStringLiteral("--profile"),
                           folder("tool"),          QStringLiteral("--identity"), server_->adminKeyFile()}
             + command;
    }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
};

void ToolsRunTest::initTestCase()
{
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start());
}

ToolsRunTest::Outcome ToolsRunTest::run(const QStringList& arguments, const QByteArray& input)
{
    Program tool;
    tool.start("hubbub", arguments);
    tool.type(input);
    tool.closeInput();
    const int code = tool.exitCode();
    return {code, tool.lines(), tool.complaints()};
}

void ToolsRunTest::pingTellsOneLine()
{
    const auto ping =
        run({QStringLiteral("ping"), server_->address(), QStringLiteral("--profile"), folder("tool")});
    QCOMPARE(ping.exitCode, 0);
    QCOMPARE(ping.lines.size(), 1);
    const QStringList words = ping.lines.front().split(QLatin1Char(' '));
    QCOMPARE(words.value(0), server_->address());
    for (const char* const word : {"rtt", "version", "members", "key", "own-key", "room"})
        QVERIFY2(words.contains(QLatin1String(word)), word);
    QCOMPARE(words.value(words.indexOf(QLatin1String("own-key")) + 1).size(), 43);
}

void ToolsRunTest::discoverListsTheRoomsOfThisMachine()
{
    // Other tests may have rooms on this machine.
    const auto isOurs = [this](const QString& line) {
        return line.contains(server_->address() + QLatin1Char(' '));
    };
    const auto plain = run({QStringLiteral("discover")});
    QCOMPARE(plain.exitCode, 0);
    const QStringList ours = plain.lines.filter(server_->address());
    QCOMPARE(ours.size(), 1);
    QVERIFY(isOurs(ours.front()));
    const QStringList words = ours.front().split(QLatin1Char(' '));
    QCOMPARE(words.value(1), QStringLiteral("members"));
    const QString link = words.value(words.indexOf(QLatin1String("link")) + 1);
    const auto ping = run({QStringLiteral("ping"), link, QStringLiteral("--profile"), folder("found")});
    QCOMPARE(ping.exitCode, 0);

    const auto json = run({QStringLiteral("discover"), QStringLiteral("--json"), QStringLiteral("--timeout"),
                           QStringLiteral("1")});
    const QStringList objects = json.lines.filter(server_->address());
    QCOMPARE(objects.size(), 1);
    const QJsonObject room = QJsonDocument::fromJson(objects.front().toUtf8()).object();
    QCOMPARE(room.value(QLatin1String("type")).toString(), QStringLiteral("room"));
    QCOMPARE(room.value(QLatin1String("link")).toString(), link);
}

void ToolsRunTest::doctorIsContentWithAServerThatAnswers()
{
    const auto doctor = run({QStringLiteral("doctor"), server_->address(), QStringLiteral("--lang"),
                             QStringLiteral("en"), QStringLiteral("--profile"), folder("patient")});
    QCOMPARE(doctor.exitCode, 0);
    for (const char* const words : {"no name has to be looked up", "comes back", "Large datagrams pass",
                                    "0 were lost", "The server runs Hubbub", "The clocks agree"})
        QVERIFY2(!doctor.lines.filter(QLatin1String(words)).isEmpty(), words);
    QVERIFY(doctor.lines.filter(QLatin1String("problem:")).isEmpty());
}

void ToolsRunTest::doctorTellsThatNobodyListens()
{
    const quint16 port = keptPort();
    const auto doctor =
        run({QStringLiteral("doctor"), QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("--lang"),
             QStringLiteral("en"), QStringLiteral("--profile"), folder("patient")});
    QCOMPARE(doctor.exitCode, 2);
    QVERIFY2(!doctor.lines.filter(QStringLiteral("nothing listens there on UDP port %1").arg(port)).isEmpty(),
             qPrintable(doctor.lines.join(QLatin1Char('\n'))));
}

void ToolsRunTest::doctorTellsThatAKeyHasChanged()
{
    const auto doctor =
        run({QStringLiteral("doctor"), server_->address(), QStringLiteral("--server-key"),
             QString(43, QLatin1Char('A')), QStringLiteral("--json"), QStringLiteral("--timeout"),
             QStringLiteral("2"), QStringLiteral("--profile"), folder("patient")});
    QCOMPARE(doctor.exitCode, 4);
    const QStringList server = doctor.lines.filter(QLatin1String("\"step\":\"server\""));
    QCOMPARE(server.size(), 1);
    QVERIFY(server.front().contains(QLatin1String("\"state\":\"problem\"")));
}

void ToolsRunTest::pingSaysWhenNobodyAnswers()
{
    // Port 9 (discard): nobody answers there.
    const auto ping = run({QStringLiteral("ping"), QStringLiteral("127.0.0.1:9"), QStringLiteral("--timeout"),
                           QStringLiteral("0.3"), QStringLiteral("--profile"), folder("tool")});
    QCOMPARE(ping.exitCode, 2);
    QVERIFY(ping.lines.isEmpty());
    QVERIFY(!ping.complaints.isEmpty());
}

void ToolsRunTest::adminsAreObeyedAndOthersAreNot()
{
    Client member;
    member.join(*server_, folder("member"), QStringLiteral("Ann"));
    QVERIFY(!member.waitFor("welcome").isEmpty());
    const auto announced = run(admin({QStringLiteral("announce"), QStringLiteral("今晚 8 点维护")}));
    QCOMPARE(announced.exitCode, 0);
    QCOMPARE(textOf(member.waitFor("announcement"), "text"), QStringLiteral("今晚 8 点维护"));
    const auto who = run(admin({QStringLiteral("who")}));
    QCOMPARE(who.exitCode, 0);
    QVERIFY(who.lines.join(QLatin1Char('\n')).contains(QLatin1String("Ann (#")));
    const auto stats = run(admin({QStringLiteral("stats")}));
    QCOMPARE(stats.exitCode, 0);
    QVERIFY(stats.lines.size() > 5);

    const auto stranger = run({QStringLiteral("admin"), server_->address(), QStringLiteral("--profile"),
                               folder("tool"), QStringLiteral("announce"), QStringLiteral("x")});
    QVERIFY(stranger.exitCode != 0);
    QVERIFY(stranger.complaints.contains(QLatin1String("NOT_ADMIN")));
    // The operator can be sent what it says.
    const auto ping =
        run({QStringLiteral("ping"), server_->address(), QStringLiteral("--profile"), folder("tool")});
    const QStringList words = ping.lines.value(0).split(QLatin1Char(' '));
    QVERIFY(stranger.complaints.contains(words.value(words.indexOf(QLatin1String("own-key")) + 1)));
    member.closeInput();
    QCOMPARE(member.exitCode(), 0);
    QCOMPARE(member.objects("announcement").size(), 1U);
}

void ToolsRunTest::adminReadsLines()
{
    const auto good = run(admin({}), "first\n\n/announce second\n//third\n/who\n");
    QCOMPARE(good.exitCode, 0);
    QCOMPARE(good.lines.size(), 4);
    const auto bad = run(admin({}), "/nonsense\nfourth\n/kick nobody\n");
    QVERIFY(bad.exitCode != 0);
    QCOMPARE(bad.lines.size(), 1);
    QVERIFY(bad.complaints.contains(QLatin1String("UNKNOWN_COMMAND")));
    QVERIFY(bad.complaints.contains(QLatin1String("NO_SUCH_MEMBER")));
}

void ToolsRunTest::adminListsAndAnswersWhatIsToCome()
{
    const auto help = run(admin({QStringLiteral("help")}));
    QCOMPARE(help.exitCode, 0);
    const QString lines = help.lines.join(QLatin1Char('\n'));
    for (const char* const word : {"announce", "who", "kick", "stats", "ban", "mute", "topic", "invite"})
        QVERIFY2(lines.contains(QLatin1String(word)), word);
    // Not taken for a server's name.
    const auto ban = run(admin({QStringLiteral("ban"), QStringLiteral("Tom")}));
    QVERIFY(ban.exitCode != 0);
    QVERIFY(ban.complaints.contains(QLatin1String("NO_SUCH_MEMBER")));
    QVERIFY(run(admin({}), "/invite\n").complaints.contains(QLatin1String("not there yet")));
}

void ToolsRunTest::adminRemovesMembers()
{
    Client member;
    member.join(*server_, folder("member"), QStringLiteral("Ben"));
    QVERIFY(!member.waitFor("welcome").isEmpty());
    const auto kicked = run(admin({QStringLiteral("kick"), QStringLiteral("Ben"), QStringLiteral("刷屏")}));
    QCOMPARE(kicked.exitCode, 0);
    QVERIFY(kicked.lines.value(0).contains(QLatin1String("Ben (#")));
    QCOMPARE(member.exitCode(), 5);
    QVERIFY(run(admin({QStringLiteral("kick"), QStringLiteral("Ben")})).exitCode != 0);
}

void ToolsRunTest::aPingedKeyMakesAnAdmin()
{
    const auto ping =
        run({QStringLiteral("ping"), server_->address(), QStringLiteral("--profile"), folder("tool")});
    const QStringList words = ping.lines.value(0).split(QLatin1Char(' '));
    const QString key = words.value(words.indexOf(QLatin1String("own-key")) + 1);
    server_->signal(SIGTERM);
    QCOMPARE(server_->exitCode(), 0);
    QFile config(folder("config"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[room]\nadmin = " + key.toLatin1() + '\n');
    config.close();
    server_ = std::make_unique<Server>(folder("server"), server_->port());
    QVERIFY(server_->start({QStringLiteral("--config"), folder("config")}));
    const auto announced = run({QStringLiteral("admin"), server_->address(), QStringLiteral("--profile"),
                                folder("tool"), QStringLiteral("announce"), QStringLiteral("mine")});
    QCOMPARE(announced.exitCode, 0);
}

void ToolsRunTest::theDemoGoesAsItShould_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN")
                             << QStringList{QStringLiteral("小明 进入了聊天室"),
                                            QStringLiteral("小明：大家好！"),
                                            QStringLiteral("管理员消息：今晚 8 点维护"),
                                            QStringLiteral("小红退出了聊天室")};
    QTest::newRow("English") << QStringLiteral("en")
                             << QStringList{QStringLiteral("Ann joined the room"),
                                            QStringLiteral("Ann: Hello, everyone!"),
                                            QStringLiteral("Admin notice: Maintenance tonight at 8 pm."),
                                            QStringLiteral("Ben left the room")};
}

void ToolsRunTest::theDemoGoesAsItShould()
{
    QFETCH(QString, language);
    QFETCH(QStringList, expected);
    const auto demo = run({QStringLiteral("demo"), QStringLiteral("--lang"), language});
    QCOMPARE(demo.exitCode, 0);
    QStringList found;
    for (const QString& line : demo.lines) {
        if (expected.contains(line))
            found += line;
    }
    QCOMPARE(found, expected);
}

void ToolsRunTest::wrongUsageIsOne()
{
    QCOMPARE(run({QStringLiteral("--nonsense")}).exitCode, 1);
    QCOMPARE(run({QStringLiteral("--lang"), QStringLiteral("tlh")}).exitCode, 1);
    // No name is known in a new profile, and there is nobody to ask.
    QCOMPARE(run({server_->address(), QStringLiteral("--profile"), folder("nameless")}).exitCode, 1);
    QCOMPARE(run({QStringLiteral("not a host")}).exitCode, 1);
}

void ToolsRunTest::helpIsPrinted()
{
    const auto help = run({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.lines.join(QLatin1Char('\n')).contains(QLatin1String("127.0.0.1")));
}

void ToolsRunTest::whatQtSaysIsTranslatedToo()
{
    const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    if (!QFile::exists(folder + QLatin1String("/qtbase_zh_CN.qm")))
        QSKIP("Qt's translations are not installed");
    const auto help = run({QStringLiteral("--lang=zh_CN"), QStringLiteral("--help")});
    QVERIFY(help.lines.first().startsWith(QStringLiteral("用法：")));
    QVERIFY(help.lines.contains(QStringLiteral("选项：")));
    const auto wrong = run({QStringLiteral("--lang=zh_CN"), QStringLiteral("--nonsense")});
    QVERIFY(wrong.complaints.contains(QStringLiteral("未知选项")));
}

void ToolsRunTest::outputThatCannotBeWrittenIsAnError_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("output");
    const QString server = server_->address() + QStringLiteral(" --profile ") + folder("tool");
    const QString admin = QStringLiteral("admin %1 --identity %2 ").arg(server, server_->adminKeyFile());
    for (const char* const output : {">/dev/full", ">&-"}) {
        const auto row = [&](const char* name, const QString& arguments) {
            QTest::addRow("%s %s", name, output) << arguments << QString::fromLatin1(output);
        };
        row("help", QStringLiteral("--help"));
        row("version", QStringLiteral("--version"));
        row("ping", QStringLiteral("ping ") + server);
        row("admin", admin + QStringLiteral("who"));
        row("demo", QStringLiteral("demo"));
        row("room", server + QStringLiteral(" --json --name Full"));
    }
}

void ToolsRunTest::outputThatCannotBeWrittenIsAnError()
{
    QFETCH(QString, arguments);
    QFETCH(QString, output);
    QProcess shell;
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("exec %1 %2 %3 </dev/null").arg(program("hubbub"), arguments, output)});
    QVERIFY(shell.waitForFinished(patienceMilliseconds));
    QCOMPARE(shell.exitCode(), 1);
    QCOMPARE(shell.readAllStandardError().count("Standard output cannot be written: "), 1);
}

void ToolsRunTest::aCommandWithoutItsSlashIsNotAnnounced()
{
    const auto admin = [this](const QByteArray& lines) {
        return run({QStringLiteral("admin"), server_->address(), QStringLiteral("--profile"), folder("tool"),
                    QStringLiteral("--identity"), server_->adminKeyFile()},
                   lines);
    };
    const auto bare = admin("who\n Quit \n/announce who\n");
    QCOMPARE(bare.exitCode, 1);
    QCOMPARE(bare.lines.size(), 1);
    QVERIFY(bare.lines.first().startsWith(QLatin1String("announced as number")));
    QVERIFY(bare.complaints.contains(
        QLatin1String("BAD_ARGUMENT: /who runs it, /announce who says it to everyone.")));
    QVERIFY(bare.complaints.contains(QLatin1String("/quit runs it, /announce Quit says it to everyone.")));
    // More than the bare word is a notice.
    QCOMPARE(admin("who wants tea?\n").exitCode, 0);
}

void ToolsRunTest::nobodyHasThatNumber()
{
    const auto once = run(admin({QStringLiteral("kick"), QStringLiteral("#4000000")}));
    QVERIFY(once.complaints.contains(
        QLatin1String("NO_SUCH_MEMBER: No member has that number; who lists who is.")));
    const auto lines = run(admin({}), "/kick #4000000\n/kick Nobody\n/nonsense\n");
    QVERIFY(lines.complaints.contains(QLatin1String("No member has that number; /who lists who is.")));
    QVERIFY(
        lines.complaints.contains(QLatin1String("Nobody of that name is in the room; /who lists who is.")));
    QVERIFY(lines.complaints.contains(QLatin1String("/help lists them.")));
}

QTEST_GUILESS_MAIN(ToolsRunTest)
#include "tools_run_test.moc"
