#include "protocol/base/address.h"

#include <QTest>

using namespace hubbub;

namespace {

IpAddress ip(const char* text)
{
    return IpAddress::parse(text).value();
}

} // namespace

class AddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textComesBack_data();
    void textComesBack();
    void otherSpellingsReadAsTheSameAddress();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void knowsWhatKindItIs_data();
    void knowsWhatKindItIs();
    void anAddressWithPortIsUnmistakable();
    void limitsGoByTheWholeOfIpv4AndHalfOfIpv6();
};

void AddressTest::textComesBack_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"127.0.0.1", "0.0.0.0", "255.255.255.255", "192.168.1.20", "::", "::1",
                             "2001:db8::7", "fe80::1", "fe80::1%2", "fe80::1%4294967295"})
        QTest::newRow(text) << QByteArray(text);
}

void AddressTest::textComesBack()
{
    QFETCH(QByteArray, text);
    const auto parsed = IpAddress::parse(text.toStdString());
    QVERIFY(parsed);
    QCOMPARE(parsed->text(), text.toStdString());
}

void AddressTest::otherSpellingsReadAsTheSameAddress()
{
    QVERIFY(ip("::ffff:10.0.0.1") == ip("10.0.0.1"));
    QVERIFY(IpAddress::v4(0x0a000001) == ip("10.0.0.1"));
    QVERIFY(ip("2001:DB8:0:0:0:0:0:7") == ip("2001:db8::7"));
    QVERIFY(ip("fe80::1%2") != ip("fe80::1%3"));
}

void AddressTest::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"",          "localhost",          "1.2.3",      "1.2.3.4.5",   "256.1.1.1", "1.2.3.4 ",
          " 1.2.3.4",  "1.2.3.4:80",         "[::1]",      ":::",         "fe80::1%",  "fe80::1%eth0",
          "fe80::1%0", "fe80::1%4294967296", "fe80::1%-1", "fe80::1%1%2", "%1",        "1.2.3.4%1",
          "1.2.3.4%0", "::ffff:1.2.3.4%1"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("something after a NUL") << QByteArray("127.0.0.1\0.example", 18);
}

void AddressTest::refusesWhatIsNoAddress()
{
    QFETCH(QByteArray, text);
    QVERIFY(!IpAddress::parse(text.toStdString()));
}

void AddressTest::knowsWhatKindItIs_data()
{
    QTest::addColumn<bool>("isV4");
    QTest::addColumn<bool>("isLoopback");
    QTest::addColumn<bool>("isUnspecified");
    QTest::newRow("127.0.0.1") << true << true << false;
    QTest::newRow("127.255.1.2") << true << true << false;
    QTest::newRow("128.0.0.1") << true << false << false;
    QTest::newRow("0.0.0.0") << true << false << true;
    QTest::newRow("0.0.0.1") << true << false << false;
    QTest::newRow("::1") << false << true << false;
    QTest::newRow("::") << false << false << true;
    QTest::newRow("::2") << false << false << false;
    QTest::newRow("1::1") << false << false << false;
    QTest::newRow("2001:db8::7") << false << false << false;
}

void AddressTest::knowsWhatKindItIs()
{
    QFETCH(bool, isV4);
    QFETCH(bool, isLoopback);
    QFETCH(bool, isUnspecified);
    const IpAddress address = ip(QTest::currentDataTag());
    QCOMPARE(address.isV4(), isV4);
    QCOMPARE(address.isLoopback(), isLoopback);
    QCOMPARE(address.isUnspecified(), isUnspecified);
}

void AddressTest::anAddressWithPortIsUnmistakable()
{
    QCOMPARE((PeerAddress{ip("127.0.0.1"), 7788}.text()), std::string("127.0.0.1:7788"));
    QCOMPARE((PeerAddress{ip("fe80::1%2"), 7788}.text()), std::string("[fe80::1%2]:7788"));
    QVERIFY((PeerAddress{ip("::1"), 1} != PeerAddress{ip("::1"), 2}));
    QVERIFY((PeerAddress{ip("::1"), 1} != PeerAddress{ip("::2"), 1}));
    const PeerAddress remote{ip("10.0.0.9"), 5};
    QVERIFY((Path{ip("10.0.0.1"), remote} != Path{ip("10.0.0.2"), remote}));
}

void AddressTest::limitsGoByTheWholeOfIpv4AndHalfOfIpv6()
{
    const auto prefix = [](const char* text) { return AddressPrefix::of(ip(text)); };
    QVERIFY(prefix("10.0.0.1") == prefix("10.0.0.1"));
    QVERIFY(prefix("10.0.0.1") != prefix("10.0.0.2"));
    QVERIFY(prefix("2001:db8:1:2::3") == prefix("2001:db8:1:2:ffff::"));
    QVERIFY(prefix("2001:db8:1:2::3") != prefix("2001:db8:1:3::3"));
    QVERIFY(prefix("::1") != prefix("0.0.0.0"));
    const std::hash<AddressPrefix> hash;
    QCOMPARE(hash(prefix("2001:db8:1:2::3")), hash(prefix("2001:db8:1:2:ffff::")));
}

QTEST_APPLESS_MAIN(AddressTest)
#include "address_test.moc"
