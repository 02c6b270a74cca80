#include "protocol/link/shared_payloads.h"
#include "sender_bench.h"
#include "session_pair.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;
using link::SharedPayloads;

namespace {

constexpr StreamId room{2};

SharedPayloads made(const TestLog& log, std::uint64_t first)
{
    SharedPayloads shared;
    shared.make(log, room, Seq{first});
    return shared;
}

/// What the bench's sender takes, in words; empty if it takes nothing.
std::string taken(SenderBench& bench, const SharedPayloads& shared)
{
    const link::LogSender::Turn turn{bench.now,       bench.roundTrip, bench.ackInterval,
                                     bench.mayRepeat, bench.entropy,   bench.counts};
    const auto payload = bench.sender.takeShared(turn, shared, true);
    return payload ? PayloadWords::of(payload->payload) : "";
}

/// The server's end of a session that follows a room, with its first PONG behind it.
struct Follower {
    Follower()
    {
        pair.server.connection.link().openSender(room, log, Seq{1});
        pair.client.connection.link().openReceiver(room, Seq{1});
        pair.client.log.append("hello");
        pair.server.log.append("hello");
        log.append("the first");
        pair.settle(at(0s));
        pair.settle(at(1s));
        CHECK(pair.server.connection.link().roundTrip());
    }
    std::vector<SentDatagram> flushShared(std::uint64_t first)
    {
        const auto shared = made(log, first);
        flushed = pair.server.connection.flushShared(at(2s), shared, pair.server.sink);
        return pair.server.sink.take();
    }

    TestLog log;
    SessionPair pair;
    link::Connection::Flushed flushed;
};

} // namespace

class SharedPayloadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdWhatASenderWouldWrite()
    {
        SenderBench bench;
        SenderBench other;
        for (SenderBench* each : {&bench, &other})
            each->log.appendMany(3, 100);
        QCOMPARE(taken(bench, made(bench.log, 1)), other.write());
        QCOMPARE(bench.sender.inFlight(), other.sender.inFlight());
        QCOMPARE(bench.counts.sent, other.counts.sent);
        QVERIFY(!bench.sender.hasUnsent());
    }

    void whatIsNotAcknowledgedRidesAlong()
    {
        SenderBench bench;
        SenderBench other;
        for (SenderBench* each : {&bench, &other}) {
            each->mayRepeat = true;
            each->log.appendMany(2, 50);
            each->write();
            each->ack(2);
            each->log.appendMany(1, 50);
        }
        QCOMPARE(taken(bench, made(bench.log, 3)), "records 2-3");
        QCOMPARE(other.write(), "records 2-3");
        QCOMPARE(bench.counts.repeated, other.counts.repeated);
    }

    void noMoreRidesAlongThanIsWorthIt()
    {
        TestLog log;
        log.appendMany(10, 100);
        QCOMPARE(made(log, 10).from(Seq{10})->repeats, 2U); // 300 bytes
        TestLog small;
        small.appendMany(10, 10);
        QCOMPARE(made(small, 10).from(Seq{10})->repeats, limits::repeatedRecords);
        QCOMPARE(made(small, 2).from(Seq{2})->repeats, 1U);
    }

    void areFullButForTheLast()
    {
        TestLog log;
        log.appendMany(20, 100);
        const auto shared = made(log, 1);
        const auto* const first = shared.from(Seq{1});
        QVERIFY(first != nullptr);
        QCOMPARE(first->end, Seq{12});
        QCOMPARE(first->forms[0].size(), limits::payloadBytes);
        QCOMPARE(PayloadWords::of(first->forms[0]), "records 1-11");
        const auto* const second = shared.from(Seq{12});
        QVERIFY(second != nullptr);
        QCOMPARE(PayloadWords::of(second->forms[0]), "records 12-20");
        QVERIFY(second->forms[0].size() < limits::payloadBytes);
        QVERIFY(shared.isEnd(second->end));
        QVERIFY(!shared.isEnd(first->end));
        QVERIFY(shared.from(Seq{5}) == nullptr);
    }

    void endBeforeARecordThatIsTooLarge()
    {
        TestLog log;
        log.appendMany(2, 100);
        log.appendMany(1, 2'000);
        log.appendMany(1, 100);
        const auto shared = made(log, 1);
        QCOMPARE(shared.from(Seq{1})->end, Seq{3});
        QVERIFY(!shared.isEnd(Seq{3}));
        QVERIFY(made(log, 3).empty());
    }

    void areABurstAtMost()
    {
        TestLog log;
        log.appendMany(200, 1'000);
        const auto shared = made(log, 1);
        QVERIFY(shared.from(Seq{SharedPayloads::most}) != nullptr);
        QVERIFY(shared.from(Seq{SharedPayloads::most + 1}) == nullptr);
        QVERIFY(!shared.isEnd(Seq{SharedPayloads::most + 1}));
    }

    void areNotForWhomSomethingElseIsDue()
    {
        SenderBench behind;
        behind.log.appendMany(3, 100);
        QCOMPARE(taken(behind, made(behind.log, 2)), "");

        SenderBench lacking;
        lacking.log.appendMany(3, 100);
        lacking.write();
        lacking.ack(4, {{Seq{1}, Seq{2}}});
        lacking.log.appendMany(1, 100);
        QCOMPARE(taken(lacking, made(lacking.log, 4)), "");
    }

    void anotherPaceIsToldNotToAllAtOnce()
    {
        SenderBench bench;
        bench.ackInterval = 100ms;
        std::uint64_t seq = 0;
        do {
            bench.log.appendMany(1, 100);
            QVERIFY2(++seq < 200, "it is never told");
        } while (!taken(bench, made(bench.log, seq)).empty());
        QVERIFY(bench.write().starts_with("head " + std::to_string(seq) + " 100 ms, records"));
        for (int i = 0; i < 50; ++i) {
            bench.log.appendMany(1, 100);
            QVERIFY(!taken(bench, made(bench.log, ++seq)).empty());
        }
    }

    void reachThePeerAsOthersDo()
    {
        Follower follower;
        follower.log.appendMany(20, 100);
        const auto datagrams = follower.flushShared(2);
        QVERIFY(follower.flushed.isDone);
        QCOMPARE(datagrams.size(), 2U);
        QCOMPARE(follower.flushed.datagrams, 2U);
        QCOMPARE(datagrams[0].bytes.size(), limits::datagramBytes);
        for (const SentDatagram& datagram : datagrams)
            QCOMPARE(follower.pair.client.handle(at(2s), home, datagram.bytes),
                     link::Connection::Outcome::handled);
        QCOMPARE(follower.pair.client.events.seqs(room).size(), 21U);
        QVERIFY(!follower.pair.server.connection.hasSomethingDue(at(2s)));
    }

    void aPongGoesFirst()
    {
        Follower follower;
        follower.pair.client.connection.link().sendPing(at(2s));
        for (const SentDatagram& datagram : follower.pair.client.flush(at(2s)))
            follower.pair.server.handle(at(2s), home, datagram.bytes);
        follower.log.appendMany(1, 100);
        QVERIFY(follower.flushShared(2).empty());
        QVERIFY(!follower.flushed.isDone);
        QVERIFY(follower.pair.server.connection.hasAnswersDue(at(2s)));
    }

    void whatElseThereIsToSayGoesWithTheLast()
    {
        Follower follower;
        follower.pair.client.connection.link().sendPing(at(2s));
        for (const SentDatagram& datagram : follower.pair.client.flush(at(2s)))
            follower.pair.server.handle(at(2s), home, datagram.bytes);
        follower.log.appendMany(20, 100);
        QCOMPARE(follower.flushShared(2).size(), 1U);
        QVERIFY(!follower.flushed.isDone);
        const auto rest = follower.pair.server.flush(at(2s));
        QCOMPARE(rest.size(), 1U);
        QCOMPARE(follower.pair.client.handle(at(2s), home, rest[0].bytes),
                 link::Connection::Outcome::handled);
        QVERIFY(!follower.pair.server.connection.hasSomethingDue(at(2s)));
    }

    void aFullSocketKeepsTheRest()
    {
        Follower follower;
        follower.pair.server.sink.isReady = false;
        follower.log.appendMany(1, 100);
        QVERIFY(follower.flushShared(2).empty());
        QVERIFY(!follower.flushed.isDone);
        QVERIFY(follower.pair.server.connection.hasSomethingDue(at(2s)));
    }
};

QTEST_APPLESS_MAIN(SharedPayloadsTest)
#include "shared_payloads_test.moc"
