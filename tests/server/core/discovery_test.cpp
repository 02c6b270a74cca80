// Who hears of the room that looks for it: the own network, at a bounded rate, and never more than it asked.
#include "protocol/base/limits.h"
#include "server/core/discovery.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <array>

namespace hubbub::server {

namespace {

constexpr Instant at(Duration since)
{
    return Instant{1h} + since;
}

IpAddress ip(const char* text)
{
    return *IpAddress::parse(text);
}

/// Two cards: 2 in a private network and one of public addresses, 3 in a network of the provider's.
OwnPlace place(std::vector<PeerAddress> listening = {{IpAddress::v4(0), 7788}, {{}, 7799}})
{
    return {std::move(listening),
            {{1, ip("127.0.0.1"), 8},
             {1, ip("::1"), 128},
             {2, ip("192.168.1.20"), 24},
             {2, ip("fe80::20%2"), 64},
             {3, ip("203.0.113.20"), 27},
             {3, ip("2001:db8::20"), 64}}};
}

ProbeArrival arrival(const char* from, const char* to, std::uint32_t card)
{
    return {{ip(from), 50'000}, ip(to), card};
}

} // namespace

class DiscoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { discovery_.emplace(); }
    void theAnswerTellsOfTheRoom();
    void aClosedRoomTellsNothingOfItsMembers();
    void theOwnNetworkIsAnswered_data();
    void theOwnNetworkIsAnswered();
    void theAddressThatIsListenedOnAnswers();
    void whatIsNoProbeIsDropped();
    void noAnswerIsLongerThanItsQuestion();
    void oneAddressIsAnsweredSoOftenASecond();
    void allTogetherAreAnsweredSoOftenASecond();

private:
    Result<DiscoveryAnswer, DropReason> ask(const ProbeArrival& from, const OwnPlace& where = place(),
                                            Instant when = at(0s))
    {
        return discovery_->handleProbe(when, from, wire::encode(probe_), where, facts_);
    }

    std::optional<Discovery> discovery_;
    wire::Probe probe_{{{1, 2, 3}}};
    RoomFacts facts_{"Room 3b", PublicKey{{7}}, 5};
};

void DiscoveryTest::theAnswerTellsOfTheRoom()
{
    const auto answer = ask(arrival("192.168.1.30", "192.168.1.255", 2));
    QVERIFY(answer);
    const auto told = wire::decodeRoomAnswer(answer->datagram);
    QVERIFY(told);
    QVERIFY(told->nonce == probe_.nonce);
    QCOMPARE(told->port, std::uint16_t{7788});
    QVERIFY(told->key == facts_.key);
    QVERIFY(told->members == 5U);
    QCOMPARE(told->room, std::string_view("Room 3b"));
    QVERIFY(answer->from.isUnspecified());
    const auto six = ask(arrival("fe80::30%2", "ff12::8000:7788%2", 2));
    QCOMPARE(wire::decodeRoomAnswer(six->datagram)->port, std::uint16_t{7799});
}

void DiscoveryTest::aClosedRoomTellsNothingOfItsMembers()
{
    facts_.members.reset();
    const auto answer = ask(arrival("192.168.1.30", "192.168.1.255", 2));
    QVERIFY(answer);
    QVERIFY(!wire::decodeRoomAnswer(answer->datagram)->members);
}

void DiscoveryTest::theOwnNetworkIsAnswered_data()
{
    QTest::addColumn<ProbeArrival>("arrival");
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("a private network") << arrival("192.168.1.30", "192.168.1.255", 2) << true;
    QTest::newRow("to all of every network") << arrival("192.168.1.30", "255.255.255.255", 2) << true;
    QTest::newRow("another private network on the same wire")
        << arrival("10.1.2.3", "255.255.255.255", 2) << true;
    QTest::newRow("link-local") << arrival("169.254.3.4", "255.255.255.255", 2) << true;
    QTest::newRow("public addresses of one's own network")
        << arrival("203.0.113.1", "203.0.113.31", 3) << true;
    QTest::newRow("IPv6, link-local") << arrival("fe80::30%2", "ff12::8000:7788%2", 2) << true;
    QTest::newRow("IPv6, of one's own network") << arrival("2001:db8::30", "ff12::8000:7788", 3) << true;
    QTest::newRow("IPv6, private") << arrival("fd00::30", "ff12::8000:7788", 2) << true;
    QTest::newRow("this machine") << arrival("127.0.0.1", "127.255.255.255", 1) << true;
    QTest::newRow("an address from elsewhere") << arrival("198.51.100.1", "255.255.255.255", 2) << false;
    QTest::newRow("next to the own network") << arrival("203.0.113.32", "203.0.113.31", 3) << false;
    QTest::newRow("IPv6 from elsewhere") << arrival("2001:db8:1::30", "ff12::8000:7788", 3) << false;
    QTest::newRow("to this machine alone") << arrival("192.168.1.30", "192.168.1.20", 2) << false;
    QTest::newRow("IPv6 to this machine alone") << arrival("fe80::30%2", "fe80::20%2", 2) << false;
    QTest::newRow("to nobody knows whom") << arrival("192.168.1.30", "0.0.0.0", 2) << false;
}

void DiscoveryTest::theOwnNetworkIsAnswered()
{
    QFETCH(ProbeArrival, arrival);
    QFETCH(bool, isAnswered);
    const auto answer = ask(arrival);
    QCOMPARE(answer.has_value(), isAnswered);
    if (!isAnswered)
        QCOMPARE(answer.error(), DropReason::notLocal);
}

void DiscoveryTest::theAddressThatIsListenedOnAnswers()
{
    const OwnPlace loopback = place({{ip("127.0.0.1"), 9000}});
    QVERIFY(!ask(arrival("192.168.1.30", "192.168.1.255", 2), loopback));
    const auto own = ask(arrival("127.0.0.1", "127.255.255.255", 1), loopback);
    QVERIFY(own);
    QCOMPARE(own->from.text(), std::string("127.0.0.1"));
    QCOMPARE(wire::decodeRoomAnswer(own->datagram)->port, std::uint16_t{9000});

    const OwnPlace one = place({{ip("203.0.113.20"), 9000}, {ip("192.168.1.20"), 9001}});
    const auto second = ask(arrival("192.168.1.30", "192.168.1.255", 2), one);
    QVERIFY(second);
    QCOMPARE(second->from.text(), std::string("192.168.1.20"));
    QCOMPARE(wire::decodeRoomAnswer(second->datagram)->port, std::uint16_t{9001});
    QVERIFY(!ask(arrival("fe80::30%2", "ff12::8000:7788%2", 2), one));
    QVERIFY(ask(arrival("127.0.0.1", "127.255.255.255", 1), one));
}

void DiscoveryTest::whatIsNoProbeIsDropped()
{
    const auto from = arrival("192.168.1.30", "192.168.1.255", 2);
    const auto answered = discovery_->handleProbe(at(0s), from, Bytes(wire::probeBytes), place(), facts_);
    QVERIFY(!answered);
    QCOMPARE(answered.error(), DropReason::unknownType);
    QCOMPARE(discovery_->addresses(), 0U);
}

void DiscoveryTest::noAnswerIsLongerThanItsQuestion()
{
    // The facts outlive this test.
    static const std::array names{std::string(10'000, 'x'), std::string("\x01"),
                                  std::string(127, 'y') + "茶"};
    for (const std::string& name : names) {
        facts_.name = name;
        const auto answer = ask(arrival("192.168.1.30", "192.168.1.255", 2));
        QVERIFY(answer);
        QVERIFY(answer->datagram.size() <= wire::probeBytes);
        QVERIFY(wire::decodeRoomAnswer(answer->datagram));
    }
}

void DiscoveryTest::oneAddressIsAnsweredSoOftenASecond()
{
    std::size_t answered = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto answer = ask(arrival("192.168.1.30", "192.168.1.255", 2));
        answered += answer ? 1 : 0;
        if (!answer)
            QCOMPARE(answer.error(), DropReason::discoveryBudget);
    }
    QCOMPARE(answered, Discovery::answersPerAddressAndSecond);
    QVERIFY(ask(arrival("192.168.1.31", "192.168.1.255", 2)));
    QVERIFY(ask(arrival("192.168.1.30", "192.168.1.255", 2), place(), at(1s)));
}

void DiscoveryTest::allTogetherAreAnsweredSoOftenASecond()
{
    std::size_t answered = 0;
    for (std::uint32_t i = 0; i < 20'000; ++i)
        answered += ask({{IpAddress::v4(0x0a000000 + i), 1}, ip("255.255.255.255"), 2}) ? 1 : 0;
    QCOMPARE(answered, Discovery::answersPerSecond);
    QVERIFY(discovery_->addresses() <= Discovery::answersPerSecond);
}

} // namespace hubbub::server

QTEST_APPLESS_MAIN(hubbub::server::DiscoveryTest)
#include "discovery_test.moc"
