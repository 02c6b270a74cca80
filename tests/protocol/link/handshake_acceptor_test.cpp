#include "protocol/crypto/noise.h"
#include "protocol/link/handshake_acceptor.h"
#include "tests/protocol/link/handshake_ends.h"
#include "tests/support/mistake.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// A client without the initiator's good manners: initiations and finishes as the test wants them.
struct RawClient {
    RawClient(std::uint64_t seed, const crypto::KeyPair& ephemeral)
        : entropy(seed),
          identity(crypto::KeyPair::draw(entropy)),
          noise(link::handshakePrologue(wire::handshakeVersion), ephemeral),
          message1(noise.createMessage1(wire::encode(portableOffer())))
    {
    }
    explicit RawClient(std::uint64_t seed) : RawClient(seed, keyPairOf(seed)) {}

    static crypto::KeyPair keyPairOf(std::uint64_t seed)
    {
        SeededEntropy entropy(seed + 1000);
        return crypto::KeyPair::draw(entropy);
    }

    Bytes initiation(const wire::Cookie& cookie = {}) const
    {
        return wire::encode(wire::Initiation{wire::handshakeVersion, SessionIndex{5}, cookie, message1});
    }

    Bytes finish(ByteView response, ByteView payload = {})
    {
        const auto packet = std::get<wire::Response>(decoded(response));
        CHECK(noise.consumeMessage2(packet.noise));
        const Bytes message3 = noise.createMessage3(identity, payload);
        return wire::encode(wire::Finish{wire::handshakeVersion, packet.sender, message3});
    }

    SeededEntropy entropy;
    crypto::KeyPair identity;
    crypto::NoiseInitiator noise;
    Bytes message1;
};

/// As many initiations with ephemerals and addresses that nobody owns.
void flood(ServerEnd& server, Instant now, std::uint32_t count, std::uint32_t firstAddress)
{
    const Bytes offer = wire::encode(portableOffer());
    SeededEntropy entropy(firstAddress);
    for (std::uint32_t i = 0; i < count; ++i) {
        Bytes message1(32);
        entropy.fill(message1);
        message1.insert(message1.end(), offer.begin(), offer.end());
        const wire::Initiation initiation{wire::handshakeVersion, SessionIndex{i}, {}, message1};
        server.handle(now, pathOf(firstAddress + i, 1), wire::encode(initiation));
    }
}

std::size_t bytesIn(const std::vector<SentDatagram>& datagrams)
{
    std::size_t bytes = 0;
    for (const SentDatagram& datagram : datagrams)
        bytes += datagram.bytes.size();
    return bytes;
}

} // namespace

class HandshakeAcceptorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void aRepeatedInitiationGetsTheSameResponse();
    void nothingIsSentOnATimer();
    void theAnswerGoesBackTheWayTheQuestionCame();
    void aGarbledInitiationDoesNotStandInForTheTrueOne();
    void aGarbledFinishLeavesNoTrace();
    void garbledFinishesKeepNobodyOut();
    void whoShowsTwoKeysInOneHandshakeLosesIt();
    void whoFinishesWithAnIllFormedPayloadLosesTheHandshake();
    void aFinishFromAnotherAddressDoesNotCount();
    void aRepeatedFinishMakesNoOtherSession();
    void anInitiationThatHasMadeASessionIsNotAnsweredAgain();
    void oneEphemeralMakesOneSessionFromWhateverAddress();
    void halfOpenHandshakesAreForgottenAfterFiveSeconds();
    void anUnknownVersionGetsTheVersionsWeSpeak();
    void anOfferWithNothingInCommonIsNotAnswered();
    void aBrokenOfferIsNotAnswered();
    void cookiesAreDemandedAbove64HalfOpenHandshakes();
    void underLoadACookieIsDemandedBeforeARepeatIsLookedFor();
    void cookiesAreDemandedWhileCurvesTakeTooMuchTime();
    void aCookieHoldsForItsAddressAndEphemeralOnly();
    void anOutdatedCookieIsAnsweredWithAFreshOne();
    void aFloodFromInventedAddressesLeavesLittleBehindAndACookieHolderGetsIn();
    void noAnswerIsLongerThanTheQuestion();
    void manyCookieHoldersBehindOneAddressAllGetIn();
    void aBusyPrefixLeavesTimeForAnother();
    void anIndexIsFreeAndNamesItsThread();
    void theFinishTellsWhoAndWhatItContinues();
};

