#include "tests/protocol/link/session_pair.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <malloc.h>

#include <set>

using namespace hubbub;
using namespace hubbub::test;
using Outcome = link::Connection::Outcome;

class ConnectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void recordsTravelBothWays();
    void aClientSendsToItsServerWhateverAddressAnswers();
    void aPacketForAnotherIndexIsDropped();
    void aGarbledPacketIsDroppedAndHarmsNothing();
    void aReplayedPacketIsDropped();
    void aPeerThatBreaksTheFormatIsBroken();
    void aPeerThatBreaksTheRulesOfTheLayerAboveIsBroken();
    void aBlockedSocketIsNoLoss();
    void theQuotaBoundsATurn();
    void nothingIsSentAfterClose();
    void closeIsSentAsOftenAsAsked();
    void closeThatFindsNoRoomCanBeTriedAgain();
    void nothingIsSentAfterThePeersClose();
    void lastHeardIsTheTimeOfTheLastPacketThatOpened();
    void theDeadlineNeverStaysInThePast();
    void aHintIsCredibleOnlyForWhatWasSentLatelyAndNotAnswered();
    void aServerBelievesNoHint();
    void aConnectionCanBeMoved();
    void aSessionCostsLessThanFourKibibytes();
};

void ConnectionTest::recordsTravelBothWays()
{
    SessionPair pair;
    pair.client.log.append("question");
    pair.server.log.append("answer");
    pair.settle(at(0s));
    QCOMPARE(pair.server.events.arrivals.size(), 1U);
    QCOMPARE(textOf(pair.server.events.arrivals.front().bytes), std::string_view("question"));
    QCOMPARE(textOf(pair.client.events.arrivals.front().bytes), std::string_view("answer"));
    pair.settle(at(1s));
    QCOMPARE(pair.client.connection.link().acknowledgedBelow(StreamId{0}), Seq{2});
    QCOMPARE(pair.server.connection.link().acknowledgedBelow(StreamId{0}), Seq{2});
}

void ConnectionTest::aClientSendsToItsServerWhateverAddressAnswers()
{
    SessionPair pair;
    const Path before = pair.client.connection.path();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(pair.client.handle(at(i * 2s), elsewhere, pair.server.say(at(i * 2s), "x")),
                 Outcome::handled);
    QCOMPARE(pair.client.connection.path(), before);
    for (const SentDatagram& datagram : pair.client.flush(at(20s)))
        QCOMPARE(datagram.path, before);
}

void ConnectionTest::aPacketForAnotherIndexIsDropped()
{
    SessionPair pair;
    Bytes datagram = pair.client.say(at(0s), "x");
    datagram[4] ^= 1U;
    QCOMPARE(pair.server.handle(at(0s), home, datagram), Outcome::dropped);
    QCOMPARE(pair.server.drops[DropReason::unknownIndex], 1U);
}

void ConnectionTest::aGarbledPacketIsDroppedAndHarmsNothing()
{
    SessionPair pair;
    const Bytes datagram = pair.client.say(at(0s), "hello");
    for (std::size_t byte = 8; byte < datagram.size(); ++byte) {
        Bytes garbled = datagram;
        garbled[byte] ^= 4U;
        QCOMPARE(pair.server.handle(at(1s), elsewhere, garbled), Outcome::dropped);
    }
    QCOMPARE(pair.server.drops[DropReason::notAuthentic], datagram.size() - 8);
    QCOMPARE(pair.server.connection.lastHeard(), at(0s));
    QVERIFY(pair.server.flush(at(1s)).empty());
    QCOMPARE(pair.server.handle(at(1s), home, datagram), Outcome::handled);
    QCOMPARE(pair.server.events.arrivals.size(), 1U);
}

void ConnectionTest::aReplayedPacketIsDropped()
{
    SessionPair pair;
    const Bytes first = pair.client.say(at(0s), "1");
    const Bytes second = pair.client.say(at(0s), "2");
    for (const Bytes& datagram : {second, first})
        QCOMPARE(pair.server.handle(at(0s), home, datagram), Outcome::handled);
    for (const Bytes& datagram : {first, second})
        QCOMPARE(pair.server.handle(at(0s), home, datagram), Outcome::dropped);
    QCOMPARE(pair.server.drops[DropReason::replayed], 2U);
    QCOMPARE(pair.server.events.seqs(StreamId{0}), (std::vector<std::uint64_t>{1, 2}));
}

