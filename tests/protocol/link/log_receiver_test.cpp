#include "protocol/base/limits.h"
#include "protocol/link/log_receiver.h"
#include "tests/support/seeded_entropy.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;
using link::LogReceiver;
using Taken = LogReceiver::Taken;

namespace {

constexpr StreamId stream{2};

struct ReceiverBench {
    explicit ReceiverBench(std::uint64_t first = 1, link::ReassemblyPool* pool = nullptr)
        : receiver(stream, Seq{first}, pool, entropy)
    {
    }

    Taken take(std::uint64_t seq, std::size_t size = 10)
    {
        return receiver.take(now, Seq{seq}, Bytes(size, 7));
    }
    Taken takePart(std::uint64_t seq, std::uint32_t from, std::uint32_t to, std::uint32_t total)
    {
        const Bytes bytes(to - from, static_cast<Byte>(seq));
        return receiver.takePart(now, {stream, Seq{seq}, total, from, bytes});
    }
    /// Seqs that can be delivered now.
    std::vector<std::uint64_t> ready()
    {
        std::vector<std::uint64_t> seqs;
        while (const auto record = receiver.takeReady())
            seqs.push_back(record->seq.value);
        return seqs;
    }
    /// First and last of each missing range.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> missing() const
    {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
        const wire::AckFrame ack = receiver.ack(false);
        for (const wire::SeqRange& range : ack.missing.view())
            ranges.emplace_back(range.first.value, range.end.value - 1);
        return ranges;
    }
    std::uint64_t next() const { return receiver.ack(false).next.value; }

    SeededEntropy entropy{1};
    Instant now{1h};
    LogReceiver receiver;
};

using Ranges = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
using Seqs = std::vector<std::uint64_t>;

} // namespace

class LogReceiverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversInOrderAndOnce()
    {
        ReceiverBench bench;
        QCOMPARE(bench.next(), 1U);
        QCOMPARE(bench.take(1), Taken::inOrder);
        QCOMPARE(bench.take(2), Taken::inOrder);
        QCOMPARE(bench.take(1), Taken::repeated);
        QCOMPARE(bench.take(2), Taken::repeated);
        QCOMPARE(bench.next(), 3U);
        QCOMPARE(bench.missing(), Ranges{});
    }

    void keepsWhatComesEarlyAndTellsWhatIsMissing()
    {
        ReceiverBench bench(10);
        QCOMPARE(bench.take(12), Taken::kept);
        QCOMPARE(bench.take(15), Taken::kept);
        QCOMPARE(bench.take(12), Taken::repeated);
        QCOMPARE(bench.take(9), Taken::repeated);
        QCOMPARE(bench.next(), 16U);
        QCOMPARE(bench.missing(), (Ranges{{10, 11}, {13, 14}}));
        QCOMPARE(bench.ready(), Seqs{});
        QCOMPARE(bench.take(10), Taken::inOrder);
        QCOMPARE(bench.ready(), Seqs{});
        QCOMPARE(bench.take(11), Taken::inOrder);
        QCOMPARE(bench.ready(), Seqs{12});
        QCOMPARE(bench.missing(), (Ranges{{13, 14}}));
        QCOMPARE(bench.take(14), Taken::kept);
        QCOMPARE(bench.take(13), Taken::inOrder);
        QCOMPARE(bench.ready(), (Seqs{14, 15}));
        QCOMPARE(bench.next(), 16U);
        QCOMPARE(bench.missing(), Ranges{});
    }

    void keepsAtMostSoManyRecords()
    {
        ReceiverBench bench;
        // Every other one: as many holes as an ACK can tell.
        for (std::uint64_t i = 1; i <= limits::outOfOrderRecords; ++i)
            QCOMPARE(bench.take(2 * i), Taken::kept);
        QCOMPARE(bench.take(1'000), Taken::noRoom);
        QCOMPARE(bench.take(3), Taken::noRoom);
        QCOMPARE(bench.next(), 2 * limits::outOfOrderRecords + 1);
        QCOMPARE(bench.missing().size(), limits::missingRanges);
        // The lowest missing is always welcome.
        QCOMPARE(bench.take(1), Taken::inOrder);
        QCOMPARE(bench.ready(), Seqs{2});
        QCOMPARE(bench.take(1'000), Taken::kept);
    }

    void keepsAtMostSoManyBytes()
    {
        ReceiverBench bench;
        std::uint64_t kept = 0;
        while (kept < 100 && bench.take(2 + kept, 1'100) == Taken::kept)
            ++kept;
        QCOMPARE(kept, limits::outOfOrderBytes / 1'100);
        QCOMPARE(bench.next(), kept + 2);
    }

    void takesFarAwaySeqsAsTheyAre()
    {
        ReceiverBench bench;
        const std::uint64_t far = wire::maxRecordSeq;
        QCOMPARE(bench.take(far), Taken::kept);
        QCOMPARE(bench.next(), far + 1);
        QCOMPARE(bench.missing(), (Ranges{{1, far - 1}}));
    }

    void putsPartsTogether()
    {
        ReceiverBench bench;
        QCOMPARE(bench.takePart(1, 1'000, 2'000, 3'000), Taken::kept);
        QCOMPARE(bench.next(), 1U);
        QCOMPARE(bench.receiver.ack(false).partial->gap, (wire::ByteRange{0, 1'000}));
        QCOMPARE(bench.takePart(1, 1'000, 2'000, 3'000), Taken::repeated);
        QCOMPARE(bench.takePart(1, 0, 1'000, 3'000), Taken::kept);
        QCOMPARE(bench.receiver.ack(false).partial->gap, (wire::ByteRange{2'000, 3'000}));
        QCOMPARE(bench.ready(), Seqs{});
        QCOMPARE(bench.takePart(1, 2'000, 3'000, 3'000), Taken::kept);
        QVERIFY(!bench.receiver.ack(false).partial);
        const auto record = bench.receiver.takeReady();
        QVERIFY(record.has_value());
        QCOMPARE(record->bytes, Bytes(3'000, 1));
        QCOMPARE(bench.takePart(1, 0, 1'000, 3'000), Taken::repeated);
        QCOMPARE(bench.next(), 2U);
    }

    void refusesPartsOfDifferentRecordsUnderOneSeq()
    {
        ReceiverBench bench;
        bench.takePart(1, 0, 10, 3'000);
        QCOMPARE(bench.takePart(1, 10, 20, 3'001), Taken::invalid);
    }

    void keepsOnePartialRecordAndPrefersTheLowerOne()
    {
        ReceiverBench bench;
        QCOMPARE(bench.takePart(5, 0, 1'000, 3'000), Taken::kept);
        QCOMPARE(bench.takePart(6, 0, 1'000, 3'000), Taken::noRoom);
        QCOMPARE(bench.takePart(4, 0, 1'000, 3'000), Taken::kept);
        QCOMPARE(bench.receiver.ack(false).partial->seq, Seq{4});
        QCOMPARE(bench.takePart(5, 1'000, 2'000, 3'000), Taken::noRoom);
    }

    void aWholePartialRecordThatIsEarlyIsKept()
    {
        ReceiverBench bench;
        bench.takePart(2, 0, 1'000, 2'000);
        QCOMPARE(bench.takePart(2, 1'000, 2'000, 2'000), Taken::kept);
        QCOMPARE(bench.next(), 3U);
        QCOMPARE(bench.missing(), (Ranges{{1, 1}}));
        QCOMPARE(bench.take(1), Taken::inOrder);
        QCOMPARE(bench.ready(), Seqs{2});
    }

    void aPartialRecordMustFitBesideWhatIsKept()
    {
        ReceiverBench bench;
        for (std::uint64_t i = 0; i < 20; ++i)
            bench.take(3 + i, 1'000);
        QCOMPARE(bench.takePart(40, 0, 1'000, 20'000), Taken::noRoom);
        QCOMPARE(bench.takePart(40, 0, 1'000, 2'000), Taken::kept);
        // The one that everything waits for gets its room.
        QCOMPARE(bench.takePart(1, 0, 1'000, 20'000), Taken::kept);
    }

    void aRecordThatComesWholeEndsItsParts()
    {
        ReceiverBench bench;
        bench.takePart(1, 0, 10, 20);
        QCOMPARE(bench.take(1, 20), Taken::inOrder);
        QVERIFY(!bench.receiver.ack(false).partial);
        bench.takePart(3, 0, 10, 20);
        QCOMPARE(bench.take(3, 20), Taken::kept);
        QVERIFY(!bench.receiver.ack(false).partial);
    }

    void chargesThePoolForWhatItKeeps()
    {
        link::ReassemblyPool pool(4'000);
        {
            ReceiverBench bench(1, &pool);
            QCOMPARE(bench.take(1, 1'000), Taken::inOrder);
            QCOMPARE(pool.taken(), 0U);
            QCOMPARE(bench.take(3, 1'000), Taken::kept);
            QVERIFY(pool.taken() >= 1'000);
            QCOMPARE(bench.takePart(5, 0, 10, 2'500), Taken::kept);
            QVERIFY(pool.taken() >= 3'500);
            QCOMPARE(bench.take(4, 1'000), Taken::noRoom);
            QCOMPARE(bench.take(2, 1'000), Taken::inOrder);
            QCOMPARE(bench.ready(), Seqs{3});
            QCOMPARE(bench.take(4, 1'000), Taken::inOrder);
            QCOMPARE(bench.takePart(5, 10, 2'500, 2'500), Taken::kept);
            QVERIFY(pool.taken() >= 2'500);
            QCOMPARE(bench.ready(), Seqs{5});
            QCOMPARE(pool.taken(), 0U);
            bench.takePart(6, 0, 10, 2'500);
            QVERIFY(pool.taken() >= 2'500);
        }
        QCOMPARE(pool.taken(), 0U);
    }

    void anEmptyPoolForbidsPartialAndEarlyRecords()
    {
        link::ReassemblyPool none(0);
        ReceiverBench bench(1, &none);
        QCOMPARE(bench.take(2), Taken::noRoom);
        QCOMPARE(bench.takePart(1, 0, 10, 20), Taken::noRoom);
        QCOMPARE(bench.take(1), Taken::inOrder);
        QCOMPARE(bench.next(), 2U);
        bench.receiver.setPool(nullptr);
        QCOMPARE(bench.take(3), Taken::kept);
    }

    void goesOnBehindWhatIsGone()
    {
        ReceiverBench bench;
        bench.take(1);
        bench.take(5);
        bench.take(9);
        bench.takePart(7, 0, 10, 20);
        QCOMPARE(bench.receiver.skipTowards(Seq{8}), std::optional(Seq{5}));
        QCOMPARE(bench.ready(), Seqs{5});
        QCOMPARE(bench.receiver.skipTowards(Seq{8}), std::optional(Seq{8}));
        QCOMPARE(bench.ready(), Seqs{});
        QCOMPARE(bench.receiver.skipTowards(Seq{8}), std::optional<Seq>{});
        QCOMPARE(bench.missing(), (Ranges{{8, 8}}));
        QVERIFY(!bench.receiver.ack(false).partial);
        QCOMPARE(bench.receiver.skipTowards(Seq{3}), std::optional<Seq>{});
        QCOMPARE(bench.take(8), Taken::inOrder);
        QCOMPARE(bench.ready(), Seqs{9});
    }

    void asksForWhatIsMissingAfterLittleTolerance_data()
    {
        QTest::addColumn<int>("laterDatagrams");
        QTest::addColumn<int>("afterUs");
        QTest::addColumn<bool>("due");
        QTest::newRow("just noticed") << 0 << 0 << false;
        QTest::newRow("two later datagrams") << 2 << 0 << false;
        QTest::newRow("three later datagrams") << 3 << 0 << true;
        QTest::newRow("nearly a quarter of the interval") << 0 << 249'999 << false;
        QTest::newRow("a quarter of the interval") << 0 << 250'000 << true;
    }
    void asksForWhatIsMissingAfterLittleTolerance()
    {
        QFETCH(int, laterDatagrams);
        QFETCH(int, afterUs);
        QFETCH(bool, due);
        ReceiverBench bench;
        bench.receiver.pacer().handleHead(1s, bench.entropy);
        bench.receiver.pacer().handleAckSent();
        bench.take(1);
        bench.receiver.handlePayloadEnd(bench.now);
        // Just behind a point of the pace's grid, so that it does not interfere.
        bench.now = *bench.receiver.pacer().deadline();
        bench.receiver.pacer().handleAckSent();
        bench.take(3);
        bench.receiver.handlePayloadEnd(bench.now);
        for (int i = 0; i < laterDatagrams; ++i) {
            bench.take(static_cast<std::uint64_t>(4 + i));
            bench.receiver.handlePayloadEnd(bench.now);
        }
        QCOMPARE(bench.receiver.pacer().isDue(bench.now + Duration{afterUs}), due);
        QCOMPARE(bench.receiver.pacer().isAtOnce(), due && laterDatagrams > 0);
    }

    void aHoleThatHealsByItselfIsNotReported()
    {
        ReceiverBench bench;
        bench.receiver.pacer().handleHead(1s, bench.entropy);
        bench.receiver.pacer().handleAckSent();
        bench.take(2);
        bench.receiver.handlePayloadEnd(bench.now);
        QVERIFY(*bench.receiver.pacer().deadline() <= bench.now + 250ms);
        bench.take(1);
        bench.ready();
        bench.receiver.handlePayloadEnd(bench.now);
        for (std::uint64_t seq = 3; seq < 10; ++seq) {
            bench.take(seq);
            bench.receiver.handlePayloadEnd(bench.now);
        }
        QVERIFY(!bench.receiver.pacer().isDue(bench.now));
    }

    void aGapWithinAPartialRecordIsAHoleToo()
    {
        ReceiverBench bench;
        bench.receiver.pacer().handleHead(1s, bench.entropy);
        bench.receiver.pacer().handleAckSent();
        const auto part = [&](std::uint32_t from) {
            bench.takePart(1, from, from + 1'000, 9'000);
            bench.receiver.handlePayloadEnd(bench.now);
        };
        for (const std::uint32_t from : {0U, 1'000U, 3'000U, 4'000U, 5'000U})
            part(from);
        QVERIFY(!bench.receiver.pacer().isDue(bench.now));
        part(6'000);
        QVERIFY(bench.receiver.pacer().isDue(bench.now));
    }
};

QTEST_APPLESS_MAIN(LogReceiverTest)
#include "log_receiver_test.moc"