void HandshakeAcceptorTest::aRepeatedInitiationGetsTheSameResponse()
{
    ServerEnd server(1);
    const Bytes initiation = RawClient(2).initiation();
    const Bytes response = server.answer(at(0s), home, initiation);
    for (const Duration later : {1ms, 300ms, 4999ms})
        QCOMPARE(server.answer(at(later), home, initiation), response);
    QCOMPARE(server.acceptor.halfOpen(), 1U);
}

void HandshakeAcceptorTest::nothingIsSentOnATimer()
{
    ServerEnd server(1);
    server.answer(at(0s), home, RawClient(2).initiation());
    for (Duration later = 0s; later < 10s; later += 100ms)
        server.acceptor.handleDeadline(at(later));
    QVERIFY(server.sink.sent.empty());
}

void HandshakeAcceptorTest::theAnswerGoesBackTheWayTheQuestionCame()
{
    ServerEnd server(1);
    server.handle(at(0s), home, RawClient(2).initiation());
    QCOMPARE(server.sink.take().front().path, home);
}

void HandshakeAcceptorTest::aGarbledInitiationDoesNotStandInForTheTrueOne()
{
    // Somebody on the way changes the index, the ephemeral or the offer of a copy, and is faster.
    for (const std::size_t byte : {4U, 24U, 58U}) {
        ServerEnd server(1);
        ClientEnd client(2);
        const Bytes initiation = client.datagramAt(at(0s));
        server.handle(at(0s), home, garbled(initiation, byte, 1));
        for (const SentDatagram& answer : server.sink.take())
            client.handle(at(1ms), answer.bytes);
        QVERIFY(client.sink.sent.empty());

        client.handle(at(2ms), server.answer(at(1ms), home, initiation));
        const auto accepted = server.handle(at(3ms), home, client.sink.takeOne());
        QVERIFY(accepted);
        QVERIFY(agree(client.initiator.takeKeys(), accepted->keys));
    }
}

void HandshakeAcceptorTest::aGarbledFinishLeavesNoTrace()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes finish = client.finish(server.answer(at(0s), home, client.initiation()));
    const std::size_t noiseBegins = 8;
    for (std::size_t byte = noiseBegins; byte < finish.size(); ++byte)
        QVERIFY(!server.handle(at(1ms), home, garbled(finish, byte, static_cast<unsigned>(byte % 8))));
    QCOMPARE(server.drops[DropReason::badHandshake], finish.size() - noiseBegins);
    QVERIFY(!server.handle(at(1ms), home, garbled(finish, 4, 7)));
    QCOMPARE(server.drops[DropReason::unknownIndex], 1U);
    QVERIFY(server.handle(at(2ms), home, finish));
}

void HandshakeAcceptorTest::garbledFinishesKeepNobodyOut()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes finish = client.finish(server.answer(at(0s), home, client.initiation()));
    // Somebody on the way copies the part that opens, and is faster.
    const Bytes copied = garbled(finish, finish.size() - 1);
    const Bytes noKey = garbled(finish, 10);
    for (int i = 0; i < 3'000; ++i) {
        QVERIFY(!server.handle(at(1ms), home, copied));
        QVERIFY(!server.handle(at(1ms), home, noKey));
    }
    RawClient other(3);
    const Bytes otherFinish = other.finish(server.answer(at(1ms), pathOf(0xc0000201, 1), other.initiation()));
    QVERIFY(server.handle(at(1ms), pathOf(0xc0000201, 1), otherFinish));
    QVERIFY(server.handle(at(2ms), home, finish));
}

