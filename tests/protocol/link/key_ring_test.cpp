#include "protocol/link/key_ring.h"
#include "tests/protocol/link/test_keys.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::link;
using test::isMistake;
using test::keysOf;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

KeyGeneration generationOf(Role role, std::uint32_t number, std::uint64_t ordinal = 0)
{
    return {keysOf(role, number), ordinal, at(0s)};
}

Bytes seal(KeyGeneration& generation, std::string_view payload)
{
    Bytes datagram(limits::datagramBytes);
    datagram.resize(generation.seal(datagram, bytesOf(payload)));
    return datagram;
}

struct Buffer {
    ByteArray<limits::payloadBytes> bytes;
};

Result<KeyGeneration::Opened, DropReason> open(KeyGeneration& generation, ByteView datagram, Buffer& buffer,
                                               const KeyLimits& limits = {})
{
    const auto packet = wire::decodePacket(datagram);
    return generation.open(std::get<wire::Sealed>(*packet), limits, buffer.bytes);
}

std::optional<DropReason> whyNot(KeyGeneration& generation, ByteView datagram, const KeyLimits& limits = {})
{
    Buffer buffer;
    const auto opened = open(generation, datagram, buffer, limits);
    return opened ? std::nullopt : std::optional(opened.error());
}

std::uint64_t counterOf(ByteView datagram)
{
    return std::get<wire::Sealed>(*wire::decodePacket(datagram)).counter;
}

} // namespace

class KeyRingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void whatOneEndSealsTheOtherOpens();
    void noCounterIsUsedTwice();
    void aReplayedPacketIsDropped();
    void aPacketThatDoesNotOpenMovesNothing();
    void theHeaderIsAuthenticated();
    void theOrderOfPacketsHoldsAcrossGenerations();
    void tooManyFailedOpeningsEndTheKeys();
    void packetsOfEitherDirectionWearTheKeys();
    void keysGrowOldWithTime();
    void theClientUsesNewKeysAtOnce();
    void theServerWaitsForTheClientToUseThem();
    void previousKeysAreWipedAfterTenSeconds();
    void aFurtherHandshakeReplacesKeysThatWait();
    void aThirdGenerationRetiresTheOldestAtOnce();
    void newKeysAreWantedAfterAnHourOrSo();
    void anIndexInUseIsAMistake();
};

void KeyRingTest::whatOneEndSealsTheOtherOpens()
{
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    Buffer buffer;
    for (const std::string_view text : {"", "hello", "again"}) {
        const auto up = open(server, seal(client, text), buffer);
        QVERIFY(up);
        QCOMPARE(textOf(up->payload), text);
        QVERIFY(up->isNewest);
        const auto down = open(client, seal(server, text), buffer);
        QVERIFY(down);
        QCOMPARE(textOf(down->payload), text);
    }
}

void KeyRingTest::noCounterIsUsedTwice()
{
    auto client = generationOf(Role::client, 1);
    std::set<std::uint64_t> counters;
    for (std::uint64_t i = 0; i < 5000; ++i) {
        const Bytes datagram = seal(client, "x");
        QCOMPARE(counterOf(datagram), i);
        counters.insert(counterOf(datagram));
    }
    QCOMPARE(counters.size(), 5000U);
}

void KeyRingTest::aReplayedPacketIsDropped()
{
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    const Bytes first = seal(client, "1");
    const Bytes second = seal(client, "2");
    QCOMPARE(whyNot(server, second), std::optional<DropReason>());
    Buffer buffer;
    const auto late = open(server, first, buffer);
    QVERIFY2(late && !late->isNewest, "late is not replayed");
    QCOMPARE(whyNot(server, first), std::optional(DropReason::replayed));
    QCOMPARE(whyNot(server, second), std::optional(DropReason::replayed));
}

void KeyRingTest::aPacketThatDoesNotOpenMovesNothing()
{
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    const Bytes honest = seal(client, "hello");
    Bytes forged = honest;
    forged[8 + 5] = 1; // counter 2^40
    QCOMPARE(whyNot(server, forged), std::optional(DropReason::notAuthentic));
    QCOMPARE(whyNot(server, honest), std::optional<DropReason>());
}

