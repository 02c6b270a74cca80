#include "protocol/crypto/hash.h"
#include "protocol/crypto/identity.h"
#include "tests/support/hex.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;
using test::SeededEntropy;

namespace {

Secret<32> secretOf(std::string_view digits)
{
    Secret<32> secret;
    std::ranges::copy(hex(digits), secret.bytes().begin());
    return secret;
}

PublicKey keyOf(std::string_view digits)
{
    return *PublicKey::from(hex(digits));
}

} // namespace

class IdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initialize()); }
    void mayBeInitializedTwice() { QVERIFY(initialize()); }
    void publicHalvesAreThoseOfTheRfc();
    void drawsItsKeysFromTheEntropyGiven();
    void theSystemsEntropyDoesNotRepeatItself();
    void aClientIsSomebodyElseToEveryServer();
    void aClientsKeyIsMadeAsTheProtocolSays();
    void aFingerprintIsTheBeginningOfTheHash();
    void keyTextComesBack();
    void refusesWhatIsNoKeyText_data();
    void refusesWhatIsNoKeyText();
};

void IdentityTest::publicHalvesAreThoseOfTheRfc()
{
    // RFC 7748, section 6.1, Bob.
    const auto bob =
        KeyPair::fromPrivate(secretOf("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    QVERIFY(bob.shared == keyOf("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
}

void IdentityTest::drawsItsKeysFromTheEntropyGiven()
{
    SeededEntropy first{1};
    SeededEntropy second{1};
    const KeyPair drawn = KeyPair::draw(first);
    QVERIFY(drawn.shared == KeyPair::draw(second).shared);
    QVERIFY(drawn.shared != KeyPair::draw(first).shared);
    QVERIFY(drawn.shared == KeyPair::fromPrivate(drawn.secret).shared);
}

void IdentityTest::theSystemsEntropyDoesNotRepeatItself()
{
    SystemEntropy entropy;
    QVERIFY(entropy.draw<Digest>() != entropy.draw<Digest>());
}

void IdentityTest::aClientIsSomebodyElseToEveryServer()
{
    SeededEntropy entropy{2};
    ProfileSecret profile;
    entropy.fill(profile.bytes());
    ProfileSecret otherProfile;
    entropy.fill(otherProfile.bytes());
    const PublicKey server = KeyPair::draw(entropy).shared;
    const PublicKey otherServer = KeyPair::draw(entropy).shared;

    const PublicKey here = clientIdentity(profile, server).shared;
    QVERIFY(here == clientIdentity(profile, server).shared);
    QVERIFY(here != clientIdentity(profile, otherServer).shared);
    QVERIFY(here != clientIdentity(otherProfile, server).shared);
}

void IdentityTest::aClientsKeyIsMadeAsTheProtocolSays()
{
    SeededEntropy entropy{3};
    ProfileSecret profile;
    entropy.fill(profile.bytes());
    const PublicKey server = KeyPair::draw(entropy).shared;
    const Secret<32> derived = hkdf(profile.view(), server.view(), bytesOf("Hubbub client identity"));
    QVERIFY(equalSecrets(clientIdentity(profile, server).secret.view(), derived.view()));
}

void IdentityTest::aFingerprintIsTheBeginningOfTheHash()
{
    const PublicKey key = keyOf("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    QVERIFY(equalBytes(fingerprintOf(key).view(), sha256({key.view()}).view().first(8)));
}

void IdentityTest::keyTextComesBack()
{
    SeededEntropy entropy{4};
    for (int i = 0; i < 50; ++i) {
        const KeyPair pair = KeyPair::draw(entropy);
        QCOMPARE(publicKeyText(pair.shared).size(), std::size_t{43});
        QVERIFY(parsePublicKey(publicKeyText(pair.shared)) == pair.shared);
        const auto secret = parseSecret(secretText(pair.secret));
        QVERIFY(secret);
        QVERIFY(equalSecrets(secret->view(), pair.secret.view()));
    }
    QCOMPARE(publicKeyText(PublicKey{}), std::string(43, 'A'));
}

void IdentityTest::refusesWhatIsNoKeyText_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good(43, 'A');
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one digit short") << good.chopped(1);
    QTest::newRow("a byte short") << good.chopped(2);
    QTest::newRow("one digit long") << good + 'A';
    QTest::newRow("a byte long") << good + "AA";
    QTest::newRow("stray bits at the end") << good.chopped(1) + 'B';
    QTest::newRow("padding") << good + '=';
    QTest::newRow("the other alphabet") << '+' + good.mid(1);
    QTest::newRow("a space before") << ' ' + good;
    QTest::newRow("a line end after") << good + '\n';
    QTest::newRow("hex") << QByteArray(64, '0');
}

void IdentityTest::refusesWhatIsNoKeyText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parsePublicKey(text.toStdString()));
    QVERIFY(!parseSecret(text.toStdString()));
}

QTEST_APPLESS_MAIN(IdentityTest)
#include "identity_test.moc"
