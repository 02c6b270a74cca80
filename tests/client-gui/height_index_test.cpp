// The index answers as a plain list of heights would, whatever happens to it.
#include "client-gui/height_index.h"

#include <QTest>

#include <limits>
#include <numeric>
#include <random>

using hubbub::gui::HeightIndex;

class HeightIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyListHasNoRowAnywhere();
    void itFindsTheRowAtAnOffset();
    void rowsWithoutHeightAreNeverFound();
    void outsideIsTheNearestRow();
    void itTellsWhatIsMeasured();
    void manyHighRowsAreMoreThanAnIntHolds();
    void itAgreesWithAPlainList();
};

void HeightIndexTest::anEmptyListHasNoRowAnywhere()
{
    const HeightIndex index;
    QCOMPARE(index.rowAt(0), -1);
    QCOMPARE(index.total(), 0);
    QCOMPARE(index.offsetOf(0), 0);
}

void HeightIndexTest::itFindsTheRowAtAnOffset()
{
    HeightIndex index;
    index.reset(std::vector{10, 20, 30});
    QCOMPARE(index.rowAt(9), 0);
    QCOMPARE(index.rowAt(10), 1);
    QCOMPARE(index.rowAt(59), 2);
    QCOMPARE(index.offsetOf(2), 30);
    QCOMPARE(index.offsetOf(3), 60);
}

void HeightIndexTest::rowsWithoutHeightAreNeverFound()
{
    HeightIndex index;
    index.reset(std::vector{0, 10, 0, 0, 20, 0});
    QCOMPARE(index.rowAt(0), 1);
    QCOMPARE(index.rowAt(10), 4);
    QCOMPARE(index.rowAt(29), 4);
}

void HeightIndexTest::outsideIsTheNearestRow()
{
    HeightIndex index;
    index.reset(std::vector{10, 20});
    QCOMPARE(index.rowAt(-5), 0);
    QCOMPARE(index.rowAt(1'000), 1);
}

void HeightIndexTest::itTellsWhatIsMeasured()
{
    HeightIndex index;
    index.reset(std::vector{10, 20});
    QVERIFY(index.isEstimate(1));
    index.measure(1, 0);
    QVERIFY(!index.isEstimate(1));
    QVERIFY(index.isEstimate(0));
    QCOMPARE(index.total(), 10);
    index.estimate(1, 15);
    QVERIFY(index.isEstimate(1));
    QCOMPARE(index.height(1), 15);
}

void HeightIndexTest::manyHighRowsAreMoreThanAnIntHolds()
{
    constexpr int rows = 200'000;
    constexpr int height = 300'000; // 16 KiB of empty lines
    HeightIndex index;
    index.reset(std::vector(rows, height));
    QCOMPARE(index.total(), std::int64_t{rows} * height);
    QVERIFY(index.total() > std::numeric_limits<int>::max());
    QCOMPARE(index.rowAt(index.total() - 1), rows - 1);
    QCOMPARE(index.offsetOf(rows / 2), index.total() / 2);
}

void HeightIndexTest::itAgreesWithAPlainList()
{
    std::mt19937 random(1);
    const auto upTo = [&random](std::size_t most) {
        return std::uniform_int_distribution<int>(0, static_cast<int>(most))(random);
    };
    HeightIndex index;
    std::vector<int> plain;
    for (int step = 0; step < 4'000; ++step) {
        const int what = upTo(9);
        if (what < 3) {
            std::vector<int> added(static_cast<std::size_t>(upTo(step % 100 == 0 ? 3'000 : 20)));
            for (int& height : added)
                height = upTo(3) == 0 ? 0 : upTo(100);
            const int at = upTo(plain.size());
            index.insertEstimates(at, added);
            plain.insert(plain.begin() + at, added.begin(), added.end());
        } else if (what < 5) {
            const int at = upTo(plain.size());
            const int count = upTo(std::min<std::size_t>(plain.size() - static_cast<std::size_t>(at),
                                                         step % 100 == 1 ? 3'000 : 25));
            index.remove(at, count);
            plain.erase(plain.begin() + at, plain.begin() + at + count);
        } else if (!plain.empty()) {
            const int at = upTo(plain.size() - 1);
            plain[static_cast<std::size_t>(at)] = upTo(500);
            index.measure(at, plain[static_cast<std::size_t>(at)]);
        }

        QCOMPARE(index.count(), static_cast<int>(plain.size()));
        QCOMPARE(index.total(), std::accumulate(plain.begin(), plain.end(), std::int64_t{0}));
        if (plain.empty())
            continue;
        const int row = upTo(plain.size() - 1);
        const auto offset = std::accumulate(plain.begin(), plain.begin() + row, std::int64_t{0});
        QCOMPARE(index.height(row), plain[static_cast<std::size_t>(row)]);
        QCOMPARE(index.offsetOf(row), offset);
        if (plain[static_cast<std::size_t>(row)] > 0) {
            QCOMPARE(index.rowAt(offset), row);
            QCOMPARE(index.rowAt(offset + plain[static_cast<std::size_t>(row)] - 1), row);
        }
    }
}

QTEST_GUILESS_MAIN(HeightIndexTest)
#include "height_index_test.moc"
