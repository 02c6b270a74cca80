// The real server killed again and again while ten people talk over a bad network: nothing confirmed is lost,
// nothing comes twice, and nobody is told that anybody left.

#include "tests/e2e/conversation.h"
#include "tests/support/bad_network.h"

using namespace hubbub::test;

class KilledServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOrDoubledWhenTheServerIsKilledTenTimesAsWell()
    {
        auto server = std::make_unique<ServerProgram>(folder_.filePath(QStringLiteral("room")));
        const quint16 port = server->port();
        BadNetwork network(port, Conversation::badly, 4);
        Conversation conversation;
        QVERIFY(conversation.enter(network.address(), folder_.path()));
        for (int round = 0; round < Conversation::rounds; ++round) {
            conversation.say();
            // In the middle of what was just written.
            QVERIFY(conversation.isHalfOfItHeard());
            server->signal(SIGKILL);
            server->end();
            server = std::make_unique<ServerProgram>(folder_.filePath(QStringLiteral("room")), port);
            QCOMPARE(server->port(), port);
        }
        QCOMPARE(conversation.judge(), QString());
    }

private:
    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(KilledServerTest)
#include "killed_server_test.moc"
