#include "protocol/link/round_trip.h"

#include <QtTest>

using namespace hubbub;
using link::RoundTrip;

class RoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isCarefulBeforeTheFirstSample()
    {
        const RoundTrip roundTrip;
        QVERIFY(!roundTrip.smoothed());
        QCOMPARE(roundTrip.estimate(), Duration{333ms});
        // 333 ms and four times its half (RFC 9002, section 6.2.2).
        QCOMPARE(roundTrip.probeTimeout(25ms), Duration{1'024ms});
        QCOMPARE(roundTrip.lossDelay(), Duration{999ms});
    }

    void takesTheFirstSampleAsItIs()
    {
        RoundTrip roundTrip;
        roundTrip.addSample(80ms);
        QCOMPARE(roundTrip.smoothed(), std::optional<Duration>(80ms));
        QCOMPARE(roundTrip.probeTimeout(25ms), Duration{25ms + 80ms + 4 * 40ms});
    }

    void smoothsAsRfc6298Says()
    {
        RoundTrip roundTrip;
        roundTrip.addSample(80ms);
        roundTrip.addSample(120ms);
        // rttvar = 3/4 · 40 + 1/4 · 40; srtt = 7/8 · 80 + 1/8 · 120.
        QCOMPARE(roundTrip.smoothed(), std::optional<Duration>(85ms));
        QCOMPARE(roundTrip.probeTimeout(0ms), Duration{85ms + 160ms});
    }

    void neverAsksSoonerThanFiftyMillisecondsOverTheInterval()
    {
        RoundTrip roundTrip;
        for (int i = 0; i < 50; ++i)
            roundTrip.addSample(200us);
        QCOMPARE(roundTrip.probeTimeout(25ms), Duration{75ms});
        QCOMPARE(roundTrip.probeTimeout(1s), Duration{1'050ms});
    }

    void waitsALittleLongerThanARoundTripForALoss()
    {
        RoundTrip roundTrip;
        for (int i = 0; i < 100; ++i)
            roundTrip.addSample(160ms);
        QCOMPARE(roundTrip.lossDelay() / 1ms, 180);
        for (int i = 0; i < 100; ++i)
            roundTrip.addSample(1ms);
        QVERIFY(roundTrip.lossDelay() >= 11ms);
        QVERIFY(roundTrip.lossDelay() < 12ms);
    }

    void believesNoPeerThatMakesItWaitForever()
    {
        RoundTrip roundTrip;
        roundTrip.addSample(24h);
        QCOMPARE(roundTrip.estimate(), Duration{10s});
        roundTrip.reset();
        roundTrip.addSample(Duration{-5});
        QCOMPARE(roundTrip.estimate(), Duration{1});
    }

    void startsAnewOnAnotherPath()
    {
        RoundTrip roundTrip;
        roundTrip.addSample(80ms);
        roundTrip.reset();
        QVERIFY(!roundTrip.smoothed());
    }
};

QTEST_APPLESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
