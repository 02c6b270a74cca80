#include "protocol/link/congestion_window.h"
#include "protocol/link/pace.h"

#include <QtTest>

using namespace hubbub;
using link::CongestionWindow;
using link::Pace;

namespace {

constexpr Duration memory = 100ms;
constexpr Instant start{1h};

/// A round trip in which all of the window is used and acknowledged.
void useAll(CongestionWindow& window, Instant now)
{
    window.handleUsedUp(now);
    for (std::size_t left = window.datagrams(); left > 0; --left)
        window.handleAcknowledged(now, limits::datagramBytes, memory);
}

} // namespace

class CongestionWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithThirtyTwo()
    {
        CongestionWindow window;
        QCOMPARE(window.datagrams(), 32U);
        QVERIFY(window.hasRoom(31 * limits::datagramBytes));
        QVERIFY(!window.hasRoom(31 * limits::datagramBytes + 1));
    }

    void doublesUntilTheFirstLossAndThenGrowsByOne()
    {
        CongestionWindow window;
        Instant now = start;
        useAll(window, now);
        QCOMPARE(window.datagrams(), 64U);
        useAll(window, now += 1s);
        QCOMPARE(window.datagrams(), 128U);
        window.handleLoss(now, memory);
        QCOMPARE(window.datagrams(), 64U);
        for (int i = 0; i < 10; ++i)
            useAll(window, now += 1s);
        // Each round trip adds the fractions of a datagram, rounded down.
        QVERIFY(window.bytes() <= 74 * limits::datagramBytes);
        QVERIFY(window.bytes() > 73 * limits::datagramBytes);
    }

    void neverLeavesItsBounds()
    {
        CongestionWindow window;
        Instant now = start;
        for (int i = 0; i < 20; ++i)
            useAll(window, now += 1s);
        QCOMPARE(window.datagrams(), 512U);
        for (int i = 0; i < 20; ++i) {
            window.handleUsedUp(now += 1s);
            window.handleLoss(now, memory);
        }
        QCOMPARE(window.datagrams(), 4U);
    }

    void halvesOncePerRoundTrip()
    {
        CongestionWindow window;
        window.handleUsedUp(start);
        window.handleLoss(start, memory);
        window.handleLoss(start + 50ms, memory);
        QCOMPARE(window.datagrams(), 16U);
        QVERIFY(window.halvedWithin(start + 99ms, memory));
        QVERIFY(!window.halvedWithin(start + 100ms, memory));
        window.handleUsedUp(start + 100ms);
        window.handleLoss(start + 100ms, memory);
        QCOMPARE(window.datagrams(), 8U);
    }

    void staysAsItIsWhileItIsNotUsedUp()
    {
        CongestionWindow window;
        for (int i = 0; i < 1'000; ++i)
            window.handleAcknowledged(start, limits::datagramBytes, memory);
        window.handleLoss(start, memory);
        QCOMPARE(window.datagrams(), 32U);
        window.handleUsedUp(start);
        window.handleAcknowledged(start + 101ms, limits::datagramBytes, memory);
        QCOMPARE(window.datagrams(), 32U);
        window.handleAcknowledged(start + 100ms, limits::datagramBytes, memory);
        QCOMPARE(window.datagrams(), 33U);
    }

    void paceLetsTenGoAndThenOneAfterTheOther()
    {
        Pace pace;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(pace.allows(start, 5ms));
            pace.handleSent(start, 5ms);
        }
        QVERIFY(!pace.allows(start + 4ms, 5ms));
        const Instant at = pace.allowedAt(5ms);
        QVERIFY(at >= start + 5ms && at <= start + 5ms + Duration{10});
        QVERIFY(pace.allows(at, 5ms));
        pace.handleSent(at, 5ms);
        QVERIFY(!pace.allows(at + 4ms, 5ms));
        QVERIFY(pace.allows(at + 6ms, 5ms));
    }

    void paceFollowsTheRoundTripAtOnce()
    {
        Pace pace;
        for (int i = 0; i < 10; ++i)
            pace.handleSent(start, 100ms);
        QVERIFY(!pace.allows(start + 50ms, 100ms));
        QVERIFY(pace.allows(start + 2ms, 1ms));
    }

    void paceGathersNoMoreThanABurst()
    {
        Pace pace;
        pace.handleSent(start, 1ms);
        const Instant later = start + 1h;
        int sent = 0;
        while (sent < 100 && pace.allows(later, 1ms)) {
            pace.handleSent(later, 1ms);
            ++sent;
        }
        QCOMPARE(sent, 10);
    }

    void paceKeepsTheRateOverALongTime()
    {
        Pace pace;
        int sent = 0;
        for (Instant now = start; now < start + 10s; now += 1ms) {
            while (pace.allows(now, 3ms)) {
                pace.handleSent(now, 3ms);
                ++sent;
            }
        }
        QVERIFY2(sent >= 3'330 && sent <= 3'345, qPrintable(QString::number(sent)));
    }
};

QTEST_APPLESS_MAIN(CongestionWindowTest)
#include "congestion_window_test.moc"
