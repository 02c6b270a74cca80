#include "protocol/crypto/noise.h"
#include "protocol/link/handshake_initiator.h"
#include "tests/protocol/link/handshake_ends.h"
#include "tests/support/mistake.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// A server that says in message 2 whatever the test wants.
Bytes responseSaying(ByteView initiationDatagram, const wire::OfferAndChoice& words, SessionIndex index)
{
    SeededEntropy entropy(99);
    const auto initiation = std::get<wire::Initiation>(decoded(initiationDatagram));
    crypto::NoiseResponder noise(link::handshakePrologue(wire::handshakeVersion),
                                 crypto::KeyPair::draw(entropy), entropy);
    CHECK(noise.consumeMessage1(initiation.noise));
    const Bytes message2 = noise.createMessage2(wire::encode(words));
    return wire::encode(wire::Response{wire::handshakeVersion, initiation.sender, index, message2});
}

wire::Ephemeral ephemeralOf(ByteView initiationDatagram)
{
    return std::get<wire::Initiation>(decoded(initiationDatagram)).ephemeral();
}

wire::CookieAnswer cookieFor(ByteView initiationDatagram, Byte value)
{
    wire::CookieAnswer answer;
    answer.receiver = std::get<wire::Initiation>(decoded(initiationDatagram)).sender;
    answer.ephemeral = ephemeralOf(initiationDatagram);
    answer.cookie.bytes.fill(value);
    return answer;
}

wire::Cookie cookieIn(ByteView initiationDatagram)
{
    return std::get<wire::Initiation>(decoded(initiationDatagram)).cookie;
}

bool isFinish(ByteView datagram)
{
    return std::holds_alternative<wire::Finish>(decoded(datagram));
}

/// A sealed packet from the server as the client's owner gets it.
Bytes sealedUnder(const link::SessionKeys& keys, std::uint64_t counter, ByteView payload)
{
    Bytes datagram(limits::packetHeaderBytes + payload.size() + limits::tagBytes);
    const MutableBytes all = datagram;
    const auto header = all.first<limits::packetHeaderBytes>();
    wire::writeSealedHeader(header, keys.remote, counter);
    keys.seal.seal(counter, header, payload, all.subspan(limits::packetHeaderBytes));
    return datagram;
}

Bytes acceptedFrame(bool continued)
{
    Bytes buffer(16);
    wire::Writer out(buffer);
    CHECK(wire::writeFrame(out, wire::AcceptedFrame{continued}));
    return copyOf(out.view());
}

} // namespace

class HandshakeInitiatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void nothingIsSentBeforeTheFirstDeadline();
    void theInitiationIsRepeatedByteForByteAtGrowingWaits();
    void theFinishIsRepeatedByteForByteUntilTheKeysAreTaken();
    void anEarlyDeadlineDoesNothing();
    void aGarbledResponseLeavesNoTrace();
    void aResponseForAnotherIndexIsNotOurs();
    void aResponseWhoseServerIndexWasChangedIsDropped();
    void aResponseWithoutTheServerIndexIsDropped();
    void aRepeatedResponseMakesNoOtherFinish();
    void aWrongServerKeyIsRememberedAndNotAnsweredAndTheRightOneMayStillCome();
    void manyInventedServerKeysFillNoMemory();
    void aChoiceThatIsNotTheBestCommonOneIsDropped_data();
    void aChoiceThatIsNotTheBestCommonOneIsDropped();
    void aCookieGoesIntoTheSameInitiationAtOnceAndIntoItsRepeats();
    void aCookieForAnotherHandshakeIsIgnored();
    void manyCookieAnswersMakeNoFlood();
    void aCookieAfterTheFinishIsIgnored();
    void aVersionAnswerIsRememberedButTheRepeatsGoOn();
    void aVersionAnswerThatListsOurVersionIsIgnored();
    void aVersionAnswerForAnotherHandshakeIsIgnored();
    void onlyAPacketThatOpensProvesThatTheFinishWasAccepted();
    void theAcceptedIsFoundBeforeThePacketIsHandled();
    void aBusyIndexIsNotDrawn();
    void takingKeysThatAreNotThereIsAMistake();
};

void HandshakeInitiatorTest::nothingIsSentBeforeTheFirstDeadline()
{
    ClientEnd client(1, at(5s));
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.initiator.deadline(), std::optional(at(5s)));
    client.initiator.handleDeadline(at(4s), client.sink);
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.datagramAt(at(5s)).size(), limits::datagramBytes);
}