void HandshakeAcceptorTest::whoShowsTwoKeysInOneHandshakeLosesIt()
{
    ServerEnd server(1);
    RawClient client(2);
    // The same ephemeral with another static key.
    RawClient twin(99, RawClient::keyPairOf(2));
    const Bytes response = server.answer(at(0s), home, client.initiation());
    const Bytes finish = client.finish(response);
    QVERIFY(!server.handle(at(1ms), home, garbled(finish, finish.size() - 1)));
    QCOMPARE(server.acceptor.halfOpen(), 1U);
    QVERIFY(!server.handle(at(1ms), home, twin.finish(response)));
    QCOMPARE(server.acceptor.halfOpen(), 0U);
    QVERIFY(!server.handle(at(2ms), home, finish));
}

void HandshakeAcceptorTest::whoFinishesWithAnIllFormedPayloadLosesTheHandshake()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes response = server.answer(at(0s), home, client.initiation());
    // Field 5 with a length beyond the end.
    const ByteArray<3> payload = {5, 4, 1};
    QVERIFY(!server.handle(at(1ms), home, client.finish(response, payload)));
    QCOMPARE(server.acceptor.halfOpen(), 0U);
}

void HandshakeAcceptorTest::aFinishFromAnotherAddressDoesNotCount()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes finish = client.finish(server.answer(at(0s), home, client.initiation()));
    Path otherPort = home;
    ++otherPort.remote.port;
    Path otherLocal = home;
    otherLocal.local = IpAddress::v4(0x0a000002);
    for (const Path& wrong : {elsewhere, otherPort, otherLocal})
        QVERIFY(!server.handle(at(1ms), wrong, finish));
    const auto accepted = server.handle(at(2ms), home, finish);
    QVERIFY(accepted);
    QCOMPARE(accepted->path, home);
}

void HandshakeAcceptorTest::aRepeatedFinishMakesNoOtherSession()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes finish = client.finish(server.answer(at(0s), home, client.initiation()));
    const auto accepted = server.handle(at(1ms), home, finish);
    QVERIFY(accepted);
    QCOMPARE(accepted->finishDigest, link::digestOf(std::get<wire::Finish>(decoded(finish))));
    QVERIFY(!server.handle(at(2ms), home, finish));
    QCOMPARE(server.acceptor.halfOpen(), 0U);
}

void HandshakeAcceptorTest::anInitiationThatHasMadeASessionIsNotAnsweredAgain()
{
    ServerEnd server(1);
    RawClient client(2);
    const Bytes finish = client.finish(server.answer(at(0s), home, client.initiation()));
    QVERIFY(server.handle(at(1ms), home, finish));
    server.handle(at(2ms), home, client.initiation());
    server.handle(at(3ms), elsewhere, client.initiation());
    QVERIFY(server.sink.sent.empty());
    QCOMPARE(server.acceptor.halfOpen(), 0U);
    QCOMPARE(server.drops[DropReason::replayed], 2U);
}

void HandshakeAcceptorTest::oneEphemeralMakesOneSessionFromWhateverAddress()
{
    ServerEnd server(1);
    RawClient here(2);
    RawClient there(2);
    QCOMPARE(here.initiation(), there.initiation());
    const Bytes finishHere = here.finish(server.answer(at(0s), home, here.initiation()));
    const Bytes finishThere = there.finish(server.answer(at(0s), elsewhere, there.initiation()));
    QCOMPARE(server.acceptor.halfOpen(), 2U);
    QVERIFY(server.handle(at(1ms), elsewhere, finishThere));
    QVERIFY(!server.handle(at(2ms), home, finishHere));
}

void HandshakeAcceptorTest::halfOpenHandshakesAreForgottenAfterFiveSeconds()
{
    ServerEnd server(1);
    RawClient client(2);
    QVERIFY(!server.acceptor.deadline());
    const Bytes response = server.answer(at(0s), home, client.initiation());
    QCOMPARE(server.acceptor.deadline(), std::optional(at(5s)));
    server.acceptor.handleDeadline(at(4999ms));
    QCOMPARE(server.acceptor.halfOpen(), 1U);
    server.acceptor.handleDeadline(at(5s));
    QCOMPARE(server.acceptor.halfOpen(), 0U);
    QVERIFY(!server.handle(at(5s), home, client.finish(response)));
    QCOMPARE(server.drops[DropReason::unknownIndex], 1U);

    // Also when nobody calls handleDeadline.
    RawClient late(3);
    const Bytes lateFinish = late.finish(server.answer(at(6s), home, late.initiation()));
    QVERIFY(!server.handle(at(11s), home, lateFinish));
}

