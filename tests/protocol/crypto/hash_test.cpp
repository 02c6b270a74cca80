#include "protocol/crypto/hash.h"
#include "tests/support/hex.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;

namespace {

Bytes repeated(Byte byte, std::size_t count)
{
    return Bytes(count, byte);
}

} // namespace

class HashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256IsThatOfTheStandard();
    void sha256RunsOverAllPartsAsOne();
    void hmacIsThatOfTheRfc();
    void hmacRunsOverAllPartsAsOne();
    void hkdfIsThatOfTheRfc();
};

void HashTest::sha256IsThatOfTheStandard()
{
    // RFC 6234, section 8.5.
    const auto digestOf = [](std::string_view text) { return toHex(sha256({bytesOf(text)}).view()); };
    QCOMPARE(digestOf("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(digestOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(digestOf(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void HashTest::sha256RunsOverAllPartsAsOne()
{
    const Digest whole = sha256({bytesOf("abc")});
    QVERIFY(sha256({bytesOf("a"), {}, bytesOf("bc")}) == whole);
    QVERIFY(sha256({bytesOf("a"), bytesOf("c")}) != whole);
    QVERIFY(sha256({}) == sha256({bytesOf("")}));
}

void HashTest::hmacIsThatOfTheRfc()
{
    // RFC 4231, cases 1, 2 and 6.
    QCOMPARE(toHex(hmacSha256(repeated(0x0b, 20), {bytesOf("Hi There")}).view()),
             std::string("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    QCOMPARE(toHex(hmacSha256(bytesOf("Jefe"), {bytesOf("what do ya want for nothing?")}).view()),
             std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QCOMPARE(toHex(hmacSha256(repeated(0xaa, 131),
                              {bytesOf("Test Using Larger Than Block-Size Key - Hash Key First")})
                       .view()),
             std::string("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
}

void HashTest::hmacRunsOverAllPartsAsOne()
{
    const auto whole = hmacSha256(bytesOf("key"), {bytesOf("abc")});
    const auto parts = hmacSha256(bytesOf("key"), {bytesOf("ab"), {}, bytesOf("c")});
    QVERIFY(equalSecrets(parts.view(), whole.view()));
}

void HashTest::hkdfIsThatOfTheRfc()
{
    // RFC 5869, cases 1 and 3, as far as 32 bytes go.
    QCOMPARE(
        toHex(
            hkdf(repeated(0x0b, 22), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9")).view()),
        std::string("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
    QCOMPARE(toHex(hkdf(repeated(0x0b, 22), {}, {}).view()),
             std::string("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
}

QTEST_APPLESS_MAIN(HashTest)
#include "hash_test.moc"