void ConnectionTest::aPeerThatBreaksTheFormatIsBroken()
{
    SessionPair pair;
    link::KeyGeneration liar(keysOf(link::Role::client, 1), 0, at(0s));
    Bytes datagram(limits::datagramBytes);
    const Bytes shortPing = {5, 3, 0, 0, 0}; // a PING of three bytes
    datagram.resize(liar.seal(datagram, shortPing));
    QCOMPARE(pair.server.handle(at(0s), home, datagram), Outcome::broken);
    QCOMPARE(pair.server.drops[DropReason::protocolError], 1U);
}

void ConnectionTest::aPeerThatBreaksTheRulesOfTheLayerAboveIsBroken()
{
    SessionPair pair;
    pair.server.events.refusing = true;
    QCOMPARE(pair.server.handle(at(0s), home, pair.client.say(at(0s), "x")), Outcome::broken);
}

void ConnectionTest::aBlockedSocketIsNoLoss()
{
    SessionPair pair;
    pair.client.log.append("x");
    pair.client.sink.isReady = false;
    QCOMPARE(pair.client.connection.flush(at(0s), pair.client.sink, 10), 0U);
    QVERIFY(pair.client.connection.hasSomethingDue(at(0s)));
    pair.client.sink.isReady = true;
    QCOMPARE(sealedIn(pair.client.flush(at(0s)).at(0).bytes).counter, 0U);
    QVERIFY(!pair.client.connection.hasSomethingDue(at(0s)));
}

void ConnectionTest::theQuotaBoundsATurn()
{
    SessionPair pair;
    pair.client.log.appendMany(20, 1000);
    QCOMPARE(pair.client.flush(at(0s), 3).size(), 3U);
    QVERIFY(pair.client.connection.hasSomethingDue(at(0s)));
    QCOMPARE(pair.client.flush(at(0s), 0).size(), 0U);
    QCOMPARE(pair.client.flush(at(0s), 1).size(), 1U);
}

void ConnectionTest::nothingIsSentAfterClose()
{
    SessionPair pair;
    pair.server.log.append("never");
    pair.server.connection.close(wire::CloseCode::removed, "away with you", 1, pair.server.sink);
    QCOMPARE(pair.client.handle(at(0s), home, pair.server.sink.takeOne()), Outcome::handled);
    QCOMPARE(pair.client.events.closes.size(), 1U);
    QCOMPARE(pair.client.events.closes.front().first, 3U);
    QCOMPARE(pair.client.events.closes.front().second, std::string("away with you"));

    QVERIFY(!pair.server.connection.hasSomethingDue(at(1s)));
    QVERIFY(!pair.server.connection.deadline());
    pair.server.connection.handleDeadline(at(1s));
    pair.server.connection.sendAccepted(pair.server.connection.localIndex(), false, pair.server.sink);
    pair.server.connection.close(wire::CloseCode::goodbye, {}, 3, pair.server.sink);
    QVERIFY(pair.server.flush(at(1s)).empty());
}

void ConnectionTest::closeIsSentAsOftenAsAsked()
{
    SessionPair pair;
    pair.client.connection.close(wire::CloseCode::goodbye, {}, 3, pair.client.sink);
    const auto sent = pair.client.sink.take();
    QCOMPARE(sent.size(), 3U);
    std::set<std::uint64_t> counters;
    for (const SentDatagram& datagram : sent)
        counters.insert(sealedIn(datagram.bytes).counter);
    QCOMPARE(counters.size(), 3U);
}

void ConnectionTest::closeThatFindsNoRoomCanBeTriedAgain()
{
    SessionPair pair;
    link::Connection& client = pair.client.connection;
    pair.client.sink.isReady = false;
    QCOMPARE(client.close(wire::CloseCode::goodbye, {}, 3, pair.client.sink), 0U);
    QVERIFY(!client.isClosed());
    pair.client.sink.isReady = true;
    QCOMPARE(client.close(wire::CloseCode::goodbye, {}, 3, pair.client.sink), 3U);
    QVERIFY(client.isClosed());
    pair.client.sink.take();
    QCOMPARE(client.close(wire::CloseCode::goodbye, {}, 3, pair.client.sink), 0U);
    QVERIFY(pair.client.sink.take().empty());
}

void ConnectionTest::nothingIsSentAfterThePeersClose()
{
    SessionPair pair;
    pair.server.log.append("never");
    pair.client.connection.close(wire::CloseCode::goodbye, {}, 1, pair.client.sink);
    QCOMPARE(pair.server.handle(at(0s), home, pair.client.sink.takeOne()), Outcome::handled);
    QVERIFY(!pair.server.connection.hasSomethingDue(at(0s)));
    pair.server.connection.close(wire::CloseCode::goodbye, {}, 3, pair.server.sink);
    QVERIFY(pair.server.flush(at(0s)).empty());
}

