#include "protocol/base/address_range.h"

#include <QTest>

namespace hubbub {

namespace {

AddressRange range(const char* text)
{
    return AddressRange::parse(text).value();
}

bool contains(const char* text, const char* ip)
{
    return range(text).contains(IpAddress::parse(ip).value());
}

} // namespace

class AddressRangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textComesBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* text, const char* shown) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
        };
        row("10.1.2.3", "10.1.2.3");
        row("10.1.2.3/32", "10.1.2.3");
        row("10.1.2.3/16", "10.1.0.0/16");
        row("10.1.2.3/9", "10.0.0.0/9");
        row("0.0.0.0/0", "0.0.0.0/0");
        row("2001:db8::7", "2001:db8::7");
        row("2001:db8:1:2::7/33", "2001:db8::/33");
        row("::/0", "::/0");
        row("::ffff:10.1.2.3", "10.1.2.3");
        row("::ffff:10.1.2.3/112", "10.1.0.0/16");
        row("::ffff:10.1.2.3/96", "0.0.0.0/0");
    }
    void textComesBack()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(range(text.constData()).text()), shown);
    }

    void refusesWhatIsNoRange_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "/", "/8", "10.1.2.3/", "10.1.2.3/33", "10.1.2.3/4294967290", "10.1.2.3/-1", "10.1.2.3/8 ",
              "2001:db8::/129", "fe80::1%2/64", "fe80::1%2", "tom", "10.1/8"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoRange()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!AddressRange::parse(text.toStdString()));
    }

    void holdsWhatBeginsWithTheSameBits()
    {
        QVERIFY(contains("10.1.0.0/16", "10.1.255.255"));
        QVERIFY(!contains("10.1.0.0/16", "10.2.0.0"));
        QVERIFY(contains("10.128.0.0/9", "10.255.0.1"));
        QVERIFY(!contains("10.128.0.0/9", "10.127.0.1"));
        QVERIFY(contains("10.1.2.3", "::ffff:10.1.2.3"));
        QVERIFY(!contains("10.1.2.3", "10.1.2.2"));
        QVERIFY(contains("2001:db8::/33", "2001:db8:7fff::1"));
        QVERIFY(!contains("2001:db8::/33", "2001:db8:8000::1"));
        QVERIFY(contains("fe80::/10", "fe80::1%3"));
    }

    void neitherKindOfAddressIsInARangeOfTheOther()
    {
        QVERIFY(contains("0.0.0.0/0", "255.1.2.3"));
        QVERIFY(!contains("0.0.0.0/0", "::1"));
        QVERIFY(contains("::/0", "::1"));
        QVERIFY(!contains("::/0", "10.1.2.3"));
        QVERIFY(!contains("::ffff:0:0/95", "10.1.2.3"));
    }

    void bitsBehindThePrefixMakeNoRange()
    {
        const IpAddress ip = IpAddress::v4(0x0a010000);
        QVERIFY(AddressRange::from(ip, 112) == range("10.1.0.0/16"));
        QVERIFY(!AddressRange::from(ip, 111));
        QVERIFY(!AddressRange::from(ip, 129));
        IpAddress scoped = IpAddress::parse("fe80::").value();
        QVERIFY(AddressRange::from(scoped, 64));
        scoped.scope = 2;
        QVERIFY(!AddressRange::from(scoped, 64));
    }
};

} // namespace hubbub

QTEST_APPLESS_MAIN(hubbub::AddressRangeTest)
#include "address_range_test.moc"
