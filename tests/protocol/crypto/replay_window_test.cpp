#include "protocol/crypto/replay_window.h"
#include "tests/support/mistake.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <limits>
#include <set>
#include <vector>

using namespace hubbub;
using namespace hubbub::crypto;
using test::isMistake;
using test::SeededEntropy;

namespace {

constexpr std::uint64_t span = limits::replayWindow;
/// Counters this far apart share a place in the bitmap.
constexpr std::uint64_t bitmap = span + 64;
constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();

/// A packet that opens: accepted if it may be.
bool offer(ReplayWindow& window, std::uint64_t counter)
{
    if (!window.mayAccept(counter))
        return false;
    window.accept(counter);
    return true;
}

struct Step {
    std::uint64_t counter;
    bool accepted;
};

struct Story {
    const char* name;
    std::vector<Step> steps;
};

const std::vector<Story> stories = {
    {"the first may be zero", {{0, true}, {0, false}}},
    {"in order", {{0, true}, {1, true}, {2, true}, {1, false}, {2, false}, {3, true}}},
    {"the first may be any",
     {{9, true}, {8, true}, {7, true}, {7, false}, {9, false}, {0, true}, {0, false}}},
    {"late within a word", {{5, true}, {63, true}, {64, true}, {6, true}, {6, false}, {5, false}}},
    {"as far behind as it tells", {{span, true}, {0, true}, {0, false}, {1, true}, {span, false}}},
    {"one further behind", {{span + 1, true}, {0, false}, {1, true}, {1, false}}},
    {"the far end at every place in a word",
     {{span + 63, true}, {62, false}, {63, true}, {63, false}, {span + 64, true}, {63, false}, {64, true}}},
    {"a slide forgets no neighbour",
     {{100, true}, {99, true}, {100 + span, true}, {100, false}, {99, false}, {101, true}, {101, false}}},
    {"a slide by one word less than all", {{0, true}, {span - 1, true}, {0, false}, {1, true}, {span, true}}},
    {"a leap over everything",
     {{3, true},
      {1'000'000, true},
      {3, false},
      {1'000'000 - span, true},
      {1'000'000 - span - 1, false},
      {999'999, true},
      {999'999, false},
      {1'000'000, false}}},
    {"a leap onto the same places of the bitmap",
     {{0, true},
      {1, true},
      {bitmap, true},
      {bitmap + 1, true},
      {bitmap, false},
      {bitmap - 1, true},
      {65, true},
      {64, false},
      {63, false}}},
    {"the end of all counters",
     {{last, false},
      {last - 1, true},
      {last, false},
      {last - 1, false},
      {last - 1 - span, true},
      {last - 2 - span, false},
      {0, false}}},
};

} // namespace

class ReplayWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsStories_data();
    void tellsStories();
    void agreesWithASetThatForgetsNothing_data();
    void agreesWithASetThatForgetsNothing();
    void askingChangesNothing();
    void knowsTheNewest();
    void acceptingAReplayIsAMistake();
};

void ReplayWindowTest::tellsStories_data()
{
    QTest::addColumn<std::size_t>("story");
    for (std::size_t i = 0; i < stories.size(); ++i)
        QTest::newRow(stories[i].name) << i;
}

void ReplayWindowTest::tellsStories()
{
    QFETCH(std::size_t, story);
    ReplayWindow window;
    int number = 0;
    for (const Step& step : stories[story].steps) {
        ++number;
        QVERIFY2(offer(window, step.counter) == step.accepted, qPrintable(QString::number(number)));
    }
}

void ReplayWindowTest::agreesWithASetThatForgetsNothing_data()
{
    QTest::addColumn<std::uint64_t>("reach");
    QTest::newRow("a little disorder") << std::uint64_t{50};
    QTest::newRow("as much as the window") << span + 2;
    QTest::newRow("far beyond it") << 3 * span;
}

void ReplayWindowTest::agreesWithASetThatForgetsNothing()
{
    QFETCH(std::uint64_t, reach);
    SeededEntropy entropy{reach};
    ReplayWindow window;
    std::set<std::uint64_t> seen;
    std::uint64_t middle = 0;
    for (int i = 0; i < 20'000; ++i) {
        middle += entropy.drawBelow(3);
        if (entropy.drawBelow(2'000) == 0)
            middle += entropy.drawBelow(4 * span);
        const std::uint64_t counter = middle + entropy.drawBelow(reach);
        const bool tooOld = !seen.empty() && *seen.rbegin() > counter + span;
        QCOMPARE(offer(window, counter), !tooOld && !seen.contains(counter));
        if (!tooOld)
            seen.insert(counter);
    }
}

void ReplayWindowTest::askingChangesNothing()
{
    ReplayWindow window;
    window.accept(10);
    QVERIFY(window.mayAccept(1'000'000));
    QVERIFY(window.mayAccept(9));
    QVERIFY(window.mayAccept(9));
    QVERIFY(!window.mayAccept(10));
}

void ReplayWindowTest::knowsTheNewest()
{
    ReplayWindow window;
    QVERIFY(window.isNewest(0));
    window.accept(5);
    QVERIFY(!window.isNewest(4));
    QVERIFY(!window.isNewest(5));
    QVERIFY(window.isNewest(6));
    window.accept(4);
    QVERIFY(window.isNewest(6));
    QVERIFY(!window.isNewest(5));
}

void ReplayWindowTest::acceptingAReplayIsAMistake()
{
    ReplayWindow window;
    window.accept(5);
    QVERIFY(isMistake([&] { window.accept(5); }));
    QVERIFY(!isMistake([&] { window.accept(4); }));
}

QTEST_APPLESS_MAIN(ReplayWindowTest)
#include "replay_window_test.moc"
