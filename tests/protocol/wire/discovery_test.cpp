// The probe and the answers to it: whatever is written is read, and nothing else is.
#include "protocol/base/limits.h"
#include "protocol/wire/discovery.h"
#include "tests/protocol/wire/dice.h"

#include <QTest>

namespace hubbub::wire {

namespace {

RoomAnswer randomAnswer(test::Dice& dice, std::string& storage)
{
    const Bytes name = dice.bytes(1 + dice.below(limits::roomNameBytes));
    storage = std::string(textOf(name));
    RoomAnswer answer;
    answer.nonce = dice.id<ProbeNonce>();
    answer.port = static_cast<std::uint16_t>(dice.between(1, 0xffff));
    answer.key = dice.id<PublicKey>();
    answer.handshake = static_cast<Byte>(dice.number());
    if (dice.coin())
        answer.members = dice.between32(0, 0xffffffff);
    answer.room = storage;
    return answer;
}

} // namespace

class DiscoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        test::Dice dice(1);
        for (int round = 0; round < 2000; ++round) {
            const Probe probe{dice.id<ProbeNonce>()};
            const Bytes probeDatagram = encode(probe);
            QCOMPARE(probeDatagram.size(), probeBytes);
            const auto readProbe = decodeProbe(probeDatagram);
            QVERIFY(readProbe && *readProbe == probe);

            std::string storage;
            const RoomAnswer answer = randomAnswer(dice, storage);
            const Bytes datagram = encode(answer);
            const auto readAnswer = decodeRoomAnswer(datagram);
            QVERIFY(readAnswer && *readAnswer == answer);
        }
    }

    void noAnswerIsLongerThanTheProbe()
    {
        const std::string longest(limits::roomNameBytes, 'x');
        RoomAnswer answer;
        answer.port = 1;
        answer.members = 0xffffffff;
        answer.room = longest;
        QVERIFY(encode(answer).size() <= probeBytes);
    }

    void aRoomThatDoesNotTellItsMembersHasNone()
    {
        RoomAnswer answer;
        answer.port = 7788;
        answer.room = "茶";
        const auto read = decodeRoomAnswer(encode(answer));
        QVERIFY(read);
        QVERIFY(!read->members);
        answer.members = 0;
        QVERIFY(decodeRoomAnswer(encode(answer))->members == 0U);
    }

    void whatIsNotWellFormedIsDropped_data()
    {
        QTest::addColumn<Bytes>("datagram");
        QTest::addColumn<DropReason>("asProbe");
        QTest::addColumn<DropReason>("asAnswer");
        RoomAnswer answer;
        answer.port = 7788;
        answer.room = "tea";
        const Bytes good = encode(answer);
        const Bytes probe = encode(Probe{});
        const auto changed = [](Bytes bytes, std::size_t at, Byte value) {
            bytes[at] = value;
            return bytes;
        };
        const auto cut = [](Bytes bytes, std::size_t size) {
            bytes.resize(size);
            return bytes;
        };
        using enum DropReason;
        QTest::newRow("nothing") << Bytes{} << truncated << truncated;
        QTest::newRow("a type alone") << Bytes{8} << truncated << truncated;
        QTest::newRow("a probe") << probe << count << unknownType;
        QTest::newRow("an answer") << good << unknownType << count;
        QTest::newRow("a probe of another version") << changed(probe, 1, 2) << wrongVersion << unknownType;
        QTest::newRow("an answer of another version") << changed(good, 1, 2) << unknownType << wrongVersion;
        QTest::newRow("a short probe") << cut(probe, probeBytes - 1) << wrongSize << unknownType;
        QTest::newRow("a long probe") << cut(probe, probeBytes + 1) << wrongSize << unknownType;
        QTest::newRow("a cut answer") << cut(good, good.size() - 1) << unknownType << truncated;
        QTest::newRow("a cut header") << cut(good, 30) << unknownType << truncated;
        QTest::newRow("more behind the answer") << cut(good, good.size() + 1) << unknownType << wrongSize;
        QTest::newRow("no name") << cut(changed(good, 58, 0), 60) << unknownType << wrongSize;
        QTest::newRow("no port") << changed(changed(good, 2, 0), 3, 0) << unknownType << wrongSize;
        QTest::newRow("a name too long")
            << cut(changed(good, 58, limits::roomNameBytes + 1), 60 + limits::roomNameBytes + 1)
            << unknownType << wrongSize;
    }

    void whatIsNotWellFormedIsDropped()
    {
        QFETCH(Bytes, datagram);
        QFETCH(DropReason, asProbe);
        QFETCH(DropReason, asAnswer);
        const auto probe = decodeProbe(datagram);
        QCOMPARE(probe ? DropReason::count : probe.error(), asProbe);
        const auto answer = decodeRoomAnswer(datagram);
        QCOMPARE(answer ? DropReason::count : answer.error(), asAnswer);
    }

    void neitherIsAPacket()
    {
        RoomAnswer answer;
        answer.port = 7788;
        answer.room = "tea";
        for (const Bytes& datagram : {encode(answer), encode(Probe{})}) {
            const auto packet = decodePacket(datagram);
            QVERIFY(!packet);
            QCOMPARE(packet.error(), DropReason::unknownType);
        }
    }

    void damageIsNeverReadBeyondTheDatagram()
    {
        test::Dice dice(2);
        for (int round = 0; round < 20'000; ++round) {
            std::string storage;
            Bytes datagram = encode(randomAnswer(dice, storage));
            test::mutate(dice, datagram);
            const auto answer = decodeRoomAnswer(datagram);
            if (answer)
                QCOMPARE(encode(*answer).size(), datagram.size());
        }
    }
};

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::DiscoveryTest)
#include "discovery_test.moc"