void HandshakeInitiatorTest::theInitiationIsRepeatedByteForByteAtGrowingWaits()
{
    std::set<Duration::rep> shares; // of the nominal wait, in percent
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        ClientEnd client(seed);
        const Bytes first = client.datagramAt(at(0s));
        Instant last = at(0s);
        for (const Duration nominal : {300ms, 600ms, 1200ms, 1200ms, 1200ms, 1200ms}) {
            const Instant due = *client.initiator.deadline();
            QVERIFY(due - last >= nominal * 3 / 4);
            QVERIFY(due - last <= nominal * 5 / 4);
            shares.insert((due - last) * 100 / Duration(nominal));
            QCOMPARE(client.datagramAt(due), first);
            last = due;
        }
    }
    QVERIFY2(shares.size() > 40, "the waits are spread over the whole of ± 25 %");
}

void HandshakeInitiatorTest::theFinishIsRepeatedByteForByteUntilTheKeysAreTaken()
{
    ClientEnd client(1);
    ServerEnd server(2);
    client.handle(at(10ms), server.answer(at(5ms), home, client.datagramAt(at(0s))));
    const Bytes finish = client.sink.takeOne();
    QVERIFY(isFinish(finish));
    QVERIFY(client.initiator.hasKeys());
    QCOMPARE(client.initiator.serverKey(), server.identity.shared);

    const Instant second = *client.initiator.deadline();
    QVERIFY2(second - at(10ms) <= 375ms, "the waits begin anew with the finish");
    QCOMPARE(client.datagramAt(second), finish);
    const Instant third = *client.initiator.deadline();
    QVERIFY(third - second >= 450ms && third - second <= 750ms);
    QCOMPARE(client.datagramAt(third), finish);

    client.initiator.takeKeys();
    QVERIFY(!client.initiator.deadline());
    client.initiator.handleDeadline(third + 1min, client.sink);
    QVERIFY(client.sink.sent.empty());
}

void HandshakeInitiatorTest::anEarlyDeadlineDoesNothing()
{
    ClientEnd client(1);
    client.datagramAt(at(0s));
    client.initiator.handleDeadline(at(0s), client.sink);
    client.initiator.handleDeadline(at(100ms), client.sink);
    QVERIFY(client.sink.sent.empty());
}

void HandshakeInitiatorTest::aGarbledResponseLeavesNoTrace()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes response = server.answer(at(0s), home, client.datagramAt(at(0s)));
    const std::size_t noiseBegins = 12;
    for (std::size_t byte = noiseBegins; byte < response.size(); ++byte)
        client.handle(at(1ms), garbled(response, byte, static_cast<unsigned>(byte % 7)));
    QVERIFY(client.sink.sent.empty());
    QVERIFY(client.asked.empty());
    QVERIFY(!client.initiator.hasKeys());
    QCOMPARE(client.drops[DropReason::badHandshake], response.size() - noiseBegins);

    client.handle(at(2ms), response);
    const auto accepted = server.handle(at(3ms), home, client.sink.takeOne());
    QVERIFY(accepted);
    QVERIFY(agree(client.initiator.takeKeys(), accepted->keys));
}

void HandshakeInitiatorTest::aResponseForAnotherIndexIsNotOurs()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes response = server.answer(at(0s), home, client.datagramAt(at(0s)));
    client.handle(at(1ms), garbled(response, 4));
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.drops[DropReason::notMyHandshake], 1U);
}

void HandshakeInitiatorTest::aResponseWhoseServerIndexWasChangedIsDropped()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes response = server.answer(at(0s), home, client.datagramAt(at(0s)));
    client.handle(at(1ms), garbled(response, 8));
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.drops[DropReason::badHandshake], 1U);
    client.handle(at(2ms), response);
    QVERIFY(server.handle(at(3ms), home, client.sink.takeOne()));
}

void HandshakeInitiatorTest::aResponseWithoutTheServerIndexIsDropped()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    const wire::Offer offer = portableOffer();
    client.handle(at(1ms),
                  responseSaying(initiation, {offer, *wire::bestCommon(offer, offer)}, SessionIndex{5}));
    QVERIFY(client.sink.sent.empty());
    client.handle(at(1ms),
                  responseSaying(initiation, {offer, *wire::bestCommon(offer, offer), SessionIndex{5}},
                                 SessionIndex{5}));
    QVERIFY(isFinish(client.sink.takeOne()));
}

