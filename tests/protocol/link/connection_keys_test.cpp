#include "tests/protocol/link/session_pair.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hubbub;
using namespace hubbub::test;
using Outcome = link::Connection::Outcome;

namespace {

/// The receiver's index in a datagram: tells which keys sealed it.
std::uint32_t indexOf(const Bytes& datagram)
{
    return sealedIn(datagram).receiver.value;
}

/// Both ends have the keys of handshake 2; the client has used them once, but nothing of it has arrived.
std::vector<SentDatagram> renewKeys(SessionPair& pair, Instant now)
{
    pair.server.install(now, 2);
    pair.client.install(now, 2);
    return pair.client.flush(now);
}

} // namespace

class ConnectionKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void theClientSealsWithNewKeysAtOnceAndPings();
    void theServerSealsWithOldKeysUntilOnePacketHasOpenedWithTheNewOnes();
    void acceptedIsSealedUnderTheKeysNamed();
    void aLostAcceptedMayBeSentAgain();
    void packetsOfBothGenerationsOpenInAnyOrder();
    void aReplayIsDroppedInEveryGeneration();
    void aPacketOfOneGenerationDoesNotOpenInAnother();
    void acknowledgementsUnderNewKeysCount();
    void oldKeysOpenForTenSecondsMore();
    void theIndexOfKeysThatAreGoneIsTold();
    void aFurtherHandshakeReplacesKeysThatWait();
    void noCounterIsUsedTwiceUnderOneKey();
    void aSessionGoesOnThroughManyRenewals();
    void theClientWantsNewKeysAfterAnHourOrManyPackets();
    void spentKeysSealNothingMore();
    void aHintForOldKeysIsNotBelieved();
};

void ConnectionKeysTest::theClientSealsWithNewKeysAtOnceAndPings()
{
    SessionPair pair;
    pair.client.install(at(0s), 2);
    QVERIFY(pair.client.connection.hasSomethingDue(at(0s)));
    const auto sent = pair.client.flush(at(0s));
    QCOMPARE(sent.size(), 1U);
    QCOMPARE(indexOf(sent.front().bytes), 202U);
    QCOMPARE(pair.client.connection.localIndex(), SessionIndex{102});
    QCOMPARE(pair.client.connection.remoteIndex(), SessionIndex{202});
}

void ConnectionKeysTest::theServerSealsWithOldKeysUntilOnePacketHasOpenedWithTheNewOnes()
{
    SessionPair pair;
    const auto ping = renewKeys(pair, at(0s));
    QCOMPARE(indexOf(pair.server.say(at(0s), "x")), 101U);
    QCOMPARE(pair.server.connection.localIndex(), SessionIndex{201});
    Bytes garbled = ping.front().bytes;
    garbled.back() ^= 1U;
    QCOMPARE(pair.server.handle(at(0s), home, garbled), Outcome::dropped);
    QCOMPARE(indexOf(pair.server.say(at(0s), "y")), 101U);

    QCOMPARE(pair.server.handle(at(0s), home, ping.front().bytes), Outcome::handled);
    QCOMPARE(indexOf(pair.server.say(at(0s), "z")), 102U);
    QCOMPARE(pair.server.connection.localIndex(), SessionIndex{202});
}

void ConnectionKeysTest::acceptedIsSealedUnderTheKeysNamed()
{
    SessionPair pair;
    pair.server.install(at(0s), 2);
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    const Bytes accepted = pair.server.sink.takeOne();
    QCOMPARE(indexOf(accepted), 102U);
    pair.client.install(at(0s), 2);
    QCOMPARE(pair.client.handle(at(0s), home, accepted), Outcome::handled);
    QCOMPARE(pair.client.events.accepts, std::vector<bool>{true});

    pair.server.connection.sendAccepted(SessionIndex{201}, false, pair.server.sink);
    QCOMPARE(indexOf(pair.server.sink.takeOne()), 101U);
    pair.server.connection.sendAccepted(SessionIndex{299}, false, pair.server.sink);
    QVERIFY(pair.server.sink.sent.empty());
    pair.server.sink.isReady = false;
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    QVERIFY(pair.server.sink.sent.empty());
}

void ConnectionKeysTest::aLostAcceptedMayBeSentAgain()
{
    SessionPair pair;
    pair.server.install(at(0s), 2);
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    const auto both = pair.server.sink.take();
    QVERIFY2(both[0].bytes != both[1].bytes, "sealed anew, under another counter");
    pair.client.install(at(0s), 2);
    QCOMPARE(pair.client.handle(at(0s), home, both[1].bytes), Outcome::handled);
    QCOMPARE(pair.client.handle(at(0s), home, both[0].bytes), Outcome::handled);
}

