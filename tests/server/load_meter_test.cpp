#include "server/load_meter.h"

#include <QTest>

using namespace hubbub;
using hubbub::server::LoadMeter;

class LoadMeterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheShareOfEachSecond()
    {
        LoadMeter meter;
        const Instant start{1h};
        QCOMPARE(meter.percentOfLastSecond(start), std::optional(0));
        meter.add(100ms);
        meter.add(150ms);
        QCOMPARE(meter.percentOfLastSecond(start + 900ms), std::optional<int>());
        QCOMPARE(meter.percentOfLastSecond(start + 1s), std::optional(25));
        QCOMPARE(meter.percentOfLastSecond(start + 3s), std::optional(0));
    }
};

QTEST_APPLESS_MAIN(LoadMeterTest)
#include "load_meter_test.moc"
