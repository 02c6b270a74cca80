#include "tests/protocol/link/session_pair.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using Outcome = link::Connection::Outcome;

namespace {

constexpr std::size_t challengeBytes = 42;

std::size_t countTo(const std::vector<SentDatagram>& datagrams, const Path& path)
{
    return static_cast<std::size_t>(std::ranges::count(datagrams, path, &SentDatagram::path));
}

/// The challenge that goes to `path`.
Bytes challengeTo(const std::vector<SentDatagram>& datagrams, const Path& path)
{
    const auto found = std::ranges::find(datagrams, path, &SentDatagram::path);
    CHECK(found != datagrams.end());
    return found->bytes;
}

} // namespace

class ConnectionPathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void aNewAddressIsChallengedAndTakenWhenItAnswers();
    void everythingElseGoesToTheOldAddressUntilThen();
    void anAnswerFromTheOldAddressMovesNothing();
    void anAnswerFromAThirdAddressMovesNothing();
    void aWrongAnswerMovesNothing();
    void theAnswerIsNotShownToTheOwner();
    void onlyThePacketWithTheHighestCounterIsConsidered();
    void aGarbledOrReplayedPacketFromElsewhereIsNotConsidered();
    void aPacketUnderOldKeysIsNotConsidered();
    void anUnansweredChallengeIsRepeatedTwiceAndForgotten();
    void oneAddressIsConsideredAtATime();
    void addressesAreConsideredOnceASecond();
    void noMoreThanThreeTimesWhatCameGoesToAnUnprovenAddress();
    void windowAndRoundTripStartAnewUnlessOnlyThePortChanged();
    void anotherLocalAddressIsAnotherPath();
    void aProvenFinishMovesTheSessionWithItsFirstPacket();
    void aProvenFinishMovesNothingForAPacketFromElsewhere();
    void acceptedGoesWhereTheFinishCameFrom();
    void theSessionMayMoveBack();
};

void ConnectionPathTest::aNewAddressIsChallengedAndTakenWhenItAnswers()
{
    for (const Path& moved : {elsewhere, samePlaceOtherPort}) {
        SessionPair pair;
        QCOMPARE(pair.server.handle(at(0s), moved, pair.client.say(at(0s), "x")), Outcome::handled);
        QVERIFY(pair.server.connection.hasSomethingDue(at(0s)));
        const auto sent = pair.server.flush(at(0s));
        QCOMPARE(countTo(sent, moved), 1U);
        QCOMPARE(challengeTo(sent, moved).size(), challengeBytes);
        QCOMPARE(pair.server.connection.path(), home);

        pair.client.handle(at(10ms), {}, challengeTo(sent, moved));
        for (const SentDatagram& datagram : pair.client.flush(at(10ms)))
            pair.server.handle(at(20ms), moved, datagram.bytes);
        QCOMPARE(pair.server.connection.path(), moved);
        pair.server.log.append("hello there");
        QCOMPARE(pair.server.flush(at(20ms)).front().path, moved);
    }
}

void ConnectionPathTest::everythingElseGoesToTheOldAddressUntilThen()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.server.log.appendMany(10, 1000);
    std::size_t toNew = 0;
    std::size_t toOld = 0;
    for (Duration time = 0s; time < 5s; time += 50ms) {
        pair.server.connection.handleDeadline(at(time));
        const auto sent = pair.server.flush(at(time));
        toNew += countTo(sent, elsewhere);
        toOld += countTo(sent, home);
    }
    QCOMPARE(toNew, 3U);
    QVERIFY(toOld >= 10);
    QCOMPARE(pair.server.connection.path(), home);
}

void ConnectionPathTest::anAnswerFromTheOldAddressMovesNothing()
{
    // Somebody forwards the client's packets from an address of his own and the challenges back.
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.client.handle(at(0s), {}, challengeTo(pair.server.flush(at(0s)), elsewhere));
    for (const SentDatagram& datagram : pair.client.flush(at(0s)))
        QCOMPARE(pair.server.handle(at(0s), home, datagram.bytes), Outcome::handled);
    QCOMPARE(pair.server.connection.path(), home);
}

void ConnectionPathTest::anAnswerFromAThirdAddressMovesNothing()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.client.handle(at(0s), {}, challengeTo(pair.server.flush(at(0s)), elsewhere));
    for (const SentDatagram& datagram : pair.client.flush(at(0s)))
        pair.server.handle(at(0s), thirdPlace, datagram.bytes);
    QCOMPARE(pair.server.connection.path(), home);
}

void ConnectionPathTest::aWrongAnswerMovesNothing()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.server.flush(at(0s));
    // A PONG, but for another PING.
    pair.server.connection.link().sendPing(at(0s));
    pair.client.handle(at(0s), {}, challengeTo(pair.server.flush(at(0s)), home));
    for (const SentDatagram& datagram : pair.client.flush(at(0s)))
        pair.server.handle(at(0s), elsewhere, datagram.bytes);
    QCOMPARE(pair.server.events.pongs.size(), 1U);
    QCOMPARE(pair.server.connection.path(), home);
}

