#include "protocol/crypto/password.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::crypto;

namespace {

PasswordChallenge challenge()
{
    PasswordChallenge made{{}, limits::passwordMemoryKib, limits::passwordPasses};
    for (std::size_t i = 0; i < made.salt.size(); ++i)
        made.salt[i] = static_cast<Byte>(i);
    return made;
}

PasswordKey someKey()
{
    PasswordKey key{challenge(), {}};
    for (std::size_t i = 0; i < key.key.size; ++i)
        key.key.bytes()[i] = static_cast<Byte>(0xa0 + i);
    return key;
}

} // namespace

class PasswordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// docs/PROTOCOL.md, section 3, has these; the reference implementation's library (libargon2) made them.
    void theKeyAndTheProofAreAsDocumented()
    {
        const Password password("correct horse 小明");
        const auto key = stretchPassword(password, challenge());
        QVERIFY(key.has_value());
        QCOMPARE(toHex(key->key.view()), std::string(documentedKey));
        Digest handshake;
        handshake.bytes.fill(0x77);
        QCOMPARE(toHex(passwordProof(*key, handshake).view()), std::string(documentedProof));
    }

    void aProofIsGoodForOneHandshakeAndOneKey()
    {
        Digest handshake;
        handshake.bytes.fill(1);
        const Digest proof = passwordProof(someKey(), handshake);
        QVERIFY(isPasswordProof(proof, someKey(), handshake));
        Digest other = handshake;
        other.bytes[31] ^= 1;
        QVERIFY(!isPasswordProof(proof, someKey(), other));
        PasswordKey wrong = someKey();
        wrong.key.bytes()[0] ^= 1;
        QVERIFY(!isPasswordProof(proof, wrong, handshake));
    }

    void whatIsWrittenReadsBack()
    {
        const std::string text = passwordKeyText(someKey());
        QCOMPARE(text, std::string("argon2id.65536.3.AAECAwQFBgcICQoLDA0ODw."
                                   "oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8"));
        const auto again = parsePasswordKey(text);
        QVERIFY(again.has_value());
        QVERIFY(again->challenge == challenge());
        QVERIFY(equalSecrets(again->key.view(), someKey().key.view()));
    }

    void nothingElseIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray salt = "AAECAwQFBgcICQoLDA0ODw";
        const QByteArray key = "oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8";
        const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
        row("empty", {});
        row("a password", "geheim");
        row("another algorithm", "argon2i.65536.3." + salt + '.' + key);
        row("too cheap a memory", "argon2id.65535.3." + salt + '.' + key);
        row("too dear a memory", "argon2id.262145.3." + salt + '.' + key);
        row("too few passes", "argon2id.65536.1." + salt + '.' + key);
        row("too many passes", "argon2id.65536.11." + salt + '.' + key);
        row("a short salt", "argon2id.65536.3." + salt.chopped(4) + '.' + key);
        row("a short key", "argon2id.65536.3." + salt + '.' + key.chopped(4));
        row("a part more", "argon2id.65536.3." + salt + '.' + key + ".x");
        row("a part less", "argon2id.65536.3." + salt);
    }
    void nothingElseIsRead()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!parsePasswordKey(text.toStdString()));
    }

private:
    static constexpr const char* documentedKey =
        "54f613d9c7935e5143cded4e0e1ac8b242bc8881f4cfe7bd140f5b23617d2745";
    static constexpr const char* documentedProof =
        "03d4e8ef5de5111c82a231870bcc345a7ac39e762ae68cbad8629416572869c6";
};

QTEST_APPLESS_MAIN(PasswordTest)
#include "password_test.moc"