void HandshakeInitiatorTest::aRepeatedResponseMakesNoOtherFinish()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes response = server.answer(at(0s), home, initiation);
    client.handle(at(1ms), response);
    const Bytes finish = client.sink.takeOne();
    client.handle(at(2ms), response);
    // The server has forgotten and answers a late copy of the initiation with another ephemeral.
    ServerEnd other(3);
    client.handle(at(3ms), other.answer(at(3ms), home, initiation));
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.datagramAt(*client.initiator.deadline()), finish);
}

void HandshakeInitiatorTest::aWrongServerKeyIsRememberedAndNotAnsweredAndTheRightOneMayStillCome()
{
    ClientEnd client(1);
    ServerEnd impostor(2);
    ServerEnd server(3);
    client.expected = server.identity.shared;
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes wrong = impostor.answer(at(0s), home, initiation);
    client.handle(at(1ms), wrong);
    client.handle(at(2ms), wrong);
    QVERIFY2(client.sink.sent.empty(), "a finish would show who we are");
    QVERIFY(!client.initiator.hasKeys());
    QCOMPARE(client.initiator.refusedKey(), std::optional(impostor.identity.shared));
    QCOMPARE(client.asked.size(), 1U);

    QCOMPARE(client.datagramAt(*client.initiator.deadline()), initiation);
    client.handle(at(2s), server.answer(at(2s), home, initiation));
    QVERIFY(server.handle(at(2s), home, client.sink.takeOne()));
    QCOMPARE(client.initiator.serverKey(), server.identity.shared);
}

void HandshakeInitiatorTest::manyInventedServerKeysFillNoMemory()
{
    ClientEnd client(1);
    ServerEnd server(500);
    client.expected = server.identity.shared;
    const Bytes initiation = client.datagramAt(at(0s));
    for (std::uint64_t seed = 100; seed < 120; ++seed) {
        ServerEnd impostor(seed);
        client.handle(at(1ms), impostor.answer(at(0s), home, initiation));
        QCOMPARE(client.initiator.refusedKey(), std::optional(impostor.identity.shared));
    }
    QCOMPARE(client.asked.size(), 20U);
    client.handle(at(2ms), server.answer(at(2ms), home, initiation));
    QVERIFY(client.initiator.hasKeys());
}

void HandshakeInitiatorTest::aChoiceThatIsNotTheBestCommonOneIsDropped_data()
{
    QTest::addColumn<Bytes>("serverVersions");
    QTest::addColumn<Bytes>("serverAeads");
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("aead");
    QTest::addColumn<bool>("good");
    // The client speaks versions 1 and 2 and prefers AEAD 1.
    QTest::newRow("the best") << Bytes{1, 2} << Bytes{1, 2} << 2 << 1 << true;
    QTest::newRow("a lower version") << Bytes{1, 2} << Bytes{1, 2} << 1 << 1 << false;
    QTest::newRow("the other AEAD") << Bytes{1, 2} << Bytes{1, 2} << 2 << 2 << false;
    QTest::newRow("one that the client did not offer") << Bytes{1, 3} << Bytes{1, 2} << 3 << 1 << false;
    QTest::newRow("one that the server does not list") << Bytes{1} << Bytes{2} << 2 << 2 << false;
    QTest::newRow("the best of a shorter list") << Bytes{1} << Bytes{2} << 1 << 2 << true;
    QTest::newRow("nothing in common") << Bytes{7} << Bytes{7} << 7 << 7 << false;
}