void ConnectionKeysTest::packetsOfBothGenerationsOpenInAnyOrder()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SessionPair pair;
        std::vector<Bytes> underWay;
        underWay.reserve(9);
        for (int i = 0; i < 4; ++i)
            underWay.push_back(pair.client.say(at(0s), "old"));
        for (const SentDatagram& datagram : renewKeys(pair, at(0s)))
            underWay.push_back(datagram.bytes);
        for (int i = 0; i < 4; ++i)
            underWay.push_back(pair.client.say(at(0s), "new"));

        SeededEntropy entropy(seed);
        for (std::size_t i = underWay.size() - 1; i > 0; --i)
            std::swap(underWay[i], underWay[entropy.drawBelow(i + 1)]);
        for (const Bytes& datagram : underWay)
            QCOMPARE(pair.server.handle(at(1s), home, datagram), Outcome::handled);
        QCOMPARE(pair.server.events.seqs(StreamId{0}), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(pair.server.connection.localIndex(), SessionIndex{202});
    }
}

void ConnectionKeysTest::aReplayIsDroppedInEveryGeneration()
{
    SessionPair pair;
    std::vector<Bytes> all;
    all.reserve(7);
    for (int i = 0; i < 3; ++i)
        all.push_back(pair.client.say(at(0s), "old"));
    for (const SentDatagram& datagram : renewKeys(pair, at(0s)))
        all.push_back(datagram.bytes);
    for (int i = 0; i < 3; ++i)
        all.push_back(pair.client.say(at(0s), "new"));
    for (const Bytes& datagram : all)
        QCOMPARE(pair.server.handle(at(1s), home, datagram), Outcome::handled);
    for (const Bytes& datagram : all)
        QCOMPARE(pair.server.handle(at(1s), home, datagram), Outcome::dropped);
    QCOMPARE(pair.server.drops[DropReason::replayed], all.size());
    QCOMPARE(pair.server.events.arrivals.size(), 6U);
}

void ConnectionKeysTest::aPacketOfOneGenerationDoesNotOpenInAnother()
{
    SessionPair pair;
    Bytes old = pair.client.say(at(0s), "old");
    renewKeys(pair, at(0s));
    old[4] = 202;
    QCOMPARE(pair.server.handle(at(0s), home, old), Outcome::dropped);
    QCOMPARE(pair.server.drops[DropReason::notAuthentic], 1U);
    QCOMPARE(pair.server.connection.localIndex(), SessionIndex{201});
}

void ConnectionKeysTest::acknowledgementsUnderNewKeysCount()
{
    SessionPair pair;
    for (int i = 0; i < 30; ++i) {
        pair.server.log.append("before");
        pair.settle(at(i * 100ms));
    }
    QCOMPARE(pair.server.connection.link().acknowledgedBelow(StreamId{0}).value, 30U);
    for (const SentDatagram& datagram : renewKeys(pair, at(5s)))
        pair.server.handle(at(5s), home, datagram.bytes);
    pair.server.log.append("after");
    pair.settle(at(6s));
    pair.settle(at(7s));
    QCOMPARE(pair.server.connection.link().acknowledgedBelow(StreamId{0}).value, 32U);
}

void ConnectionKeysTest::oldKeysOpenForTenSecondsMore()
{
    SessionPair pair;
    const Bytes early = pair.client.say(at(0s), "1");
    const Bytes late = pair.client.say(at(0s), "2");
    const auto ping = renewKeys(pair, at(0s));
    pair.server.handle(at(1s), home, ping.front().bytes);
    QCOMPARE(pair.server.handle(at(11s) - 1us, home, early), Outcome::handled);
    QCOMPARE(pair.server.handle(at(11s), home, late), Outcome::dropped);
    QCOMPARE(pair.server.drops[DropReason::unknownIndex], 1U);
}

void ConnectionKeysTest::theIndexOfKeysThatAreGoneIsTold()
{
    SessionPair pair;
    const auto ping = renewKeys(pair, at(0s));
    pair.server.handle(at(0s), home, ping.front().bytes);
    for (SessionEnd* end : {&pair.client, &pair.server}) {
        QVERIFY(end->connection.takeRetiredIndices().empty());
        QVERIFY(*end->connection.deadline() <= at(10s));
        end->connection.handleDeadline(at(10s));
        const SessionIndex gone{end->role == link::Role::client ? 101U : 201U};
        QCOMPARE(end->connection.takeRetiredIndices(), std::vector{gone});
        QVERIFY(end->connection.takeRetiredIndices().empty());
    }
}

void ConnectionKeysTest::aFurtherHandshakeReplacesKeysThatWait()
{
    SessionPair pair;
    pair.server.install(at(0s), 2);
    pair.server.install(at(1s), 3);
    QCOMPARE(pair.server.connection.takeRetiredIndices(), std::vector{SessionIndex{202}});
    pair.client.install(at(1s), 3);
    for (const SentDatagram& datagram : pair.client.flush(at(1s)))
        QCOMPARE(pair.server.handle(at(1s), home, datagram.bytes), Outcome::handled);
    QCOMPARE(pair.server.connection.localIndex(), SessionIndex{203});
    QVERIFY(isMistake([&] { pair.server.install(at(1s), 3); }));
}

