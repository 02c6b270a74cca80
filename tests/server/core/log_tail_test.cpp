// The tail gives the records that were put into it, and what a sender makes of runs of them is what it makes
// of each by itself.
#include "protocol/base/limits.h"
#include "protocol/link/log_sender.h"
#include "protocol/wire/varint.h"
#include "server/core/limits.h"
#include "server/core/room_log.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

Bytes framed(ByteView record)
{
    ByteArray<8> buffer{};
    wire::Writer length(buffer);
    length.varint(record.size());
    Bytes bytes = copyOf(length.view());
    bytes.insert(bytes.end(), record.begin(), record.end());
    return bytes;
}

/// Sizes around those where a length takes more bytes, and one of everything else.
Bytes drawRecord(Entropy& dice)
{
    constexpr std::array<std::size_t, 8> sizes = {0, 1, 45, 63, 64, 65, 300, 16'384};
    const std::uint64_t pick = dice.drawNumber() % 40;
    Bytes record(pick < sizes.size() ? sizes[pick] : 20 + dice.drawNumber() % 60);
    dice.fill(record);
    return record;
}

/// The same log, of which nothing is known to lie together.
class OneByOne final : public link::RecordSource {
public:
    explicit OneByOne(const link::RecordSource& source) : source_(source) {}
    Seq head() const override { return source_.head(); }
    Seq first() const override { return source_.first(); }
    std::optional<ByteView> find(Seq seq) const override { return source_.find(seq); }
    std::optional<std::size_t> sizeOf(Seq seq) const override { return source_.sizeOf(seq); }

private:
    const link::RecordSource& source_;
};

struct Sender {
    explicit Sender(const link::RecordSource& source) : sender(StreamId{2}, source, Seq{1}) {}

    Bytes write(Instant now, std::size_t room, bool mayRepeat)
    {
        Bytes buffer(room);
        wire::Writer out(buffer);
        const link::LogSender::Turn turn{now, roundTrip, 25ms, mayRepeat, entropy, counts};
        sender.writeControl(turn, out);
        sender.writeLive(turn, out);
        sender.writeResends(turn, out);
        sender.writeCatchUp(turn, out);
        return copyOf(out.view());
    }
    void ack(Instant now, std::uint64_t counter, const wire::AckFrame& frame)
    {
        sender.handleAck(now, counter, frame, roundTrip);
    }

    link::RoundTrip roundTrip;
    test::SeededEntropy entropy{7};
    link::LogSender::Counts counts;
    link::LogSender sender;
};

} // namespace

class LogTailTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itGivesWhatWasPutIntoIt()
    {
        test::SeededEntropy dice(1);
        LogTail tail(Seq{41});
        std::deque<Bytes> records;
        std::deque<ChainValue> chains;
        std::size_t bytes = 0;
        for (int step = 0; step < 2000; ++step) {
            const std::uint64_t what = dice.drawNumber() % 8;
            if (what < 5 || records.empty()) {
                records.push_back(drawRecord(dice));
                chains.push_back(dice.draw<ChainValue>());
                bytes += records.back().size();
                tail.append(records.back(), chains.back());
            } else if (what < 6) {
                // Rarely, as it drops many: the tail is to grow now and then.
                const Seq before = tail.first();
                const bool drops = dice.drawNumber() % 50 == 0 && tail.dropOldest();
                QCOMPARE(drops, tail.first() > before);
                for (std::uint64_t seq = before.value; seq < tail.first().value; ++seq) {
                    bytes -= records.front().size();
                    records.pop_front();
                    chains.pop_front();
                }
            } else {
                const std::size_t index = dice.drawNumber() % records.size();
                bytes -= records[index].size();
                records[index] = drawRecord(dice);
                bytes += records[index].size();
                tail.replace(Seq{tail.first().value + index}, records[index]);
            }
            QCOMPARE(tail.size(), records.size());
            QCOMPARE(tail.bytes(), bytes);
            if (records.empty())
                continue;
            const std::size_t index = dice.drawNumber() % records.size();
            const Seq seq{tail.first().value + index};
            QCOMPARE(copyOf(tail.record(seq)), records[index]);
            QCOMPARE(tail.chain(seq), chains[index]);
        }
    }

    void aRunIsWhatARecordsFrameHoldsAndEndsWhereItShould()
    {
        test::SeededEntropy dice(2);
        LogTail tail(Seq{1});
        std::vector<Bytes> records;
        for (int i = 0; i < 300; ++i) {
            records.push_back(drawRecord(dice));
            tail.append(records.back(), {});
        }
        for (int step = 0; step < 2000; ++step) {
            const std::uint64_t first = 1 + dice.drawNumber() % records.size();
            const std::uint64_t end = first + 1 + dice.drawNumber() % (records.size() + 1 - first);
            const std::size_t most = dice.drawNumber() % 3 == 0 ? SIZE_MAX : dice.drawNumber() % 1200;
            const link::RecordRun run = tail.run(Seq{first}, Seq{end}, most);
            Bytes expected;
            std::size_t bytes = 0;
            for (std::uint64_t seq = first; seq < first + run.count; ++seq) {
                const Bytes one = framed(records[seq - 1]);
                expected.insert(expected.end(), one.begin(), one.end());
                bytes += records[seq - 1].size();
            }
            QVERIFY(run.framed.size() <= most);
            QVERIFY(first + run.count <= end);
            QCOMPARE(copyOf(run.framed), expected);
            QCOMPARE(run.bytes, bytes);
            // It ends for a reason: nothing more is asked for, the next one does not fit, or lies elsewhere.
            const std::uint64_t next = first + run.count;
            const bool fits = next < end && framed(records[next - 1]).size() <= most - run.framed.size();
            if (fits)
                QVERIFY(run.count > 0 && tail.run(Seq{next}, Seq{end}, SIZE_MAX).count > 0);
        }
        // A whole tail takes a handful of runs.
        int runs = 0;
        for (std::uint64_t seq = 1; seq <= records.size(); ++runs)
            seq += tail.run(Seq{seq}, Seq{records.size() + 1}, SIZE_MAX).count;
        QVERIFY(runs <= 10);
    }

    /// Live, catching up, with losses and repeats.
    void aSenderWritesTheSameFromRunsAsFromEachRecord()
    {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            test::SeededEntropy dice(seed);
            RestoredRoom room;
            RoomLog log(room);
            const RoomView view(log);
            const OneByOne plain(view);
            Sender one(view);
            Sender other(plain);
            Instant now{1h};
            std::uint64_t counter = 1;
            std::size_t written = 0;
            for (int step = 0; step < 700; ++step) {
                now += std::chrono::microseconds(dice.drawNumber() % 20'000);
                const std::uint64_t what = dice.drawNumber() % 8;
                if (what < 3) {
                    for (std::uint64_t count = dice.drawNumber() % 40; count > 0; --count)
                        log.append(next(log.head()), drawRecord(dice), {});
                    log.publish();
                } else if (what < 7) {
                    const std::size_t left = 40 + dice.drawNumber() % (limits::payloadBytes - 39);
                    const bool mayRepeat = dice.drawNumber() % 2 == 0;
                    const Bytes payload = one.write(now, left, mayRepeat);
                    QCOMPARE(other.write(now, left, mayRepeat), payload);
                    written += payload.size();
                } else {
                    wire::AckFrame ack;
                    ack.stream = StreamId{2};
                    const std::uint64_t sent = one.counts.sent;
                    ack.next = Seq{std::max(one.sender.acknowledgedBelow().value, 1 + sent / 2)};
                    if (ack.next.value + 3 < sent && dice.drawNumber() % 2 == 0)
                        ack.missing.add({ack.next, Seq{ack.next.value + 1}});
                    one.ack(now, counter, ack);
                    other.ack(now, counter++, ack);
                }
                QCOMPARE(one.sender.inFlight(), other.sender.inFlight());
                QCOMPARE(one.sender.hasLive(), other.sender.hasLive());
                QCOMPARE(one.counts.sent, other.counts.sent);
                QCOMPARE(one.counts.repeated, other.counts.repeated);
            }
            QVERIFY(written > 10'000);
        }
    }

    void nobodyIsToldMoreInARunThanTheOwnLeave()
    {
        RestoredRoom room;
        RoomLog log(room);
        for (std::uint64_t seq = 1; seq <= 10; ++seq)
            log.append(Seq{seq}, Bytes(5), {});
        RoomView view(log);
        QCOMPARE(view.run(Seq{1}, Seq{11}, SIZE_MAX).count, 0U); // nothing has been published
        log.publish();
        QCOMPARE(view.run(Seq{1}, Seq{11}, SIZE_MAX).count, 10U);
        view.endAt(Seq{7});
        QCOMPARE(view.run(Seq{3}, Seq{11}, SIZE_MAX).count, 5U);
        QCOMPARE(view.run(Seq{8}, Seq{11}, SIZE_MAX).count, 0U);
        log.prune(Seq{5});
        QCOMPARE(view.run(Seq{4}, Seq{11}, SIZE_MAX).count, 0U);
        QCOMPARE(view.run(Seq{5}, Seq{6}, SIZE_MAX).count, 1U);
    }
};

QTEST_APPLESS_MAIN(LogTailTest)
#include "log_tail_test.moc"