void KeyRingTest::theHeaderIsAuthenticated()
{
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    const Bytes honest = seal(client, "hello");
    for (std::size_t byte = 1; byte < honest.size(); ++byte) {
        Bytes changed = honest;
        changed[byte] ^= 0x10U;
        QCOMPARE(whyNot(server, changed), std::optional(DropReason::notAuthentic));
    }
    QCOMPARE(whyNot(server, honest), std::optional<DropReason>());
}

void KeyRingTest::theOrderOfPacketsHoldsAcrossGenerations()
{
    auto oldClient = generationOf(Role::client, 1, 0);
    auto oldServer = generationOf(Role::server, 1, 0);
    auto newClient = generationOf(Role::client, 2, 1);
    auto newServer = generationOf(Role::server, 2, 1);
    Buffer buffer;
    std::uint64_t last = 0;
    for (int i = 0; i < 3; ++i)
        last = open(oldServer, seal(oldClient, "x"), buffer)->order;
    QVERIFY(open(newServer, seal(newClient, "x"), buffer)->order > last);
}

void KeyRingTest::tooManyFailedOpeningsEndTheKeys()
{
    KeyLimits limits;
    limits.failedOpenings = 3;
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    const Bytes honest = seal(client, "hello");
    Bytes forged = honest;
    forged.back() ^= 1U;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!server.areSpent(at(0s), limits));
        QCOMPARE(whyNot(server, forged, limits), std::optional(DropReason::notAuthentic));
    }
    QVERIFY(server.areSpent(at(0s), limits));
    QCOMPARE(whyNot(server, honest, limits), std::optional(DropReason::notAuthentic));
}

void KeyRingTest::packetsOfEitherDirectionWearTheKeys()
{
    KeyLimits limits;
    limits.rekeyAfterPackets = 3;
    limits.sessionPackets = 5;
    auto client = generationOf(Role::client, 1);
    auto server = generationOf(Role::server, 1);
    Bytes datagram;
    for (int sealed = 1; sealed <= 5; ++sealed) {
        datagram = seal(client, "x");
        QCOMPARE(whyNot(server, datagram, limits), std::optional<DropReason>());
        for (const KeyGeneration* end : {&client, &server}) {
            QCOMPARE(end->areWorn(limits), sealed >= 3);
            QCOMPARE(end->areSpent(at(0s), limits), sealed >= 5);
        }
    }
    QVERIFY2(whyNot(server, seal(client, "x"), limits), "a peer that goes on beyond the limit is not heard");
}

void KeyRingTest::keysGrowOldWithTime()
{
    const auto generation = generationOf(Role::client, 1);
    QVERIFY(!generation.areSpent(at(3h) - 1us, {}));
    QVERIFY(generation.areSpent(at(3h), {}));
}

void KeyRingTest::theClientUsesNewKeysAtOnce()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::client, at(0s), keysOf(Role::client, 1), usualKeyLimits, entropy);
    ring.install(at(1s), keysOf(Role::client, 2), entropy);
    QCOMPARE(ring.current().local(), SessionIndex{102});
    QVERIFY(ring.find(SessionIndex{101}) != nullptr);
    QVERIFY(!ring.isWaiting(ring.current()));
    QVERIFY(ring.takeRetired().empty());
}

void KeyRingTest::theServerWaitsForTheClientToUseThem()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::server, at(0s), keysOf(Role::server, 1), usualKeyLimits, entropy);
    ring.install(at(1s), keysOf(Role::server, 2), entropy);
    QCOMPARE(ring.current().local(), SessionIndex{201});
    QVERIFY(ring.isWaiting(*ring.find(SessionIndex{202})));
    ring.useWaiting(at(2s));
    QCOMPARE(ring.current().local(), SessionIndex{202});
    QVERIFY(ring.find(SessionIndex{201}) != nullptr);
}

