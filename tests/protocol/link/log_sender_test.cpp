#include "sender_bench.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;
using Partial = wire::AckFrame::Partial;

namespace {

constexpr wire::SeqRange range(std::uint64_t first, std::uint64_t last)
{
    return {Seq{first}, Seq{last + 1}};
}

std::string text(std::string_view view)
{
    return std::string(view);
}

} // namespace

class LogSenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatIsNewAndOnce()
    {
        SenderBench bench;
        bench.log.append("a");
        bench.log.append("b");
        QCOMPARE(bench.write(), "records 1-2");
        QCOMPARE(bench.write(), "");
        bench.log.append("c");
        QCOMPARE(bench.write(), "records 3-3");
        QVERIFY(bench.ack(4).progress);
        QVERIFY(!bench.sender.hasUnacknowledged());
        QCOMPARE(bench.sender.acknowledgedBelow(), Seq{4});
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void startsWhereItIsTold()
    {
        SenderBench bench(Seq{101});
        QCOMPARE(bench.write(), "");
        bench.log.append("a");
        QCOMPARE(bench.write(), "records 101-101");
    }

    void fillsPayloadsWhenThereIsMuch()
    {
        SenderBench bench;
        bench.log.appendMany(20, 100);
        QVERIFY(!bench.sender.hasLive());
        QCOMPARE(bench.write(), "head 20 25 ms, records 1-11");
        QCOMPARE(bench.write(), "records 12-20");
    }

    void whatFitsOnePayloadIsLive()
    {
        SenderBench bench;
        bench.log.appendMany(11, 100);
        QVERIFY(bench.sender.hasLive());
        QVERIFY(bench.sender.hasCatchUp());
        bench.log.append("one more makes it too much, since it must all fit one payload");
        QVERIFY(!bench.sender.hasLive());
    }

    void waitsForARecordThatIsNotInMemory()
    {
        SenderBench bench;
        bench.log.appendMany(3, 10);
        bench.log.setAbsent(Seq{2});
        QCOMPARE(bench.write(), "records 1-1");
        QVERIFY(!bench.sender.hasCatchUp());
        QVERIFY(!bench.sender.hasLive());
        QVERIFY(bench.sender.hasOutstanding());
        bench.log.setPresent(Seq{2});
        QVERIFY(bench.sender.hasCatchUp());
        QCOMPARE(bench.write(), "records 2-3");
    }

    void theLargestSmallRecordTravelsWhole()
    {
        // Type 1, length 2, stream 1, seq 1, length of the record 2.
        constexpr std::size_t most = limits::payloadBytes - 7;
        SenderBench bench;
        bench.log.appendBytes(most);
        QCOMPARE(bench.write(), "records 1-1");
        bench.ack(2);
        bench.log.appendBytes(most + 1);
        bench.now += 1s;
        QVERIFY(bench.write().starts_with("head 2 25 ms, part 2 0-"));
    }

    void aLargeRecordTravelsInPartsThatDoNotOverlap()
    {
        SenderBench bench;
        bench.log.appendBytes(3'000);
        bench.log.append("next");
        QCOMPARE(bench.write(), "head 2 25 ms, part 1 0-1155/3000");
        QCOMPARE(bench.write(), "part 1 1155-2314/3000");
        QCOMPARE(bench.write(), "part 1 2314-3000/3000, records 2-2");
        QVERIFY(bench.ack(3).progress);
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void sendsWhatIsMissingAgain()
    {
        SenderBench bench;
        for (int i = 0; i < 9; ++i) {
            bench.log.append("x");
            bench.write();
        }
        QVERIFY(bench.ack(9, {range(2, 3), range(6, 7)}).lost);
        QCOMPARE(bench.sender.acknowledgedBelow(), Seq{2});
        QVERIFY(bench.sender.hasResends());
        QCOMPARE(bench.write(), "records 2-3, records 6-7");
        QCOMPARE(bench.write(), "");
        QCOMPARE(bench.counts.resent, 4U);
        QVERIFY(bench.ack(10).progress);
        QCOMPARE(bench.sender.acknowledgedBelow(), Seq{10});
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void fillsAHoleOncePerRoundTripHoweverOftenItIsReported()
    {
        SenderBench bench;
        bench.measure(100ms);
        bench.log.appendMany(5, 10);
        bench.write();
        // Acknowledgements every millisecond for one second.
        for (int i = 0; i < 1'000; ++i, bench.now += 1ms) {
            bench.ack(6, {range(2, 2)});
            bench.write();
        }
        // At 0 ms, and then not sooner than 112.5 ms later (RFC 9002, section 6.1.2), that is with the ACK of
        // 113 ms.
        QCOMPARE(bench.counts.resent, 9U);
    }

    void fillsAHoleAgainOnlyWhenItIsReportedAgain()
    {
        SenderBench bench;
        bench.measure(20ms);
        bench.log.appendMany(5, 10);
        bench.write();
        bench.ack(6, {range(2, 2)});
        QCOMPARE(bench.write(), "records 2-2");
        bench.now += 70ms;
        QVERIFY(!bench.sender.hasResends());
        QCOMPARE(bench.write(), "");
    }

    void aHoleThatHealsInPartsIsNotSentAgainTooSoon()
    {
        SenderBench bench;
        bench.measure(20ms);
        bench.log.appendMany(9, 10);
        bench.write();
        bench.ack(10, {range(2, 8)});
        QCOMPARE(bench.write(), "records 2-8");
        bench.now += 10ms;
        QVERIFY(!bench.ack(10, {range(2, 3), range(6, 8)}).lost);
        QCOMPARE(bench.write(), "");
        bench.now += 30ms;
        QVERIFY(bench.ack(10, {range(6, 8)}).lost);
        QCOMPARE(bench.write(), "records 6-8");
    }

    void sendsOnlyTheGapOfAPartialRecordAgain()
    {
        SenderBench bench;
        bench.log.appendBytes(5'000);
        bench.writeAll();
        bench.now += 10ms;
        // Above next: the record's end may still be on its way.
        QVERIFY(bench.ack(1, {}, Partial{Seq{1}, {1'152, 2'310}}).lost);
        QCOMPARE(bench.write(), "part 1 1152-2310/5000");
        bench.log.append("next");
        QCOMPARE(bench.write(), "records 2-2");
        // Below next: it is the one that is missing.
        bench.now += 2s;
        bench.ack(3, {range(1, 1)}, Partial{Seq{1}, {2'310, 2'400}});
        QCOMPARE(bench.write(), "part 1 2310-2400/5000");
    }

    /// Its text has been removed when a part of it was on its way already.
    void aRecordThatHasBecomeSmallGoesWholeInsteadOfItsRest()
    {
        SenderBench bench;
        bench.log.appendBytes(5'000);
        bench.log.append("next");
        bench.write();
        bench.log.replace(Seq{1}, Bytes(50));
        QCOMPARE(bench.write(), "records 1-2");
        QVERIFY(bench.ack(3).progress);
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void aRecordThatHasBecomeSmallGoesWholeInsteadOfAGap()
    {
        SenderBench bench;
        bench.log.appendBytes(5'000);
        bench.writeAll();
        bench.now += 10ms;
        bench.ack(1, {}, Partial{Seq{1}, {1'152, 2'310}});
        bench.log.replace(Seq{1}, Bytes(50));
        QCOMPARE(bench.write(), "records 1-1");
        // Of the former, when it was still coming together.
        bench.now += 10ms;
        QVERIFY(bench.ack(1, {}, Partial{Seq{1}, {1'152, 2'310}}).violation.empty());
        QVERIFY(bench.ack(2).progress);
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void aGapThatIsFilledWithTheWholeOfASmallRecordEndsTheRecord()
    {
        SenderBench bench;
        bench.log.appendBytes(9'000);
        bench.write();
        bench.write();
        bench.write();
        bench.now += 10ms;
        bench.ack(1, {}, Partial{Seq{1}, {1'155, 2'310}});
        bench.log.replace(Seq{1}, Bytes(50));
        QCOMPARE(bench.write(), "records 1-1");
        const auto outcome = bench.ack(2);
        QVERIFY2(outcome.violation.empty(), text(outcome.violation).c_str());
        QVERIFY(outcome.progress);
        QVERIFY(!bench.sender.hasUnacknowledged());
    }

    void takesTheEndForLostOnlyWhenAnAckMustHaveKnownOfIt()
    {
        SenderBench bench;
        bench.measure(100ms);
        bench.log.appendMany(4, 10);
        bench.write();
        bench.now += 100ms;
        QVERIFY(!bench.ack(3).lost);
        QCOMPARE(bench.write(), "");
        bench.now += 30ms;
        QVERIFY(bench.ack(3).lost);
        QCOMPARE(bench.write(), "records 3-4");
        // The same once more for what was sent again.
        bench.now += 100ms;
        QVERIFY(!bench.ack(3).lost);
        bench.now += 30ms;
        QVERIFY(bench.ack(3).lost);
        QCOMPARE(bench.write(), "records 3-4");
    }

    void doesNotBeginALargeRecordWhileThereAreHoles()
    {
        SenderBench bench;
        bench.log.appendMany(3, 10);
        bench.write();
        bench.log.appendBytes(5'000);
        bench.ack(4, {range(2, 2)});
        QCOMPARE(bench.write(), "records 2-2");
        QVERIFY(!bench.sender.hasCatchUp());
        bench.ack(4);
        QVERIFY(bench.sender.hasCatchUp());
    }

    void sendsNoMoreThanAPeerWithAHoleKeeps()
    {
        SenderBench bench;
        bench.log.appendMany(2, 10);
        bench.write();
        bench.ack(3, {range(1, 1)});
        int fresh = 0;
        while (fresh < 100) {
            bench.log.append("x");
            if (!bench.sender.hasCatchUp())
                break;
            bench.write();
            ++fresh;
        }
        QCOMPARE(fresh, 31);
        bench.ack(34);
        QVERIFY(bench.sender.hasCatchUp());
    }

    void probesWithLongerAndLongerWaits()
    {
        SenderBench bench;
        bench.measure(10ms);
        QVERIFY(!bench.sender.probeAt(bench.roundTrip));
        bench.log.append("a");
        bench.write();
        std::vector<std::int64_t> waits;
        Instant before = bench.now;
        for (int i = 0; i < 10; ++i) {
            const auto at = bench.sender.probeAt(bench.roundTrip);
            QVERIFY(at.has_value());
            bench.now = *at - Duration{1};
            QCOMPARE(bench.write(), "");
            bench.now = *at;
            QCOMPARE(bench.write(), "head 1 25 ms");
            waits.push_back((*at - before) / 1ms);
            before = *at;
            QCOMPARE(bench.sender.unansweredProbes(), i + 1);
        }
        // 50 ms over the interval of 25 ms, doubled up to 1 s, and when hope is gone up to 3 s.
        QCOMPARE(waits,
                 (std::vector<std::int64_t>{75, 150, 300, 600, 1'000, 1'000, 1'000, 1'000, 3'000, 3'000}));
        bench.ack(1);
        QCOMPARE(bench.sender.unansweredProbes(), 0);
        QCOMPARE(*bench.sender.probeAt(bench.roundTrip) - bench.now, Duration{75ms});
        bench.ack(2);
        QVERIFY(!bench.sender.probeAt(bench.roundTrip));
    }

    void waitsForAnAckFromTheFirstThatIsUnacknowledged()
    {
        SenderBench bench;
        bench.measure(10ms);
        bench.log.append("a");
        bench.write();
        bench.ack(2);
        bench.now += 10s;
        bench.log.append("b");
        bench.write();
        QCOMPARE(*bench.sender.probeAt(bench.roundTrip) - bench.now, Duration{75ms});
        bench.now += 40ms;
        bench.log.append("c");
        bench.write();
        QCOMPARE(*bench.sender.probeAt(bench.roundTrip) - bench.now, Duration{35ms});
    }

    void aProbeBringsTheLastSmallRecordsAgain()
    {
        SenderBench bench;
        bench.mayRepeat = true;
        for (int i = 0; i < 5; ++i)
            bench.log.append("x");
        bench.write();
        bench.now += 2s;
        QCOMPARE(bench.write(), "head 5 25 ms, records 3-5");
        QCOMPARE(bench.counts.probes, 1U);
        QCOMPARE(bench.counts.repeated, 3U);
    }

    void aProbeBringsTheLowestHole()
    {
        SenderBench bench;
        bench.measure(20ms);
        bench.log.appendMany(9, 10);
        bench.write();
        bench.ack(10, {range(2, 3), range(5, 5)});
        QCOMPARE(bench.write(), "records 2-3, records 5-5");
        bench.now += 75ms;
        QCOMPARE(bench.write(), "head 9 25 ms, records 2-3");
        // An ACK that the probe did not cause must not bring it a third time within the round trip.
        bench.now += 10ms;
        bench.ack(10, {range(2, 3)});
        QCOMPARE(bench.write(), "");
    }

    void smallRecordsRideAlongUntilTheyAreAcknowledged()
    {
        SenderBench bench;
        bench.mayRepeat = true;
        std::vector<std::string> payloads;
        for (int i = 0; i < 6; ++i) {
            bench.log.append("x");
            payloads.push_back(bench.write());
            QCOMPARE(bench.write(), "");
        }
        QCOMPARE(payloads, (std::vector<std::string>{"records 1-1", "records 1-2", "records 1-3",
                                                     "records 1-4", "records 2-5", "records 3-6"}));
        bench.ack(6);
        bench.log.append("x");
        QCOMPARE(bench.write(), "records 6-7");
        bench.mayRepeat = false;
        bench.log.append("x");
        QCOMPARE(bench.write(), "records 8-8");
        QCOMPARE(bench.counts.sent, 8U);
        QCOMPARE(bench.counts.resent, 0U);
    }

    void onlyALittleRidesAlong()
    {
        SenderBench bench;
        bench.mayRepeat = true;
        bench.log.appendBytes(400);
        bench.write();
        bench.log.appendBytes(140);
        QCOMPARE(bench.write(), "records 2-2");
        bench.log.appendBytes(140);
        QCOMPARE(bench.write(), "records 2-3");
        bench.log.appendBytes(140);
        QCOMPARE(bench.write(), "records 2-4");
        bench.log.appendBytes(140);
        QCOMPARE(bench.write(), "records 3-5");
        bench.log.appendBytes(1'100);
        QCOMPARE(bench.write(), "records 6-6");
    }

    void saysOnceInAWhileThatRecordsAreGone()
    {
        SenderBench bench;
        bench.measure(20ms);
        bench.log.appendMany(10, 10);
        bench.log.truncate(Seq{8});
        QVERIFY(bench.sender.hasControl(bench.now, bench.roundTrip));
        QCOMPARE(bench.write(), "truncated 8, records 8-10");
        QCOMPARE(bench.write(), "");
        QVERIFY(bench.sender.hasUnacknowledged());
        // It was lost: the probe's answer shows it.
        bench.now += 75ms;
        QCOMPARE(bench.write(), "head 10 25 ms");
        bench.now += 20ms;
        bench.ack(11, {range(1, 7)});
        QCOMPARE(bench.write(), "truncated 8");
        bench.ack(11);
        QVERIFY(!bench.sender.hasUnacknowledged());
        QCOMPARE(bench.sender.acknowledgedBelow(), Seq{11});
    }

    void holesThatAreGoneAreToldInsteadOfFilled()
    {
        SenderBench bench;
        bench.log.appendMany(10, 10);
        bench.write();
        bench.ack(10, {range(2, 6)});
        bench.log.truncate(Seq{5});
        QCOMPARE(bench.write(), "truncated 5, records 5-6");
        // Acknowledgements that were on their way still tell of them, and that is no lie.
        QCOMPARE(text(bench.ack(10, {range(2, 6)}).violation), "");
        bench.ack(11);
        QVERIFY(!bench.sender.hasUnacknowledged());
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void aLogThatJumpsFarAheadCostsNothing()
    {
        SenderBench bench;
        bench.log.appendMany(3, 10);
        bench.write();
        bench.log.truncate(Seq{1'000'000'000'000});
        bench.log.append("a");
        QCOMPARE(bench.write(), "truncated 1000000000000, records 1000000000000-1000000000000");
        bench.ack(4);
        bench.ack(1'000'000'000'001, {range(4, 999'999'999'999)});
        QCOMPARE(bench.write(), "");
        bench.ack(1'000'000'000'001);
        QVERIFY(!bench.sender.hasOutstanding());
    }

    void measuresByFlaggedAcksThatEndWithWhatWasSentOnce_data()
    {
        QTest::addColumn<bool>("immediate");
        QTest::addColumn<bool>("afterResend");
        QTest::addColumn<quint64>("next");
        QTest::addColumn<bool>("measured");
        QTest::newRow("flagged, at the end") << true << false << quint64{12} << true;
        QTest::newRow("paced") << false << false << quint64{12} << false;
        QTest::newRow("something later arrived") << true << false << quint64{21} << false;
        QTest::newRow("something was sent again") << true << true << quint64{12} << false;
    }
    void measuresByFlaggedAcksThatEndWithWhatWasSentOnce()
    {
        QFETCH(bool, immediate);
        QFETCH(bool, afterResend);
        QFETCH(quint64, next);
        QFETCH(bool, measured);
        SenderBench bench;
        bench.log.appendMany(20, 100);
        QCOMPARE(bench.write(), "head 20 25 ms, records 1-11");
        bench.now += 30ms;
        if (afterResend) {
            bench.ack(11, {range(3, 3)});
            QCOMPARE(bench.write(), "records 12-20, records 3-3");
        } else {
            bench.write();
        }
        bench.now += 10ms;
        bench.immediate = immediate;
        const auto outcome = bench.ack(next);
        QCOMPARE(outcome.sample.has_value(), measured);
        if (measured)
            QCOMPARE(*outcome.sample, Duration{40ms});
    }

    void measuresByPartsToo()
    {
        SenderBench bench;
        bench.log.appendBytes(5'000);
        QCOMPARE(bench.write(), "head 1 25 ms, part 1 0-1155/5000");
        bench.now += 40ms;
        bench.immediate = true;
        QCOMPARE(bench.ack(1, {}, Partial{Seq{1}, {1'155, 5'000}}).sample, std::optional(Duration{40ms}));
    }

    void doesNotMeasureByAProbe()
    {
        SenderBench bench;
        bench.log.appendMany(20, 100);
        bench.writeAll();
        bench.now += 2s;
        QVERIFY(bench.write().starts_with("head"));
        bench.immediate = true;
        QVERIFY(!bench.ack(12).sample);
    }

    void tellsANewPaceSoon()
    {
        SenderBench bench;
        bench.ackInterval = 1s;
        int untold = 0;
        while (untold < 100) {
            bench.log.append("x");
            if (bench.write().starts_with("head"))
                break;
            ++untold;
        }
        QVERIFY2(untold < 60, "one in eight tells it");
        for (int i = 0; i < 100; ++i) {
            bench.log.append("x");
            QVERIFY(bench.write().starts_with("records"));
        }
    }

    void doesNotTellEveryLittleChangeOfPace()
    {
        SenderBench bench;
        for (int i = 0; i < 200; ++i) {
            bench.ackInterval = i % 2 == 0 ? 30ms : 20ms;
            bench.log.append("x");
            QVERIFY(bench.write().starts_with("records"));
        }
    }

    void skipsAnAckThatWasOvertaken()
    {
        SenderBench bench;
        bench.log.appendMany(5, 10);
        bench.write();
        bench.counter = 100;
        bench.ack(6);
        bench.counter = 99;
        const auto outcome = bench.ack(3);
        QCOMPARE(text(outcome.violation), "");
        QVERIFY(!outcome.progress);
        QCOMPARE(bench.sender.acknowledgedBelow(), Seq{6});
    }

    void refusesAcksThatLie_data()
    {
        QTest::addColumn<quint64>("next");
        QTest::addColumn<quint64>("missing");
        QTest::addColumn<quint64>("partial");
        QTest::addColumn<quint64>("to");
        QTest::addColumn<bool>("fine");
        const auto row = [](const char* name, quint64 next, quint64 missing, quint64 partial, quint64 to,
                            bool fine) { QTest::newRow(name) << next << missing << partial << to << fine; };
        // Sent: 1 to 9, and of 10 (3,000 bytes) the first 2,314. Told before: next is 5, and 2 is missing.
        row("all that was sent", 10, 0, 0, 0, true);
        row("one more than was sent", 11, 0, 0, 0, false);
        row("far more", 1'000'000, 0, 0, 0, false);
        row("next goes back", 4, 2, 0, 0, false);
        row("as before", 5, 2, 0, 0, true);
        row("what was missing has come", 5, 0, 0, 0, true);
        row("what had come is missing", 6, 3, 0, 0, false);
        row("what was in flight is missing", 8, 6, 0, 0, true);
        row("a part of what was sent in part", 10, 0, 10, 3'000, true);
        row("a gap beyond the record", 10, 0, 10, 3'001, false);
        row("a part of what was not begun", 9, 0, 11, 3'000, false);
        row("a part of what is not missing", 9, 0, 4, 5, false);
        row("a part of what had come is missing", 10, 3, 10, 3'000, false);
        row("a part of what is missing", 9, 2, 2, 5, true);
    }
    void refusesAcksThatLie()
    {
        QFETCH(quint64, next);
        QFETCH(quint64, missing);
        QFETCH(quint64, partial);
        QFETCH(quint64, to);
        QFETCH(bool, fine);
        SenderBench bench;
        bench.log.appendMany(9, 10);
        bench.write();
        bench.log.appendBytes(3'000);
        bench.now += 1s;
        QCOMPARE(bench.write(), "head 10 25 ms, part 10 0-1155/3000");
        QCOMPARE(bench.write(), "part 10 1155-2314/3000");
        bench.ack(5, {range(2, 2)});

        std::optional<Partial> part;
        if (partial > 0)
            part = Partial{Seq{partial}, {1, static_cast<std::uint32_t>(to)}};
        const auto outcome =
            missing > 0 ? bench.ack(next, {range(missing, missing)}, part) : bench.ack(next, {}, part);
        QCOMPARE(outcome.violation.empty(), fine);
    }

    void countsWhatIsInFlight()
    {
        SenderBench bench;
        bench.measure(20ms);
        const auto cost = [](std::size_t records, std::size_t bytes) {
            return records * (bytes + link::recordOverhead);
        };
        bench.log.appendMany(10, 100);
        bench.writeAll();
        QCOMPARE(bench.sender.inFlight(), cost(10, 100));
        bench.ack(5);
        QCOMPARE(bench.sender.inFlight(), cost(6, 100));
        // 5 to 7 are lost, 8 has come.
        bench.ack(9, {range(5, 7)});
        QCOMPARE(bench.sender.inFlight(), cost(2, 100));
        bench.write();
        QCOMPARE(bench.sender.inFlight(), cost(5, 100));
        bench.ack(9, {range(6, 6)});
        QCOMPARE(bench.sender.inFlight(), cost(3, 100));
        // Lost again, and not yet sent again.
        bench.now += 40ms;
        bench.ack(11, {range(6, 6)});
        QCOMPARE(bench.sender.inFlight(), 0U);
        bench.write();
        QCOMPARE(bench.sender.inFlight(), cost(1, 100));
        bench.ack(11);
        QCOMPARE(bench.sender.inFlight(), 0U);
    }

    void countsWhatIsInFlightThoughRecordsHaveLeftMemory()
    {
        SenderBench bench;
        bench.log.appendMany(10, 100);
        bench.writeAll();
        for (std::uint64_t seq = 1; seq <= 10; ++seq)
            bench.log.setAbsent(Seq{seq});
        bench.ack(6);
        QVERIFY(bench.sender.inFlight() > 400 && bench.sender.inFlight() < 600);
        bench.ack(11);
        QCOMPARE(bench.sender.inFlight(), 0U);
    }
};

QTEST_APPLESS_MAIN(LogSenderTest)
#include "log_sender_test.moc"
