#include "protocol/crypto/aead.h"
#include "protocol/crypto/identity.h"
#include "tests/support/hex.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <sodium.h>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;
using test::isMistake;
using test::SeededEntropy;

Q_DECLARE_METATYPE(hubbub::crypto::AeadAlgorithm)

namespace {

Secret<32> secretOf(ByteView bytes)
{
    Secret<32> secret;
    std::ranges::copy(bytes, secret.bytes().begin());
    return secret;
}

Secret<32> drawSecret(Entropy& entropy)
{
    Secret<32> secret;
    entropy.fill(secret.bytes());
    return secret;
}

Bytes drawBytes(Entropy& entropy, std::size_t size)
{
    Bytes bytes(size);
    entropy.fill(bytes);
    return bytes;
}

Bytes sealed(const AeadKey& key, std::uint64_t counter, ByteView header, ByteView plaintext)
{
    Bytes out(plaintext.size() + limits::tagBytes);
    key.seal(counter, header, plaintext, out);
    return out;
}

std::optional<Bytes> opened(const AeadKey& key, std::uint64_t counter, ByteView header, ByteView bytes)
{
    Bytes out(std::max(bytes.size(), limits::tagBytes) - limits::tagBytes);
    if (!key.open(counter, header, bytes, out))
        return std::nullopt;
    return out;
}

/// What a correct implementation seals, asked of libsodium directly.
Bytes sealedBySodium(AeadAlgorithm algorithm, const Secret<32>& key, ByteView nonce, ByteView header,
                     ByteView plaintext)
{
    Bytes out(plaintext.size() + limits::tagBytes);
    if (algorithm == AeadAlgorithm::aes256Gcm)
        crypto_aead_aes256gcm_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(), header.data(),
                                      header.size(), nullptr, nonce.data(), key.view().data());
    else
        crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(),
                                                  header.data(), header.size(), nullptr, nonce.data(),
                                                  key.view().data());
    return out;
}

} // namespace

class AeadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initialize()); }
    void chaChaIsThatOfTheRfc();
    void gcmIsThatOfTheStandard();
    void sealsAsAnotherImplementationDoes_data() { eachAlgorithm(); }
    void sealsAsAnotherImplementationDoes();
    void opensWhatItSealed_data() { eachAlgorithm(); }
    void opensWhatItSealed();
    void sealsInARowAsOneByOne_data() { eachAlgorithm(); }
    void sealsInARowAsOneByOne();
    void sealsAndOpensInPlace_data() { eachAlgorithm(); }
    void sealsAndOpensInPlace();
    void refusesEverySingleChangedBit_data() { eachAlgorithm(); }
    void refusesEverySingleChangedBit();
    void refusesEveryOtherLength_data() { eachAlgorithm(); }
    void refusesEveryOtherLength();
    void refusesAnotherCounterKeyOrAlgorithm_data() { eachAlgorithm(); }
    void refusesAnotherCounterKeyOrAlgorithm();
    void aForgeryDoesNotDisturbTheKey_data() { eachAlgorithm(); }
    void aForgeryDoesNotDisturbTheKey();
    void movesToAnotherPlace_data() { eachAlgorithm(); }
    void movesToAnotherPlace();
    void tooLittleRoomIsAMistake_data() { eachAlgorithm(); }
    void tooLittleRoomIsAMistake();

private:
    static void eachAlgorithm();
};

void AeadTest::eachAlgorithm()
{
    QTest::addColumn<AeadAlgorithm>("algorithm");
    if (hasFastAes())
        QTest::newRow("AES-256-GCM") << AeadAlgorithm::aes256Gcm;
    QTest::newRow("ChaCha20-Poly1305") << AeadAlgorithm::chaCha20Poly1305;
}

