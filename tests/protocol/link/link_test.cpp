// What a link says about its streams, and when.
#include "link_bench.h"
#include "tests/support/mistake.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

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

    void aLinkCanBeMoved()
    {
        LinkBench bench;
        bench.end.link.openReceiver(room, Seq{5});
        link::Link moved = std::move(bench.end.link);
        bench.end.link = std::move(moved);
        bench.handle(wire::HeadFrame{room, Seq{9}, 25});
        QCOMPARE(bench.fill(), "ack now 5");
    }
};

QTEST_APPLESS_MAIN(LinkTest)
#include "link_test.moc"