void HandshakeAcceptorTest::anUnknownVersionGetsTheVersionsWeSpeak()
{
    ServerEnd server(1);
    Bytes initiation = RawClient(2).initiation();
    initiation[1] = 9;
    const Bytes answer = server.answer(at(0s), home, initiation);
    const auto packet = std::get<wire::VersionAnswer>(decoded(answer));
    QCOMPARE(packet.receiver, SessionIndex{5});
    QCOMPARE(packet.ephemeral, std::get<wire::Initiation>(decoded(initiation)).ephemeral());
    QCOMPARE(copyOf(packet.versions), Bytes{wire::handshakeVersion});
    QCOMPARE(server.acceptor.halfOpen(), 0U);
    QCOMPARE(server.drops[DropReason::wrongVersion], 1U);
}

void HandshakeAcceptorTest::anOfferWithNothingInCommonIsNotAnswered()
{
    ServerEnd server(1);
    Bytes message1(32, 7);
    const Bytes offer = wire::encode(wire::Offer{{1}, {77}});
    message1.insert(message1.end(), offer.begin(), offer.end());
    server.handle(at(0s), home,
                  wire::encode(wire::Initiation{wire::handshakeVersion, SessionIndex{5}, {}, message1}));
    QVERIFY(server.sink.sent.empty());
    QCOMPARE(server.drops[DropReason::badHandshake], 1U);
}

void HandshakeAcceptorTest::aBrokenOfferIsNotAnswered()
{
    ServerEnd server(1);
    const Bytes ephemeralOnly(32, 7);
    server.handle(at(0s), home,
                  wire::encode(wire::Initiation{wire::handshakeVersion, SessionIndex{5}, {}, ephemeralOnly}));
    Bytes badPoint(32, 0);
    const Bytes offer = wire::encode(portableOffer());
    badPoint.insert(badPoint.end(), offer.begin(), offer.end());
    server.handle(at(0s), home,
                  wire::encode(wire::Initiation{wire::handshakeVersion, SessionIndex{5}, {}, badPoint}));
    QVERIFY(server.sink.sent.empty());
    QCOMPARE(server.acceptor.halfOpen(), 0U);
    QCOMPARE(server.drops[DropReason::badHandshake], 2U);
}

void HandshakeAcceptorTest::cookiesAreDemandedAbove64HalfOpenHandshakes()
{
    ServerEnd server(1);
    flood(server, at(0s), 65, 0xc6336400);
    QCOMPARE(server.acceptor.halfOpen(), 65U);
    server.sink.take();

    ClientEnd client(2);
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes answer = server.answer(at(1ms), home, initiation);
    const auto packet = std::get<wire::CookieAnswer>(decoded(answer));
    QCOMPARE(packet.receiver, client.initiator.localIndex());
    QCOMPARE(answer.size(), 56U);
    QCOMPARE(server.acceptor.halfOpen(), 65U);

    client.handle(at(2ms), answer);
    client.handle(at(4ms), server.answer(at(3ms), home, client.sink.takeOne()));
    QVERIFY(server.handle(at(5ms), home, client.sink.takeOne()));
}

void HandshakeAcceptorTest::underLoadACookieIsDemandedBeforeARepeatIsLookedFor()
{
    ServerEnd server(1);
    const RawClient client(2);
    const Bytes response = server.answer(at(0s), home, client.initiation());
    server.acceptor.setCurveLoad(50);
    const Bytes answer = server.answer(at(1ms), home, client.initiation());
    const auto cookie = std::get<wire::CookieAnswer>(decoded(answer)).cookie;
    QCOMPARE(server.answer(at(2ms), home, client.initiation(cookie)), response);
    QCOMPARE(server.acceptor.halfOpen(), 1U);
}

