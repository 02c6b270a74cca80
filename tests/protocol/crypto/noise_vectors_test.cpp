// Both published sets of vectors for Noise_XX_25519_ChaChaPoly_SHA256 (from cacophony and snow): every
// message, handshake and transport, made and understood in both roles.
#include "protocol/crypto/aead.h"
#include "protocol/crypto/noise.h"
#include "tests/support/hex.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;

namespace {

constexpr std::size_t handshakeMessages = 3;

struct Message {
    Bytes payload;
    Bytes ciphertext;
};

struct Vector {
    Bytes prologue;
    KeyPair initiatorStatic;
    KeyPair initiatorEphemeral;
    KeyPair responderStatic;
    KeyPair responderEphemeral;
    Bytes handshakeHash; ///< empty if the vector does not tell it
    std::vector<Message> messages;
};

Bytes bytesAt(const QJsonObject& object, const char* key)
{
    return hex(object.value(QLatin1String(key)).toString().toStdString());
}

KeyPair pairAt(const QJsonObject& object, const char* key)
{
    PrivateKey secret;
    std::ranges::copy(bytesAt(object, key), secret.bytes().begin());
    return KeyPair::fromPrivate(secret);
}

Vector vectorFrom(const QJsonObject& object)
{
    Vector vector;
    vector.prologue = bytesAt(object, "init_prologue");
    vector.initiatorStatic = pairAt(object, "init_static");
    vector.initiatorEphemeral = pairAt(object, "init_ephemeral");
    vector.responderStatic = pairAt(object, "resp_static");
    vector.responderEphemeral = pairAt(object, "resp_ephemeral");
    vector.handshakeHash = bytesAt(object, "handshake_hash");
    const QJsonArray messages = object.value(QLatin1String("messages")).toArray();
    for (const auto& message : messages)
        vector.messages.push_back(
            {bytesAt(message.toObject(), "payload"), bytesAt(message.toObject(), "ciphertext")});
    return vector;
}

} // namespace

class NoiseVectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bothOriginsAreThere();
    void theInitiatorSpeaksAndUnderstandsEveryMessage_data() { eachVector(); }
    void theInitiatorSpeaksAndUnderstandsEveryMessage();
    void theResponderSpeaksAndUnderstandsEveryMessage_data() { eachVector(); }
    void theResponderSpeaksAndUnderstandsEveryMessage();

private:
    void eachVector() const;
    static void compareHash(const HandshakeKeys& keys, const Vector& vector);
    static void compareTransport(const HandshakeKeys& keys, const Vector& vector);

    std::vector<Vector> vectors_;
    std::vector<QByteArray> origins_;
};

void NoiseVectorsTest::initTestCase()
{
    QVERIFY(initialize());
    QFile file(QStringLiteral(HUBBUB_SOURCE_DIR "/tests/data/noise_xx_25519_chachapoly_sha256.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray vectors = root.value(QLatin1String("vectors")).toArray();
    for (const auto& value : vectors) {
        const QJsonObject object = value.toObject();
        QCOMPARE(object.value(QLatin1String("protocol_name")).toString(),
                 QStringLiteral("Noise_XX_25519_ChaChaPoly_SHA256"));
        QCOMPARE(bytesAt(object, "init_prologue"), bytesAt(object, "resp_prologue"));
        vectors_.push_back(vectorFrom(object));
        origins_.push_back(object.value(QLatin1String("origin")).toString().toUtf8());
    }
}

void NoiseVectorsTest::bothOriginsAreThere()
{
    QCOMPARE(origins_, (std::vector<QByteArray>{"cacophony", "snow"}));
    QVERIFY(!vectors_[0].handshakeHash.empty());
    for (const Vector& vector : vectors_)
        QVERIFY(vector.messages.size() >= handshakeMessages + 2);
}

void NoiseVectorsTest::eachVector() const
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < vectors_.size(); ++i)
        QTest::newRow(origins_[i].constData()) << i;
}

void NoiseVectorsTest::compareHash(const HandshakeKeys& keys, const Vector& vector)
{
    if (!vector.handshakeHash.empty())
        QCOMPARE(copyOf(keys.hash.view()), vector.handshakeHash);
}

void NoiseVectorsTest::compareTransport(const HandshakeKeys& keys, const Vector& vector)
{
    const AeadKey fromInitiator{AeadAlgorithm::chaCha20Poly1305, keys.clientToServer};
    const AeadKey fromResponder{AeadAlgorithm::chaCha20Poly1305, keys.serverToClient};
    for (std::size_t i = handshakeMessages; i < vector.messages.size(); ++i) {
        // The ends take turns from the first message on, and each counts its own from zero.
        const AeadKey& key = i % 2 == 0 ? fromInitiator : fromResponder;
        const std::uint64_t counter = (i - handshakeMessages) / 2;
        const auto& [payload, ciphertext] = vector.messages[i];
        Bytes sealed(payload.size() + limits::tagBytes);
        key.seal(counter, {}, payload, sealed);
        QCOMPARE(sealed, ciphertext);
        Bytes opened(payload.size());
        QVERIFY(key.open(counter, {}, ciphertext, opened));
        QCOMPARE(opened, payload);
    }
}

void NoiseVectorsTest::theInitiatorSpeaksAndUnderstandsEveryMessage()
{
    QFETCH(std::size_t, index);
    const Vector& vector = vectors_[index];
    NoiseInitiator initiator{vector.prologue, vector.initiatorEphemeral};
    QCOMPARE(initiator.createMessage1(vector.messages[0].payload), vector.messages[0].ciphertext);
    QCOMPARE(initiator.consumeMessage2(vector.messages[1].ciphertext),
             std::optional(vector.messages[1].payload));
    QVERIFY(initiator.remoteStatic() == vector.responderStatic.shared);
    QCOMPARE(initiator.createMessage3(vector.initiatorStatic, vector.messages[2].payload),
             vector.messages[2].ciphertext);
    compareHash(initiator.keys(), vector);
    compareTransport(initiator.keys(), vector);
}

void NoiseVectorsTest::theResponderSpeaksAndUnderstandsEveryMessage()
{
    QFETCH(std::size_t, index);
    const Vector& vector = vectors_[index];
    NoiseResponder responder{vector.prologue, vector.responderStatic, vector.responderEphemeral};
    QCOMPARE(responder.consumeMessage1(vector.messages[0].ciphertext),
             std::optional(vector.messages[0].payload));
    QCOMPARE(responder.createMessage2(vector.messages[1].payload), vector.messages[1].ciphertext);
    QCOMPARE(responder.consumeMessage3(vector.messages[2].ciphertext),
             std::optional(vector.messages[2].payload));
    QVERIFY(responder.remoteStatic() == vector.initiatorStatic.shared);
    compareHash(responder.keys(), vector);
    compareTransport(responder.keys(), vector);
}

QTEST_APPLESS_MAIN(NoiseVectorsTest)
#include "noise_vectors_test.moc"
