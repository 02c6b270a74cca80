// A client whose machine gets another address in the middle of a conversation, in a network of its own: its
// session goes on, and nobody notices.
//
// Needs network namespaces, and so the right to make them; skipped without.

#include "tests/support/two_machines.h"

using namespace hubbub::test;

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
            QVERIFY(TwoMachines::configure(
                machines.client, QStringLiteral("address delete 10.177.0.%1/24 dev wire").arg(2 + move)));
            // Said into a machine without any address.
            speaker.write(QStringLiteral("%1\n").arg(++said));
            QVERIFY(TwoMachines::configure(
                machines.client, QStringLiteral("address add 10.177.0.%1/24 dev wire").arg(3 + move)));
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