void HandshakeAcceptorTest::cookiesAreDemandedWhileCurvesTakeTooMuchTime()
{
    ServerEnd server(1);
    const auto isGivenCookie = [&](std::uint64_t seed) {
        return std::holds_alternative<wire::CookieAnswer>(
            decoded(server.answer(at(0s), home, RawClient(seed).initiation())));
    };
    server.acceptor.setCurveLoad(10);
    QVERIFY(!isGivenCookie(2));
    server.acceptor.setCurveLoad(11);
    QVERIFY(isGivenCookie(3));
    server.acceptor.setCurveLoad(0);
    QVERIFY(!isGivenCookie(3));
}

void HandshakeAcceptorTest::aCookieHoldsForItsAddressAndEphemeralOnly()
{
    ServerEnd server(1);
    server.acceptor.setCurveLoad(50);
    const RawClient client(2);
    const auto cookie =
        std::get<wire::CookieAnswer>(decoded(server.answer(at(0s), home, client.initiation()))).cookie;
    const auto isLetIn = [&](const Path& from, const Bytes& initiation) {
        return std::holds_alternative<wire::Response>(decoded(server.answer(at(1s), from, initiation)));
    };
    QVERIFY(!isLetIn(elsewhere, client.initiation(cookie)));
    QVERIFY(!isLetIn(home, RawClient(3).initiation(cookie)));
    QCOMPARE(server.drops[DropReason::badCookie], 2U);
    QVERIFY(isLetIn(home, client.initiation(cookie)));
}

void HandshakeAcceptorTest::anOutdatedCookieIsAnsweredWithAFreshOne()
{
    ServerEnd server(1);
    server.acceptor.setCurveLoad(50);
    const RawClient client(2);
    const auto cookieAt = [&](Duration time, const wire::Cookie& held) {
        const auto answer = decoded(server.answer(at(time), home, client.initiation(held)));
        return std::get<wire::CookieAnswer>(answer).cookie;
    };
    const wire::Cookie old = cookieAt(0s, {});
    const wire::Cookie fresh = cookieAt(5min, old);
    QVERIFY(fresh != old);
    const auto answer = decoded(server.answer(at(6min), home, client.initiation(fresh)));
    QVERIFY(std::holds_alternative<wire::Response>(answer));
}

void HandshakeAcceptorTest::aFloodFromInventedAddressesLeavesLittleBehindAndACookieHolderGetsIn()
{
    ServerEnd server(1);
    ClientEnd client(2);
    const Bytes initiation = client.datagramAt(at(0s));
    flood(server, at(0s), 5000, 0xc6336400);
    server.sink.take();
    const Bytes cookie = server.answer(at(1ms), home, initiation);
    flood(server, at(2ms), 5000, 0xc7000000);
    QCOMPARE(server.acceptor.halfOpen(), 65U);
    server.sink.take();
    client.handle(at(3ms), cookie);
    client.handle(at(5ms), server.answer(at(4ms), home, client.sink.takeOne()));
    QVERIFY(server.handle(at(6ms), home, client.sink.takeOne()));
    server.acceptor.handleDeadline(at(6s));
    QCOMPARE(server.acceptor.halfOpen(), 0U);
}

void HandshakeAcceptorTest::noAnswerIsLongerThanTheQuestion()
{
    ServerEnd server(1);
    flood(server, at(0s), 300, 0xc6336400);
    const auto answers = server.sink.take();
    QCOMPARE(answers.size(), 300U);
    for (const SentDatagram& answer : answers)
        QVERIFY(answer.bytes.size() <= limits::datagramBytes);
    QVERIFY2(bytesIn(answers) < 300 * limits::datagramBytes / 5, "and most are far shorter");
}

