// The real program: what it prints, refuses and survives.

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <csignal>

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
        row("stray word", {s("start")}, "`start` is no option");
        row("bad address", {s("--listen"), s("here")}, "`here` is no address to listen on");
        row("foreign address", {s("--listen"), s("203.0.113.9:0")}, "no address of this machine");
        row("bad level", {s("--log"), s("loud")}, "`loud` is no log level");
        row("bad room name", {s("--room"), s("")}, "allowed is 1 to 128 bytes");
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
        QTRY_VERIFY_WITH_TIMEOUT((server.process.write("/stats\n"), server.process.waitForReadyRead(100),
                                  stats += QString::fromUtf8(server.process.readAll()),
                                  stats.contains(QStringLiteral("drop.too-long 1"))
                                      && stats.contains(QStringLiteral("datagrams.in 4"))),
                                 patience);
    }

private:
    QStringList usual() const
    {
        return {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                folder_->path()};
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(HubbubdTest)
#include "hubbubd_test.moc"
