// Two links over a network that loses, repeats and reorders: whatever it does, all records arrive once and in
// order, in bounded time.
#include "link_pair.h"
#include "test_log.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

constexpr StreamId room{2};
constexpr StreamId priv{0};

/// Everything of the log has arrived, once and in order.
bool hasAll(const RecordedEvents& events, StreamId stream, const TestLog& log)
{
    std::uint64_t expected = log.first().value;
    for (const auto& arrival : events.arrivals) {
        if (arrival.stream != stream)
            continue;
        if (arrival.seq.value != expected++ || !equalBytes(arrival.bytes, *log.find(arrival.seq)))
            return false;
    }
    return expected == log.head().value + 1;
}

} // namespace

class LinkStormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingArrivesOnceInOrderBothWays_data()
    {
        QTest::addColumn<int>("loss");
        QTest::addColumn<int>("duplication");
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<int>("jitterMs");
        QTest::addColumn<int>("patienceSeconds");
        QTest::newRow("calm") << 0 << 0 << 10 << 0 << 3;
        QTest::newRow("one machine") << 0 << 0 << 0 << 0 << 3;
        QTest::newRow("reordering") << 0 << 10 << 10 << 20 << 10;
        QTest::newRow("one percent") << 1 << 1 << 20 << 2 << 10;
        QTest::newRow("wireless") << 5 << 5 << 5 << 30 << 20;
        QTest::newRow("far and lossy") << 10 << 2 << 150 << 30 << 60;
        QTest::newRow("a storm") << 20 << 10 << 30 << 60 << 60;
        QTest::newRow("a hurricane") << 40 << 20 << 30 << 60 << 240;
    }
    void everythingArrivesOnceInOrderBothWays()
    {
        QFETCH(int, loss);
        QFETCH(int, duplication);
        QFETCH(int, delayMs);
        QFETCH(int, jitterMs);
        QFETCH(int, patienceSeconds);
        Duration slowest{};
        std::uint64_t sent = 0;
        std::uint64_t resent = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            LinkPair pair(seed);
            pair.weather = {loss, duplication, std::chrono::milliseconds{delayMs},
                            std::chrono::milliseconds{jitterMs}};
            SeededEntropy dice(seed);
            TestLog roomLog;
            TestLog requests;
            pair.one.link.openSender(room, roomLog, Seq{1});
            pair.other.link.openReceiver(room, Seq{1});
            pair.other.link.openSender(priv, requests, Seq{1});
            pair.one.link.openReceiver(priv, Seq{1});
            const auto appendSome = [&](TestLog& log, int count) {
                for (int i = 0; i < count; ++i)
                    log.appendBytes(sizeByDice(dice));
            };

            const Instant start = pair.now;
            appendSome(roomLog, 300);
            for (int turn = 0; turn < 50; ++turn) {
                appendSome(roomLog, static_cast<int>(dice.drawBelow(4)));
                appendSome(requests, static_cast<int>(dice.drawBelow(3)));
                pair.runFor(20ms);
            }
            const bool arrived = pair.runUntil(
                [&] { return !pair.one.link.hasOutstanding() && !pair.other.link.hasOutstanding(); },
                std::chrono::seconds{patienceSeconds});
            QVERIFY2(!pair.one.broken, pair.one.link.why().data());
            QVERIFY2(!pair.other.broken, pair.other.link.why().data());
            QVERIFY2(arrived, qPrintable(QStringLiteral("seed %1: %2 of %3 arrived, window %4, resent %5")
                                             .arg(seed)
                                             .arg(pair.other.events.arrivals.size())
                                             .arg(roomLog.head().value)
                                             .arg(pair.one.link.counters().windowDatagrams)
                                             .arg(pair.one.link.counters().recordsResent)));
            QVERIFY(hasAll(pair.other.events, room, roomLog));
            QVERIFY(hasAll(pair.one.events, priv, requests));
            QCOMPARE(pair.one.link.acknowledgedBelow(room), next(roomLog.head()));
            QVERIFY(pair.runUntil([&] { return pair.isQuiet(); }, 5s));
            slowest = std::max(slowest, Duration(pair.now - start));
            sent += pair.one.link.counters().recordsSent;
            resent += pair.one.link.counters().recordsResent;
        }
        qInfo("slowest %lld ms, sent %llu, resent %llu", static_cast<long long>(slowest / 1ms),
              static_cast<unsigned long long>(sent), static_cast<unsigned long long>(resent));
    }

private:
    /// Mostly lines of a chat, now and then a page, at times the longest there is.
    static std::size_t sizeByDice(SeededEntropy& dice)
    {
        const std::uint64_t kind = dice.drawBelow(40);
        if (kind == 0)
            return 1 + dice.drawBelow(20 * 1024);
        if (kind < 4)
            return 1 + dice.drawBelow(1'400);
        return 1 + dice.drawBelow(200);
    }
};

QTEST_APPLESS_MAIN(LinkStormTest)
#include "link_storm_test.moc"
