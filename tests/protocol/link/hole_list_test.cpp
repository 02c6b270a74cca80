#include "protocol/link/hole_list.h"

#include <QtTest>

using namespace hubbub;
using link::Hole;
using link::HoleList;
using link::Position;
using link::startOf;
using link::Stretch;

namespace {

constexpr Instant start{1h};
constexpr Duration lossDelay = 100ms;

/// Whole records, first and last.
constexpr Stretch records(std::uint64_t first, std::uint64_t last)
{
    return {startOf(Seq{first}), startOf(Seq{last + 1})};
}

/// True if anything was lost.
bool update(HoleList& holes, Instant now, std::vector<Stretch> missing, std::uint64_t limit)
{
    const auto losses = holes.update(now, missing, startOf(Seq{limit}), lossDelay);
    return losses.again || losses.newUpTo > Position{};
}

void resend(HoleList& holes, Instant now)
{
    for (Hole& hole : holes.all()) {
        hole.resentTo = hole.stretch.to;
        hole.resentAt = now;
    }
}

bool anyDue(const HoleList& holes)
{
    return std::ranges::any_of(holes.all(), &Hole::due);
}

} // namespace

class HoleListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewHoleIsDueAtOnceAndAgainAfterALossDelay()
    {
        HoleList holes;
        QVERIFY(update(holes, start, {records(3, 5)}, 9));
        QVERIFY(anyDue(holes));
        QCOMPARE(holes.records(), 3U);
        resend(holes, start);
        QVERIFY(!update(holes, start + 99ms, {records(3, 5)}, 9));
        QVERIFY(!anyDue(holes));
        QVERIFY(update(holes, start + 100ms, {records(3, 5)}, 9));
        QVERIFY(anyDue(holes));
    }

    void whatRemainsOfAHoleKeepsItsTime()
    {
        HoleList holes;
        update(holes, start, {records(3, 9)}, 12);
        resend(holes, start);
        QVERIFY(!update(holes, start + 50ms, {records(3, 3), records(6, 7)}, 12));
        QVERIFY(!anyDue(holes));
        QCOMPARE(holes.all().size(), 2U);
        QCOMPARE(holes.records(), 3U);
        QVERIFY(!update(holes, start + 60ms, {}, 12));
        QVERIFY(holes.empty());
    }

    void aHoleThatGrowsIsDueWhereItGrew()
    {
        HoleList holes;
        update(holes, start, {records(3, 4)}, 6);
        resend(holes, start);
        QVERIFY(holes.addTail(startOf(Seq{6}), startOf(Seq{8})));
        QVERIFY(update(holes, start + 10ms, {records(3, 4), records(7, 10)}, 12));
        QCOMPARE(holes.all()[0].due(), false);
        QCOMPARE(holes.all()[1].due(), true);
    }

    void holesBeyondWhatAnAckTellsStay()
    {
        HoleList holes;
        QVERIFY(holes.addTail(startOf(Seq{5}), startOf(Seq{20})));
        QVERIFY(!holes.addTail(startOf(Seq{5}), startOf(Seq{20})));
        QCOMPARE(holes.all().size(), 1U);
        QVERIFY(!update(holes, start, {records(7, 8)}, 10));
        QCOMPARE(holes.all().size(), 2U);
        QCOMPARE(holes.all()[0].stretch, records(7, 8));
        QCOMPARE(holes.all()[1].stretch, records(10, 19));
        QVERIFY(holes.addTail(startOf(Seq{10}), startOf(Seq{30})));
        QCOMPARE(holes.all().size(), 2U);
        QCOMPARE(holes.all()[1].stretch, records(10, 29));
    }

    void staysSmallWhateverAcksTell()
    {
        HoleList holes;
        std::vector<Stretch> missing;
        for (std::uint64_t i = 0; i < 32; ++i)
            missing.push_back(records(10 * i + 1, 10 * i + 8));
        for (int round = 0; round < 100; ++round) {
            update(holes, start + 1s * round, missing, 400);
            const auto sent = startOf(Seq{static_cast<std::uint64_t>(1'000 + round)});
            holes.addTail(startOf(Seq{400}), sent);
            resend(holes, start + 1s * round);
            QVERIFY(holes.all().size() <= 33);
        }
    }

    /// A peer that tells of another partial record each time, from the last one down.
    void holesBeyondWhatAnAckTellsBecomeOneWhenThereAreMany()
    {
        HoleList holes;
        for (std::uint64_t seq = 1'000; seq > 10; --seq) {
            const Position limit{Seq{seq}, 6};
            const std::vector<Stretch> missing{records(10, seq - 1), {{Seq{seq}, 4}, limit}};
            holes.update(start, missing, limit, lossDelay);
            for (Hole& hole : holes.all()) {
                hole.resentBytes += hole.due() ? 10 : 0;
                hole.resentTo = hole.stretch.to;
                hole.resentAt = start;
            }
            QVERIFY(holes.all().size() <= HoleList::most);
            QCOMPARE(holes.all().front().stretch, missing.front());
            for (std::size_t i = 1; i < holes.all().size(); ++i)
                QVERIFY(holes.all()[i - 1].stretch.to <= holes.all()[i].stretch.from);
        }
        QVERIFY2(holes.covers(Seq{10}, Seq{1'001}), "what was missing is, until an ACK tells of it");
        update(holes, start + 1s, {records(10, 10)}, 1'001);
        QCOMPARE(holes.all().size(), 1U);
    }

    void whatIsLeftOfAHoleKeepsItsPartOfTheBytes()
    {
        HoleList holes;
        update(holes, start, {records(1, 10)}, 12);
        resend(holes, start);
        holes.all().front().resentBytes = 1'000;
        update(holes, start, {records(1, 2), records(7, 7)}, 12);
        QCOMPARE(holes.all()[0].resentBytes, 200U);
        QCOMPARE(holes.all()[1].resentBytes, 100U);
        QCOMPARE(holes.resentBytes(), 300U);
        holes.dropBelow(Seq{2});
        QCOMPARE(holes.resentBytes(), 200U);
        update(holes, start + 100ms, {records(2, 2), records(7, 7)}, 12);
        QCOMPARE(holes.resentBytes(), 0U);
    }

    void forgetsWhatIsGone()
    {
        HoleList holes;
        update(holes, start, {records(3, 5), records(8, 9)}, 12);
        QVERIFY(!holes.dropBelow(Seq{3}));
        QVERIFY(holes.dropBelow(Seq{4}));
        QCOMPARE(holes.all()[0].stretch, records(4, 5));
        QVERIFY(holes.dropBelow(Seq{8}));
        QCOMPARE(holes.all().size(), 1U);
        QVERIFY(holes.dropBelow(Seq{100}));
        QVERIFY(holes.empty());
    }

    void knowsWhichSeqsItTouches()
    {
        HoleList holes;
        const std::vector<Stretch> missing{records(3, 4), {{Seq{5}, 10}, {Seq{5}, 20}}, records(9, 9)};
        holes.update(start, missing, startOf(Seq{12}), lossDelay);
        QVERIFY(holes.covers(Seq{3}, Seq{6}));
        QVERIFY(!holes.covers(Seq{3}, Seq{7}));
        QVERIFY(!holes.covers(Seq{2}, Seq{4}));
        QVERIFY(holes.covers(Seq{9}, Seq{10}));
        QVERIFY(holes.covers(Seq{7}, Seq{7}));
        QCOMPARE(holes.records(), 4U);
    }
};

QTEST_APPLESS_MAIN(HoleListTest)
#include "hole_list_test.moc"
