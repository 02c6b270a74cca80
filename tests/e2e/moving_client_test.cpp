// A client whose machine gets another address in the middle of a conversation, in a network of its own: its
// session goes on, and nobody notices.
//
// Needs network namespaces, and so the right to make them; skipped without.

#include "tests/support/program.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

using namespace hubbub::test;

namespace {

/// Two machines within this one, joined by a wire; gone with the test.
class TwoMachines {
public:
    TwoMachines() = default;
    TwoMachines(const TwoMachines&) = delete;
    TwoMachines& operator=(const TwoMachines&) = delete;
    ~TwoMachines()
    {
        ip(QStringLiteral("netns delete ") + server);
        ip(QStringLiteral("netns delete ") + client);
    }

    bool connect() const
    {
        return ip(QStringLiteral("netns add ") + server) && ip(QStringLiteral("netns add ") + client)
            && ip(QStringLiteral("-n %1 link add wire type veth peer name wire netns %2").arg(server, client))
            && ip(QStringLiteral("-n %1 address add 10.177.0.1/24 dev wire").arg(server))
            && ip(QStringLiteral("-n %1 address add 10.177.0.2/24 dev wire").arg(client))
            && ip(QStringLiteral("-n %1 link set lo up").arg(server))
            && ip(QStringLiteral("-n %1 link set wire up").arg(server))
            && ip(QStringLiteral("-n %1 link set wire up").arg(client));
    }
    /// Programs started from here on run on this machine.
    static bool enter(const QString& machine)
    {
        const int space =
            ::open(qUtf8Printable(QStringLiteral("/run/netns/") + machine), O_RDONLY | O_CLOEXEC);
        const bool isIn = space >= 0 && setns(space, CLONE_NEWNET) == 0;
        ::close(space);
        return isIn;
    }
    bool dropAddress(int number) const
    {
        return ip(QStringLiteral("-n %1 address delete 10.177.0.%2/24 dev wire").arg(client).arg(number));
    }
    bool takeAddress(int number) const
    {
        return ip(QStringLiteral("-n %1 address add 10.177.0.%2/24 dev wire").arg(client).arg(number));
    }

    const QString server = QStringLiteral("hubbub-server-%1").arg(QCoreApplication::applicationPid());
    const QString client = QStringLiteral("hubbub-client-%1").arg(QCoreApplication::applicationPid());

private:
    static bool ip(const QString& arguments)
    {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QStringLiteral("ip"), arguments.split(QLatin1Char(' ')));
        return process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }
};

} // namespace

class MovingClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSessionGoesOnWhenTheMachineGetsAnotherAddress()
    {
        constexpr int moves = 4;
        constexpr int linesEach = 30;
        const TwoMachines machines;
        if (!machines.connect() || !TwoMachines::enter(machines.server))
            QSKIP("needs the right to make network namespaces");
        const QString address = QStringLiteral("10.177.0.1:7788");
        Program server(QStringLiteral("hubbubd"),
                       {QStringLiteral("--listen"), address, QStringLiteral("--data"), path("room")});
        QVERIFY(server.readLine().startsWith(QStringLiteral("ready ")));
        JsonClient listener(address, QStringLiteral("听众"), path("b"), {QStringLiteral("--stay")});
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());

        QVERIFY(TwoMachines::enter(machines.client));
        JsonClient speaker(address, QStringLiteral("小明"), path("a"));
        QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
        int said = 0;
        for (int move = 0; move < moves; ++move) {
            const auto half = static_cast<std::size_t>(said + linesEach / 2);
            for (const int until = said + linesEach; said < until; ++said)
                speaker.write(QStringLiteral("%1\n").arg(said + 1));
            while (speaker.objects(QStringLiteral("sent")).size() < half)
                QVERIFY(!speaker.next().isEmpty());
            QVERIFY(machines.dropAddress(2 + move));
            // Said into a machine without any address.
            speaker.write(QStringLiteral("%1\n").arg(++said));
            QVERIFY(machines.takeAddress(3 + move));
            QVERIFY(!speaker.waitForText(QStringLiteral("message"), QString::number(said)).isEmpty());
        }
        speaker.closeInput();
        speaker.readAll();
        QCOMPARE(speaker.end(), 0);
        QCOMPARE(speaker.objects(QStringLiteral("sent")).size(), static_cast<std::size_t>(said));
        // Its session has moved; it has not come back by another one.
        QVERIFY(speaker.objects(QStringLiteral("link")).empty());

        QVERIFY(!listener.waitFor(QStringLiteral("left")).isEmpty());
        QCOMPARE(listener.objects(QStringLiteral("joined")).size(), std::size_t{2});
        QStringList heard;
        for (const QJsonObject& message : listener.objects(QStringLiteral("message")))
            heard += message.value(QStringLiteral("text")).toString();
        QStringList expected;
        for (int i = 1; i <= said; ++i)
            expected += QString::number(i);
        QCOMPARE(heard, expected);
    }

private:
    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(MovingClientTest)
#include "moving_client_test.moc"
