#include "protocol/chat/invite_link.h"
#include "tests/support/mistake.h"

#include <QTest>

namespace hubbub::chat {

namespace {

/// 32 bytes that count up from 0.
constexpr const char* keyText = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

PublicKey key()
{
    PublicKey made;
    for (std::size_t i = 0; i < made.bytes.size(); ++i)
        made.bytes[i] = static_cast<Byte>(i);
    return made;
}

} // namespace

class InviteLinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("withKey");
        const auto row = [](const QByteArray& text, const char* host, int port, bool withKey = false) {
            QTest::newRow(text.constData()) << text << QByteArray(host) << port << withKey;
        };
        const QByteArray fragment = QByteArray("/#") + keyText;
        row("localhost", "localhost", 7788);
        row("chat.example.org:9000", "chat.example.org", 9000);
        row("192.168.1.20", "192.168.1.20", 7788);
        row("192.168.1.20:1", "192.168.1.20", 1);
        row("host_with-signs:65535", "host_with-signs", 65535);
        row("聊天.example", "聊天.example", 7788);
        row("::1", "::1", 7788);
        row("fe80::1%eth0", "fe80::1%eth0", 7788);
        row("[::1]", "::1", 7788);
        row("[::1]:9000", "::1", 9000);
        row("[fe80::1%2]:9000", "fe80::1%2", 9000);
        row(" localhost:9000\n", "localhost", 9000);
        row("hubbub://localhost:9000" + fragment, "localhost", 9000, true);
        row("hubbub://[::1]:9000" + fragment, "::1", 9000, true);
        row("HUBBUB://localhost" + fragment, "localhost", 7788, true);
        row(QByteArray("hubbub://localhost:9000#") + keyText, "localhost", 9000, true);
        row("hubbub://localhost:9000/", "localhost", 9000);
        row("hubbub://localhost", "localhost", 7788);
    }
    void addressesAreReadAsPeopleWriteThem()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, host);
        QFETCH(const int, port);
        QFETCH(const bool, withKey);
        const auto address = ServerAddress::parse(text.toStdString());
        QVERIFY2(address.has_value(), address ? "" : address.error().context.c_str());
        QCOMPARE(QByteArray::fromStdString(address->host), host);
        QCOMPARE(int(address->port), port);
        QVERIFY(address->key == (withKey ? std::optional(key()) : std::nullopt));
        QVERIFY(*ServerAddress::parse(withKey ? address->link() : address->text()) == *address);
    }

    void wrongAddressesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* what, const QByteArray& text, const char* reason) {
            QTest::newRow(what) << text << QByteArray(reason);
        };
        row("nothing", "", "No server is given");
        row("spaces", "  ", "No server is given");
        row("no host", ":7788", "the host is missing");
        row("no host in a link", "hubbub:///", "the host is missing");
        row("no port behind the colon", "host:", "port behind the colon");
        row("port 0", "host:0", "port behind the colon");
        row("a port too high", "host:65536", "port behind the colon");
        row("a negative port", "host:-1", "port behind the colon");
        row("a port with a sign", "host:+1", "port behind the colon");
        row("a word as port", "host:chat", "port behind the colon");
        row("a port and more", "host:77x", "port behind the colon");
        row("another scheme", "http://host:80", "port behind the colon");
        row("a space", "my host", "no host name");
        row("a path", "host/room", "no host name");
        row("a user", "tom@host", "no host name");
        row("a control", "ho\x1bst", "no host name");
        row("no UTF-8", "h\xff", "no host name");
        row("a long host", QByteArray(254, 'a'), "no host name");
        row("a bracket left open", "[::1", "not closed");
        row("a name in brackets", "[host]:80", "no IPv6 address");
        row("nothing in brackets", "[]:80", "no IPv6 address");
        row("IPv4 in brackets", "[127.0.0.1]:80", "no IPv6 address");
        row("something behind the bracket", "[::1]80", "follow the bracket");
        row("IPv6 that is none", "1:2:3", "port behind the colon");
        row("a zone with a space", "[fe80::1%e 0]", "no IPv6 address");
        row("a short key", "hubbub://host/#abc", "the key behind #");
        row("a key with padding", QByteArray("hubbub://host/#") + keyText + "=", "the key behind #");
        row("no key behind #", "hubbub://host/#", "the key behind #");
        row("a key without the scheme", QByteArray("host:7788/#") + keyText, "port behind the colon");
    }
    void wrongAddressesAreExplained()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, reason);
        const auto address = ServerAddress::parse(text.toStdString());
        QVERIFY(!address);
        const auto context = QByteArray::fromStdString(address.error().context);
        QVERIFY2(context.contains(reason), context.constData());
        QVERIFY(context.contains("HOST:PORT"));
        QVERIFY(!context.contains('\x1b'));
    }

    void aLinkHasHostPortAndKey()
    {
        QCOMPARE(QByteArray::fromStdString(ServerAddress{"chat.example", 9000, key()}.link()),
                 QByteArray("hubbub://chat.example:9000/#") + keyText);
        QCOMPARE(QByteArray::fromStdString(ServerAddress{"::1", 7788, key()}.link()),
                 QByteArray("hubbub://[::1]:7788/#") + keyText);
        QCOMPARE(QByteArray::fromStdString(ServerAddress{"::1", 7788, {}}.text()), QByteArray("[::1]:7788"));
    }

    void aDomainWithoutAPortMayNameOne_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isDomain");
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("a domain") << QByteArray("chat.example") << true << QByteArray("chat.example");
        QTest::newRow("a link without a port")
            << QByteArray("hubbub://chat.example/") << true << QByteArray("chat.example");
        QTest::newRow("with a port") << QByteArray("chat.example:7788") << false
                                     << QByteArray("chat.example:7788");
        QTest::newRow("a single name") << QByteArray("localhost") << false << QByteArray("localhost:7788");
        QTest::newRow("IPv4") << QByteArray("192.0.2.1") << false << QByteArray("192.0.2.1:7788");
        QTest::newRow("IPv6") << QByteArray("2001:db8::1") << false << QByteArray("[2001:db8::1]:7788");
        QTest::newRow("IPv6 that ends as IPv4")
            << QByteArray("[::ffff:192.0.2.1]") << false << QByteArray("[::ffff:192.0.2.1]:7788");
        QTest::newRow("IPv6 with a zone")
            << QByteArray("[fe80::1%eth0.2]") << false << QByteArray("[fe80::1%eth0.2]:7788");
    }
    void aDomainWithoutAPortMayNameOne()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, isDomain);
        QFETCH(const QByteArray, again);
        const auto address = ServerAddress::parse(text.toStdString());
        QVERIFY(address);
        QCOMPARE(address->isDomain(), isDomain);
        QCOMPARE(QByteArray::fromStdString(address->textAsGiven()), again);
        const auto read = ServerAddress::parse(address->textAsGiven());
        QVERIFY(read && *read == *address);
        QCOMPARE(read->isDomain(), isDomain);
    }
    void aLinkToADomainStaysOne()
    {
        const auto address = ServerAddress::parse(std::string("hubbub://chat.example/#") + keyText);
        QVERIFY(address);
        QCOMPARE(QByteArray::fromStdString(address->link()), QByteArray("hubbub://chat.example/#") + keyText);
        QCOMPARE(QByteArray::fromStdString(address->text()), QByteArray("chat.example:7788"));
    }

    void aLinkWithoutAKeyIsOurMistake()
    {
        QVERIFY(test::isMistake([] { (void)ServerAddress{"host", 7788, {}}.link(); }));
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::InviteLinkTest)
#include "invite_link_test.moc"