void ConnectionKeysTest::noCounterIsUsedTwiceUnderOneKey()
{
    SessionPair pair;
    std::set<std::pair<std::uint32_t, std::uint64_t>> used;
    std::size_t sent = 0;
    const auto note = [&](std::vector<SentDatagram> datagrams) {
        for (const SentDatagram& datagram : datagrams) {
            const auto packet = sealedIn(datagram.bytes);
            used.emplace(packet.receiver.value, packet.counter);
            ++sent;
        }
        return datagrams;
    };
    // Records, a challenge to a new address, ACCEPTED twice, new keys, CLOSE three times.
    pair.server.log.appendMany(10, 500);
    note(pair.server.flush(at(0s)));
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    note(pair.server.flush(at(0s)));
    pair.server.install(at(0s), 2);
    for (int i = 0; i < 2; ++i)
        pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    pair.server.connection.sendAccepted(SessionIndex{201}, true, pair.server.sink);
    note(pair.server.sink.take());
    note(pair.server.flush(at(1s)));
    pair.client.install(at(1s), 2);
    pair.server.handle(at(1s), elsewhere, pair.client.flush(at(1s)).front().bytes);
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    pair.server.connection.sendAccepted(SessionIndex{201}, true, pair.server.sink);
    note(pair.server.sink.take());
    note(pair.server.flush(at(2s)));
    pair.server.connection.close(wire::CloseCode::goodbye, {}, 3, pair.server.sink);
    note(pair.server.sink.take());
    QVERIFY(sent > 15);
    QCOMPARE(used.size(), sent);
}

void ConnectionKeysTest::aSessionGoesOnThroughManyRenewals()
{
    SessionPair pair;
    for (std::uint32_t number = 2; number < 60; ++number) {
        const Instant now = at(number * 1min);
        pair.client.log.append("up");
        pair.server.log.append("down");
        pair.server.install(now, number);
        pair.client.install(now, number);
        pair.settle(now);
        pair.settle(now + 1s);
        QCOMPARE(pair.server.connection.localIndex(), SessionIndex{200 + number});
        QCOMPARE(pair.server.events.arrivals.size(), number - 1U);
        QCOMPARE(pair.client.events.arrivals.size(), number - 1U);
    }
    QCOMPARE(pair.server.drops[DropReason::notAuthentic] + pair.server.drops[DropReason::unknownIndex], 0U);
}

void ConnectionKeysTest::theClientWantsNewKeysAfterAnHourOrManyPackets()
{
    link::KeyLimits limits;
    limits.rekeyAfterPackets = 4;
    SessionPair pair(limits);
    QVERIFY(!pair.client.connection.wantsNewKeys(at(48min) - 1us));
    QVERIFY(pair.client.connection.wantsNewKeys(at(72min)));
    for (int i = 0; i < 3; ++i)
        pair.client.say(at(0s), "x");
    QVERIFY(!pair.client.connection.wantsNewKeys(at(0s)));
    pair.client.say(at(0s), "x");
    QVERIFY(pair.client.connection.wantsNewKeys(at(0s)));
    pair.client.install(at(0s), 2);
    QVERIFY(!pair.client.connection.wantsNewKeys(at(0s)));
    QVERIFY(!pair.server.connection.wantsNewKeys(at(2h)));
}

void ConnectionKeysTest::spentKeysSealNothingMore()
{
    link::KeyLimits limits;
    limits.sessionPackets = 5;
    SessionPair pair(limits);
    pair.client.log.appendMany(10, 1000);
    QCOMPARE(pair.client.flush(at(0s)).size(), 5U);
    QVERIFY(pair.client.connection.keysAreSpent(at(0s)));
    QVERIFY(!pair.client.connection.hasSomethingDue(at(0s)));

    SessionPair old;
    QVERIFY(!old.server.connection.keysAreSpent(at(3h) - 1us));
    QVERIFY(old.server.connection.keysAreSpent(at(3h)));
    old.server.log.append("x");
    QVERIFY(old.server.flush(at(3h)).empty());
    old.server.connection.close(wire::CloseCode::expiredKeys, {}, 1, old.server.sink);
    QCOMPARE(old.server.sink.take().size(), 1U);

    link::KeyLimits suspicious;
    suspicious.failedOpenings = 2;
    SessionPair attacked(suspicious);
    Bytes forged = attacked.client.say(at(0s), "x");
    forged.back() ^= 1U;
    for (int i = 0; i < 2; ++i) {
        QVERIFY(!attacked.server.connection.keysAreSpent(at(0s)));
        attacked.server.handle(at(0s), home, forged);
    }
    QVERIFY(attacked.server.connection.keysAreSpent(at(0s)));
}

void ConnectionKeysTest::aHintForOldKeysIsNotBelieved()
{
    SessionPair pair;
    pair.client.say(at(0s), "x");
    pair.client.install(at(0s), 2);
    QVERIFY(!pair.client.connection.isHintCredible(at(0s), {SessionIndex{201}, 0}));
    QVERIFY(!pair.client.connection.isHintCredible(at(0s), {SessionIndex{202}, 0}));
    pair.client.flush(at(0s));
    QVERIFY(pair.client.connection.isHintCredible(at(0s), {SessionIndex{202}, 0}));
}

QTEST_APPLESS_MAIN(ConnectionKeysTest)
#include "connection_keys_test.moc"
