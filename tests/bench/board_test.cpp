#include "bench/fan_out/board.h"

#include <QTest>

#include <cmath>
#include <memory>

using namespace hubbub::bench;

class BoardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quantilesAreExactToThreePercent()
    {
        const auto histogram = std::make_unique<Histogram>();
        for (std::int64_t i = 1; i <= 10'000; ++i)
            histogram->add(i * 1000);
        QCOMPARE(histogram->count(), std::uint64_t{10'000});
        for (const double share : {0.01, 0.5, 0.99, 1.0}) {
            const double microseconds = share * 10'000;
            QVERIFY(std::abs(histogram->quantile(share) - microseconds) <= 0.03 * microseconds);
        }
    }

    void nothingAndTheWorstFindABucket()
    {
        const auto histogram = std::make_unique<Histogram>();
        QCOMPARE(histogram->quantile(0.5), 0.0);
        histogram->add(-5); // a clock that was set back
        histogram->add(INT64_MAX);
        QCOMPARE(histogram->count(), std::uint64_t{2});
        QCOMPARE(histogram->quantile(0.5), 0.0);
        QVERIFY(histogram->quantile(1) > 9e15);
    }

    void addsUpAndClears()
    {
        const auto one = std::make_unique<Histogram>();
        const auto other = std::make_unique<Histogram>();
        one->add(1000);
        other->add(2'000'000);
        one->addAll(*other);
        QCOMPARE(one->count(), std::uint64_t{2});
        QVERIFY(one->quantile(1) > 1900);
        one->clear();
        QCOMPARE(one->count(), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(BoardTest)
#include "board_test.moc"
