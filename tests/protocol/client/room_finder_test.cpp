// Looking for rooms: when everybody is asked, and what becomes of the answers.
#include "protocol/base/limits.h"
#include "protocol/client/room_finder.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

namespace hubbub::client {

namespace {

constexpr Instant at(Duration since)
{
    return Instant{1h} + since;
}

PublicKey key(Byte first)
{
    PublicKey made;
    made.bytes[0] = first;
    return made;
}

PeerAddress from(std::string_view ip)
{
    return {*IpAddress::parse(ip), limits::discoveryPort};
}

} // namespace

class RoomFinderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        entropy_.emplace(1);
        finder_.emplace(*entropy_);
    }
    void asksSoonAgainAtFirstAndThenNowAndThen();
    void anAnswerMakesARoom();
    void aServerWithSeveralAddressesIsOneRoom();
    void addressesThatOthersCanUseComeFirst();
    void anAnswerToNobodysQuestionIsNone();
    void anAnswerToAnOldQuestionIsNone();
    void whatIsNewIsTakenOver();
    void whoIsSilentIsForgotten();
    void roomsAreSortedByName();
    void namesAreMadeSafe();
    void inventedRoomsAndAddressesHaveABound();

private:
    /// The nonce of the question asked then.
    wire::ProbeNonce askedAt(Instant when)
    {
        const auto probe = finder_->handleDeadline(when);
        return probe ? wire::decodeProbe(*probe)->nonce : wire::ProbeNonce{};
    }
    bool answer(Instant when, std::string_view ip, const wire::ProbeNonce& nonce, Byte server,
                std::string_view room = "Tea", std::optional<std::uint32_t> members = 3)
    {
        wire::RoomAnswer told;
        told.nonce = nonce;
        told.port = 7788;
        told.key = key(server);
        told.members = members;
        told.room = room;
        return finder_->handleDatagram(when, from(ip), wire::encode(told));
    }

    std::optional<test::SeededEntropy> entropy_;
    std::optional<RoomFinder> finder_;
};

void RoomFinderTest::asksSoonAgainAtFirstAndThenNowAndThen()
{
    std::vector<Duration> asked;
    for (Duration since{}; since <= 12s; since += 100ms)
        if (finder_->handleDeadline(at(since)))
            asked.push_back(since);
    QCOMPARE(asked, (std::vector<Duration>{0s, 400ms, 1200ms, 2800ms, 5800ms, 8800ms, 11800ms}));
    QCOMPARE(finder_->deadline(), at(14800ms));
}

void RoomFinderTest::anAnswerMakesARoom()
{
    const auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(1ms), "192.168.1.20", nonce, 1));
    const auto rooms = finder_->rooms();
    QCOMPARE(rooms.size(), 1U);
    QCOMPARE(rooms[0].name, std::string("Tea"));
    QVERIFY(rooms[0].key == key(1));
    QVERIFY(rooms[0].members == 3U);
    QCOMPARE(rooms[0].addresses.front().text(), std::string("192.168.1.20:7788"));
    QVERIFY(!answer(at(2ms), "192.168.1.20", nonce, 1));
}

void RoomFinderTest::aServerWithSeveralAddressesIsOneRoom()
{
    const auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(1ms), "192.168.1.20", nonce, 1));
    QVERIFY(answer(at(1ms), "fe80::1%2", nonce, 1));
    QVERIFY(answer(at(1ms), "192.168.1.21", nonce, 2));
    QCOMPARE(finder_->rooms().size(), 2U);
    QCOMPARE(finder_->rooms()[0].addresses.size(), 2U);
}

void RoomFinderTest::addressesThatOthersCanUseComeFirst()
{
    const auto nonce = askedAt(at(0s));
    for (const char* const ip : {"fe80::1%2", "127.0.0.1", "fd00::1", "10.0.0.1", "10.0.0.2"})
        QVERIFY(answer(at(1ms), ip, nonce, 1));
    QStringList order;
    const auto rooms = finder_->rooms();
    for (const PeerAddress& address : rooms[0].addresses)
        order += QString::fromStdString(address.ip.text());
    QCOMPARE(order.join(u' '), QStringLiteral("10.0.0.1 10.0.0.2 fd00::1 127.0.0.1 fe80::1%2"));
}

