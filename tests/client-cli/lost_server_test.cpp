// The server goes away in mid-conversation and comes back, or does not; clients are killed and started again:
// nothing said is lost or doubled.
#include "tests/client-cli/processes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hubbub::test;

class LostServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingIsSaidOnceThoughTheServerIsKilled();
    void aCleanStopIsSurvivedToo();
    void whatAKilledClientLeftIsSaidByTheNextRun();
    void whoGivesUpSaysHowMuchWasNotConfirmed();
    void aServerWithAnotherKeyIsNotTrusted();

private:
    QString folder(const char* name) const { return folder_->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Server> server_;
};

namespace {

QStringList saidLive(Client& client)
{
    QStringList said;
    for (const QJsonObject& message : client.objects("message")) {
        if (!message.contains(QLatin1String("history")))
            said += textOf(message, "text");
    }
    return said;
}

} // namespace

void LostServerTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start());
}

void LostServerTest::everythingIsSaidOnceThoughTheServerIsKilled()
{
    Client listener;
    listener.join(*server_, folder("listener"), QStringLiteral("Listener"));
    QVERIFY(!listener.waitFor("welcome").isEmpty());
    Client speaker;
    speaker.join(*server_, folder("speaker"), QStringLiteral("Speaker"));
    QVERIFY(!speaker.waitFor("welcome").isEmpty());

    constexpr int lines = 60;
    QStringList expected;
    for (int i = 1; i <= lines; ++i) {
        expected += QString::number(i);
        speaker.type(QByteArray::number(i) + '\n');
        if (i == lines / 3) {
            QVERIFY(!speaker.waitFor("sent").isEmpty());
            server_->signal(SIGKILL);
            QCOMPARE(server_->exitCode(), -1);
        }
    }
    speaker.closeInput();
    const quint16 port = server_->port();
    server_ = std::make_unique<Server>(folder("server"), port);
    QVERIFY(server_->start());
    QCOMPARE(speaker.exitCode(), 0);
    QVERIFY(!listener.waitFor("left", "name", QStringLiteral("Speaker")).isEmpty());

    QCOMPARE(saidLive(listener), expected);
    QCOMPARE(speaker.objects("sent").size(), std::size_t(lines));
    QCOMPARE(speaker.objects("welcome").size(), 1U);
    QVERIFY(!speaker.waitFor("link", "state", QStringLiteral("resumed")).isEmpty());
    // Both were back in silence.
    QCOMPARE(listener.objects("joined").size(), 2U);
}

void LostServerTest::aCleanStopIsSurvivedToo()
{
    Client client;
    client.join(*server_, folder("client"), QStringLiteral("Ann"));
    QVERIFY(!client.waitFor("welcome").isEmpty());
    server_->signal(SIGTERM);
    QCOMPARE(server_->exitCode(), 0);
    QVERIFY(!client.waitFor("link", "state", QStringLiteral("lost")).isEmpty());
    client.type("into the silence\n");
    const quint16 port = server_->port();
    server_ = std::make_unique<Server>(folder("server"), port);
    QVERIFY(server_->start());
    QVERIFY(!client.waitFor("link", "state", QStringLiteral("resumed")).isEmpty());
    QVERIFY(!client.waitFor("sent", "line", 1).isEmpty());
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(saidLive(client), QStringList{QStringLiteral("into the silence")});
}

void LostServerTest::whatAKilledClientLeftIsSaidByTheNextRun()
{
    {
        Client client;
        client.join(*server_, folder("client"), QStringLiteral("Ann"));
        QVERIFY(!client.waitFor("welcome").isEmpty());
        server_->signal(SIGKILL);
        QCOMPARE(server_->exitCode(), -1);
        client.type("nobody hears\n/who\n");
        // The line before it has been offered, and so written down, when this is answered.
        QVERIFY(!client.waitFor("ok", "line", 2).isEmpty());
        client.type("/who\n");
        QVERIFY(!client.waitFor("ok", "line", 3).isEmpty());
        client.signal(SIGKILL);
        QCOMPARE(client.exitCode(), -1);
    }
    const quint16 port = server_->port();
    server_ = std::make_unique<Server>(folder("server"), port);
    QVERIFY(server_->start());
    Client again;
    again.join(*server_, folder("client"), QStringLiteral("Ann"));
    const auto sent = again.waitFor("sent");
    QVERIFY(!sent.isEmpty());
    QVERIFY(!sent.contains(QLatin1String("line")));
    QVERIFY(!again.waitFor("message", "text", QStringLiteral("nobody hears")).isEmpty());
    again.closeInput();
    QCOMPARE(again.exitCode(), 0);
    // It had not left, so it is back in silence.
    QVERIFY(again.objects("welcome").front().value(QLatin1String("attached")).toBool());
    QCOMPARE(saidLive(again), QStringList{QStringLiteral("nobody hears")});
}

void LostServerTest::whoGivesUpSaysHowMuchWasNotConfirmed()
{
    Client client;
    client.join(*server_, folder("client"), QStringLiteral("Ann"),
                {QStringLiteral("--give-up"), QStringLiteral("0.5")});
    QVERIFY(!client.waitFor("welcome").isEmpty());
    server_->signal(SIGTERM);
    QCOMPARE(server_->exitCode(), 0);
    QVERIFY(!client.waitFor("link", "state", QStringLiteral("lost")).isEmpty());
    client.type("one\ntwo\n");
    QCOMPARE(client.exitCode(), 6);
    QVERIFY(client.complaints().contains(QLatin1Char('2')));
    QCOMPARE(textOf(client.objects().back(), "type"), QStringLiteral("error"));
}

void LostServerTest::aServerWithAnotherKeyIsNotTrusted()
{
    Client first;
    first.join(*server_, folder("client"), QStringLiteral("Ann"));
    first.closeInput();
    QCOMPARE(first.exitCode(), 0);
    server_->signal(SIGTERM);
    QCOMPARE(server_->exitCode(), 0);
    Server impostor(folder("impostor"), server_->port());
    QVERIFY(impostor.start());

    Client wary;
    wary.join(impostor, folder("client"), QStringLiteral("Ann"),
              {QStringLiteral("--timeout"), QStringLiteral("1")});
    QCOMPARE(wary.exitCode(), 4);
    QCOMPARE(textOf(wary.objects().back(), "code"), QStringLiteral("KEY_CHANGED"));
    Client trusting;
    trusting.join(impostor, folder("client"), QStringLiteral("Ann"), {QStringLiteral("--accept-new-key")});
    trusting.closeInput();
    QCOMPARE(trusting.exitCode(), 0);
    Client later;
    later.join(impostor, folder("client"), QStringLiteral("Ann"));
    later.closeInput();
    QCOMPARE(later.exitCode(), 0);
}

QTEST_GUILESS_MAIN(LostServerTest)
#include "lost_server_test.moc"
