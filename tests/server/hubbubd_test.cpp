// The real program: what it prints, refuses and survives.

#include "server/core/statistics.h"
#include "tests/server/exported_chain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <set>

namespace {

constexpr int patience = 20'000;

class Hubbubd {
public:
    explicit Hubbubd(const QStringList& arguments)
    {
        process.setProgram(QStringLiteral(HUBBUB_PROGRAM_DIR "/hubbubd"));
        process.setArguments(arguments);
        process.start();
    }
    ~Hubbubd()
    {
        process.kill();
        process.waitForFinished(patience);
    }

    QString readLine()
    {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(patience))
                return {};
        return QString::fromUtf8(process.readLine()).trimmed();
    }
    /// Waits for the end; the exit code.
    int end()
    {
        if (!process.waitForFinished(patience))
            return -1;
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }
    QString complaint() { return QString::fromUtf8(process.readAllStandardError()).trimmed(); }
    void signal(int number) const { ::kill(static_cast<pid_t>(process.processId()), number); }

    QProcess process;
};

} // namespace

class HubbubdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void printsReadyLineAndInvite()
    {
        Hubbubd server(usual());
        const QRegularExpression ready(
            QStringLiteral(R"(^ready udp 127\.0\.0\.1:(\d+) key ([A-Za-z0-9_-]{43})$)"));
        const auto match = ready.match(server.readLine());
        QVERIFY(match.hasMatch());
        QVERIFY(match.captured(1).toInt() > 0);
        QCOMPARE(server.readLine(),
                 QStringLiteral("hubbub://127.0.0.1:%1/#%2").arg(match.captured(1), match.captured(2)));
    }

    void keepsItsKeyOverARestart()
    {
        const auto keyOf = [](const QString& line) { return line.section(QLatin1Char(' '), -1); };
        QString key;
        {
            Hubbubd server(usual());
            key = keyOf(server.readLine());
            server.signal(SIGKILL);
            server.end();
        }
        Hubbubd server(usual());
        QCOMPARE(keyOf(server.readLine()), key);
    }

    void stopsCleanlyOnASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void stopsCleanlyOnASignal()
    {
        QFETCH(int, signal);
        Hubbubd server(usual());
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        server.signal(signal);
        QCOMPARE(server.end(), 0);
    }

    void endOfInputClosesTheConsoleAndNotTheServer()
    {
        Hubbubd server(usual());
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        server.readLine();
        server.process.write("hello\n/who\n");
        server.process.closeWriteChannel();
        QStringList lines = {server.readLine(), server.readLine()};
        lines.sort();
        QCOMPARE(lines, (QStringList{QStringLiteral("0 member(s)"),
                                     QStringLiteral("announced as number 1: hello")}));
        QCOMPARE(server.process.state(), QProcess::Running);
        server.signal(SIGTERM);
        QCOMPARE(server.end(), 0);
    }

    void quitsFromTheConsole()
    {
        Hubbubd server(usual());
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        server.process.write("/quit enough\n");
        QCOMPARE(server.end(), 0);
    }

    void refusesToStartWithOneClearSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QStringList& arguments, const char* complaint) {
            QTest::newRow(name) << arguments << QString::fromUtf8(complaint);
        };
        const auto s = [](const char* text) { return QString::fromUtf8(text); };
        row("unknown option", {s("--frob")}, "hubbubd --help");
        row("stray word", {s("start")}, "`start` is no command or option");
        row("word too many", {s("export"), s("all")}, "`all` is no command or option");
        row("backup to nowhere", {s("backup")}, "backup needs the file to write");
        row("range without a log", {s("--from"), s("3")}, "--from belongs to `hubbubd export`");
        row("two forms", {s("export"), s("--json"), s("--text")}, "--json and --text exclude each other");
        row("no time", {s("export"), s("--to"), s("soon")},
            "--to `soon` is neither a number of the log nor a");
        row("export without a room", {s("export")}, "hubbub.db cannot be read");
        row("backup without a room", {s("backup"), s("/nowhere/x")}, "hubbub.db cannot be read");
        row("bad address", {s("--listen"), s("here")}, "--listen = here: allowed is an address and port");
        row("foreign address", {s("--listen"), s("203.0.113.9:0")}, "no address of this machine");
        row("bad level", {s("--log"), s("loud")}, "--log = loud: allowed is debug, info, warning or error.");
        row("bad room name", {s("--room"), s("")}, "--room = : allowed is 1 to 128 bytes");
        row("no such configuration", {s("--config"), s("/nowhere/x.conf")},
            "cannot read the configuration /nowhere/x.conf");
        row("folder below a file", {s("--listen"), s("127.0.0.1:0"), s("--data"), s("/etc/passwd/room")},
            "/etc/passwd/room");
        row("folder that takes no files", {s("--listen"), s("127.0.0.1:0"), s("--data"), s("/proc")},
            "/proc");
    }
    void refusesToStartWithOneClearSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        if (!arguments.contains(QStringLiteral("--data")))
            arguments += {QStringLiteral("--data"), folder_->path()};
        Hubbubd server(arguments);
        QCOMPARE(server.end(), 1);
        QVERIFY(server.process.readAllStandardOutput().isEmpty());
        const QString said = server.complaint();
        QVERIFY2(said.contains(complaint), qPrintable(said));
        QCOMPARE(said.count(QLatin1Char('\n')), 0);
    }

    void namesFileAndLineOfAWrongKey()
    {
        const QString path = folder_->filePath(QStringLiteral("room.conf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[room]\nname = x\ncolour = red\n");
        file.close();
        Hubbubd server(usual() + QStringList{QStringLiteral("--config"), path});
        QCOMPARE(server.end(), 1);
        QVERIFY(server.complaint().contains(path + QStringLiteral(":3: [room] colour is no key")));
    }

    void checksAConfigurationWithoutStarting()
    {
        const QString path = folder_->filePath(QStringLiteral("room.conf"));
        write(path, "[room]\nname = x\n");
        QCOMPARE(outputOf({QStringLiteral("--check-config"), QStringLiteral("--config"), path}),
                 "No mistakes found in " + path.toUtf8() + ".\n");
        write(path, "[room]\ngrace = 1\nname = x\nname = y\n");
        Hubbubd check({QStringLiteral("--check-config"), QStringLiteral("--config"), path});
        QCOMPARE(check.end(), 1);
        const QStringList lines = check.complaint().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("hubbubd: ") + path
                                    + QStringLiteral(":2: [room] grace = 1: ")));
        QVERIFY(lines[1].startsWith(QStringLiteral("hubbubd: ") + path + QStringLiteral(":4: [room] name ")));
        QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), QStringList{QStringLiteral("room.conf")});
    }

    void readsItsConfigurationAgain()
    {
        const QString path = folder_->filePath(QStringLiteral("room.conf"));
        write(path, "[room]\nname = x\n");
        Hubbubd server(usual() + QStringList{QStringLiteral("--config"), path});
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        server.readLine();
        write(path, "[room]\nname = y\n[server]\ndurability = full\n");
        server.signal(SIGHUP);
        QCOMPARE(server.readLine(), QStringLiteral("in force: [room] name = y"));
        QCOMPARE(server.readLine(), QStringLiteral("not before the next start: [server] durability"));
        write(path, "[room]\nname =\n");
        server.process.write("/reload\n");
        QCOMPARE(server.readLine(), QStringLiteral("Nothing was changed:"));
        QVERIFY(server.readLine().startsWith(path + QStringLiteral(":2: [room] name = : allowed is")));
        server.signal(SIGTERM);
        QCOMPARE(server.end(), 0);
    }

    void takesVariablesOfTheEnvironment()
    {
        qputenv("HUBBUB_DATA", folder_->path().toUtf8());
        qputenv("HUBBUB_LISTEN", "127.0.0.1:0 [::1]:0");
        qputenv("HUBBUB_GRACE", "");
        Hubbubd server({});
        const QString ready = server.readLine();
        qunsetenv("HUBBUB_DATA");
        qunsetenv("HUBBUB_LISTEN");
        qunsetenv("HUBBUB_GRACE");
        QVERIFY2(ready.contains(QStringLiteral("udp 127.0.0.1:"))
                     && ready.contains(QStringLiteral("udp [::1]:")),
                 qPrintable(ready));
        QVERIFY(QFile::exists(folder_->filePath(QStringLiteral("hubbub.db"))));
    }

    void tellsItsServiceManagerWhenItIsReady()
    {
        const QString path = folder_->filePath(QStringLiteral("notify"));
        const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.toUtf8().constData(), sizeof address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        qputenv("NOTIFY_SOCKET", path.toUtf8());
        Hubbubd server(usual());
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        qunsetenv("NOTIFY_SOCKET");
        std::array<char, 64> said{};
        QCOMPARE(::recv(socket, said.data(), said.size(), 0), ssize_t{7});
        QCOMPARE(QByteArray(said.data()), QByteArray("READY=1"));
        server.signal(SIGTERM);
        QCOMPARE(::recv(socket, said.data(), said.size(), 0), ssize_t{10});
        QCOMPARE(QByteArray(said.data()), QByteArray("STOPPING=1"));
        QCOMPARE(server.end(), 0);
        ::close(socket);
    }

    void exportsAndCopiesWhatARunningServerHas()
    {
        Hubbubd server(usual());
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        server.readLine();
        server.process.write("good\nmorning\n");
        QVERIFY(server.readLine().endsWith(QStringLiteral(": good")));
        QVERIFY(server.readLine().endsWith(QStringLiteral(": morning")));
        const QByteArray log =
            outputOf({QStringLiteral("export"), QStringLiteral("--data"), folder_->path()});
        QCOMPARE(hubbub::test::whereTheChainBreaks(log), std::nullopt);
        QCOMPARE(hubbub::test::objectsIn(log).size(), std::size_t{4});
        QVERIFY(outputOf({QStringLiteral("export"), QStringLiteral("--text"), QStringLiteral("--from"),
                          QStringLiteral("2"), QStringLiteral("--data"), folder_->path()})
                    .endsWith("  Admin notice: morning\n"));

        // The copy goes on in a folder of its own, with the same key, as another log.
        const QTemporaryDir other;
        QVERIFY(outputOf({QStringLiteral("backup"), other.filePath(QStringLiteral("hubbub.db")),
                          QStringLiteral("--data"), folder_->path()})
                    .isEmpty());
        QVERIFY(QFile::copy(folder_->filePath(QStringLiteral("server.key")),
                            other.filePath(QStringLiteral("server.key"))));
        Hubbubd copy({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                      other.path()});
        QVERIFY(copy.readLine().startsWith(QStringLiteral("ready ")));
        const QByteArray copied =
            outputOf({QStringLiteral("export"), QStringLiteral("--data"), other.path()});
        QVERIFY(hubbub::test::objectsIn(copied).front() != hubbub::test::objectsIn(log).front());
        QCOMPARE(copied.mid(copied.indexOf('\n')), log.mid(log.indexOf('\n')));
        QCOMPARE(server.process.state(), QProcess::Running);
    }

    void refusesAPortInUse()
    {
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::LocalHost, 0));
        Hubbubd server({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(other.localPort()),
                        QStringLiteral("--data"), folder_->path()});
        QCOMPARE(server.end(), 1);
        QVERIFY(server.complaint().contains(QStringLiteral("is in use")));
    }

    void refusesAFolderThatAnotherServerHolds()
    {
        Hubbubd first(usual());
        QVERIFY(first.readLine().startsWith(QStringLiteral("ready ")));
        Hubbubd second(usual());
        QCOMPARE(second.end(), 1);
        QVERIFY(second.complaint().contains(QStringLiteral("another hubbubd")));
        QCOMPARE(first.process.state(), QProcess::Running);
    }

    void countsGarbageAndGoesOn()
    {
        Hubbubd server(usual());
        const QString ready = server.readLine();
        server.readLine();
        const auto port = ready.section(QLatin1Char(':'), 1).section(QLatin1Char(' '), 0, 0).toUShort();
        QUdpSocket stranger;
        for (const QByteArray& garbage :
             {QByteArray("x"), QByteArray("\x04short"), QByteArray(1200, '\x01'), QByteArray(1300, '\x04')})
            QVERIFY(stranger.writeDatagram(garbage, QHostAddress::LocalHost, port) > 0);
        // The four arrive in order with what the console asks only by luck: asked until they are counted.
        QString stats;
        const auto areCounted = [&] {
            server.process.write("/stats\n");
            server.process.waitForReadyRead(100);
            stats += QString::fromUtf8(server.process.readAll());
            return stats.contains(QStringLiteral("drop.too-long 1"))
                && stats.contains(QStringLiteral("datagrams.in 4"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(areCounted(), patience);
    }

    void everyFigureOfTheTableIsTold()
    {
        Hubbubd server(usual());
        server.readLine();
        server.readLine();
        server.process.write("/stats\n");
        std::set<std::string> told;
        while (told.empty() || !told.contains("memory.resident")) {
            const QString line = server.readLine();
            QVERIFY(!line.isEmpty());
            const auto* const kind =
                hubbub::server::figureKindOf(line.section(QLatin1Char(' '), 0, 0).toStdString());
            QVERIFY2(kind != nullptr, qPrintable(line));
            told.insert(std::string(kind->name));
            if (kind->name == "memory.resident")
                QVERIFY(line.section(QLatin1Char(' '), 1).toULongLong() > 1'000'000);
        }
        QCOMPARE(told.size(), hubbub::server::figureKinds().size());
    }

    void tellsPrometheusWhereItIsToldTo()
    {
        Hubbubd server(usual() + QStringList{QStringLiteral("--metrics"), QStringLiteral("0")});
        QVERIFY(server.process.waitForStarted(patience));
        QString line;
        while (!line.contains(QStringLiteral("http://127.0.0.1:"))) {
            server.process.setReadChannel(QProcess::StandardError);
            line = server.readLine();
            QVERIFY(!line.isEmpty());
        }
        const auto port = line.section(QLatin1Char(':'), -1).section(QLatin1Char('/'), 0, 0).toUShort();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        QVERIFY(socket.waitForConnected(patience));
        socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(patience))
            answer += socket.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200"));
        QVERIFY(answer.contains("\n# TYPE hubbub_messages_total counter\nhubbub_messages_total 0\n"));
        QVERIFY(answer.contains("\nhubbub_drop_total{reason=\"too-long\"} 0\n"));

        QTemporaryDir other;
        Hubbubd second({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                        other.path(), QStringLiteral("--metrics"), QString::number(port)});
        QCOMPARE(second.end(), 1);
        QVERIFY(second.complaint().contains(QStringLiteral("is taken")));
        QVERIFY(!QFile::exists(other.filePath(QStringLiteral("hubbub.db"))));
        // It ends in order also with a connection open.
        server.signal(SIGTERM);
        QCOMPARE(server.end(), 0);
    }

    void makesTheKeyOfAPassword()
    {
        const auto hashed = [](const QByteArray& input) {
            Hubbubd program({QStringLiteral("hash-password")});
            program.process.write(input);
            program.process.closeWriteChannel();
            if (program.end() != 0)
                return program.complaint();
            return QString::fromUtf8(program.process.readAllStandardOutput());
        };
        const QString first = hashed("geheim\n");
        static const QRegularExpression form(
            QStringLiteral(R"(^argon2id\.65536\.3\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\n$)"));
        QVERIFY2(form.match(first).hasMatch(), qPrintable(first));
        QVERIFY(first != hashed("geheim\n")); // another salt
        QVERIFY(hashed("\n").contains(QStringLiteral("empty")));
        QVERIFY(hashed("\xff\xfe\n").contains(QStringLiteral("UTF-8")));
    }

    void theKeyOfThePasswordIsShownNowhere()
    {
        const QString key = QStringLiteral("argon2id.65536.3.AAECAwQFBgcICQoLDA0ODw."
                                           "oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8");
        Hubbubd wrong(usual() + QStringList{QStringLiteral("--password-key"), key + QLatin1Char('x')});
        QCOMPARE(wrong.end(), 1);
        QVERIFY(!wrong.complaint().contains(QStringLiteral("AAECAwQF")));
        write(folder_->filePath(QStringLiteral("c")), "[room]\n");
        Hubbubd server(usual()
                       + QStringList{QStringLiteral("--config"), folder_->filePath(QStringLiteral("c"))});
        server.readLine();
        server.readLine();
        write(folder_->filePath(QStringLiteral("c")), "[room]\npassword = " + key.toUtf8() + '\n');
        server.process.write("/reload\n");
        const QString reloaded = server.readLine();
        QVERIFY2(reloaded.contains(QStringLiteral("[room] password")), qPrintable(reloaded));
        QVERIFY(!reloaded.contains(QStringLiteral("AAECAwQF")));
    }

private:
    QStringList usual() const
    {
        return {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                folder_->path()};
    }

    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    /// What a command prints that ends well; what it complained of fails the test.
    static QByteArray outputOf(const QStringList& arguments)
    {
        Hubbubd command(arguments);
        const int code = command.end();
        const QString complaint = command.complaint();
        return code == 0 && complaint.isEmpty() ? command.process.readAllStandardOutput()
                                                : "failed: " + complaint.toUtf8();
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(HubbubdTest)
#include "hubbubd_test.moc"
