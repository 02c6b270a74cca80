// The real programs over a bad network, and a client that is killed: what is shown as sent is in the room
// exactly once, and everyone sees the same.

#include "tests/e2e/conversation.h"
#include "tests/support/bad_network.h"
#include "tests/support/program.h"

#include <QTest>

#include <set>

using namespace hubbub::test;

namespace {

QString lineText(int number)
{
    return QStringLiteral("第 %1 句").arg(number);
}

/// Each of the lines 1…count is confirmed exactly once, and none is refused.
bool isEachSentOnce(const JsonClient& client, int count)
{
    std::set<int> confirmed;
    for (const QJsonObject& object : client.objects(QStringLiteral("sent")))
        if (!confirmed.insert(object.value(QStringLiteral("line")).toInt()).second)
            return false;
    return confirmed.size() == static_cast<std::size_t>(count) && *confirmed.begin() == 1
        && *confirmed.rbegin() == count && client.objects(QStringLiteral("refused")).empty();
}

} // namespace

class BadNetworkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void nothingIsLostOrDoubledOverABadNetworkThatAlsoMovesEveryone()
    {
        ServerProgram server(path("room"));
        BadNetwork network(server.port(), Conversation::badly, 1);
        Conversation conversation;
        QVERIFY(conversation.enter(network.address(), folder_->path()));
        for (int round = 0; round < Conversation::rounds; ++round) {
            conversation.say();
            QVERIFY(conversation.isHalfOfItHeard());
            if (round % 3 == 1)
                network.moveClients();
        }
        QCOMPARE(conversation.judge(), QString());
        QVERIFY(network.dropped() > 0 && network.repeated() > 0 && network.delayed() > 0);
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
