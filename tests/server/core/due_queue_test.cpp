// What is due, in order; and that what has been moved or removed does not turn up, nor pile up.
#include "server/core/due_queue.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

using namespace hubbub;
using namespace hubbub::server;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + sinceStart;
}

} // namespace

class DueQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void turnsUpInOrderOfTimeAndKey();
    void anEarlierTimeHolds();
    void whatWasRemovedDoesNotTurnUp();
    void whatComesInAgainWaitsForTheNextCall();
    void doesWhatAPlainTableDoes();
};

void DueQueueTest::turnsUpInOrderOfTimeAndKey()
{
    DueQueue<int> queue;
    QVERIFY(!queue.earliest());
    queue.bringForward(3, at(2s));
    queue.bringForward(2, at(2s));
    queue.bringForward(1, at(3s));
    queue.bringForward(4, at(1s));
    QCOMPARE(queue.earliest(), std::optional(at(1s)));
    QCOMPARE(queue.takeDue(at(2s)), (std::vector{4, 2, 3}));
    QCOMPARE(queue.earliest(), std::optional(at(3s)));
}

void DueQueueTest::anEarlierTimeHolds()
{
    DueQueue<int> queue;
    queue.bringForward(1, at(5s));
    queue.bringForward(1, at(9s));
    QCOMPARE(queue.earliest(), std::optional(at(5s)));
    queue.bringForward(1, at(2s));
    QCOMPARE(queue.takeDue(at(10s)), std::vector{1});
    QVERIFY(queue.takeDue(at(10s)).empty());
    QVERIFY(!queue.earliest());
}

void DueQueueTest::whatWasRemovedDoesNotTurnUp()
{
    DueQueue<int> queue;
    queue.bringForward(1, at(1s));
    queue.bringForward(2, at(2s));
    queue.remove(1);
    queue.remove(7);
    QCOMPARE(queue.earliest(), std::optional(at(2s)));
    queue.bringForward(1, at(3s));
    QCOMPARE(queue.takeDue(at(3s)), (std::vector{2, 1}));
}

void DueQueueTest::whatComesInAgainWaitsForTheNextCall()
{
    DueQueue<int> queue;
    queue.bringForward(1, at(1s));
    for (const int key : queue.takeDue(at(1s)))
        queue.bringForward(key, at(1s));
    QCOMPARE(queue.takeDue(at(1s)), std::vector{1});
}

void DueQueueTest::doesWhatAPlainTableDoes()
{
    std::mt19937 random(1); // NOLINT(bugprone-random-generator-seed): the same in every run
    DueQueue<int> queue;
    std::map<int, Instant> table;
    for (int i = 0; i < 20'000; ++i) {
        const int key = static_cast<int>(random() % 50);
        const Instant when = at(std::chrono::milliseconds{random() % 1000 + static_cast<unsigned>(i)});
        if (random() % 4 == 0) {
            queue.remove(key);
            table.erase(key);
        } else {
            queue.bringForward(key, when);
            const auto [entry, isNew] = table.try_emplace(key, when);
            entry->second = std::min(entry->second, when);
        }
        std::optional<Instant> earliest;
        for (const auto& [each, due] : table)
            earliest = std::min(earliest.value_or(due), due);
        QCOMPARE(queue.earliest(), earliest);
        if (i % 100 == 0) {
            std::vector<std::pair<Instant, int>> due;
            for (const auto& [each, time] : table) {
                if (time <= when)
                    due.emplace_back(time, each);
            }
            std::ranges::sort(due);
            const auto taken = queue.takeDue(when);
            QVERIFY(std::ranges::equal(taken, due, {}, {}, &std::pair<Instant, int>::second));
            for (const int each : taken)
                table.erase(each);
        }
    }
}

QTEST_APPLESS_MAIN(DueQueueTest)
#include "due_queue_test.moc"