void AeadTest::chaChaIsThatOfTheRfc()
{
    // RFC 8439, appendix A.5, whose nonce begins with four zero bytes.
    const AeadKey key{AeadAlgorithm::chaCha20Poly1305,
                      secretOf(hex("1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0"))};
    const auto text = opened(
        key, 0x0807060504030201U, hex("f33388860000000000004e91"),
        hex("64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb24c6cfc18755d43eea09ee94e382d26b0"
            "bdb7b73c321b0100d4f03b7f355894cf332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855"
            "9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4b9166c767b804d46a59b5216cde7a4e9"
            "9040c5a40433225ee282a1b0a06c523eaf4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a"
            "0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a1049e617d91d361094fa68f0ff77987130"
            "305beaba2eda04df997b714d6c6f2c29a6ad5cb4022b02709b"
            "eead9d67890cbb22392336fea1851f38"));
    QVERIFY(text);
    QCOMPARE(textOf(*text),
             std::string_view("Internet-Drafts are draft documents valid for a maximum of six months and may "
                              "be updated, replaced, or obsoleted by other documents at any time. It is "
                              "inappropriate to use Internet-Drafts as reference material or to cite them "
                              "other than as /\u201cwork in progress./\u201d"));
}

void AeadTest::gcmIsThatOfTheStandard()
{
    if (!hasFastAes())
        QSKIP("there is AES-256-GCM only where the processor has instructions for it");
    // McGrew and Viega, The Galois/Counter Mode of Operation, test cases 13 and 14.
    const AeadKey key{AeadAlgorithm::aes256Gcm, Secret<32>{}};
    QCOMPARE(sealed(key, 0, {}, {}), hex("530f8afbc74536b9a963b4f1c4cb738b"));
    QCOMPARE(sealed(key, 0, {}, Bytes(16)),
             hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
}

void AeadTest::sealsAsAnotherImplementationDoes()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{1};
    const Secret<32> secret = drawSecret(entropy);
    const AeadKey key{algorithm, secret};
    const Bytes nonce = hex("000000000807060504030201");
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{150}, limits::payloadBytes}) {
        const Bytes header = drawBytes(entropy, limits::packetHeaderBytes);
        const Bytes plaintext = drawBytes(entropy, size);
        QCOMPARE(sealed(key, 0x0102030405060708U, header, plaintext),
                 sealedBySodium(algorithm, secret, nonce, header, plaintext));
    }
}

void AeadTest::opensWhatItSealed()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{2};
    const Secret<32> secret = drawSecret(entropy);
    const AeadKey sender{algorithm, secret};
    const AeadKey receiver{algorithm, secret};
    for (std::size_t size = 0; size <= limits::payloadBytes; size += size < 70 ? 1 : 61) {
        const std::uint64_t counter = entropy.drawNumber();
        const Bytes header = drawBytes(entropy, size % 20);
        const Bytes plaintext = drawBytes(entropy, size);
        QCOMPARE(opened(receiver, counter, header, sealed(sender, counter, header, plaintext)),
                 std::optional(plaintext));
    }
}

void AeadTest::sealsInARowAsOneByOne()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{9};
    const AeadKey key{algorithm, drawSecret(entropy)};
    Sealer sealer(key);
    for (const std::size_t size : {std::size_t{0}, std::size_t{33}, limits::payloadBytes}) {
        const Bytes header = drawBytes(entropy, limits::packetHeaderBytes);
        const Bytes plaintext = drawBytes(entropy, size);
        Bytes packet(size + limits::tagBytes);
        sealer.seal(size, header, plaintext, packet);
        QCOMPARE(packet, sealed(key, size, header, plaintext));
        QCOMPARE(opened(key, size, header, packet), std::optional(plaintext));
    }
}

void AeadTest::sealsAndOpensInPlace()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{3};
    const AeadKey key{algorithm, drawSecret(entropy)};
    const Bytes header = drawBytes(entropy, limits::packetHeaderBytes);
    for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{64}, limits::payloadBytes}) {
        const Bytes plaintext = drawBytes(entropy, size);
        Bytes buffer = plaintext;
        buffer.resize(size + limits::tagBytes);
        key.seal(9, header, ByteView(buffer).first(size), buffer);
        QCOMPARE(buffer, sealed(key, 9, header, plaintext));
        QVERIFY(key.open(9, header, buffer, MutableBytes(buffer).first(size)));
        buffer.resize(size);
        QCOMPARE(buffer, plaintext);
    }
}