void RoomFinderTest::anAnswerToNobodysQuestionIsNone()
{
    QVERIFY(!answer(at(0s), "192.168.1.20", {}, 1));
    auto nonce = askedAt(at(0s));
    nonce.bytes[0] ^= 1U;
    QVERIFY(!answer(at(1ms), "192.168.1.20", nonce, 1));
    QVERIFY(!finder_->handleDatagram(at(1ms), from("192.168.1.20"), wire::encode(wire::Probe{nonce})));
    QVERIFY(finder_->rooms().empty());
}

void RoomFinderTest::anAnswerToAnOldQuestionIsNone()
{
    const auto first = askedAt(at(0s));
    const auto second = askedAt(at(1s));
    askedAt(at(5s));
    QVERIFY(answer(at(5s), "192.168.1.20", first, 1));
    askedAt(at(10s));
    QVERIFY(!answer(at(10s), "192.168.1.21", first, 2));
    QVERIFY(answer(at(10s), "192.168.1.21", second, 2));
}

void RoomFinderTest::whatIsNewIsTakenOver()
{
    const auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(0s), "10.0.0.1", nonce, 1, "Tea", 3));
    QVERIFY(answer(at(1s), "10.0.0.1", nonce, 1, "Tea", 4));
    QVERIFY(answer(at(1s), "10.0.0.1", nonce, 1, "Coffee", 4));
    QVERIFY(answer(at(1s), "10.0.0.1", nonce, 1, "Coffee", std::nullopt));
    QCOMPARE(finder_->rooms().size(), 1U);
    QCOMPARE(finder_->rooms()[0].name, std::string("Coffee"));
    QVERIFY(!finder_->rooms()[0].members);
}

void RoomFinderTest::whoIsSilentIsForgotten()
{
    auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(0s), "10.0.0.1", nonce, 1));
    QVERIFY(answer(at(0s), "10.0.0.2", nonce, 2));
    nonce = askedAt(at(5s));
    QVERIFY(!answer(at(5s), "10.0.0.2", nonce, 2));
    const auto before = finder_->changes();
    askedAt(at(9s));
    QCOMPARE(finder_->rooms().size(), 2U);
    askedAt(at(12s));
    QCOMPARE(finder_->rooms().size(), 1U);
    QVERIFY(finder_->rooms()[0].key == key(2));
    QVERIFY(finder_->changes() != before);
}

void RoomFinderTest::roomsAreSortedByName()
{
    const auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(0s), "10.0.0.1", nonce, 1, "b"));
    QVERIFY(answer(at(0s), "10.0.0.2", nonce, 3, "a"));
    QVERIFY(answer(at(0s), "10.0.0.3", nonce, 2, "a"));
    const auto rooms = finder_->rooms();
    QVERIFY(rooms[0].key == key(2));
    QVERIFY(rooms[1].key == key(3));
    QVERIFY(rooms[2].key == key(1));
}

void RoomFinderTest::namesAreMadeSafe()
{
    const auto nonce = askedAt(at(0s));
    QVERIFY(answer(at(0s), "10.0.0.1", nonce, 1, "a\x1b[2J\nb\xff"));
    QCOMPARE(finder_->rooms()[0].name, std::string("a[2J b\xef\xbf\xbd"));
    QVERIFY(answer(at(0s), "10.0.0.2", nonce, 2, "\x07"));
    QCOMPARE(finder_->rooms()[0].name, std::string("?"));
}

void RoomFinderTest::inventedRoomsAndAddressesHaveABound()
{
    const auto nonce = askedAt(at(0s));
    for (unsigned i = 0; i < 200; ++i)
        answer(at(0s), "10.0.0.1", nonce, static_cast<Byte>(i));
    QCOMPARE(finder_->rooms().size(), RoomFinder::mostRooms);
    for (std::uint32_t i = 0; i < 200; ++i)
        answer(at(0s), IpAddress::v4(0x0a000000 + i).text(), nonce, 0);
    QCOMPARE(finder_->rooms()[0].addresses.size(), RoomFinder::mostAddresses);
}

} // namespace hubbub::client

QTEST_APPLESS_MAIN(hubbub::client::RoomFinderTest)
#include "room_finder_test.moc"
