// Whole handshakes between both ends over a network that loses, repeats and reorders, by seed.
#include "tests/protocol/link/handshake_ends.h"

#include <QTest>

#include <map>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// Datagrams on their way, in order of arrival.
class Network {
public:
    struct Arrival {
        bool toServer;
        Bytes bytes;
    };

    Network(std::uint64_t seed, std::uint64_t lossPercent) : entropy_(seed), lossPercent_(lossPercent) {}

    void carry(Instant now, bool toServer, const std::vector<SentDatagram>& datagrams)
    {
        for (const SentDatagram& datagram : datagrams) {
            const bool twice = entropy_.drawBelow(5) == 0;
            for (int copy = 0; copy < (twice ? 2 : 1); ++copy) {
                if (entropy_.drawBelow(100) < lossPercent_)
                    continue;
                Bytes bytes = datagram.bytes;
                if (entropy_.drawBelow(10) == 0)
                    bytes = garbled(bytes, 1 + entropy_.drawBelow(bytes.size() - 1));
                const auto delay = Duration{static_cast<Duration::rep>(entropy_.drawBelow(600'000))};
                underWay_.emplace(now + delay, Arrival{toServer, std::move(bytes)});
            }
        }
    }

    std::optional<Instant> next() const
    {
        return underWay_.empty() ? std::nullopt : std::optional(underWay_.begin()->first);
    }

    Arrival take()
    {
        auto node = underWay_.extract(underWay_.begin());
        return std::move(node.mapped());
    }

private:
    SeededEntropy entropy_;
    std::uint64_t lossPercent_;
    std::multimap<Instant, Arrival> underWay_;
};

/// One client and what comes of it within half a minute, in which the server answers every finish as its
/// owner would.
struct Story {
    Story(std::uint64_t seed, std::uint64_t lossPercent)
        : client(seed),
          server(seed + 1'000'000),
          network(seed + 2'000'000, lossPercent)
    {
        if (seed % 2 == 0)
            server.acceptor.setCurveLoad(50);
    }

    void run()
    {
        Instant now = at(0s);
        while (now < at(30s)) {
            const auto arrival = network.next();
            const auto deadline = client.initiator.deadline();
            if (!arrival && !deadline)
                break;
            if (deadline && (!arrival || *deadline <= *arrival)) {
                now = *deadline;
                client.initiator.handleDeadline(now, client.sink);
            } else {
                now = *arrival;
                handle(now, network.take());
            }
            network.carry(now, true, client.sink.take());
            network.carry(now, false, server.sink.take());
        }
    }

    void handle(Instant now, const Network::Arrival& arrival)
    {
        const auto packet = wire::decodePacket(arrival.bytes);
        if (!packet)
            return;
        if (!arrival.toServer) {
            const auto* sealed = std::get_if<wire::Sealed>(&*packet);
            if (sealed == nullptr)
                client.handle(now, arrival.bytes);
            else if (client.initiator.hasKeys() && client.initiator.findAccepted(*sealed))
                clientKeys.emplace(client.initiator.takeKeys());
            return;
        }
        if (const auto* finish = std::get_if<wire::Finish>(&*packet)) {
            for (const auto& session : sessions) {
                if (session.finishDigest == link::digestOf(*finish))
                    sendAccepted(session.keys);
            }
        }
        if (auto accepted = server.handle(now, home, arrival.bytes)) {
            sendAccepted(accepted->keys);
            sessions.push_back(std::move(*accepted));
        }
    }

    void sendAccepted(const link::SessionKeys& keys)
    {
        const MutableBytes datagram = server.sink.buffer();
        wire::Writer payload(datagram.subspan(limits::packetHeaderBytes));
        CHECK(wire::writeFrame(payload, wire::AcceptedFrame{}));
        const auto header = datagram.first<limits::packetHeaderBytes>();
        wire::writeSealedHeader(header, keys.remote, counter);
        const std::size_t bytes = payload.written();
        keys.seal.seal(counter++, header, datagram.subspan(limits::packetHeaderBytes, bytes),
                       datagram.subspan(limits::packetHeaderBytes, bytes + limits::tagBytes));
        server.sink.commit(home, limits::packetHeaderBytes + bytes + limits::tagBytes);
    }

    ClientEnd client;
    ServerEnd server;
    Network network;
    std::vector<link::AcceptedHandshake> sessions;
    std::optional<link::SessionKeys> clientKeys;
    std::uint64_t counter = 0;
};

} // namespace

class HandshakeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void aCleanNetworkTakesOneRoundTripAndAHalf();
    void bothEndsAgreeWhateverTheNetworkDoes();
    void theSameSeedMakesTheSameHandshake();
};

void HandshakeTest::aCleanNetworkTakesOneRoundTripAndAHalf()
{
    ClientEnd client(1);
    ServerEnd server(2);
    client.handle(at(0s), server.answer(at(0s), home, client.datagramAt(at(0s))));
    const auto accepted = server.handle(at(0s), home, client.sink.takeOne());
    QVERIFY(accepted);
    QVERIFY(server.sink.sent.empty() && client.sink.sent.empty());
    QVERIFY(agree(client.initiator.takeKeys(), accepted->keys));
}

void HandshakeTest::bothEndsAgreeWhateverTheNetworkDoes()
{
    int completed = 0;
    const int stories = 200;
    for (int seed = 0; seed < stories; ++seed) {
        Story story(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(seed % 40));
        story.run();
        QVERIFY2(story.sessions.size() <= 1, "one ephemeral makes at most one session");
        if (!story.clientKeys)
            continue;
        ++completed;
        QCOMPARE(story.sessions.size(), 1U);
        QVERIFY(agree(*story.clientKeys, story.sessions.front().keys));
        QVERIFY(agree(story.sessions.front().keys, *story.clientKeys));
        QCOMPARE(story.sessions.front().client, story.client.identity.shared);
    }
    // A client whose finishes are all lost while the server remembers must begin anew; its owner sees to
    // that.
    QVERIFY2(completed >= stories * 95 / 100, qPrintable(QString::number(completed)));
}

void HandshakeTest::theSameSeedMakesTheSameHandshake()
{
    Story first(7, 30);
    Story second(7, 30);
    first.run();
    second.run();
    QCOMPARE(first.sessions.size(), 1U);
    QCOMPARE(second.sessions.size(), 1U);
    QCOMPARE(first.sessions.front().handshakeHash, second.sessions.front().handshakeHash);
}

QTEST_APPLESS_MAIN(HandshakeTest)
#include "handshake_test.moc"
