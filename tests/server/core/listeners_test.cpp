#include "protocol/crypto/identity.h"
#include "server/core/fan_out.h"
#include "server/core/session.h"
#include "server/core/shard.h"
#include "tests/protocol/link/places.h"
#include "tests/protocol/link/test_keys.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <deque>

using namespace hubbub;
using namespace hubbub::server;

namespace {

struct Bench {
    Session& enter()
    {
        const SessionId id{sessions.size() + 1};
        Session& session = sessions.emplace_back(id, PublicKey{},
                                                 link::Connection(link::Role::server, test::at(0s),
                                                                  test::keysOf(link::Role::server, 1),
                                                                  test::home, entropy, drops),
                                                 log, shard);
        listeners.add(session);
        return session;
    }
    /// The sessions of the rest of the round, by their numbers.
    std::vector<std::uint64_t> rest()
    {
        std::vector<std::uint64_t> numbers;
        while (const Session* const session = listeners.take())
            numbers.push_back(session->id.value);
        return numbers;
    }

    test::SeededEntropy entropy{1};
    DropCounters drops;
    RestoredRoom restored;
    RoomLog log{restored};
    Shard shard{0};
    Listeners listeners;
    std::deque<Session> sessions;
};

using Numbers = std::vector<std::uint64_t>;

} // namespace

class ListenersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void aRoundComesToEverybodyOnce()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.enter();
        QVERIFY(!bench.listeners.isRoundUnderWay());
        bench.listeners.beginRound();
        QCOMPARE(bench.rest(), (Numbers{1, 2, 3}));
        QVERIFY(!bench.listeners.isRoundUnderWay());
        QVERIFY(bench.listeners.take() == nullptr);
        bench.listeners.beginRound();
        QCOMPARE(bench.rest(), (Numbers{1, 2, 3}));
    }

    void whoComesInTheMiddleIsInIt()
    {
        Bench bench;
        bench.enter();
        bench.enter();
        bench.listeners.beginRound();
        bench.listeners.take();
        const Session& late = bench.enter();
        QVERIFY(bench.listeners.isToCome(late));
        QCOMPARE(bench.rest(), (Numbers{2, 3}));
        const Session& later = bench.enter();
        QVERIFY(!bench.listeners.isToCome(later));
        QVERIFY(!bench.listeners.isRoundUnderWay());
    }

    void whoGoesIsNeitherServedNorMissed_data()
    {
        QTest::addColumn<std::size_t>("served");
        QTest::addColumn<std::size_t>("goes");
        for (std::size_t served = 0; served <= 4; ++served) {
            for (std::size_t goes = 0; goes < 4; ++goes)
                QTest::addRow("%zu served, %zu goes", served, goes) << served << goes;
        }
    }
    void whoGoesIsNeitherServedNorMissed()
    {
        QFETCH(std::size_t, served);
        QFETCH(std::size_t, goes);
        Bench bench;
        for (int i = 0; i < 4; ++i)
            bench.enter();
        bench.listeners.beginRound();
        Numbers seen;
        for (std::size_t i = 0; i < served; ++i)
            seen.push_back(bench.listeners.take()->id.value);
        bench.listeners.remove(bench.sessions[goes]);
        bench.listeners.remove(bench.sessions[goes]);
        for (const std::uint64_t number : bench.rest())
            seen.push_back(number);
        Numbers expected;
        for (std::size_t i = 0; i < 4; ++i) {
            if (i != goes || i < served)
                expected.push_back(i + 1);
        }
        std::ranges::sort(seen);
        QCOMPARE(seen, expected);
        bench.listeners.beginRound();
        QCOMPARE(bench.rest().size(), 3U);
        bench.listeners.add(bench.sessions[goes]);
        QCOMPARE(bench.listeners.size(), 4U);
    }
};

QTEST_APPLESS_MAIN(ListenersTest)
#include "listeners_test.moc"
