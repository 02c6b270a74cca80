#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hubbub;
using test::isMistake;
using test::SeededEntropy;

namespace {

/// Gives one byte for ever.
class ConstantEntropy final : public Entropy {
public:
    explicit ConstantEntropy(Byte byte) : byte_(byte) {}
    void fill(MutableBytes bytes) override { std::ranges::fill(bytes, byte_); }

private:
    Byte byte_;
};

} // namespace

class EntropyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsNumbersFromAllBits();
    void staysBelowTheBoundAndReachesEveryNumber();
    void aBoundOfNothingIsAMistake();
    void spreadsADurationToBothSidesButNoFurther();
    void leavesADurationAloneWithoutSpread();
    void drawsWholeIds();
};

void EntropyTest::drawsNumbersFromAllBits()
{
    SeededEntropy entropy{1};
    std::uint64_t ever = 0;
    std::uint64_t always = ~std::uint64_t{0};
    for (int i = 0; i < 200; ++i) {
        const std::uint64_t number = entropy.drawNumber();
        ever |= number;
        always &= number;
    }
    QCOMPARE(ever, ~std::uint64_t{0});
    QCOMPARE(always, std::uint64_t{0});
}

void EntropyTest::staysBelowTheBoundAndReachesEveryNumber()
{
    SeededEntropy entropy{2};
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 500; ++i)
        seen.insert(entropy.drawBelow(7));
    QCOMPARE(seen, (std::set<std::uint64_t>{0, 1, 2, 3, 4, 5, 6}));
    QCOMPARE(entropy.drawBelow(1), std::uint64_t{0});
}

void EntropyTest::aBoundOfNothingIsAMistake()
{
    SeededEntropy entropy{3};
    QVERIFY(isMistake([&] { entropy.drawBelow(0); }));
}

void EntropyTest::spreadsADurationToBothSidesButNoFurther()
{
    SeededEntropy entropy{4};
    Duration least = Duration::max();
    Duration most = Duration::min();
    for (int i = 0; i < 2000; ++i) {
        const Duration drawn = entropy.drawAround(4s, 20);
        least = std::min(least, drawn);
        most = std::max(most, drawn);
    }
    QVERIFY(least >= 3200ms && least < 3210ms);
    QVERIFY(most <= 4800ms && most > 4790ms);
}

void EntropyTest::leavesADurationAloneWithoutSpread()
{
    ConstantEntropy entropy{0xff};
    QVERIFY(entropy.drawAround(4s, 0) == 4s);
    QVERIFY(entropy.drawAround(0s, 20) == 0s);
}

void EntropyTest::drawsWholeIds()
{
    ConstantEntropy entropy{0xab};
    QCOMPARE(toHex(entropy.draw<Salt>().view()), std::string("abababababababab"));
}

QTEST_APPLESS_MAIN(EntropyTest)
#include "entropy_test.moc"
