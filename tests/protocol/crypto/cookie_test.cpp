#include "protocol/crypto/cookie.h"
#include "protocol/crypto/identity.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <algorithm>

using namespace hubbub;
using namespace hubbub::crypto;
using test::SeededEntropy;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{1h + sinceStart};
}

const PeerAddress client{*IpAddress::parse("192.168.1.20"), 40'000};
constexpr ByteArray<32> ephemeral = {1, 2, 3};

class ZeroEntropy final : public Entropy {
public:
    void fill(MutableBytes bytes) override { std::ranges::fill(bytes, Byte{0}); }
};

} // namespace

class CookieTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initialize()); }
    void holdsTwoToFourMinutes_data();
    void holdsTwoToFourMinutes();
    void isBakedTheSameUntilTheSecretChanges();
    void belongsToOneAddressPortAndEphemeral();
    void isGoodOnlyWholeAndUnchanged();
    void isGoodInItsOwnJarOnly();
    void isNeverMadeFromASecretThatEverybodyKnows();
};

void CookieTest::holdsTwoToFourMinutes_data()
{
    QTest::addColumn<qint64>("bakedSecond");
    QTest::addColumn<qint64>("shownSecond");
    QTest::addColumn<bool>("good");
    QTest::newRow("at once") << qint64{0} << qint64{0} << true;
    QTest::newRow("under the same secret") << qint64{0} << qint64{119} << true;
    QTest::newRow("under the next secret") << qint64{0} << qint64{120} << true;
    QTest::newRow("baked first, to the end") << qint64{0} << qint64{239} << true;
    QTest::newRow("baked first, too late") << qint64{0} << qint64{240} << false;
    QTest::newRow("baked last, after two minutes") << qint64{119} << qint64{239} << true;
    QTest::newRow("baked last, too late") << qint64{119} << qint64{240} << false;
    QTest::newRow("baked under the second secret") << qint64{130} << qint64{359} << true;
    QTest::newRow("baked under the second secret, too late") << qint64{130} << qint64{360} << false;
    QTest::newRow("baked after a long quiet") << qint64{10'000} << qint64{10'239} << true;
    QTest::newRow("baked after a long quiet, too late") << qint64{10'000} << qint64{10'240} << false;
    QTest::newRow("long after") << qint64{0} << qint64{86'400} << false;
}

void CookieTest::holdsTwoToFourMinutes()
{
    QFETCH(qint64, bakedSecond);
    QFETCH(qint64, shownSecond);
    QFETCH(bool, good);
    SeededEntropy entropy{1};
    CookieJar jar{entropy};
    jar.bake(at(0s), client, ephemeral); // the jar's clock starts with its first use
    const auto cookie = jar.bake(at(std::chrono::seconds{bakedSecond}), client, ephemeral);
    QCOMPARE(jar.isGood(at(std::chrono::seconds{shownSecond}), client, ephemeral, cookie), good);
}

void CookieTest::isBakedTheSameUntilTheSecretChanges()
{
    SeededEntropy entropy{2};
    CookieJar jar{entropy};
    const auto cookie = jar.bake(at(0s), client, ephemeral);
    QVERIFY(jar.bake(at(119s), client, ephemeral) == cookie);
    QVERIFY(jar.bake(at(120s), client, ephemeral) != cookie);
}

void CookieTest::belongsToOneAddressPortAndEphemeral()
{
    SeededEntropy entropy{3};
    CookieJar jar{entropy};
    const auto cookie = jar.bake(at(0s), client, ephemeral);

    PeerAddress otherIp = client;
    otherIp.ip = *IpAddress::parse("192.168.1.21");
    PeerAddress otherScope = client;
    otherScope.ip.scope = 1;
    PeerAddress otherPort = client;
    otherPort.port = 40'001;
    PeerAddress otherPortsHighByte = client;
    otherPortsHighByte.port = 40'000 ^ 0x100;
    for (const PeerAddress& other : {otherIp, otherScope, otherPort, otherPortsHighByte})
        QVERIFY(!jar.isGood(at(1s), other, ephemeral, cookie));

    ByteArray<32> otherEphemeral = ephemeral;
    otherEphemeral[31] ^= 1U;
    QVERIFY(!jar.isGood(at(1s), client, otherEphemeral, cookie));
    QVERIFY(jar.isGood(at(1s), client, ephemeral, cookie));
}

void CookieTest::isGoodOnlyWholeAndUnchanged()
{
    SeededEntropy entropy{4};
    CookieJar jar{entropy};
    const auto cookie = jar.bake(at(0s), client, ephemeral);
    for (std::size_t bit = 0; bit < cookie.size() * 8; ++bit) {
        auto changed = cookie;
        changed[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
        QVERIFY(!jar.isGood(at(0s), client, ephemeral, changed));
    }
    QVERIFY(!jar.isGood(at(0s), client, ephemeral, ByteView(cookie).first(15)));
    QVERIFY(!jar.isGood(at(0s), client, ephemeral, {}));
    QVERIFY(!jar.isGood(at(0s), client, ephemeral, CookieJar::CookieBytes{}));
}

void CookieTest::isGoodInItsOwnJarOnly()
{
    SeededEntropy entropy{5};
    CookieJar jar{entropy};
    CookieJar otherJar{entropy};
    const auto cookie = jar.bake(at(0s), client, ephemeral);
    QVERIFY(!otherJar.isGood(at(0s), client, ephemeral, cookie));
}

void CookieTest::isNeverMadeFromASecretThatEverybodyKnows()
{
    ZeroEntropy zeros;
    CookieJar forger{zeros};
    const auto forged = forger.bake(at(0s), client, ephemeral);
    SeededEntropy entropy{6};
    CookieJar jar{entropy};
    QVERIFY(!jar.isGood(at(0s), client, ephemeral, forged));
    QVERIFY(!jar.isGood(at(130s), client, ephemeral, forged));
    QVERIFY(!jar.isGood(at(10'000s), client, ephemeral, forged));
}

QTEST_APPLESS_MAIN(CookieTest)
#include "cookie_test.moc"
