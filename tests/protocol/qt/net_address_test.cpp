// Addresses go from Qt to the engines and back unchanged.
#include "protocol/qt/net_address.h"

#include <QTest>

using namespace hubbub;

class NetAddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAddressComesBack_data();
    void everyAddressComesBack();
    void aMappedAddressIsAnIPv4One();
};

void NetAddressTest::everyAddressComesBack_data()
{
    QTest::addColumn<QString>("text");
    for (const char* const text :
         {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "2001:db8::7", "fe80::1%1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void NetAddressTest::everyAddressComesBack()
{
    QFETCH(QString, text);
    const auto ip = IpAddress::parse(text.toStdString());
    QVERIFY(ip.has_value());
    const QHostAddress address = qt::toHostAddress(*ip);
    QCOMPARE(address.protocol(),
             text.contains(QLatin1Char(':')) ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol);
    QVERIFY(qt::fromHostAddress(address) == *ip);
}

void NetAddressTest::aMappedAddressIsAnIPv4One()
{
    QVERIFY(qt::fromHostAddress(QHostAddress(QStringLiteral("::ffff:1.2.3.4"))).isV4());
    QCOMPARE(qt::toHostAddress(IpAddress::v4(0x01020304)), QHostAddress(QStringLiteral("1.2.3.4")));
}

QTEST_APPLESS_MAIN(NetAddressTest)
#include "net_address_test.moc"
