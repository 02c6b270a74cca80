#include "link_pair.h"
#include "payload_words.h"
#include "test_log.h"
#include "tests/support/mistake.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

constexpr StreamId priv{0};
constexpr StreamId roster{1};
constexpr StreamId room{2};

/// One link, written to and read from by hand.
struct LinkBench {
    LinkBench() : end(1) {}

    std::string fill()
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        const bool due = end.link.hasSomethingDue(now);
        const bool wrote = end.link.fill(now, payload);
        CHECK(wrote == (payload.written() > 0));
        CHECK(due == wrote);
        return PayloadWords::of(payload.view());
    }
    template <class... Frames>
    bool handle(const Frames&... frames)
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        (writeFrame(payload, frames), ...);
        return end.link.handlePayload(now, counter++, payload.view(), end.events);
    }
    bool handleRecords(StreamId stream, std::uint64_t first, int count, std::size_t size = 10)
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        {
            wire::RecordsWriter records(payload, stream, Seq{first});
            for (int i = 0; i < count; ++i)
                CHECK(records.add(Bytes(size, 1)));
        }
        return end.link.handlePayload(now, counter++, payload.view(), end.events);
    }
    void acknowledge(StreamId stream, std::uint64_t next)
    {
        wire::AckFrame ack;
        ack.stream = stream;
        ack.next = Seq{next};
        CHECK(handle(ack));
    }

    Instant now{1h};
    End end;
    std::uint64_t counter = 1;
};

/// Does something while a record is delivered.
class MeddlingEvents final : public RecordedEvents {
public:
    explicit MeddlingEvents(std::function<void(StreamId)> meddle) : meddle_(std::move(meddle)) {}
    bool recordArrived(StreamId stream, Seq seq, ByteView record) override
    {
        RecordedEvents::recordArrived(stream, seq, record);
        meddle_(stream);
        return true;
    }

private:
    std::function<void(StreamId)> meddle_;
};

} // namespace

class LinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anIdleLinkIsSilent()
    {
        LinkBench bench;
        TestLog log;
        bench.end.link.openSender(room, log, Seq{1});
        bench.end.link.openReceiver(priv, Seq{1});
        QCOMPARE(bench.fill(), "");
        QVERIFY(!bench.end.link.hasSomethingDue(bench.now + 1h));
        QVERIFY(!bench.end.link.deadline());
        QVERIFY(!bench.end.link.hasOutstanding());
        QVERIFY(!bench.end.link.roundTrip());
    }

    void opensNoStreamThatNobodyCanUse()
    {
        const TestLog log;
        const auto openSender = [&](Seq first) {
            LinkBench bench;
            bench.end.link.openSender(room, log, first);
        };
        const auto openReceiver = [](Seq first) {
            LinkBench bench;
            bench.end.link.openReceiver(room, first);
        };
        for (const std::uint64_t first : {std::uint64_t{0}, wire::maxRecordSeq + 2, std::uint64_t{1} << 62U})
        {
            QVERIFY(isMistake([&] { openSender(Seq{first}); }));
            QVERIFY(isMistake([&] { openReceiver(Seq{first}); }));
        }
        // Behind the last record that there can be is where a stream ends, and an ACK can tell it.
        LinkBench bench;
        bench.end.link.openReceiver(room, Seq{wire::maxRecordSeq + 1});
        bench.handle(wire::HeadFrame{room, Seq{wire::maxRecordSeq}, 25});
        QVERIFY(!bench.fill().empty());
    }

    void anAttachmentHasFewStreams()
    {
        const TestLog log;
        LinkBench bench;
        const auto open = [&](std::uint32_t stream) {
            bench.end.link.openSender(StreamId{stream}, log, Seq{1});
            bench.end.link.openReceiver(StreamId{stream}, Seq{1});
        };
        for (std::uint32_t stream = 0; stream < limits::streamsPerAttachment; ++stream)
            open(stream);
        QVERIFY(isMistake([&] { bench.end.link.openSender(StreamId{9}, log, Seq{1}); }));
        QVERIFY(isMistake([&] { bench.end.link.openReceiver(StreamId{9}, Seq{1}); }));
        bench.end.link.closeSender(StreamId{0});
        bench.end.link.closeReceiver(StreamId{0});
        open(9);
    }

    void seesWithoutBeingToldThatTheLogHasGrown()
    {
        LinkBench bench;
        TestLog log;
        bench.end.link.openSender(room, log, Seq{1});
        QCOMPARE(bench.fill(), "");
        log.append("a");
        QVERIFY(bench.end.link.hasOutstanding());
        QCOMPARE(bench.fill(), "records 1-1, ping");
        QCOMPARE(bench.fill(), "");
        bench.acknowledge(room, 2);
        QCOMPARE(bench.end.events.acknowledgedBelow[room], Seq{2});
        QCOMPARE(bench.end.link.acknowledgedBelow(room), Seq{2});
        QVERIFY(!bench.end.link.hasOutstanding());
        QVERIFY(!bench.end.link.deadline());
    }

    void tellsOfAnAcknowledgementOnlyWhenItSaysSomethingNew()
    {
        LinkBench bench;
        TestLog log;
        bench.end.link.openSender(room, log, Seq{1});
        log.append("a");
        bench.fill();
        bench.acknowledge(room, 2);
        bench.end.events.acknowledgedBelow.clear();
        bench.acknowledge(room, 2);
        QVERIFY(bench.end.events.acknowledgedBelow.empty());
    }

    void streamsShareAPayload()
    {
        LinkBench bench;
        TestLog one;
        TestLog two;
        bench.end.link.openSender(priv, one, Seq{1});
        bench.end.link.openSender(room, two, Seq{1});
        bench.end.link.openReceiver(priv, Seq{1});
        one.append("a");
        two.append("b");
        bench.handleRecords(priv, 1, 1);
        bench.end.link.sendEphemeral(1, bytesOf("x"));
        bench.end.link.sendEphemeral(1, bytesOf("y"));
        bench.end.link.sendEphemeral(2, bytesOf("z"));
        bench.end.link.sendAccepted(true);
        bench.end.link.sendPing(bench.now);
        QCOMPARE(bench.fill(),
                 "accepted continued, ping, ephemeral 1 y, ephemeral 2 z, records 1-1, records 1-1, ack 2");
        QCOMPARE(bench.fill(), "");
    }

    void aPacedAckGoesAloneWhenItsTimeHasCome()
    {
        LinkBench bench;
        bench.end.link.openReceiver(priv, Seq{1});
        bench.handleRecords(priv, 1, 2);
        QCOMPARE(bench.fill(), "");
        bench.now = *bench.end.link.deadline();
        QCOMPARE(bench.fill(), "ack 3");
        QVERIFY(!bench.end.link.deadline());
        // A repeated datagram: our ACK may have been lost.
        bench.handleRecords(priv, 1, 2);
        QCOMPARE(bench.end.events.arrivals.size(), 2U);
        bench.now = *bench.end.link.deadline();
        QCOMPARE(bench.fill(), "ack 3");
    }

    void answersHeadAndPingAtOnce()
    {
        LinkBench bench;
        bench.end.link.openReceiver(room, Seq{5});
        bench.handle(wire::HeadFrame{room, Seq{9}, 25}, wire::PingFrame{});
        QCOMPARE(bench.fill(), "pong, ack now 5");
    }

    void answersNoMorePingsThanAPeerHasReasonToSend()
    {
        LinkBench bench;
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        for (int i = 0; i < 100; ++i)
            writeFrame(payload, wire::PingFrame{});
        QVERIFY(bench.end.link.handlePayload(bench.now, 1, payload.view(), bench.end.events));
        QCOMPARE(bench.fill(), "pong, pong, pong, pong");
        QCOMPARE(bench.fill(), "");
    }

    void measuresTheRoundTripByPong()
    {
        LinkPair pair;
        pair.weather.delay = 15ms;
        pair.one.link.sendPing(pair.now);
        pair.runFor(1s);
        QCOMPARE(pair.one.link.roundTrip(), std::optional<Duration>(30ms));
        QCOMPARE(pair.one.events.pongs.size(), 1U);
        QVERIFY(!pair.other.link.roundTrip());
        // A PONG that nobody asked for measures nothing.
        LinkBench bench;
        bench.handle(wire::PongFrame{});
        QVERIFY(!bench.end.link.roundTrip());
        QCOMPARE(bench.end.events.pongs.size(), 1U);
    }

    void tellsWhatElseThePeerSays()
    {
        LinkBench bench;
        bench.handle(wire::EphemeralFrame{7, bytesOf("x")}, wire::AcceptedFrame{true},
                     wire::CloseFrame{2, bytesOf("over there")},
                     wire::EphemeralFrame{8, bytesOf("too late")});
        QCOMPARE(bench.end.events.ephemerals.size(), 1U);
        QCOMPARE(bench.end.events.ephemerals[0].first, 7U);
        QCOMPARE(bench.end.events.accepts, std::vector<bool>{true});
        QCOMPARE(bench.end.events.closes.size(), 1U);
        QCOMPARE(bench.end.events.closes[0].second, "over there");
    }

    void dropsWhatIsForStreamsThatAreNotOpen()
    {
        LinkBench bench;
        wire::AckFrame ack;
        ack.stream = room;
        ack.next = Seq{100};
        const Bytes part(10);
        QVERIFY(bench.handle(ack, wire::HeadFrame{room, Seq{1}, 25}, wire::TruncatedFrame{room, Seq{5}},
                             wire::PartFrame{room, Seq{1}, 20, 0, part}));
        QVERIFY(bench.handleRecords(room, 1, 3));
        QVERIFY(bench.end.events.arrivals.empty());
        QVERIFY(bench.end.events.truncations.empty());
        QCOMPARE(bench.fill(), "");
        QVERIFY(!bench.end.link.deadline());
    }

    void aPeerThatBreaksTheRulesIsFoundOut_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const auto& write, const char* why) {
            ByteArray<limits::payloadBytes> buffer{};
            wire::Writer payload(buffer);
            write(payload);
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(buffer.data()),
                                              static_cast<int>(payload.written()))
                                << QString::fromLatin1(why);
        };
        row(
            "half a frame",
            [](wire::Writer& out) {
                out.u8(1);
                out.u8(10);
            },
            "a malformed frame");
        row(
            "more acknowledged than sent",
            [](wire::Writer& out) {
                wire::AckFrame ack;
                ack.stream = room;
                ack.next = Seq{3};
                writeFrame(out, ack);
            },
            "acknowledges what was never sent");
        row(
            "two sizes for one record",
            [](wire::Writer& out) {
                const Bytes part(10);
                writeFrame(out, wire::PartFrame{priv, Seq{1}, 20, 0, part});
                writeFrame(out, wire::PartFrame{priv, Seq{1}, 30, 10, part});
            },
            "parts of different records under one number");
    }
    void aPeerThatBreaksTheRulesIsFoundOut()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, why);
        LinkBench bench;
        TestLog log;
        log.append("a");
        bench.end.link.openSender(room, log, Seq{1});
        bench.end.link.openReceiver(priv, Seq{1});
        bench.fill();
        const auto view = std::string_view(payload.constData(), static_cast<std::size_t>(payload.size()));
        QVERIFY(!bench.end.link.handlePayload(bench.now, 1, bytesOf(view), bench.end.events));
        QCOMPARE(QString::fromUtf8(bench.end.link.why().data()), why);
    }

    void anAcknowledgementThatGoesBackIsFoundOut()
    {
        LinkBench bench;
        TestLog log;
        log.append("a");
        bench.end.link.openSender(room, log, Seq{1});
        bench.fill();
        const auto acknowledge = [&](std::uint64_t counter, std::uint64_t next) {
            wire::AckFrame ack;
            ack.stream = room;
            ack.next = Seq{next};
            ByteArray<64> buffer{};
            wire::Writer out(buffer);
            writeFrame(out, ack);
            return bench.end.link.handlePayload(bench.now, counter, out.view(), bench.end.events);
        };
        QVERIFY(acknowledge(1, 2));
        QVERIFY2(acknowledge(0, 1), "merely overtaken");
        QVERIFY(!acknowledge(2, 1));
        QCOMPARE(bench.end.link.why(), std::string_view("an acknowledgement goes back"));
    }

    void whatTheLayerAboveRefusesIsAProtocolErrorToo()
    {
        LinkBench bench;
        bench.end.link.openReceiver(priv, Seq{1});
        bench.end.events.refusing = true;
        QVERIFY(!bench.handleRecords(priv, 1, 3));
        QCOMPARE(bench.end.events.arrivals.size(), 1U);
        QVERIFY(!bench.end.link.why().empty());
    }

    void handlersMayOpenAndCloseStreams()
    {
        LinkBench bench;
        link::Link& link = bench.end.link;
        link.openReceiver(priv, Seq{1});
        TestLog log;
        MeddlingEvents events([&](StreamId) {
            link.closeReceiver(priv);
            link.openReceiver(roster, Seq{1});
            link.openReceiver(room, Seq{1});
            link.openSender(room, log, Seq{1});
        });
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        for (const StreamId stream : {priv, roster}) {
            wire::RecordsWriter records(payload, stream, Seq{2});
            records.add(bytesOf("early"));
        }
        {
            wire::RecordsWriter records(payload, priv, Seq{1});
            records.add(bytesOf("first"));
            records.add(bytesOf("not delivered: the stream is closed"));
        }
        QVERIFY(link.handlePayload(bench.now, 1, payload.view(), events));
        QCOMPARE(events.arrivals.size(), 1U);
        link.closeSender(room);
        link.closeReceiver(room);
        link.closeReceiver(roster);
        QVERIFY(!link.deadline());
    }

    void whatIsGoneIsTold()
    {
        LinkPair pair;
        TestLog log;
        log.appendMany(100, 50);
        log.truncate(Seq{81});
        pair.one.link.openSender(room, log, Seq{51});
        pair.other.link.openReceiver(room, Seq{51});
        QVERIFY(pair.runUntil([&] { return !pair.one.link.hasOutstanding(); }, 1s));
        QCOMPARE(pair.other.events.truncations.size(), 1U);
        QCOMPARE(pair.other.events.truncations[0].first, Seq{81});
        QCOMPARE(pair.other.events.seqs(room).front(), 81U);
        QCOMPARE(pair.other.events.seqs(room).size(), 20U);
    }

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

    void aLinkCanBeMoved()
    {
        LinkBench bench;
        bench.end.link.openReceiver(room, Seq{5});
        link::Link moved = std::move(bench.end.link);
        bench.end.link = std::move(moved);
        bench.handle(wire::HeadFrame{room, Seq{9}, 25});
        QCOMPARE(bench.fill(), "ack now 5");
    }

    void aPoolOfAllMembersBoundsWhatOneCanClaim()
    {
        LinkBench bench;
        link::ReassemblyPool none(0);
        bench.end.link.setReassemblyPool(&none);
        bench.end.link.openReceiver(priv, Seq{1});
        const Bytes part(10);
        QVERIFY(bench.handle(wire::PartFrame{priv, Seq{1}, 20, 0, part}));
        QVERIFY(bench.handleRecords(priv, 2, 1));
        QCOMPARE(bench.end.link.counters().noRoom, 2U);
        QVERIFY(bench.handleRecords(priv, 1, 1));
        QCOMPARE(bench.end.events.arrivals.size(), 1U);
        bench.end.link.setReassemblyPool(nullptr);
        QVERIFY(bench.handleRecords(priv, 3, 1));
        QCOMPARE(bench.end.link.counters().noRoom, 2U);
    }
};

QTEST_APPLESS_MAIN(LinkTest)
#include "link_test.moc"