void ConnectionTest::lastHeardIsTheTimeOfTheLastPacketThatOpened()
{
    SessionPair pair;
    const Bytes datagram = pair.client.say(at(0s), "x");
    pair.server.handle(at(3s), home, datagram);
    QCOMPARE(pair.server.connection.lastHeard(), at(3s));
    pair.server.handle(at(4s), home, datagram);
    QCOMPARE(pair.server.connection.lastHeard(), at(3s));
}

void ConnectionTest::theDeadlineNeverStaysInThePast()
{
    // A path to validate, keys to wipe, keys to renew, keys that are spent: all while the socket is blocked.
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.client.install(at(0s), 2);
    pair.client.sink.isReady = false;
    pair.server.sink.isReady = false;
    for (SessionEnd* end : {&pair.client, &pair.server}) {
        int woken = 0;
        for (auto deadline = end->connection.deadline(); deadline && *deadline < at(4h);
             deadline = end->connection.deadline())
        {
            end->connection.handleDeadline(*deadline);
            end->connection.flush(*deadline, end->sink, 10);
            QVERIFY(!end->connection.deadline() || *end->connection.deadline() > *deadline);
            QVERIFY(++woken < 100);
        }
        QVERIFY(end->connection.keysAreSpent(at(4h)));
    }
}

void ConnectionTest::aHintIsCredibleOnlyForWhatWasSentLatelyAndNotAnswered()
{
    SessionPair pair;
    link::Connection& client = pair.client.connection;
    QVERIFY(!client.isHintCredible(at(0s), {SessionIndex{201}, 0}));
    pair.client.say(at(0s), "x");
    QVERIFY(client.isHintCredible(at(1s), {SessionIndex{201}, 0}));
    QVERIFY2(!client.isHintCredible(at(1s), {SessionIndex{101}, 0}), "the index is that of the packet");
    QVERIFY2(!client.isHintCredible(at(1s), {SessionIndex{201}, 1}), "never sent");
    QVERIFY2(!client.isHintCredible(at(5s) + 1us, {SessionIndex{201}, 0}), "too long ago");

    pair.client.handle(at(2s), home, pair.server.say(at(2s), "I live"));
    QVERIFY(!client.isHintCredible(at(2s), {SessionIndex{201}, 0}));
    pair.client.say(at(3s), "y");
    QVERIFY(client.isHintCredible(at(3s), {SessionIndex{201}, 1}));
}

void ConnectionTest::aServerBelievesNoHint()
{
    SessionPair pair;
    pair.server.say(at(0s), "x");
    QVERIFY(!pair.server.connection.isHintCredible(at(0s), {SessionIndex{101}, 0}));
}

void ConnectionTest::aConnectionCanBeMoved()
{
    SessionPair pair;
    link::Connection moved = std::move(pair.client.connection);
    pair.client.connection = std::move(moved);
    QCOMPARE(pair.server.handle(at(0s), home, pair.client.say(at(0s), "x")), Outcome::handled);
}

void ConnectionTest::aSessionCostsLessThanFourKibibytes()
{
#ifdef __GLIBC__
    SeededEntropy entropy(1);
    DropCounters drops;
    TestLog answers;
    TestLog room;
    const auto heapOf = [&](wire::Aead aead) {
        const std::size_t sessions = 500;
        RecordingSink sink;
        std::vector<link::Connection> connections;
        connections.reserve(sessions);
        const auto before = mallinfo2().uordblks;
        for (std::size_t i = 0; i < sessions; ++i) {
            link::Connection& each = connections.emplace_back(
                link::Role::server, at(0s), keysOf(link::Role::server, 1, aead), home, entropy, drops);
            each.link().openSender(StreamId{0}, answers, Seq{1});
            each.link().openSender(StreamId{2}, room, Seq{1});
            each.link().openReceiver(StreamId{0}, Seq{1});
            each.link().sendPing(at(0s));
            each.flush(at(0s), sink, 1);
            sink.take();
        }
        return (mallinfo2().uordblks - before) / sessions;
    };
    const auto chaCha = heapOf(wire::Aead::chaCha20Poly1305);
    const auto aes = heapOf(wire::Aead::aes256Gcm);
    qInfo("%zu bytes with ChaCha20-Poly1305, %zu with AES-256-GCM", chaCha, aes);
    QVERIFY(chaCha < 4096);
    QVERIFY(aes < 4096);
#else
    QSKIP("needs glibc's figures");
#endif
}

QTEST_APPLESS_MAIN(ConnectionTest)
#include "connection_test.moc"