void ConnectionPathTest::theAnswerIsNotShownToTheOwner()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "x"));
    pair.client.handle(at(0s), {}, challengeTo(pair.server.flush(at(0s)), elsewhere));
    for (const SentDatagram& datagram : pair.client.flush(at(0s)))
        pair.server.handle(at(0s), elsewhere, datagram.bytes);
    QCOMPARE(pair.server.connection.path(), elsewhere);
    QVERIFY(pair.server.events.pongs.empty());
}

void ConnectionPathTest::onlyThePacketWithTheHighestCounterIsConsidered()
{
    SessionPair pair;
    const Bytes early = pair.client.say(at(0s), "1");
    const Bytes late = pair.client.say(at(0s), "2");
    pair.server.handle(at(0s), home, late);
    QCOMPARE(pair.server.handle(at(0s), elsewhere, early), Outcome::handled);
    QCOMPARE(countTo(pair.server.flush(at(0s)), elsewhere), 0U);
}

void ConnectionPathTest::aGarbledOrReplayedPacketFromElsewhereIsNotConsidered()
{
    SessionPair pair;
    const Bytes datagram = pair.client.say(at(0s), "1");
    Bytes garbled = datagram;
    garbled.back() ^= 1U;
    pair.server.handle(at(0s), elsewhere, garbled);
    pair.server.handle(at(0s), home, datagram);
    pair.server.handle(at(0s), elsewhere, datagram);
    QCOMPARE(countTo(pair.server.flush(at(0s)), elsewhere), 0U);
}

void ConnectionPathTest::aPacketUnderOldKeysIsNotConsidered()
{
    SessionPair pair;
    const Bytes old = pair.client.say(at(0s), "1");
    pair.server.install(at(0s), 2);
    pair.client.install(at(0s), 2);
    pair.server.handle(at(0s), home, pair.client.flush(at(0s)).front().bytes);
    QCOMPARE(pair.server.handle(at(0s), elsewhere, old), Outcome::handled);
    QCOMPARE(countTo(pair.server.flush(at(0s)), elsewhere), 0U);
}

void ConnectionPathTest::anUnansweredChallengeIsRepeatedTwiceAndForgotten()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere,
                       pair.client.say(at(0s), "a packet long enough for three challenges"));
    std::vector<Instant> sentAt;
    std::set<std::uint64_t> counters;
    Bytes lastChallenge;
    for (Duration time = 0s; time < 10s; time += 10ms) {
        pair.server.connection.handleDeadline(at(time));
        for (const SentDatagram& datagram : pair.server.flush(at(time))) {
            if (datagram.path != elsewhere)
                continue;
            sentAt.push_back(at(time));
            lastChallenge = datagram.bytes;
            counters.insert(sealedIn(lastChallenge).counter);
        }
    }
    QCOMPARE(sentAt, (std::vector{at(0s), at(1s), at(2s)}));
    QCOMPARE(counters.size(), 3U);

    // The answer comes too late, and is one no more.
    pair.client.handle(at(10s), {}, lastChallenge);
    for (const SentDatagram& datagram : pair.client.flush(at(10s)))
        pair.server.handle(at(10s), elsewhere, datagram.bytes);
    QCOMPARE(pair.server.connection.path(), home);
    QVERIFY2(countTo(pair.server.flush(at(10s)), elsewhere) == 1, "but it is reason to ask again");
}

void ConnectionPathTest::oneAddressIsConsideredAtATime()
{
    SessionPair pair;
    pair.server.handle(at(0s), elsewhere, pair.client.say(at(0s), "1"));
    pair.server.handle(at(2s), thirdPlace, pair.client.say(at(2s), "2"));
    const auto sent = pair.server.flush(at(2s));
    QCOMPARE(countTo(sent, elsewhere), 1U);
    QCOMPARE(countTo(sent, thirdPlace), 0U);
    pair.server.handle(at(5s), thirdPlace, pair.client.say(at(5s), "3"));
    QCOMPARE(countTo(pair.server.flush(at(5s)), thirdPlace), 1U);
}

void ConnectionPathTest::addressesAreConsideredOnceASecond()
{
    SessionPair pair;
    const auto move = [&](Instant now, const Path& to) {
        pair.server.handle(now, to, pair.client.say(now, "x"));
        const auto sent = pair.server.flush(now);
        if (countTo(sent, to) == 0)
            return false;
        pair.client.handle(now, {}, challengeTo(sent, to));
        for (const SentDatagram& datagram : pair.client.flush(now))
            pair.server.handle(now, to, datagram.bytes);
        return pair.server.connection.path() == to;
    };
    QVERIFY(move(at(0s), elsewhere));
    pair.server.handle(at(999ms), thirdPlace, pair.client.say(at(999ms), "x"));
    QVERIFY(std::ranges::none_of(pair.server.flush(at(999ms)), [](const SentDatagram& datagram) {
        return datagram.path == thirdPlace && datagram.bytes.size() == challengeBytes;
    }));
    QVERIFY(move(at(1s), thirdPlace));
}

