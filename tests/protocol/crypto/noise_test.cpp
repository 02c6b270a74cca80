#include "protocol/crypto/hash.h"
#include "protocol/crypto/noise.h"
#include "tests/support/hex.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <functional>
#include <set>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;
using test::isMistake;
using test::SeededEntropy;

namespace {

const ByteView prologue = bytesOf("Hubbub\x01");
const Bytes payload1 = copyOf(bytesOf("offer"));
const Bytes payload2 = copyOf(bytesOf("choice"));
const Bytes payload3 = copyOf(bytesOf("finish"));

/// Two ends that have not spoken yet.
struct Ends {
    SeededEntropy entropy{1};
    KeyPair clientStatic = KeyPair::draw(entropy);
    KeyPair serverStatic = KeyPair::draw(entropy);
    NoiseInitiator client{prologue, entropy};
    NoiseResponder server{prologue, serverStatic, entropy};

    Bytes message2()
    {
        const bool understood = server.consumeMessage1(client.createMessage1(payload1)).has_value();
        CHECK(understood);
        return server.createMessage2(payload2);
    }

    Bytes message3()
    {
        const bool understood = client.consumeMessage2(message2()).has_value();
        CHECK(understood);
        return client.createMessage3(clientStatic, payload3);
    }
};

/// Points whose agreement with any key is zero (RFC 7748, section 6.1; the list is libsodium's and
/// Curve25519's page's).
const std::vector<std::string> smallOrderPoints = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // The same with the bit that X25519 does not look at.
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

bool sameKeys(const HandshakeKeys& a, const HandshakeKeys& b)
{
    return equalSecrets(a.clientToServer.view(), b.clientToServer.view())
        && equalSecrets(a.serverToClient.view(), b.serverToClient.view()) && a.hash == b.hash;
}

/// One changed bit in each byte, every proper beginning, and one byte more.
void forEachSpoilt(const Bytes& good, const std::function<void(ByteView)>& action)
{
    for (std::size_t i = 0; i < good.size(); ++i) {
        Bytes changed = good;
        changed[i] ^= static_cast<Byte>(1U << i % 8);
        action(changed);
        action(ByteView(good).first(i));
    }
    Bytes longer = good;
    longer.push_back(0);
    action(longer);
}

} // namespace

class NoiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initialize()); }
    void bothEndsAgreeOnKeysPayloadsAndEachOther();
    void everyHandshakeMakesOtherKeys();
    void theClientsKeyIsNowhereInClear();
    void aSpoiltMessage2LeavesTheClientAsItWas();
    void aSpoiltMessage3LeavesTheServerAsItWas();
    void aMessage1TooShortForItsKeyIsRefused();
    void aMessage1ChangedOnTheWayIsFoundOutByMessage2();
    void anotherPrologueIsFoundOutByMessage2();
    void anAnswerToAnotherHandshakeIsRefused();
    void anImpostorsAnswerConsumedOnACopyDoesNoHarm();
    void smallOrderPointsAreRefusedEverywhere_data();
    void smallOrderPointsAreRefusedEverywhere();
    void callsOutOfOrderAreMistakes();
    void transportKeysAreBoundToAllThatWasAgreed();
};

void NoiseTest::bothEndsAgreeOnKeysPayloadsAndEachOther()
{
    Ends ends;
    const Bytes message1 = ends.client.createMessage1(payload1);
    QVERIFY(equalBytes(ends.client.ephemeral().view(), ByteView(message1).first(ephemeralBytes)));
    QCOMPARE(ends.server.consumeMessage1(message1), std::optional(payload1));
    QCOMPARE(ends.client.consumeMessage2(ends.server.createMessage2(payload2)), std::optional(payload2));
    QVERIFY(ends.client.remoteStatic() == ends.serverStatic.shared);
    QCOMPARE(ends.server.consumeMessage3(ends.client.createMessage3(ends.clientStatic, payload3)),
             std::optional(payload3));
    QVERIFY(ends.server.remoteStatic() == ends.clientStatic.shared);

    const HandshakeKeys keys = ends.client.keys();
    QVERIFY(sameKeys(keys, ends.server.keys()));
    QVERIFY(!equalSecrets(keys.clientToServer.view(), keys.serverToClient.view()));
}

