#include "protocol/link/fair_budget.h"
#include "protocol/link/hint_budget.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::link;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

IpAddress address(std::uint32_t number)
{
    return IpAddress::v4(0x0a000000 + number);
}

/// How much of `asked` the prefix gets.
std::size_t taken(FairBudget& budget, Instant now, std::uint32_t prefix, std::size_t asked)
{
    std::size_t got = 0;
    for (std::size_t i = 0; i < asked; ++i) {
        if (budget.mayTake(now, AddressPrefix::of(address(prefix)))) {
            budget.take(now, AddressPrefix::of(address(prefix)));
            ++got;
        }
    }
    return got;
}

} // namespace

class FairBudgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLonePrefixGetsHalf();
    void theBudgetIsRenewedEverySecond();
    void aLatecomerGetsItsPartOfABudgetThatOthersExhaust();
    void inTheNextSecondEveryoneHasTheSame();
    void aFewGreedyPrefixesLockNobodyOut();
    void inventedPrefixesCannotGrowTheTable();
    void hintsAreBoundedPerPrefix();
    void hintsAreBoundedInAllAndSoIsTheTable();
    void busyPrefixesDoNotUseUpTheHintsOfOthers();
};

void FairBudgetTest::aLonePrefixGetsHalf()
{
    FairBudget budget(800);
    QCOMPARE(taken(budget, at(0s), 1, 1000), 400U);
    QCOMPARE(taken(budget, at(0s), 2, 1000), 150U);
}

void FairBudgetTest::theBudgetIsRenewedEverySecond()
{
    FairBudget budget(800);
    QCOMPARE(taken(budget, at(0s), 1, 1000), 400U);
    QCOMPARE(taken(budget, at(999ms), 1, 1000), 0U);
    QCOMPARE(taken(budget, at(1s), 1, 1000), 400U);
    QCOMPARE(taken(budget, at(1min), 1, 1000), 400U);
}

void FairBudgetTest::aLatecomerGetsItsPartOfABudgetThatOthersExhaust()
{
    FairBudget budget(800);
    std::size_t greedy = 0;
    for (std::uint32_t prefix = 1; prefix <= 4; ++prefix)
        greedy += taken(budget, at(0s), prefix, 1000);
    QVERIFY(greedy <= 800);
    FairBudget crowded(800);
    for (int round = 0; round < 200; ++round) {
        for (std::uint32_t prefix = 1; prefix <= 4; ++prefix)
            taken(crowded, at(0s), prefix, 5);
    }
    QCOMPARE(taken(crowded, at(0s), 9, 1000), 60U);
}

void FairBudgetTest::inTheNextSecondEveryoneHasTheSame()
{
    FairBudget budget(800);
    for (std::uint32_t prefix = 1; prefix <= 4; ++prefix)
        taken(budget, at(0s), prefix, 1);
    const std::size_t first = taken(budget, at(1s), 1, 1000);
    QCOMPARE(first, 400U);
    for (std::uint32_t prefix = 2; prefix <= 3; ++prefix)
        QCOMPARE(taken(budget, at(1s), prefix, 1000), 75U);
}

void FairBudgetTest::aFewGreedyPrefixesLockNobodyOut()
{
    for (std::uint32_t greedy = 1; greedy <= 20; ++greedy) {
        FairBudget budget(800);
        for (Duration second = 0s; second < 5s; second += 1s) {
            for (std::uint32_t prefix = 1; prefix <= greedy; ++prefix)
                taken(budget, at(second), prefix, 1000);
            if (second > 0s)
                QVERIFY(taken(budget, at(second), 1000, 1000) >= 300 / (greedy + 51));
            for (std::uint32_t stranger = 2000; stranger < 2050; ++stranger)
                QCOMPARE(taken(budget, at(second), stranger, 1), 1U);
        }
    }
}

void FairBudgetTest::inventedPrefixesCannotGrowTheTable()
{
    FairBudget budget(800);
    for (std::uint32_t prefix = 0; prefix < 100'000; ++prefix)
        taken(budget, at(0s), prefix, 1);
    QCOMPARE(budget.prefixes(), 800U);
}

void FairBudgetTest::hintsAreBoundedPerPrefix()
{
    ResetHintBudget hints;
    std::size_t sent = 0;
    for (int i = 0; i < 1000; ++i)
        sent += hints.take(at(0s), address(1)) ? 1 : 0;
    QCOMPARE(sent, ResetHintBudget::perPrefixAndSecond);
    QVERIFY(hints.take(at(0s), address(2)));
    QVERIFY(!hints.take(at(999ms), address(1)));
    QVERIFY(hints.take(at(1s), address(1)));
}

void FairBudgetTest::hintsAreBoundedInAllAndSoIsTheTable()
{
    ResetHintBudget hints;
    std::size_t sent = 0;
    for (std::uint32_t i = 0; i < 100'000; ++i)
        sent += hints.take(at(0s), address(i)) ? 1 : 0;
    QCOMPARE(sent, ResetHintBudget::perSecond);
    QVERIFY(hints.prefixes() <= ResetHintBudget::perSecond);
    QVERIFY(hints.take(at(1s), address(99'999)));
    QCOMPARE(hints.prefixes(), 1U);
}

void FairBudgetTest::busyPrefixesDoNotUseUpTheHintsOfOthers()
{
    ResetHintBudget hints;
    for (std::uint32_t prefix = 0; prefix < 20; ++prefix) {
        for (int i = 0; i < 1000; ++i)
            hints.take(at(0s), address(prefix));
    }
    for (std::uint32_t stranger = 100; stranger < 400; ++stranger)
        QVERIFY(hints.take(at(0s), address(stranger)));
}

QTEST_APPLESS_MAIN(FairBudgetTest)
#include "fair_budget_test.moc"
