#include "server/handshake_queue.h"

#include <QTest>

using namespace hubbub;
using hubbub::server::HandshakeQueue;

namespace {

Path somebodyAt(std::uint32_t number)
{
    return {{}, {IpAddress::v4(0x7f000001 + number), 5000}, 0};
}

const Path somebody = somebodyAt(0);

} // namespace

class HandshakeQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void letsThemGoAheadWhileTheTurnHasTime()
    {
        HandshakeQueue queue;
        queue.beginTurn(Instant{1h});
        QVERIFY(queue.mayGoAhead());
        queue.spend(HandshakeQueue::mostPerTurn - 1us);
        QVERIFY(queue.mayGoAhead());
        queue.spend(1us);
        QVERIFY(!queue.mayGoAhead());
        queue.beginTurn(Instant{1h});
        QVERIFY(queue.mayGoAhead());
    }

    void hasAThirdOfATurn()
    {
        HandshakeQueue queue;
        Instant now{1h};
        const auto shareAfter = [&](Duration turn) {
            queue.beginTurn(now);
            queue.beginTurn(now += turn);
            Duration share{};
            for (; queue.mayGoAhead(); share += 100us)
                queue.spend(100us);
            return share;
        };
        QCOMPARE(shareAfter(100us), HandshakeQueue::leastPerTurn);
        QCOMPARE(shareAfter(6ms), Duration(2ms));
        QCOMPARE(shareAfter(1s), HandshakeQueue::mostPerTurn);
    }

    void servesThoseWhoWaitFirstAndInTheirOrder()
    {
        HandshakeQueue queue;
        QVERIFY(queue.add(somebody, Bytes{1}));
        QVERIFY(queue.add(somebody, Bytes{2}));
        queue.beginTurn(Instant{1h});
        QVERIFY(!queue.mayGoAhead());
        const auto first = queue.take();
        QVERIFY(first && first->datagram == Bytes{1} && first->from == somebody);
        queue.spend(HandshakeQueue::mostPerTurn);
        QVERIFY(!queue.take());
        queue.beginTurn(Instant{1h});
        const auto second = queue.take();
        QVERIFY(second && second->datagram == Bytes{2});
        QVERIFY(!queue.take());
        QVERIFY(queue.mayGoAhead());
    }

    void leavesRoomForOthersWhenOnePrefixWantsItAll()
    {
        HandshakeQueue queue;
        std::size_t taken = 0;
        while (queue.add(somebody, Bytes{1}))
            ++taken;
        QCOMPARE(taken, HandshakeQueue::capacity / 2);
        for (std::size_t i = 0; i < HandshakeQueue::fewOfOnePrefix; ++i)
            QVERIFY(queue.add(somebodyAt(1), Bytes{2}));
        QVERIFY(!queue.add(somebodyAt(1), Bytes{2}));
        // What has been served counts no more.
        queue.beginTurn(Instant{1h});
        for (std::size_t i = 0; i < HandshakeQueue::fewOfOnePrefix + 1; ++i)
            QVERIFY(queue.take());
        QVERIFY(queue.add(somebody, Bytes{1}));
    }

    void keepsNoMoreThanItHasRoomFor()
    {
        HandshakeQueue queue;
        for (std::uint32_t i = 0; i < HandshakeQueue::capacity; ++i)
            QVERIFY(queue.add(somebodyAt(i), Bytes{1}));
        QVERIFY(!queue.add(somebodyAt(HandshakeQueue::capacity), Bytes{1}));
        QCOMPARE(queue.size(), std::size_t{HandshakeQueue::capacity});
        QVERIFY(queue.take());
        QVERIFY(queue.add(somebodyAt(HandshakeQueue::capacity), Bytes{1}));
    }
};

QTEST_APPLESS_MAIN(HandshakeQueueTest)
#include "handshake_queue_test.moc"