void KeyRingTest::previousKeysAreWipedAfterTenSeconds()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::client, at(0s), keysOf(Role::client, 1), usualKeyLimits, entropy);
    ring.install(at(1s), keysOf(Role::client, 2), entropy);
    QCOMPARE(ring.deadline(at(1s)), std::optional(at(11s)));
    ring.expire(at(11s) - 1us);
    QVERIFY(ring.find(SessionIndex{101}) != nullptr);
    ring.expire(at(11s));
    QVERIFY(ring.find(SessionIndex{101}) == nullptr);
    QCOMPARE(ring.takeRetired(), std::vector{SessionIndex{101}});
    QVERIFY2(ring.takeRetired().empty(), "told once");
    QVERIFY(*ring.deadline(at(11s)) > at(40min));
}

void KeyRingTest::aFurtherHandshakeReplacesKeysThatWait()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::server, at(0s), keysOf(Role::server, 1), usualKeyLimits, entropy);
    ring.install(at(1s), keysOf(Role::server, 2), entropy);
    ring.install(at(2s), keysOf(Role::server, 3), entropy);
    const auto locals = [&ring] {
        auto all = ring.locals();
        std::ranges::sort(all);
        return all;
    };
    QCOMPARE(locals(), (std::vector{SessionIndex{201}, SessionIndex{202}, SessionIndex{203}}));
    QCOMPARE(ring.takeRetired(), std::vector{SessionIndex{202}});
    QCOMPARE(locals(), (std::vector{SessionIndex{201}, SessionIndex{203}}));
    QVERIFY(ring.find(SessionIndex{202}) == nullptr);
    ring.useWaiting(at(3s));
    QCOMPARE(ring.current().local(), SessionIndex{203});
    QVERIFY(ring.find(SessionIndex{201}) != nullptr);
}

void KeyRingTest::aThirdGenerationRetiresTheOldestAtOnce()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::client, at(0s), keysOf(Role::client, 1), usualKeyLimits, entropy);
    ring.install(at(1s), keysOf(Role::client, 2), entropy);
    ring.install(at(2s), keysOf(Role::client, 3), entropy);
    QCOMPARE(ring.takeRetired(), std::vector{SessionIndex{101}});
    QVERIFY(ring.find(SessionIndex{102}) != nullptr);
    ring.expire(at(11s));
    QVERIFY2(ring.find(SessionIndex{102}) != nullptr, "its ten seconds are its own");
    ring.expire(at(12s));
    QCOMPARE(ring.takeRetired(), std::vector{SessionIndex{102}});
}

void KeyRingTest::newKeysAreWantedAfterAnHourOrSo()
{
    std::set<Instant> times;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        test::SeededEntropy entropy(seed);
        const KeyRing ring(Role::client, at(0s), keysOf(Role::client, 1), usualKeyLimits, entropy);
        const Instant time = *ring.deadline(at(0s));
        QVERIFY(time >= at(48min) && time <= at(72min));
        QVERIFY(!ring.wantsNew(time - 1us));
        QVERIFY(ring.wantsNew(time));
        QCOMPARE(ring.deadline(time), std::optional(at(3h)));
        QVERIFY(!ring.deadline(at(3h)));
        times.insert(time);
        const KeyRing server(Role::server, at(0s), keysOf(Role::server, 1), usualKeyLimits, entropy);
        QVERIFY2(!server.wantsNew(at(2h)), "only the client makes new keys");
        QCOMPARE(server.deadline(at(0s)), std::optional(at(3h)));
    }
    QVERIFY(times.size() > 40);
}

void KeyRingTest::anIndexInUseIsAMistake()
{
    test::SeededEntropy entropy(1);
    KeyRing ring(Role::server, at(0s), keysOf(Role::server, 1), usualKeyLimits, entropy);
    QVERIFY(isMistake([&] { ring.install(at(0s), keysOf(Role::server, 1), entropy); }));
    QVERIFY(isMistake([&] { ring.useWaiting(at(0s)); }));
}

QTEST_APPLESS_MAIN(KeyRingTest)
#include "key_ring_test.moc"