void AeadTest::refusesEverySingleChangedBit()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{4};
    const AeadKey key{algorithm, drawSecret(entropy)};
    const Bytes header = drawBytes(entropy, limits::packetHeaderBytes);
    const Bytes good = sealed(key, 1, header, drawBytes(entropy, 100));
    const auto flipped = [](Bytes bytes, std::size_t bit) {
        bytes[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
        return bytes;
    };
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit)
        QVERIFY(!opened(key, 1, header, flipped(good, bit)));
    for (std::size_t bit = 0; bit < header.size() * 8; ++bit)
        QVERIFY(!opened(key, 1, flipped(header, bit), good));
    QVERIFY(opened(key, 1, header, good));
}

void AeadTest::refusesEveryOtherLength()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{5};
    const AeadKey key{algorithm, drawSecret(entropy)};
    const Bytes header = drawBytes(entropy, limits::packetHeaderBytes);
    const Bytes good = sealed(key, 1, header, drawBytes(entropy, 40));
    for (std::size_t size = 0; size < good.size(); ++size)
        QVERIFY(!opened(key, 1, header, ByteView(good).first(size)));
    Bytes longer = good;
    longer.push_back(0);
    QVERIFY(!opened(key, 1, header, longer));
    QVERIFY(!opened(key, 1, ByteView(header).first(15), good));
}

void AeadTest::refusesAnotherCounterKeyOrAlgorithm()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{6};
    const Secret<32> secret = drawSecret(entropy);
    const AeadKey key{algorithm, secret};
    const Bytes good = sealed(key, 1, {}, bytesOf("text"));
    for (unsigned bit = 0; bit < 64; ++bit)
        QVERIFY(!opened(key, 1U ^ std::uint64_t{1} << bit, {}, good));
    const AeadKey otherKey{algorithm, drawSecret(entropy)};
    QVERIFY(!opened(otherKey, 1, {}, good));
    if (!hasFastAes())
        return;
    const AeadKey otherAlgorithm{algorithm == AeadAlgorithm::aes256Gcm ? AeadAlgorithm::chaCha20Poly1305
                                                                       : AeadAlgorithm::aes256Gcm,
                                 secret};
    QVERIFY(!opened(otherAlgorithm, 1, {}, good));
}

void AeadTest::aForgeryDoesNotDisturbTheKey()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{7};
    const AeadKey key{algorithm, drawSecret(entropy)};
    const Bytes first = sealed(key, 1, {}, bytesOf("first"));
    QVERIFY(!opened(key, 2, {}, first));
    QCOMPARE(sealed(key, 1, {}, bytesOf("first")), first);
    QVERIFY(!opened(key, 1, bytesOf("header"), first));
    QCOMPARE(opened(key, 1, {}, first), std::optional(copyOf(bytesOf("first"))));
}

void AeadTest::movesToAnotherPlace()
{
    QFETCH(AeadAlgorithm, algorithm);
    SeededEntropy entropy{8};
    AeadKey key{algorithm, drawSecret(entropy)};
    const Bytes good = sealed(key, 1, {}, bytesOf("text"));
    const AeadKey moved{std::move(key)};
    QCOMPARE(opened(moved, 1, {}, good), std::optional(copyOf(bytesOf("text"))));
    AeadKey assigned{algorithm, drawSecret(entropy)};
    QVERIFY(!opened(assigned, 1, {}, good));
    assigned = AeadKey{algorithm, drawSecret(entropy)};
    QVERIFY(!opened(assigned, 1, {}, good));
}

void AeadTest::tooLittleRoomIsAMistake()
{
    QFETCH(AeadAlgorithm, algorithm);
    const AeadKey key{algorithm, Secret<32>{}};
    Bytes room(4 + limits::tagBytes);
    QVERIFY(!isMistake([&] { key.seal(1, {}, bytesOf("text"), room); }));
    QVERIFY(isMistake([&] { key.seal(1, {}, bytesOf("texts"), room); }));
    key.seal(1, {}, bytesOf("text"), room);
    Bytes small(3);
    QVERIFY(isMistake([&] { key.open(1, {}, room, small); }));
}

QTEST_APPLESS_MAIN(AeadTest)
#include "aead_test.moc"
