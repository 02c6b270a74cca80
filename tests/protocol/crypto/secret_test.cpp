#include "protocol/crypto/secret.h"
#include "tests/support/hex.h"

#include <QTest>

#include <memory>
#include <new>

using namespace hubbub;
using namespace hubbub::crypto;
using test::hex;

namespace {

using Small = Secret<8>;
constexpr ByteArray<8> content = {1, 2, 3, 4, 5, 6, 7, 8};
constexpr ByteArray<8> nothing{};

} // namespace

class SecretTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparesLengthAndContent();
    void isWipedWhenMovedFrom();
    void isWipedWhenDestroyed();
    void aCopyIsApart();
};

void SecretTest::comparesLengthAndContent()
{
    QVERIFY(equalSecrets(hex("0102"), hex("0102")));
    QVERIFY(!equalSecrets(hex("0102"), hex("0103")));
    QVERIFY(!equalSecrets(hex("0102"), hex("01")));
    QVERIFY(equalSecrets({}, {}));
}

void SecretTest::isWipedWhenMovedFrom()
{
    Small source{content};
    Small target{std::move(source)};
    QVERIFY(equalBytes(target.view(), content));
    QVERIFY(equalBytes(source.view(), nothing)); // NOLINT(bugprone-use-after-move): what is left is the point
    Small assigned;
    assigned = std::move(target);
    QVERIFY(equalBytes(assigned.view(), content));
    QVERIFY(equalBytes(target.view(), nothing)); // NOLINT(bugprone-use-after-move)
}

void SecretTest::isWipedWhenDestroyed()
{
    alignas(Small) ByteArray<sizeof(Small)> memory{};
    auto* const secret = new (memory.data()) Small{content};
    QVERIFY(equalBytes(memory, content));
    std::destroy_at(secret);
    QVERIFY(equalBytes(memory, nothing));
}

void SecretTest::aCopyIsApart()
{
    Small first{content};
    const Small second = first;
    wipe(first.bytes());
    QVERIFY(equalBytes(first.view(), nothing));
    QVERIFY(equalBytes(second.view(), content));
}

QTEST_APPLESS_MAIN(SecretTest)
#include "secret_test.moc"