void NoiseTest::everyHandshakeMakesOtherKeys()
{
    Ends ends;
    QVERIFY(ends.server.consumeMessage3(ends.message3()));
    Ends again;
    again.client = NoiseInitiator{prologue, again.entropy};
    QVERIFY(again.server.consumeMessage3(again.message3()));
    QVERIFY(ends.clientStatic.shared == again.clientStatic.shared);
    QVERIFY(
        !equalSecrets(ends.client.keys().clientToServer.view(), again.client.keys().clientToServer.view()));
    QVERIFY(ends.client.keys().hash != again.client.keys().hash);
}

void NoiseTest::theClientsKeyIsNowhereInClear()
{
    Ends ends;
    const Bytes message3 = ends.message3();
    const auto found = std::ranges::search(message3, ends.clientStatic.shared.bytes);
    QVERIFY(found.empty());
}

void NoiseTest::aSpoiltMessage2LeavesTheClientAsItWas()
{
    Ends ends;
    const Bytes good = ends.message2();
    forEachSpoilt(good, [&](ByteView spoilt) { QVERIFY(!ends.client.consumeMessage2(spoilt)); });
    QCOMPARE(ends.client.consumeMessage2(good), std::optional(payload2));
    QCOMPARE(ends.server.consumeMessage3(ends.client.createMessage3(ends.clientStatic, payload3)),
             std::optional(payload3));
    QVERIFY(sameKeys(ends.client.keys(), ends.server.keys()));
}

void NoiseTest::aSpoiltMessage3LeavesTheServerAsItWas()
{
    Ends ends;
    const Bytes good = ends.message3();
    forEachSpoilt(good, [&](ByteView spoilt) { QVERIFY(!ends.server.consumeMessage3(spoilt)); });
    QCOMPARE(ends.server.consumeMessage3(good), std::optional(payload3));
    QVERIFY(ends.server.remoteStatic() == ends.clientStatic.shared);
    QVERIFY(sameKeys(ends.client.keys(), ends.server.keys()));
}

void NoiseTest::aMessage1TooShortForItsKeyIsRefused()
{
    Ends ends;
    const Bytes good = ends.client.createMessage1(payload1);
    for (std::size_t size = 0; size < ephemeralBytes; ++size)
        QVERIFY(!ends.server.consumeMessage1(ByteView(good).first(size)));
    QCOMPARE(ends.server.consumeMessage1(good), std::optional(payload1));
}

void NoiseTest::aMessage1ChangedOnTheWayIsFoundOutByMessage2()
{
    // Nothing in message 1 is authentic yet: this is what stops a downgrade of the lists in its payload.
    const Ends fresh;
    NoiseInitiator client = fresh.client;
    const Bytes good = client.createMessage1(payload1);
    for (std::size_t i = 0; i < good.size(); ++i) {
        Bytes changed = good;
        changed[i] ^= 0x10U;
        NoiseResponder server = fresh.server;
        QVERIFY(server.consumeMessage1(changed));
        QVERIFY(!client.consumeMessage2(server.createMessage2(payload2)));
    }
}

void NoiseTest::anotherPrologueIsFoundOutByMessage2()
{
    Ends ends;
    ends.server = NoiseResponder{bytesOf("Hubbub\x02"), ends.serverStatic, ends.entropy};
    QVERIFY(!ends.client.consumeMessage2(ends.message2()));
}

void NoiseTest::anAnswerToAnotherHandshakeIsRefused()
{
    Ends ends;
    NoiseInitiator other{prologue, ends.entropy};
    other.createMessage1(payload1);
    QVERIFY(!other.consumeMessage2(ends.message2()));
}

void NoiseTest::anImpostorsAnswerConsumedOnACopyDoesNoHarm()
{
    Ends ends;
    const Bytes message1 = ends.client.createMessage1(payload1);
    NoiseResponder impostor{prologue, KeyPair::draw(ends.entropy), ends.entropy};
    QVERIFY(impostor.consumeMessage1(message1));

    NoiseInitiator attempt = ends.client;
    QVERIFY(attempt.consumeMessage2(impostor.createMessage2(payload2)));
    QVERIFY(attempt.remoteStatic() != ends.serverStatic.shared);

    QVERIFY(ends.server.consumeMessage1(message1));
    QVERIFY(ends.client.consumeMessage2(ends.server.createMessage2(payload2)));
    QVERIFY(ends.client.remoteStatic() == ends.serverStatic.shared);
    QVERIFY(ends.server.consumeMessage3(ends.client.createMessage3(ends.clientStatic, payload3)));
    QVERIFY(sameKeys(ends.client.keys(), ends.server.keys()));
}

