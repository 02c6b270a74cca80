#include "protocol/link/half_open_table.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::link;
using test::isMistake;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

AddressPrefix prefix(std::uint32_t address)
{
    return AddressPrefix::of(IpAddress::v4(address));
}

/// Half-open handshakes that differ by number; the table does not look at the curves.
class Handshakes {
public:
    HalfOpen make(Instant now, std::uint32_t address, std::uint32_t number)
    {
        HalfOpen made{idOf(address, number), {}, SessionIndex{number}, {}, {}, noise_, {}, now};
        made.ephemeral.bytes[0] = static_cast<Byte>(number);
        made.ephemeral.bytes[1] = static_cast<Byte>(number >> 8U);
        return made;
    }

    static InitiationId idOf(std::uint32_t address, std::uint32_t number)
    {
        const Bytes noise(32, 1);
        return InitiationId::of({{}, {IpAddress::v4(address), 1}}, {1, SessionIndex{number}, {}, noise});
    }

    void fill(HalfOpenTable& table, Instant now, std::uint32_t address, std::uint32_t first,
              std::uint32_t count)
    {
        for (std::uint32_t number = first; number < first + count; ++number)
            table.add(make(now, address, number));
    }

private:
    test::SeededEntropy entropy_{1};
    crypto::NoiseResponder noise_{{}, crypto::KeyPair::draw(entropy_), entropy_};
};

constexpr auto capacity = static_cast<std::uint32_t>(HalfOpenTable::capacity);

} // namespace

class HalfOpenTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void handshakesAreFoundByInitiationAndByIndex();
    void aFullTableTakesNoMoreFromThePrefixThatFillsIt();
    void thePrefixThatHoldsMostGivesWayWithItsOldest();
    void equalSharesDoNotPushEachOtherOut();
    void expiryFollowsAge();
    void completedEphemeralsAreRememberedForAsLongAndAreBounded();
    void theSameTwiceIsAMistake();
};

void HalfOpenTableTest::handshakesAreFoundByInitiationAndByIndex()
{
    Handshakes handshakes;
    HalfOpenTable table;
    handshakes.fill(table, at(0s), 1, 10, 3);
    QCOMPARE(table.find(SessionIndex{11})->local, SessionIndex{11});
    QCOMPARE(table.find(Handshakes::idOf(1, 12))->local, SessionIndex{12});
    QVERIFY(table.find(Handshakes::idOf(2, 12)) == nullptr);
    QVERIFY(table.find(SessionIndex{13}) == nullptr);
}

void HalfOpenTableTest::aFullTableTakesNoMoreFromThePrefixThatFillsIt()
{
    Handshakes handshakes;
    HalfOpenTable table;
    handshakes.fill(table, at(0s), 1, 0, capacity);
    QVERIFY(!table.hasRoomFor(prefix(1)));
    QVERIFY(isMistake([&] { table.add(handshakes.make(at(0s), 1, capacity)); }));
    table.expire(at(5s));
    QVERIFY(table.hasRoomFor(prefix(1)));
}

void HalfOpenTableTest::thePrefixThatHoldsMostGivesWayWithItsOldest()
{
    Handshakes handshakes;
    HalfOpenTable table;
    handshakes.fill(table, at(0s), 1, 0, 100);
    handshakes.fill(table, at(1s), 2, 100, capacity - 100);
    QVERIFY(table.hasRoomFor(prefix(3)));
    table.add(handshakes.make(at(2s), 3, capacity));
    QCOMPARE(table.size(), HalfOpenTable::capacity);
    QVERIFY2(table.find(SessionIndex{100}) == nullptr, "the oldest of the largest");
    QVERIFY2(table.find(SessionIndex{0}) != nullptr, "an older one of a small prefix stays");
    QVERIFY(table.find(SessionIndex{capacity}) != nullptr);
    QVERIFY(!table.hasRoomFor(prefix(2)));
}

void HalfOpenTableTest::equalSharesDoNotPushEachOtherOut()
{
    Handshakes handshakes;
    HalfOpenTable table;
    handshakes.fill(table, at(0s), 1, 0, capacity / 2);
    handshakes.fill(table, at(0s), 2, capacity / 2, capacity / 2);
    QVERIFY(!table.hasRoomFor(prefix(1)));
    QVERIFY(!table.hasRoomFor(prefix(2)));
    std::uint32_t number = capacity;
    while (table.hasRoomFor(prefix(3)))
        table.add(handshakes.make(at(0s), 3, number++));
    const std::uint32_t latecomers = number - capacity;
    QVERIFY2(latecomers > capacity / 4 && latecomers <= capacity / 3 + 1, "about a third");
}

void HalfOpenTableTest::expiryFollowsAge()
{
    Handshakes handshakes;
    HalfOpenTable table;
    QVERIFY(!table.deadline());
    handshakes.fill(table, at(0s), 1, 0, 2);
    handshakes.fill(table, at(2s), 1, 2, 1);
    QCOMPARE(table.deadline(), std::optional(at(5s)));
    table.expire(at(5s));
    QCOMPARE(table.size(), 1U);
    QCOMPARE(table.deadline(), std::optional(at(7s)));
    table.expire(at(7s));
    QCOMPARE(table.size(), 0U);
    handshakes.fill(table, at(7s), 1, 0, 2);
    QCOMPARE(table.size(), 2U);
}

void HalfOpenTableTest::completedEphemeralsAreRememberedForAsLongAndAreBounded()
{
    Handshakes handshakes;
    HalfOpenTable table;
    const auto ephemeral = handshakes.make(at(0s), 1, 3).ephemeral;
    handshakes.fill(table, at(0s), 1, 3, 1);
    QVERIFY(!table.hasMadeSession(ephemeral));
    table.complete(SessionIndex{3}, at(1s));
    QCOMPARE(table.size(), 0U);
    QVERIFY(table.hasMadeSession(ephemeral));
    table.expire(at(5999ms));
    QVERIFY(table.hasMadeSession(ephemeral));
    table.expire(at(6s));
    QVERIFY(!table.hasMadeSession(ephemeral));

    for (std::uint32_t number = 0; number <= capacity; ++number) {
        handshakes.fill(table, at(7s), 1, number, 1);
        table.complete(SessionIndex{number}, at(7s));
    }
    QVERIFY2(!table.hasMadeSession(handshakes.make(at(0s), 1, 0).ephemeral), "the oldest went");
    QVERIFY(table.hasMadeSession(handshakes.make(at(0s), 1, 1).ephemeral));
    QVERIFY(table.hasMadeSession(handshakes.make(at(0s), 1, capacity).ephemeral));
}

void HalfOpenTableTest::theSameTwiceIsAMistake()
{
    Handshakes handshakes;
    HalfOpenTable table;
    handshakes.fill(table, at(0s), 1, 3, 1);
    QVERIFY(isMistake([&] { table.add(handshakes.make(at(0s), 1, 3)); }));
    QVERIFY(isMistake([&] { table.complete(SessionIndex{4}, at(0s)); }));
}

QTEST_APPLESS_MAIN(HalfOpenTableTest)
#include "half_open_table_test.moc"
