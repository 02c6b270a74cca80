// A session from its first handshake through new keys and a move, with the real handshake and both owners'
// few lines.
#include "tests/protocol/link/handshake_ends.h"
#include "tests/protocol/link/recorded_events.h"
#include "tests/protocol/link/test_log.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// A client and a server that keep the session of their handshakes.
class Session {
public:
    void shakeHands(Instant now, const Path& from)
    {
        const std::optional<SessionIndex> continues =
            client ? std::optional(client->remoteIndex()) : std::nullopt;
        ClientEnd end(++handshakes_, now, continues);
        auto accepted = accept(now, from, end);
        CHECK(accepted);
        const SessionIndex local = accepted->keys.local;
        const bool continued = server && accepted->continues == server->localIndex();
        if (continued)
            server->installKeys(now, std::move(accepted->keys), accepted->path);
        else
            begin(server, link::Role::server, now, std::move(accepted->keys), accepted->path, serverLog_);
        server->sendAccepted(local, continued, serverSink_);

        const SentDatagram answer = serverSink_.take().at(0);
        CHECK(answer.path == from);
        const auto packet = std::get<wire::Sealed>(decoded(answer.bytes));
        CHECK(end.initiator.findAccepted(packet) == continued);
        if (continued)
            client->installKeys(now, end.initiator.takeKeys());
        else
            begin(client, link::Role::client, now, end.initiator.takeKeys(), toServer, clientLog_);
        CHECK(client->handleSealed(now, toServer, packet, clientEvents) == Outcome::handled);
    }

    void settle(Instant now, const Path& clientPath)
    {
        for (int round = 0; round < 20; ++round) {
            client->flush(now, clientSink_, 100);
            for (const SentDatagram& datagram : clientSink_.take()) {
                const auto packet = std::get<wire::Sealed>(decoded(datagram.bytes));
                CHECK(server->handleSealed(now, clientPath, packet, serverEvents) == Outcome::handled);
            }
            server->flush(now, serverSink_, 100);
            for (const SentDatagram& datagram : serverSink_.take()) {
                const auto packet = std::get<wire::Sealed>(decoded(datagram.bytes));
                if (datagram.path == clientPath)
                    CHECK(client->handleSealed(now, toServer, packet, clientEvents) == Outcome::handled);
            }
        }
    }

    void speak()
    {
        clientLog_.append("up");
        serverLog_.append("down");
    }

    std::optional<link::Connection> client;
    std::optional<link::Connection> server;
    RecordedEvents clientEvents;
    RecordedEvents serverEvents;
    DropCounters drops;

private:
    using Outcome = link::Connection::Outcome;

    std::optional<link::AcceptedHandshake> accept(Instant now, const Path& from, ClientEnd& end)
    {
        end.handle(now, acceptor_.answer(now, from, end.datagramAt(now)));
        return acceptor_.handle(now, from, end.sink.takeOne());
    }

    void begin(std::optional<link::Connection>& connection, link::Role role, Instant now,
               link::SessionKeys keys, const Path& path, TestLog& log)
    {
        connection.emplace(role, now, std::move(keys), path, entropy_, drops);
        connection->link().openSender(StreamId{0}, log, Seq{1});
        connection->link().openReceiver(StreamId{0}, Seq{1});
    }

    std::uint64_t handshakes_ = 0;
    SeededEntropy entropy_{1000};
    ServerEnd acceptor_{2000};
    RecordingSink clientSink_;
    RecordingSink serverSink_;
    TestLog clientLog_;
    TestLog serverLog_;
};

} // namespace

class RenewalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void aSessionBeginsWithAHandshakeAndIsCarriedOnByOthers();
    void aClientThatMovedIsFoundByItsHandshake();
};

void RenewalTest::aSessionBeginsWithAHandshakeAndIsCarriedOnByOthers()
{
    Session session;
    session.shakeHands(at(0s), home);
    QCOMPARE(session.clientEvents.accepts, std::vector<bool>{false});
    for (std::uint64_t hour = 1; hour <= 5; ++hour) {
        const Instant now = at(hour * 1h);
        session.speak();
        session.settle(now, home);
        QVERIFY(!session.server->keysAreSpent(now));
        session.shakeHands(now + 1min, home);
        session.speak();
        session.settle(now + 1min, home);
        QCOMPARE(session.clientEvents.accepts.size(), hour + 1);
        QVERIFY(session.clientEvents.accepts.back());
        QCOMPARE(session.server->localIndex(), session.client->remoteIndex());
        QCOMPARE(session.serverEvents.arrivals.size(), 2 * hour);
        QCOMPARE(session.clientEvents.arrivals.size(), 2 * hour);
    }
    for (std::size_t reason = 0; reason < dropReasonCount; ++reason)
        QCOMPARE(session.drops[static_cast<DropReason>(reason)], 0U);
}

void RenewalTest::aClientThatMovedIsFoundByItsHandshake()
{
    Session session;
    session.shakeHands(at(0s), home);
    session.speak();
    session.settle(at(1s), home);
    // It hears nothing any more where it is, and renews its keys from there.
    session.shakeHands(at(30s), elsewhere);
    QCOMPARE(session.server->path(), home);
    session.speak();
    session.settle(at(30s), elsewhere);
    QCOMPARE(session.server->path(), elsewhere);
    QCOMPARE(session.clientEvents.arrivals.size(), 2U);
    QCOMPARE(session.serverEvents.arrivals.size(), 2U);
}

QTEST_APPLESS_MAIN(RenewalTest)
#include "renewal_test.moc"
