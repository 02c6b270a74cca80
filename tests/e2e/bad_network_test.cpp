// The real programs over a bad network and through kills: what is shown as sent is in the room exactly once,
// and everyone sees the same.

#include "tests/support/bad_network.h"
#include "tests/support/program.h"

#include <QTest>

#include <map>
#include <set>

using namespace hubbub::test;

namespace {

QString lineText(int number)
{
    return QStringLiteral("第 %1 句").arg(number);
}

/// seq → text of all messages a client has seen, history included.
std::map<int, QString> messagesOf(const JsonClient& client)
{
    std::map<int, QString> messages;
    for (const QJsonObject& object : client.objects(QStringLiteral("message")))
        messages[object.value(QStringLiteral("seq")).toInt()] =
            object.value(QStringLiteral("text")).toString();
    return messages;
}

/// Each of the lines 1…count is confirmed exactly once, and none is refused.
bool isEachSentOnce(const JsonClient& client, int count)
{
    std::set<int> lines;
    for (const QJsonObject& object : client.objects(QStringLiteral("sent")))
        if (!lines.insert(object.value(QStringLiteral("line")).toInt()).second)
            return false;
    return lines.size() == static_cast<std::size_t>(count) && *lines.begin() == 1 && *lines.rbegin() == count
        && client.objects(QStringLiteral("refused")).empty();
}

} // namespace

class BadNetworkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void nothingIsLostOrDoubledWhenAFifthOfAllDatagramsIsDropped()
    {
        constexpr int count = 300;
        ServerProgram server(path("room"));
        BadNetwork network(server.port(), {.lossPercent = 20, .repeatPercent = 5, .latePercent = 20}, 1);
        JsonClient listener(network.address(), QStringLiteral("听众"), path("b"), {QStringLiteral("--stay")});
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient speaker(network.address(), QStringLiteral("小明"), path("a"));
        for (int i = 1; i <= count; ++i)
            speaker.write(lineText(i) + QLatin1Char('\n'));
        speaker.closeInput();
        speaker.readAll();
        QCOMPARE(speaker.end(), 0);
        QVERIFY(isEachSentOnce(speaker, count));

        QVERIFY(!listener.waitFor(QStringLiteral("left")).isEmpty());
        const auto seen = messagesOf(listener);
        QCOMPARE(listener.objects(QStringLiteral("message")).size(), std::size_t{count});
        int number = 0;
        for (const auto& [seq, text] : seen)
            QCOMPARE(text, lineText(++number));
        QCOMPARE(number, count);
    }

    void aConversationSurvivesAddressChanges()
    {
        ServerProgram server(path("room"));
        BadNetwork network(server.port(), {}, 2);
        JsonClient speaker(network.address(), QStringLiteral("小明"), path("a"));
        QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
        for (int i = 1; i <= 5; ++i) {
            network.moveClients();
            speaker.write(lineText(i) + QLatin1Char('\n'));
            QVERIFY(!speaker.waitForText(QStringLiteral("message"), lineText(i)).isEmpty());
        }
        speaker.closeInput();
        speaker.readAll();
        QCOMPARE(speaker.end(), 0);
        QVERIFY(isEachSentOnce(speaker, 5));
    }

    void aServerKilledInMidConversationLosesAndDoublesNothing()
    {
        constexpr int count = 200;
        constexpr int kills = 4;
        auto server = std::make_unique<ServerProgram>(path("room"));
        const quint16 port = server->port();
        JsonClient listener(server->address(), QStringLiteral("听众"), path("b"), {QStringLiteral("--stay")});
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient speaker(server->address(), QStringLiteral("小明"), path("a"));
        QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
        int said = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const int until = said + count / kills;
            for (; said < until; ++said)
                speaker.write(lineText(said + 1) + QLatin1Char('\n'));
            // In the middle of what was just written.
            QVERIFY(!speaker.waitFor(QStringLiteral("sent")).isEmpty());
            server->signal(SIGKILL);
            server->end();
            server = std::make_unique<ServerProgram>(path("room"), port);
            QCOMPARE(server->port(), port);
        }
        speaker.closeInput();
        speaker.readAll();
        QCOMPARE(speaker.end(), 0);
        QVERIFY(isEachSentOnce(speaker, count));
        QVERIFY(!listener.waitFor(QStringLiteral("left")).isEmpty());
        QCOMPARE(listener.objects(QStringLiteral("message")).size(), std::size_t{count});
        std::set<QString> texts;
        for (const auto& [seq, text] : messagesOf(listener))
            texts.insert(text);
        QCOMPARE(texts.size(), std::size_t{count});
    }

    void aClientThatWasKilledOffersWhatItHadWrittenDown()
    {
        ServerProgram server(path("room"));
        BadNetwork network(server.port(), {}, 3);
        JsonClient listener(server.address(), QStringLiteral("听众"), path("b"), {QStringLiteral("--stay")});
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());
        {
            JsonClient speaker(network.address(), QStringLiteral("小明"), path("a"));
            QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
            speaker.write(QStringLiteral("first\n"));
            QVERIFY(!speaker.waitFor(QStringLiteral("sent")).isEmpty());
            speaker.signal(SIGKILL);
            speaker.end();
        }
        JsonClient again(network.address(), QStringLiteral("小明"), path("a"));
        const QJsonObject welcome = again.waitFor(QStringLiteral("welcome"));
        QVERIFY(!welcome.isEmpty());
        again.write(QStringLiteral("second\n"));
        again.closeInput();
        again.readAll();
        QCOMPARE(again.end(), 0);
        // Back at once, on the same profile: nobody was told that anybody left.
        QVERIFY(!listener.waitFor(QStringLiteral("left")).isEmpty());
        QCOMPARE(listener.objects(QStringLiteral("left")).size(), std::size_t{1});
        QCOMPARE(listener.objects(QStringLiteral("joined")).size(), std::size_t{2});
        QCOMPARE(listener.objects(QStringLiteral("message")).size(), std::size_t{2});
    }

private:
    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(BadNetworkTest)
#include "bad_network_test.moc"