void NoiseTest::smallOrderPointsAreRefusedEverywhere_data()
{
    QTest::addColumn<QByteArray>("point");
    for (const std::string& point : smallOrderPoints)
        QTest::newRow(point.c_str()) << QByteArray::fromStdString(point);
}

void NoiseTest::smallOrderPointsAreRefusedEverywhere()
{
    QFETCH(QByteArray, point);
    const PublicKey bad = *PublicKey::from(hex(point.toStdString()));
    Ends ends;
    const Bytes message1 = ends.client.createMessage1(payload1);

    Bytes badMessage1 = copyOf(bad.view());
    badMessage1.insert(badMessage1.end(), payload1.begin(), payload1.end());
    QVERIFY(!ends.server.consumeMessage1(badMessage1));

    // An end that honestly seals a bad static key: only the agreement with it tells.
    const KeyPair badStatic{KeyPair::draw(ends.entropy).secret, bad};
    NoiseResponder badServer{prologue, badStatic, ends.entropy};
    QVERIFY(badServer.consumeMessage1(message1));
    QVERIFY(!ends.client.consumeMessage2(badServer.createMessage2(payload2)));

    QVERIFY(ends.server.consumeMessage1(message1));
    const Bytes message2 = ends.server.createMessage2(payload2);
    Bytes badMessage2 = message2;
    std::ranges::copy(bad.bytes, badMessage2.begin());
    QVERIFY(!ends.client.consumeMessage2(badMessage2));
    QVERIFY(ends.client.consumeMessage2(message2));

    NoiseInitiator badClient = ends.client;
    QVERIFY(!ends.server.consumeMessage3(badClient.createMessage3(badStatic, payload3)));
    QVERIFY(ends.server.consumeMessage3(ends.client.createMessage3(ends.clientStatic, payload3)));
}

void NoiseTest::callsOutOfOrderAreMistakes()
{
    Ends ends;
    QVERIFY(isMistake([&] { ends.client.consumeMessage2(payload2); }));
    QVERIFY(isMistake([&] { ends.client.remoteStatic(); }));
    QVERIFY(isMistake([&] { ends.client.keys(); }));
    QVERIFY(isMistake([&] { ends.server.createMessage2(payload2); }));
    QVERIFY(isMistake([&] { ends.server.consumeMessage3(payload3); }));
    const Bytes message2 = ends.message2();
    QVERIFY(isMistake([&] { ends.client.createMessage1(payload1); }));
    QVERIFY(isMistake([&] { ends.client.createMessage3(ends.clientStatic, payload3); }));
    QVERIFY(isMistake([&] { ends.server.createMessage2(payload2); }));
    QVERIFY(isMistake([&] { ends.server.remoteStatic(); }));
    QVERIFY(isMistake([&] { ends.server.keys(); }));
    QVERIFY(ends.client.consumeMessage2(message2));
    QVERIFY(isMistake([&] { ends.client.keys(); }));
    QVERIFY(isMistake([&] { ends.client.consumeMessage2(message2); }));
}

void NoiseTest::transportKeysAreBoundToAllThatWasAgreed()
{
    SeededEntropy entropy{9};
    Secret<32> splitKey;
    entropy.fill(splitKey.bytes());
    const auto hash = entropy.draw<Digest>();

    // As docs/PROTOCOL.md, section 3 has it.
    Bytes info = copyOf(bytesOf("Hubbub transport"));
    info.insert(info.end(), {1, 2});
    QVERIFY(equalSecrets(transportKey(splitKey, hash, 1, 2).view(),
                         hkdf(splitKey.view(), hash.view(), info).view()));

    Secret<32> otherKey;
    entropy.fill(otherKey.bytes());
    const auto textOfKey = [](const Secret<32>& key) { return toHex(key.view()); };
    const std::set<std::string> keys = {
        textOfKey(transportKey(splitKey, hash, 1, 2)),
        textOfKey(transportKey(splitKey, hash, 2, 2)),
        textOfKey(transportKey(splitKey, hash, 1, 1)),
        textOfKey(transportKey(splitKey, hash, 2, 1)),
        textOfKey(transportKey(otherKey, hash, 1, 2)),
        textOfKey(transportKey(splitKey, entropy.draw<Digest>(), 1, 2)),
    };
    QCOMPARE(keys.size(), std::size_t{6});
}

QTEST_APPLESS_MAIN(NoiseTest)
#include "noise_test.moc"
