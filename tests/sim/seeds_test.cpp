// The seeds that once failed, and that a seed is a run: the same one twice gives the same datagrams.
#include "protocol/crypto/identity.h"
#include "tests/sim/run.h"
#include "tests/sim/seeds.h"

#include <QTest>

#include <algorithm>

using namespace hubbub;

class SeedsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }
    void whatOnceFailedDoesNot_data();
    void whatOnceFailedDoesNot();
    void oneSeedIsOneRun_data();
    void oneSeedIsOneRun();
    void twoSeedsAreTwoRuns();
    void tellsTheLastSteps();
};

void SeedsTest::whatOnceFailedDoesNot_data()
{
    QTest::addColumn<std::uint64_t>("seed");
    for (const sim::StoriedSeed& each : sim::storiedSeeds)
        QTest::addRow("%d: %s", static_cast<int>(each.seed), each.story) << each.seed;
}

void SeedsTest::whatOnceFailedDoesNot()
{
    QFETCH(std::uint64_t, seed);
    const sim::Outcome outcome = sim::run(seed);
    QVERIFY2(!outcome.complaint, outcome.complaint.value_or("").c_str());
    QVERIFY(outcome.events > 0);
}

void SeedsTest::oneSeedIsOneRun_data()
{
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %d", static_cast<int>(seed)) << seed;
}

void SeedsTest::oneSeedIsOneRun()
{
    QFETCH(std::uint64_t, seed);
    const sim::Outcome first = sim::run(seed);
    // Looking on changes nothing.
    const sim::Outcome second = sim::run(seed, 100);
    QCOMPARE(second.hash, first.hash);
    QCOMPARE(second.steps, first.steps);
    QCOMPARE(second.datagrams, first.datagrams);
    QVERIFY(first.datagrams > 50);
}

void SeedsTest::twoSeedsAreTwoRuns()
{
    QVERIFY(sim::run(1).hash != sim::run(2).hash);
}

void SeedsTest::tellsTheLastSteps()
{
    const sim::Outcome outcome = sim::run(1, 50);
    QCOMPARE(outcome.trace.size(), std::size_t{50});
    QVERIFY(std::ranges::any_of(
        outcome.trace, [](const std::string& line) { return line.find("sealed to ") != std::string::npos; }));
}

QTEST_GUILESS_MAIN(SeedsTest)
#include "seeds_test.moc"
