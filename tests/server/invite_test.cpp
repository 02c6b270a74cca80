#include "server/invite.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

class InviteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesTheAddressOthersReach_data()
    {
        QTest::addColumn<QStringList>("listening");
        QTest::addColumn<QStringList>("interfaces");
        QTest::addColumn<QString>("host");
        const auto row = [](const char* name, const QStringList& listening, const QStringList& interfaces,
                            const char* host) {
            QTest::newRow(name) << listening << interfaces << QString::fromLatin1(host);
        };
        const auto s = [](const char* text) { return QString::fromLatin1(text); };
        row("global before private", {s("0.0.0.0")}, {s("192.168.1.5"), s("203.0.113.7"), s("127.0.0.1")},
            "203.0.113.7");
        row("private before loopback", {s("0.0.0.0")}, {s("127.0.0.1"), s("10.1.2.3")}, "10.1.2.3");
        row("private before link-local", {s("0.0.0.0")}, {s("169.254.1.1"), s("172.16.0.9")}, "172.16.0.9");
        row("only loopback", {s("0.0.0.0")}, {s("127.0.0.1")}, "127.0.0.1");
        row("what is listened on", {s("127.0.0.1")}, {s("203.0.113.7")}, "127.0.0.1");
        row("no IPv6 unless listened on", {s("0.0.0.0")}, {s("2001:db8::1"), s("10.0.0.1")}, "10.0.0.1");
        row("IPv6", {s("::")}, {s("fe80::1"), s("fd00::1"), s("2001:db8::1")}, "2001:db8::1");
        row("no interface at all", {s("0.0.0.0")}, {}, "127.0.0.1");
    }
    void choosesTheAddressOthersReach()
    {
        QFETCH(QStringList, listening);
        QFETCH(QStringList, interfaces);
        QFETCH(QString, host);
        std::vector<PeerAddress> ports;
        for (const QString& text : listening)
            ports.push_back({*IpAddress::parse(text.toStdString()), 99});
        std::vector<IpAddress> addresses;
        for (const QString& text : interfaces)
            addresses.push_back(*IpAddress::parse(text.toStdString()));
        const auto invite = inviteAddress(std::nullopt, ports, addresses, PublicKey{});
        QCOMPARE(QString::fromStdString(invite.host), host);
        QCOMPARE(invite.port, std::uint16_t{99});
    }

    void thePublicAddressWins()
    {
        const std::vector<PeerAddress> ports = {{IpAddress::v4(0), 99}};
        const auto invite =
            inviteAddress(chat::ServerAddress{"chat.example", 1234, std::nullopt}, ports, {}, PublicKey{});
        QCOMPARE(QString::fromStdString(invite.link()),
                 QStringLiteral("hubbub://chat.example:1234/#") + QString(43, QLatin1Char('A')));
    }

    void thisMachineHasAnAddress() { QVERIFY(!interfaceAddresses().empty()); }
};

QTEST_APPLESS_MAIN(InviteTest)
#include "invite_test.moc"
