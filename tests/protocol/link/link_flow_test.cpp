// How much of a log is on its way at once, and how what was lost arrives after all.
#include "link_bench.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

class LinkFlowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void catchingUpGoesInBurstsOfTenAndLiveEventsGoAtOnce()
    {
        LinkPair pair;
        pair.weather.delay = 50ms;
        TestLog history;
        TestLog live;
        pair.one.link.openSender(room, history, Seq{1});
        pair.one.link.openSender(roster, live, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        pair.other.link.openReceiver(roster, Seq{1});
        pair.one.link.sendPing(pair.now);
        pair.runFor(1s);
        QCOMPARE(pair.one.link.roundTrip(), std::optional<Duration>(100ms));

        history.appendMany(100, 1'100);
        std::map<Instant, int> sent;
        std::vector<Instant> liveSent;
        pair.passes = [&](const End& from, ByteView payload) {
            if (&from == &pair.one) {
                ++sent[pair.now];
                wire::FrameReader reader(payload);
                while (const auto frame = reader.next()) {
                    const auto* records = std::get_if<wire::RecordsFrame>(&*frame);
                    if (records && records->stream == roster)
                        liveSent.push_back(pair.now);
                }
            }
            return true;
        };
        const Instant start = pair.now;
        pair.runFor(1ms);
        QCOMPARE(sent[start], 10);
        live.append("now");
        pair.runFor(1ms);
        QCOMPARE(liveSent, std::vector{start + 1ms});
        pair.runFor(47ms);
        // 32 datagrams per 100 ms, so after the burst one in about 3 ms.
        for (const auto& [at, count] : sent) {
            if (at > start + 1ms)
                QCOMPARE(count, 1);
        }
        QVERIFY(sent.size() >= 14 && sent.size() <= 18);
        QVERIFY(pair.runUntil([&] { return !pair.one.link.hasOutstanding(); }, 1s));
        QCOMPARE(pair.one.link.counters().recordsResent, 0U);
        QCOMPARE(pair.one.link.counters().probes, 0U);
    }

    void neverMoreInFlightThanTheWindow()
    {
        LinkBench bench;
        TestLog log;
        log.appendMany(1'000, 1'100);
        bench.end.link.openSender(room, log, Seq{1});
        int sent = 0;
        const auto drain = [&] {
            for (int i = 0; i < 100; ++i, bench.now += 20ms)
                sent += bench.fill().find("records") != std::string::npos ? 1 : 0;
        };
        drain();
        // 32 datagrams of 1200 bytes hold 34 records of 1102; two are left for live events.
        QCOMPARE(sent, 32);
        bench.acknowledge(room, 11);
        drain();
        QVERIFY2(sent > 42 && sent <= 32 + 10 + 10, "ten arrived, so twenty more go while it doubles");
    }

    void theWindowDoublesWhileItIsUsedAndStaysWhileItIsNot()
    {
        LinkPair pair;
        pair.weather.delay = 20ms;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        for (int i = 0; i < 500; ++i) {
            log.appendBytes(200);
            pair.runFor(10ms);
        }
        QCOMPARE(pair.one.link.counters().windowDatagrams, 32U);
        log.appendMany(5'000, 400);
        QVERIFY(pair.runUntil([&] { return !pair.one.link.hasOutstanding(); }, 3s));
        QVERIFY(pair.one.link.counters().windowDatagrams > 200);
        QCOMPARE(pair.one.link.counters().recordsResent, 0U);
    }

    void aLossHalvesTheWindowOnce()
    {
        LinkPair pair;
        pair.weather.delay = 20ms;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        log.appendMany(400, 400);
        // A burst of five in a row is one congestion.
        int payloads = 0;
        pair.passes = [&](const End& from, ByteView) {
            return &from != &pair.one || ++payloads < 20 || payloads > 24;
        };
        std::uint32_t lowest = 1'000;
        pair.runUntil(
            [&] {
                lowest = std::min(lowest, pair.one.link.counters().windowDatagrams);
                return !pair.one.link.hasOutstanding();
            },
            5s);
        QVERIFY(!pair.one.link.hasOutstanding());
        QVERIFY2(lowest >= 16, qPrintable(QString::number(lowest)));
        QVERIFY2(pair.one.link.counters().windowDatagrams < 70, "no doubling any more");
    }

    void aBurstLostAtTheEndHealsByAProbe()
    {
        LinkPair pair;
        pair.weather.delay = 10ms;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        log.append("a");
        pair.runFor(1s);
        bool up = false;
        pair.passes = [&](const End& from, ByteView) { return &from != &pair.one || up; };
        log.appendMany(30, 100);
        pair.runFor(1ms);
        up = true;
        const Instant start = pair.now;
        QVERIFY(pair.runUntil([&] { return pair.other.events.arrivals.size() == 31; }, 1s));
        QVERIFY2(pair.now - start < 200ms, qPrintable(QString::number((pair.now - start) / 1ms)));
    }

    void oneLostDatagramOfAChatHealsWithTheNext()
    {
        LinkPair pair;
        pair.weather.delay = 10ms;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        log.append("a");
        pair.runFor(1s);
        int lost = 0;
        pair.passes = [&](const End& from, ByteView) { return &from != &pair.one || lost++ != 0; };
        log.append("lost");
        pair.runFor(5ms);
        log.append("brings it along");
        const Instant start = pair.now;
        QVERIFY(pair.runUntil([&] { return pair.other.events.arrivals.size() == 3; }, 1s));
        QCOMPARE(pair.now - start, Duration{10ms});
        pair.runFor(1s);
        QCOMPARE(pair.one.link.counters().recordsResent, 0U);
        QCOMPARE(pair.one.link.counters().probes, 0U);
    }

    void aDeadPeerIsProbedLessAndLess()
    {
        LinkPair pair;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        log.appendMany(1'000, 1'000);
        pair.passes = [](const End&, ByteView) { return false; };
        pair.runFor(60s);
        QVERIFY(pair.one.link.unansweredProbes() >= 22);
        QVERIFY(pair.one.link.unansweredProbes() <= 27);
        QVERIFY2(pair.one.payloadsSent < 70, qPrintable(QString::number(pair.one.payloadsSent)));
    }

    void comesBackAfterTheLinkWasDown()
    {
        LinkPair pair;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        bool up = false;
        pair.passes = [&](const End&, ByteView) { return up; };
        for (int i = 0; i < 300; ++i) {
            log.appendBytes(100);
            pair.runFor(100ms);
        }
        up = true;
        QVERIFY(pair.runUntil([&] { return !pair.one.link.hasOutstanding(); }, 10s));
        QCOMPARE(pair.other.events.seqs(room).size(), 300U);
        QCOMPARE(pair.one.link.unansweredProbes(), 0);
    }

    void anotherPathStartsAnew()
    {
        LinkPair pair;
        TestLog log;
        pair.one.link.openSender(room, log, Seq{1});
        pair.other.link.openReceiver(room, Seq{1});
        log.appendMany(2'000, 400);
        pair.runFor(200ms);
        QVERIFY(pair.one.link.counters().windowDatagrams > 32);
        QVERIFY(pair.one.link.roundTrip().has_value());
        pair.one.link.handlePathChange();
        QCOMPARE(pair.one.link.counters().windowDatagrams, 32U);
        QVERIFY(!pair.one.link.roundTrip());
        QVERIFY(pair.runUntil([&] { return !pair.one.link.hasOutstanding(); }, 10s));
        QCOMPARE(pair.other.events.seqs(room).size(), 2'000U);
    }

    void waitsWithoutAskingForARecordThatIsNotInMemory()
    {
        LinkBench bench;
        TestLog log;
        log.append("a");
        log.setAbsent(Seq{1});
        bench.end.link.openSender(room, log, Seq{1});
        QCOMPARE(bench.fill(), "");
        QVERIFY(!bench.end.link.deadline());
        log.setPresent(Seq{1});
        QCOMPARE(bench.fill(), "records 1-1, ping");
    }
};

QTEST_APPLESS_MAIN(LinkFlowTest)
#include "link_flow_test.moc"