void HandshakeInitiatorTest::aChoiceThatIsNotTheBestCommonOneIsDropped()
{
    QFETCH(Bytes, serverVersions);
    QFETCH(Bytes, serverAeads);
    QFETCH(int, version);
    QFETCH(int, aead);
    QFETCH(bool, good);
    ClientEnd client(1);
    auto settings = client.settings(std::nullopt);
    settings.offer = {{1, 2}, {1, 2}};
    link::HandshakeInitiator initiator(at(0s), settings, home, client.entropy, client.drops);
    initiator.handleDeadline(at(0s), client.sink);
    const wire::OfferAndChoice words{{serverVersions, serverAeads},
                                     {static_cast<Byte>(version), static_cast<Byte>(aead)},
                                     SessionIndex{5}};
    const Bytes response = responseSaying(client.sink.takeOne(), words, SessionIndex{5});
    initiator.handleResponse(at(1ms), std::get<wire::Response>(decoded(response)), client.sink);
    QCOMPARE(client.sink.sent.size(), good ? 1U : 0U);
    QCOMPARE(initiator.hasKeys(), good);
    QCOMPARE(client.asked.size(), good ? 1U : 0U);
    QCOMPARE(client.drops[DropReason::badHandshake], good ? 0U : 1U);
}

void HandshakeInitiatorTest::aCookieGoesIntoTheSameInitiationAtOnceAndIntoItsRepeats()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    QCOMPARE(cookieIn(initiation), wire::Cookie{});
    const auto answer = cookieFor(initiation, 0xab);
    client.initiator.handleCookieAnswer(at(10ms), answer, client.sink);
    const Bytes withCookie = client.sink.takeOne();
    QCOMPARE(withCookie.size(), limits::datagramBytes);
    QCOMPARE(cookieIn(withCookie), answer.cookie);
    Bytes otherwise = withCookie;
    std::copy_n(initiation.begin() + 8, 16, otherwise.begin() + 8);
    QCOMPARE(otherwise, initiation);
    QCOMPARE(client.datagramAt(*client.initiator.deadline()), withCookie);
    QCOMPARE(client.datagramAt(*client.initiator.deadline()), withCookie);
}

void HandshakeInitiatorTest::aCookieForAnotherHandshakeIsIgnored()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    auto wrongIndex = cookieFor(initiation, 1);
    ++wrongIndex.receiver.value;
    auto wrongEphemeral = cookieFor(initiation, 1);
    wrongEphemeral.ephemeral.bytes[31] ^= 1U;
    client.initiator.handleCookieAnswer(at(1ms), wrongIndex, client.sink);
    client.initiator.handleCookieAnswer(at(1ms), wrongEphemeral, client.sink);
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.drops[DropReason::notMyHandshake], 2U);
    QCOMPARE(client.datagramAt(*client.initiator.deadline()), initiation);
}

void HandshakeInitiatorTest::manyCookieAnswersMakeNoFlood()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    for (int i = 1; i <= 200; ++i) {
        client.initiator.handleCookieAnswer(at(1ms), cookieFor(initiation, static_cast<Byte>(i)),
                                            client.sink);
        client.initiator.handleCookieAnswer(at(1ms), cookieFor(initiation, static_cast<Byte>(i)),
                                            client.sink);
    }
    QCOMPARE(client.sink.take().size(), 1U);
    const Bytes repeat = client.datagramAt(*client.initiator.deadline());
    QCOMPARE(cookieIn(repeat), cookieFor(initiation, 200).cookie);
    client.initiator.handleCookieAnswer(at(1ms), cookieFor(initiation, 7), client.sink);
    QCOMPARE(cookieIn(client.sink.takeOne()), cookieFor(initiation, 7).cookie);
}

void HandshakeInitiatorTest::aCookieAfterTheFinishIsIgnored()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes initiation = client.datagramAt(at(0s));
    client.handle(at(1ms), server.answer(at(0s), home, initiation));
    const Bytes finish = client.sink.takeOne();
    client.initiator.handleCookieAnswer(at(2ms), cookieFor(initiation, 7), client.sink);
    QVERIFY(client.sink.sent.empty());
    QCOMPARE(client.datagramAt(*client.initiator.deadline()), finish);
}

void HandshakeInitiatorTest::aVersionAnswerIsRememberedButTheRepeatsGoOn()
{
    ClientEnd client(1);
    ServerEnd server(2);
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes versions = {2, 3};
    client.initiator.handleVersionAnswer(
        at(1ms), {client.initiator.localIndex(), ephemeralOf(initiation), versions}, client.sink);
    QVERIFY(client.initiator.hasNoCommonVersion());
    QVERIFY(client.sink.sent.empty());

    QCOMPARE(client.datagramAt(*client.initiator.deadline()), initiation);
    client.handle(at(1s), server.answer(at(1s), home, initiation));
    QVERIFY2(client.initiator.hasKeys(), "the answer was a forgery");
    QVERIFY(!client.initiator.hasNoCommonVersion());
}

