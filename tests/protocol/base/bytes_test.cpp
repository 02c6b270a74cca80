#include "protocol/base/bytes.h"
#include "tests/support/hex.h"

#include <QTest>

using namespace hubbub;
using test::hex;

class BytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hexIsLowerCaseAndComesBack();
    void hexRefusesEverythingElse_data();
    void hexRefusesEverythingElse();
    void base64UrlIsThatOfTheRfc_data();
    void base64UrlIsThatOfTheRfc();
    void base64UrlRefusesWhatItDoesNotWrite_data();
    void base64UrlRefusesWhatItDoesNotWrite();
    void everyLengthComesBackFromBase64Url();
    void bytesAreEqualOnlyWithLengthAndContent();
    void textAndBytesAreViewsOfTheSameMemory();
};

void BytesTest::hexIsLowerCaseAndComesBack()
{
    QCOMPARE(toHex(Bytes{0x00, 0x7f, 0xab, 0xff}), std::string("007fabff"));
    QCOMPARE(fromHex("007fabff"), std::optional(Bytes{0x00, 0x7f, 0xab, 0xff}));
    QCOMPARE(toHex({}), std::string());
    QCOMPARE(fromHex(""), std::optional(Bytes{}));
}

void BytesTest::hexRefusesEverythingElse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an odd number of digits") << QByteArray("abc");
    QTest::newRow("upper case") << QByteArray("AB");
    QTest::newRow("a space") << QByteArray("a b0");
    QTest::newRow("a prefix") << QByteArray("0x00");
    QTest::newRow("a letter beyond f") << QByteArray("0g");
    QTest::newRow("a NUL") << QByteArray("0\0", 2);
}

void BytesTest::hexRefusesEverythingElse()
{
    QFETCH(QByteArray, text);
    QVERIFY(!fromHex(text.toStdString()));
}

void BytesTest::base64UrlIsThatOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    // RFC 4648, section 10, without padding.
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("f") << QByteArray("f") << QByteArray("Zg");
    QTest::newRow("fo") << QByteArray("fo") << QByteArray("Zm8");
    QTest::newRow("foo") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("foob") << QByteArray("foob") << QByteArray("Zm9vYg");
    QTest::newRow("fooba") << QByteArray("fooba") << QByteArray("Zm9vYmE");
    QTest::newRow("foobar") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QTest::newRow("the two digits of the URL alphabet") << QByteArray("\xfb\xff") << QByteArray("-_8");
}

void BytesTest::base64UrlIsThatOfTheRfc()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    const std::string source = bytes.toStdString();
    QCOMPARE(toBase64Url(bytesOf(source)), text.toStdString());
    QCOMPARE(fromBase64Url(text.toStdString()), std::optional(copyOf(bytesOf(source))));
}

void BytesTest::base64UrlRefusesWhatItDoesNotWrite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("padding") << QByteArray("Zg==");
    QTest::newRow("white space") << QByteArray("Zm9v\n");
    QTest::newRow("the other alphabet") << QByteArray("+/8");
    QTest::newRow("a single digit") << QByteArray("Z");
    QTest::newRow("a single digit after whole groups") << QByteArray("Zm9vY");
    QTest::newRow("stray bits after one byte") << QByteArray("Zh");
    QTest::newRow("stray bits after two bytes") << QByteArray("Zm9");
    QTest::newRow("a NUL") << QByteArray("Zm\0v", 4);
}

void BytesTest::base64UrlRefusesWhatItDoesNotWrite()
{
    QFETCH(QByteArray, text);
    QVERIFY(!fromBase64Url(text.toStdString()));
}

void BytesTest::everyLengthComesBackFromBase64Url()
{
    Bytes bytes;
    for (unsigned length = 0; length < 70; ++length) {
        QCOMPARE(fromBase64Url(toBase64Url(bytes)), std::optional(bytes));
        bytes.push_back(static_cast<Byte>(length * 37 + 200));
    }
}

void BytesTest::bytesAreEqualOnlyWithLengthAndContent()
{
    QVERIFY(equalBytes({}, {}));
    QVERIFY(equalBytes(hex("0102"), hex("0102")));
    QVERIFY(!equalBytes(hex("0102"), hex("0103")));
    QVERIFY(!equalBytes(hex("0102"), hex("01")));
    QVERIFY(!equalBytes(hex("01"), hex("0102")));
}

void BytesTest::textAndBytesAreViewsOfTheSameMemory()
{
    const std::string text = "a\xff";
    const ByteView bytes = bytesOf(text);
    QCOMPARE(copyOf(bytes), hex("61ff"));
    QCOMPARE(static_cast<const void*>(textOf(bytes).data()), static_cast<const void*>(text.data()));
    QCOMPARE(textOf(bytes), std::string_view(text));
}

QTEST_APPLESS_MAIN(BytesTest)
#include "bytes_test.moc"