void HandshakeAcceptorTest::manyCookieHoldersBehindOneAddressAllGetIn()
{
    // A school of 300 comes at once; the server demands cookies.
    ServerEnd server(1);
    server.acceptor.setCurveLoad(50);
    for (std::uint16_t i = 0; i < 300; ++i) {
        const Path path = pathOf(home.remote.ip.bytes[15], static_cast<std::uint16_t>(10000 + i));
        ClientEnd client(i + 100U);
        client.handle(at(0s), server.answer(at(0s), path, client.datagramAt(at(0s))));
        client.handle(at(0s), server.answer(at(0s), path, client.sink.takeOne()));
        QVERIFY(server.handle(at(0s), path, client.sink.takeOne()));
    }
}

void HandshakeAcceptorTest::aBusyPrefixLeavesTimeForAnother()
{
    ServerEnd server(1);
    server.acceptor.setCurveLoad(50);
    const auto isLetIn = [&](const Path& from, std::uint64_t seed) {
        const RawClient client(seed);
        const auto cookie =
            std::get<wire::CookieAnswer>(decoded(server.answer(at(0s), from, client.initiation()))).cookie;
        server.handle(at(0s), from, client.initiation(cookie));
        return !server.sink.take().empty();
    };
    std::size_t greedy = 0;
    for (std::uint16_t i = 0; i < 3500; ++i)
        greedy += isLetIn(pathOf(0xcb007105, i), i) ? 1 : 0;
    QCOMPARE(greedy, 3000U); // half of the budget
    for (std::uint16_t i = 0; i < 20; ++i)
        QVERIFY(isLetIn(pathOf(0xc0000201, i), 5000U + i));
}

void HandshakeAcceptorTest::anIndexIsFreeAndNamesItsThread()
{
    ServerEnd server(1);
    auto settings = server.settings();
    settings.threads = 5;
    std::vector<SessionIndex> tried;
    settings.isFree = [&](SessionIndex index) {
        tried.push_back(index);
        return tried.size() % 3 == 0;
    };
    link::HandshakeAcceptor acceptor(settings, server.entropy, server.drops);
    std::set<std::uint32_t> indices;
    std::set<std::uint32_t> threads;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Bytes initiation = RawClient(seed).initiation();
        acceptor.handleInitiation(at(0s), home, std::get<wire::Initiation>(decoded(initiation)), server.sink);
        const Bytes answer = server.sink.takeOne();
        const auto index = std::get<wire::Response>(decoded(answer)).sender;
        QCOMPARE(index, tried.back());
        indices.insert(index.value);
        threads.insert(index.value % 64);
    }
    QCOMPARE(indices.size(), 20U);
    QVERIFY2(threads.size() == 1 && *threads.begin() < 5, "a client stays with its thread");
    for (std::uint16_t port = 1; port <= 40; ++port) {
        Path another = home;
        another.remote.port = port;
        const Bytes initiation = RawClient(100U + port).initiation();
        acceptor.handleInitiation(at(0s), another, std::get<wire::Initiation>(decoded(initiation)),
                                  server.sink);
        threads.insert(std::get<wire::Response>(decoded(server.sink.takeOne())).sender.value % 64);
    }
    QCOMPARE(threads, (std::set<std::uint32_t>{0, 1, 2, 3, 4}));
    settings.threads = 65;
    QVERIFY(isMistake([&] { link::HandshakeAcceptor(settings, server.entropy, server.drops); }));
}

void HandshakeAcceptorTest::theFinishTellsWhoAndWhatItContinues()
{
    ServerEnd server(1);
    ClientEnd client(2, at(0s), SessionIndex{4711});
    client.handle(at(0s), server.answer(at(0s), home, client.datagramAt(at(0s))));
    const auto accepted = server.handle(at(0s), home, client.sink.takeOne());
    QVERIFY(accepted);
    QCOMPARE(accepted->client, client.identity.shared);
    QCOMPARE(accepted->continues, std::optional(SessionIndex{4711}));
    QCOMPARE(accepted->keys.remote, client.initiator.localIndex());
    const auto clientKeys = client.initiator.takeKeys();
    QVERIFY(agree(clientKeys, accepted->keys));
    QVERIFY(agree(accepted->keys, clientKeys));
}

QTEST_APPLESS_MAIN(HandshakeAcceptorTest)
#include "handshake_acceptor_test.moc"
