// A peer that says anything at all, as long as its frames are well-formed: the link drops it or finds it out,
// and what it costs stays bounded.
#include "link_pair.h"
#include "protocol/link/log_sender.h"
#include "test_log.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

constexpr StreamId room{2};

/// Numbers that are near to what is expected, at the edges, or wild.
class Nonsense {
public:
    explicit Nonsense(std::uint64_t seed) : dice_(seed) {}

    std::uint64_t below(std::uint64_t bound) { return dice_.drawBelow(bound); }
    std::uint64_t seq(std::uint64_t near)
    {
        switch (below(8)) {
        case 0:
            return 1 + below(wire::maxRecordSeq);
        case 1:
            return 1;
        case 2:
            return wire::maxRecordSeq;
        default:
            return std::max<std::uint64_t>(1, near + 1 + below(40) - std::min<std::uint64_t>(near, 20));
        }
    }
    StreamId stream() { return StreamId{static_cast<std::uint32_t>(below(4))}; }
    Bytes bytes(std::size_t most) { return Bytes(1 + below(most), 0x55); }

    void write(wire::Writer& out, std::uint64_t near)
    {
        switch (below(12)) {
        case 0:
        case 1: {
            const std::uint64_t first = seq(near);
            wire::RecordsWriter records(out, stream(), Seq{first});
            for (std::uint64_t i = std::min(below(4), wire::maxRecordSeq + 1 - first); i > 0; --i)
                records.add(bytes(300));
            break;
        }
        case 2: {
            const auto total = static_cast<std::uint32_t>(1 + below(limits::recordBytes));
            const auto offset = static_cast<std::uint32_t>(below(total));
            const Bytes part = bytes(std::min<std::size_t>(500, total - offset));
            writeFrame(out, wire::PartFrame{stream(), Seq{seq(near)}, total, offset, part});
            break;
        }
        case 3:
            writeFrame(out, ack(near));
            break;
        case 4:
        case 5:
            writeFrame(out,
                       wire::HeadFrame{stream(), Seq{seq(near)}, static_cast<std::uint32_t>(below(100'000))});
            break;
        case 6:
            writeFrame(out, wire::TruncatedFrame{stream(), Seq{below(4) == 0 ? seq(near) : 1}});
            break;
        default:
            writeFrame(out, wire::PingFrame{});
            break;
        }
    }

private:
    wire::AckFrame ack(std::uint64_t near)
    {
        wire::AckFrame frame;
        frame.stream = stream();
        frame.immediate = below(2) == 0;
        std::uint64_t end = std::max<std::uint64_t>(1, near - std::min<std::uint64_t>(near, below(30)));
        for (std::uint64_t i = below(2) * below(6); i > 0 && !frame.missing.full(); --i) {
            const std::uint64_t first = end + 1;
            end = first + 1 + below(5);
            frame.missing.add({Seq{first}, Seq{end}});
        }
        frame.next = Seq{end + 1 + below(3)};
        if (below(3) == 0) {
            const auto from = static_cast<std::uint32_t>(below(2'000));
            const auto to = from + 1 + static_cast<std::uint32_t>(below(2'000));
            frame.partial = wire::AckFrame::Partial{
                Seq{std::max<std::uint64_t>(1, end - std::min<std::uint64_t>(end - 1, below(4)))},
                {from, to}};
        }
        return frame;
    }

    SeededEntropy dice_;
};

/// Counts how often a record is looked at.
struct CountedLog final : link::RecordSource {
    Seq head() const override { return records.head(); }
    Seq first() const override { return records.first(); }
    std::optional<ByteView> find(Seq seq) const override
    {
        ++finds;
        return records.find(seq);
    }

    TestLog records;
    mutable std::uint64_t finds = 0;
};

} // namespace

class LinkHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nonsenseDoesNoHarm()
    {
        std::uint64_t refused = 0;
        std::uint64_t survived = 0;
        for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
            Nonsense nonsense(seed);
            SeededEntropy dice(seed + 10'000);
            link::ReassemblyPool pool(40'000);
            {
                End end(seed);
                TestLog log;
                end.link.setReassemblyPool(&pool);
                for (const StreamId stream : {StreamId{0}, StreamId{1}, room}) {
                    end.link.openSender(stream, log, Seq{1});
                    end.link.openReceiver(stream, Seq{1});
                }
                Instant now{1h};
                bool fine = true;
                const std::uint64_t rounds = 1 + dice.drawBelow(dice.drawBelow(60) + 1);
                for (std::uint64_t counter = 0; fine && counter < rounds; ++counter) {
                    log.appendBytes(1 + dice.drawBelow(dice.drawBelow(5) == 0 ? 4'000 : 200));
                    if (dice.drawBelow(20) == 0)
                        log.truncate(Seq{1 + dice.drawBelow(log.head().value + 1)});
                    now += Duration{static_cast<Duration::rep>(dice.drawBelow(300'000))};
                    end.link.handleDeadline(now);
                    for (int payloads = 0; end.link.hasSomethingDue(now); ++payloads) {
                        ByteArray<limits::payloadBytes> buffer{};
                        wire::Writer out(buffer);
                        QVERIFY2(end.link.fill(now, out), qPrintable(QStringLiteral("seed %1").arg(seed)));
                        QVERIFY2(payloads < 200, "one turn, one window and a few answers");
                    }
                    ByteArray<limits::payloadBytes> buffer{};
                    wire::Writer out(buffer);
                    for (std::uint64_t i = 1 + nonsense.below(3); i > 0; --i)
                        nonsense.write(out, log.head().value);
                    fine = end.link.handlePayload(now, counter, out.view(), end.events);
                    QVERIFY(fine || !end.link.why().empty());
                    QVERIFY(pool.taken() <= 40'000);
                }
                ++(fine ? survived : refused);
                for (const StreamId stream : {StreamId{0}, StreamId{1}, room})
                    QVERIFY(inOrder(end.events, stream));
            }
            QCOMPARE(pool.taken(), std::size_t{0});
        }
        QVERIFY2(refused > 100, "lies are found out");
        QVERIFY2(survived > 100, "most nonsense is merely dropped");
    }

    /// Reporting the same hole over and over does not make a sender of us.
    void aPeerCannotMakeTheSenderFloodIt()
    {
        End end(1);
        TestLog log;
        log.appendMany(300, 1'000);
        end.link.openSender(room, log, Seq{1});
        Instant now{1h};
        std::uint64_t counter = 0;
        std::size_t payloads = 0;
        wire::AckFrame lie;
        lie.stream = room;
        for (int i = 0; i < 10'000; ++i, now += 1ms) {
            while (end.link.hasSomethingDue(now)) {
                ByteArray<limits::payloadBytes> buffer{};
                wire::Writer out(buffer);
                QVERIFY(end.link.fill(now, out));
                ++payloads;
                // Every PING is answered at once, for the shortest round trip there can be.
                wire::FrameReader reader(out.view());
                while (const auto frame = reader.next()) {
                    if (const auto* ping = std::get_if<wire::PingFrame>(&*frame)) {
                        ByteArray<16> answer{};
                        wire::Writer pong(answer);
                        writeFrame(pong, wire::PongFrame{ping->bytes});
                        QVERIFY(end.link.handlePayload(now, counter++, pong.view(), end.events));
                    }
                }
            }
            // Not before so much has been sent.
            if (i < 1'000)
                continue;
            ByteArray<64> buffer{};
            wire::Writer out(buffer);
            lie.next = Seq{30};
            if (lie.missing.view().empty())
                lie.missing.add({Seq{1}, Seq{29}});
            writeFrame(out, lie);
            QVERIFY2(end.link.handlePayload(now, counter++, out.view(), end.events), end.link.why().data());
        }
        // Four datagrams in ten milliseconds at most, when the window has shrunk.
        QVERIFY2(payloads < 4'000, qPrintable(QString::number(payloads)));
        QCOMPARE(end.link.counters().windowDatagrams, 4U);
    }

    /// Whatever ACKs tell, a sender keeps few holes and hardly looks at its records again.
    void acksThatTellOfOtherPartialRecordsEachTimeCostLittle()
    {
        CountedLog log;
        log.records.appendMany(3'000, 10);
        link::LogSender sender(room, log, Seq{1});
        SeededEntropy entropy(1);
        link::LogSender::Counts counts;
        link::RoundTrip roundTrip;
        roundTrip.addSample(1ms);
        Instant now{1h};
        const auto write = [&] {
            const link::LogSender::Turn turn{now, roundTrip, 25ms, false, entropy, counts};
            bool wrote = true;
            while (wrote) {
                ByteArray<limits::payloadBytes> buffer{};
                wire::Writer out(buffer);
                wrote = sender.writeResends(turn, out);
                wrote = sender.writeCatchUp(turn, out) || wrote;
            }
        };
        write();
        log.finds = 0;
        std::uint64_t finds = 0;
        std::size_t holes = 0;
        constexpr std::uint64_t acks = 20'000;
        for (std::uint64_t i = 0; i < acks; ++i, now += 100us) {
            wire::AckFrame lie;
            lie.stream = room;
            lie.next = Seq{100};
            for (std::uint64_t range = 0; range < 32; ++range)
                lie.missing.add({Seq{1 + 3 * range}, Seq{3 + 3 * range}});
            lie.partial = wire::AckFrame::Partial{Seq{3'000 - i % 2'890}, {4, 6}};
            log.finds = 0;
            const auto outcome = sender.handleAck(now, i, lie, roundTrip);
            QVERIFY2(outcome.violation.empty(), outcome.violation.data());
            finds += log.finds;
            holes = std::max(holes, sender.holes());
            if (i % 3 == 0)
                write();
        }
        QVERIFY2(holes <= link::HoleList::most + 1, qPrintable(QString::number(holes)));
        QVERIFY2(finds <= 2 * acks, qPrintable(QString::number(finds)));
    }

    void ofManyAcksInAPacketTheFirstCounts()
    {
        End end(1);
        CountedLog log;
        log.records.appendMany(100, 10);
        end.link.openSender(room, log, Seq{1});
        const Instant now{1h};
        ByteArray<limits::payloadBytes> buffer{};
        while (end.link.hasSomethingDue(now)) {
            wire::Writer out(buffer);
            QVERIFY(end.link.fill(now, out));
        }
        wire::Writer out(buffer);
        wire::AckFrame ack;
        ack.stream = room;
        std::uint64_t frames = 0;
        for (ack.next = Seq{1}; out.left() > 20; ack.next = Seq{ack.next.value % 90 + 1}, ++frames)
            writeFrame(out, ack);
        QVERIFY(frames > 100);
        log.finds = 0;
        QVERIFY2(end.link.handlePayload(now, 0, out.view(), end.events), end.link.why().data());
        QVERIFY(log.finds < 10);
        QCOMPARE(end.link.acknowledgedBelow(room), Seq{1});
    }

private:
    static bool inOrder(const RecordedEvents& events, StreamId stream)
    {
        const auto seqs = events.seqs(stream);
        return std::ranges::adjacent_find(seqs, std::greater_equal<>{}) == seqs.end();
    }
};

QTEST_APPLESS_MAIN(LinkHostileTest)
#include "link_hostile_test.moc"