void ConnectionPathTest::noMoreThanThreeTimesWhatCameGoesToAnUnprovenAddress()
{
    // The shortest packet there is: nothing in it.
    SessionPair pair;
    link::KeyGeneration client(keysOf(link::Role::client, 1), 0, at(0s));
    Bytes datagram(limits::datagramBytes);
    datagram.resize(client.seal(datagram, {}));
    QCOMPARE(datagram.size(), 32U);
    QCOMPARE(pair.server.handle(at(0s), elsewhere, datagram), Outcome::handled);
    std::size_t bytes = 0;
    for (Duration time = 0s; time < 3s; time += 100ms) {
        pair.server.connection.handleDeadline(at(time));
        for (const SentDatagram& sent : pair.server.flush(at(time))) {
            if (sent.path == elsewhere)
                bytes += sent.bytes.size();
        }
    }
    QCOMPARE(bytes, 2 * challengeBytes);
    QCOMPARE(pair.server.drops[DropReason::unvalidatedBudget], 1U);
}

void ConnectionPathTest::windowAndRoundTripStartAnewUnlessOnlyThePortChanged()
{
    for (const Path& moved : {elsewhere, samePlaceOtherPort}) {
        SessionPair pair;
        pair.server.connection.link().sendPing(at(0s));
        pair.settle(at(0s));
        QVERIFY(pair.server.connection.link().roundTrip());
        pair.server.handle(at(2s), moved, pair.client.say(at(2s), "x"));
        pair.settle(at(2s), moved);
        QCOMPARE(pair.server.connection.path(), moved);
        QCOMPARE(pair.server.connection.link().roundTrip().has_value(), moved == samePlaceOtherPort);
    }
}

void ConnectionPathTest::anotherLocalAddressIsAnotherPath()
{
    SessionPair pair;
    Path otherServerAddress = home;
    otherServerAddress.local = IpAddress::v4(0x0a000002);
    pair.server.connection.link().sendPing(at(0s));
    pair.settle(at(0s));
    pair.server.handle(at(1s), otherServerAddress, pair.client.say(at(1s), "x"));
    pair.settle(at(1s), otherServerAddress);
    QCOMPARE(pair.server.connection.path(), otherServerAddress);
    QVERIFY(!pair.server.connection.link().roundTrip());
}

void ConnectionPathTest::aProvenFinishMovesTheSessionWithItsFirstPacket()
{
    SessionPair pair;
    pair.server.install(at(0s), 2, elsewhere);
    pair.client.install(at(0s), 2);
    QCOMPARE(pair.server.connection.path(), home);
    pair.server.handle(at(0s), elsewhere, pair.client.flush(at(0s)).front().bytes);
    QCOMPARE(pair.server.connection.path(), elsewhere);
    for (const SentDatagram& datagram : pair.server.flush(at(0s)))
        QCOMPARE(datagram.path, elsewhere);
}

void ConnectionPathTest::aProvenFinishMovesNothingForAPacketFromElsewhere()
{
    SessionPair pair;
    pair.server.install(at(0s), 2, elsewhere);
    pair.client.install(at(0s), 2);
    pair.server.handle(at(0s), thirdPlace, pair.client.flush(at(0s)).front().bytes);
    QCOMPARE(pair.server.connection.path(), home);
    QCOMPARE(pair.server.connection.localIndex(), SessionIndex{202});
    QCOMPARE(countTo(pair.server.flush(at(0s)), thirdPlace), 1U);
}

void ConnectionPathTest::acceptedGoesWhereTheFinishCameFrom()
{
    SessionPair pair;
    pair.server.install(at(0s), 2, elsewhere);
    pair.server.connection.sendAccepted(SessionIndex{202}, true, pair.server.sink);
    QCOMPARE(pair.server.sink.take().front().path, elsewhere);
    pair.server.connection.sendAccepted(SessionIndex{201}, true, pair.server.sink);
    QCOMPARE(pair.server.sink.take().front().path, home);
}

void ConnectionPathTest::theSessionMayMoveBack()
{
    SessionPair pair;
    Instant now = at(0s);
    for (const Path& to : {elsewhere, home, samePlaceOtherPort, home}) {
        now += 2s;
        pair.server.handle(now, to, pair.client.say(now, "x"));
        pair.settle(now, to);
        QCOMPARE(pair.server.connection.path(), to);
    }
}

QTEST_APPLESS_MAIN(ConnectionPathTest)
#include "connection_path_test.moc"