void HandshakeInitiatorTest::aVersionAnswerThatListsOurVersionIsIgnored()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes versions = {1, 2};
    client.initiator.handleVersionAnswer(
        at(1ms), {client.initiator.localIndex(), ephemeralOf(initiation), versions}, client.sink);
    QVERIFY(!client.initiator.hasNoCommonVersion());
    QVERIFY(client.sink.sent.empty());
}

void HandshakeInitiatorTest::aVersionAnswerForAnotherHandshakeIsIgnored()
{
    ClientEnd client(1);
    const Bytes initiation = client.datagramAt(at(0s));
    const Bytes versions = {2};
    wire::VersionAnswer answer{client.initiator.localIndex(), ephemeralOf(initiation), versions};
    ++answer.receiver.value;
    client.initiator.handleVersionAnswer(at(1ms), answer, client.sink);
    answer = {client.initiator.localIndex(), {}, versions};
    client.initiator.handleVersionAnswer(at(1ms), answer, client.sink);
    QVERIFY(!client.initiator.hasNoCommonVersion());
    QCOMPARE(client.drops[DropReason::notMyHandshake], 2U);
}

void HandshakeInitiatorTest::onlyAPacketThatOpensProvesThatTheFinishWasAccepted()
{
    ClientEnd client(1);
    ServerEnd server(2);
    client.handle(at(1ms), server.answer(at(0s), home, client.datagramAt(at(0s))));
    const auto accepted = server.handle(at(2ms), home, client.sink.takeOne());
    QVERIFY(accepted);
    const Bytes packet = sealedUnder(accepted->keys, 0, acceptedFrame(false));
    for (std::size_t byte = 4; byte < packet.size(); ++byte) {
        const Bytes bad = garbled(packet, byte);
        QVERIFY(!client.initiator.opens(std::get<wire::Sealed>(decoded(bad))));
    }
    QVERIFY(client.initiator.opens(std::get<wire::Sealed>(decoded(packet))));
    QVERIFY2(client.initiator.opens(std::get<wire::Sealed>(decoded(packet))), "asking changes nothing");
    client.initiator.takeKeys();
    QVERIFY(!client.initiator.opens(std::get<wire::Sealed>(decoded(packet))));
}

void HandshakeInitiatorTest::theAcceptedIsFoundBeforeThePacketIsHandled()
{
    ClientEnd client(1, at(0s), SessionIndex{77});
    ServerEnd server(2);
    client.handle(at(1ms), server.answer(at(0s), home, client.datagramAt(at(0s))));
    const auto accepted = server.handle(at(2ms), home, client.sink.takeOne());
    QVERIFY(accepted);
    QCOMPARE(accepted->continues, std::optional(SessionIndex{77}));
    const auto found = [&](const Bytes& datagram) {
        return client.initiator.findAccepted(std::get<wire::Sealed>(decoded(datagram)));
    };
    QCOMPARE(found(sealedUnder(accepted->keys, 0, acceptedFrame(true))), std::optional(true));
    QCOMPARE(found(sealedUnder(accepted->keys, 1, acceptedFrame(false))), std::optional(false));
    QCOMPARE(found(sealedUnder(accepted->keys, 2, {})), std::optional<bool>());
    QCOMPARE(found(garbled(sealedUnder(accepted->keys, 3, acceptedFrame(true)), 17)), std::optional<bool>());
}

void HandshakeInitiatorTest::aBusyIndexIsNotDrawn()
{
    ClientEnd client(1);
    auto settings = client.settings(std::nullopt);
    std::vector<SessionIndex> tried;
    settings.isFree = [&](SessionIndex index) {
        tried.push_back(index);
        return tried.size() == 3;
    };
    const link::HandshakeInitiator initiator(at(0s), settings, home, client.entropy, client.drops);
    QCOMPARE(tried.size(), 3U);
    QCOMPARE(initiator.localIndex(), tried.back());
}

void HandshakeInitiatorTest::takingKeysThatAreNotThereIsAMistake()
{
    ClientEnd client(1);
    QVERIFY(isMistake([&] { client.initiator.takeKeys(); }));
    QVERIFY(isMistake([&] { client.initiator.serverKey(); }));
}

QTEST_APPLESS_MAIN(HandshakeInitiatorTest)
#include "handshake_initiator_test.moc"
