// A peer that keeps to no rule is found out, and what it may claim is bounded.
#include "link_bench.h"
#include "tests/support/mistake.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;

class LinkRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

QTEST_APPLESS_MAIN(LinkRulesTest)
#include "link_rules_test.moc"
