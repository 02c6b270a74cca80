#include "protocol/wire/packet.h"
#include "tests/protocol/wire/described.h"
#include "tests/protocol/wire/dice.h"

#include <QTest>

#include <string>

namespace hubbub::wire {

namespace {

constexpr std::size_t packetTypes = std::variant_size_v<Packet>;

SessionIndex randomIndex(test::Dice& dice)
{
    return SessionIndex{dice.between32(0, 0xffffffff)};
}

/// A packet with what it points into, and its encoding.
struct Sample {
    Bytes storage;
    Packet packet;
    Bytes datagram;
};

template <class Kind>
Sample sampleOf(Bytes storage, const Kind& packet)
{
    return {std::move(storage), packet, encode(packet)};
}

Sample randomSealed(test::Dice& dice)
{
    Bytes datagram = dice.bytes(limits::packetHeaderBytes + dice.between(16, 1184));
    Sealed packet{randomIndex(dice), dice.between(0, ~std::uint64_t{0}), {}, {}};
    writeSealedHeader(std::span(datagram).first<limits::packetHeaderBytes>(), packet.receiver,
                      packet.counter);
    packet.header = ByteView(datagram).first(limits::packetHeaderBytes);
    packet.body = ByteView(datagram).subspan(limits::packetHeaderBytes);
    Bytes again = datagram;
    return {std::move(datagram), packet, std::move(again)};
}

Sample randomSample(test::Dice& dice, std::size_t type)
{
    switch (type) {
    case 0: {
        auto noise = dice.bytes(dice.between(32, 1176));
        const ByteView view = noise;
        return sampleOf(std::move(noise), Initiation{static_cast<Byte>(dice.number()), randomIndex(dice),
                                                     dice.id<Cookie>(), view});
    }
    case 1: {
        auto noise = dice.bytes(dice.between(0, 1188));
        const ByteView view = noise;
        return sampleOf(std::move(noise),
                        Response{handshakeVersion, randomIndex(dice), randomIndex(dice), view});
    }
    case 2: {
        auto noise = dice.bytes(dice.between(0, 1192));
        const ByteView view = noise;
        return sampleOf(std::move(noise), Finish{handshakeVersion, randomIndex(dice), view});
    }
    case 3:
        return randomSealed(dice);
    case 4:
        return sampleOf({}, CookieAnswer{randomIndex(dice), dice.id<Ephemeral>(), dice.id<Cookie>()});
    case 5: {
        auto versions = dice.bytes(1 + dice.below(16));
        const ByteView view = versions;
        return sampleOf(std::move(versions), VersionAnswer{randomIndex(dice), dice.id<Ephemeral>(), view});
    }
    default:
        return sampleOf({}, ResetHint{randomIndex(dice), dice.between(0, ~std::uint64_t{0})});
    }
}

DropReason reasonOf(const Bytes& datagram)
{
    const auto packet = decodePacket(datagram);
    return packet ? DropReason::count : packet.error();
}

Bytes resized(Bytes datagram, std::size_t bytes)
{
    datagram.resize(bytes);
    return datagram;
}

} // namespace

class PacketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsEncodedDecodesToTheSame();
    void everyTruncationIsDropped();
    void bytesToSpareAreDropped();
    void mutationsNeverDoHarm();
    void brokenPacketsAreDropped_data();
    void brokenPacketsAreDropped();
    void anInitiationOfAnotherVersionDecodes();
    void anInitiationIsPaddedTo1200Bytes();
    void zeroBytesAreNotLookedAt();
    void aSealedPacketIsSplitIntoHeaderAndBody();
};

void PacketTest::whatIsEncodedDecodesToTheSame()
{
    test::Dice dice(1);
    for (std::size_t i = 0; i < 1'000 * packetTypes; ++i) {
        const Sample sample = randomSample(dice, i % packetTypes);
        QVERIFY(sample.datagram.size() <= limits::datagramBytes);
        const auto decoded = decodePacket(sample.datagram);
        QVERIFY(decoded);
        QCOMPARE(decoded->index(), i % packetTypes);
        QCOMPARE(test::described(*decoded), test::described(sample.packet));
    }
}

void PacketTest::everyTruncationIsDropped()
{
    test::Dice dice(2);
    for (std::size_t i = 0; i < 5 * packetTypes; ++i) {
        const Sample sample = randomSample(dice, i % packetTypes);
        // A shorter sealed packet is one whose tag will not fit, as long as there is room for a tag.
        const bool sealed = std::holds_alternative<Sealed>(sample.packet);
        for (std::size_t length = 0; length < sample.datagram.size(); ++length) {
            const Bytes cut(sample.datagram.begin(),
                            sample.datagram.begin() + static_cast<std::ptrdiff_t>(length));
            QCOMPARE(decodePacket(cut).has_value(), sealed && length >= 32);
        }
    }
}

void PacketTest::bytesToSpareAreDropped()
{
    test::Dice dice(3);
    for (std::size_t i = 0; i < 100 * packetTypes; ++i) {
        Sample sample = randomSample(dice, i % packetTypes);
        if (std::holds_alternative<Sealed>(sample.packet) || sample.datagram.size() == limits::datagramBytes)
            continue;
        sample.datagram.push_back(0);
        QCOMPARE(reasonOf(sample.datagram), DropReason::wrongSize);
    }
}

void PacketTest::mutationsNeverDoHarm()
{
    test::Dice dice(4);
    for (std::size_t i = 0; i < 5'000 * packetTypes; ++i) {
        Sample sample = randomSample(dice, i % packetTypes);
        test::mutate(dice, sample.datagram);
        sample.datagram.shrink_to_fit();
        // Describing a packet reads every byte that it points to.
        if (const auto decoded = decodePacket(sample.datagram))
            QVERIFY(!test::described(*decoded).empty());
    }
}

void PacketTest::brokenPacketsAreDropped_data()
{
    QTest::addColumn<Bytes>("datagram");
    QTest::addColumn<DropReason>("reason");
    const auto row = [](const char* name, const Bytes& datagram, DropReason reason) {
        QTest::newRow(name) << datagram << reason;
    };
    const auto with = [](Bytes datagram, std::size_t at, Byte value) {
        datagram.at(at) = value;
        return datagram;
    };
    const Bytes noise(40, 0xaa);
    const Bytes initiation = encode(Initiation{handshakeVersion, {}, {}, noise});
    const Bytes response = encode(Response{handshakeVersion, {}, {}, noise});
    const Bytes finish = encode(Finish{handshakeVersion, {}, noise});
    const Bytes versionAnswer = encode(VersionAnswer{{}, {}, ByteView(noise).first(2)});
    const Bytes sealed = with(Bytes(1200), 0, 4);

    row("empty", {}, DropReason::truncated);
    row("type 0", {0}, DropReason::unknownType);
    row("type 8", with(Bytes(100), 0, 8), DropReason::unknownType);
    row("too long", resized(sealed, 1201), DropReason::tooLong);
    row("initiation of 1199 bytes", resized(initiation, 1199), DropReason::wrongSize);
    row("initiation of 1201 bytes", resized(initiation, 1201), DropReason::tooLong);
    row("initiation without room for an ephemeral", with(initiation, 2, 31), DropReason::truncated);
    row("initiation whose n is too large", with(initiation, 3, 5), DropReason::truncated);
    row("response of another version", with(response, 1, 2), DropReason::wrongVersion);
    row("response whose n is too small", with(response, 2, 39), DropReason::wrongSize);
    row("response whose n is too large", with(response, 2, 41), DropReason::truncated);
    row("finish of another version", with(finish, 1, 0), DropReason::wrongVersion);
    row("finish whose n is too small", with(finish, 2, 39), DropReason::wrongSize);
    row("sealed without room for a tag", resized(sealed, 31), DropReason::truncated);
    row("version answer without versions", with(resized(versionAnswer, 41), 40, 0), DropReason::wrongSize);
    row("version answer with 17 versions", with(resized(versionAnswer, 58), 40, 17), DropReason::wrongSize);
    row("version answer that is cut", with(versionAnswer, 40, 3), DropReason::truncated);
    row("cookie answer with a byte more", with(Bytes(57), 0, 5), DropReason::wrongSize);
    row("reset hint with a byte less", with(Bytes(15), 0, 7), DropReason::truncated);
}

void PacketTest::brokenPacketsAreDropped()
{
    QFETCH(Bytes, datagram);
    QFETCH(DropReason, reason);
    QCOMPARE(reasonOf(datagram), reason);
}

void PacketTest::anInitiationOfAnotherVersionDecodes()
{
    const Bytes noise(32, 0xe1);
    const Bytes datagram = encode(Initiation{Byte{9}, SessionIndex{7}, {}, noise});
    const auto decoded = decodePacket(datagram);
    QVERIFY(decoded);
    const auto& initiation = std::get<Initiation>(*decoded);
    QCOMPARE(initiation.version, Byte{9});
    QCOMPARE(initiation.sender.value, 7U);
    QVERIFY(equalBytes(initiation.ephemeral().view(), noise));
}

void PacketTest::anInitiationIsPaddedTo1200Bytes()
{
    const Bytes noise(32, 0xe1);
    const Bytes datagram = encode(Initiation{handshakeVersion, {}, {}, noise});
    QCOMPARE(datagram.size(), std::size_t{1200});
    QVERIFY(std::all_of(datagram.begin() + 24 + 32, datagram.end(), [](Byte byte) { return byte == 0; }));
}

void PacketTest::zeroBytesAreNotLookedAt()
{
    test::Dice dice(5);
    for (const std::size_t type : {3U, 4U, 5U, 6U}) {
        Sample sample = randomSample(dice, type);
        for (const std::size_t at : {1U, 2U, 3U}) {
            QCOMPARE(sample.datagram[at], Byte{0});
            sample.datagram[at] = 0xff;
        }
        const auto decoded = decodePacket(sample.datagram);
        QVERIFY(decoded);
        QCOMPARE(test::described(*decoded), test::described(sample.packet));
    }
}

void PacketTest::aSealedPacketIsSplitIntoHeaderAndBody()
{
    Bytes datagram(33);
    writeSealedHeader(std::span(datagram).first<16>(), SessionIndex{0x01020304}, 0x1122334455667788);
    QCOMPARE(toHex(ByteView(datagram).first(16)), std::string("04000000040302018877665544332211"));
    const auto decoded = decodePacket(datagram);
    QVERIFY(decoded);
    const auto& sealed = std::get<Sealed>(*decoded);
    QCOMPARE(sealed.header.data(), static_cast<const Byte*>(datagram.data()));
    QCOMPARE(sealed.header.size(), std::size_t{16});
    QCOMPARE(sealed.body.data(), static_cast<const Byte*>(datagram.data() + 16));
    QCOMPARE(sealed.body.size(), std::size_t{17});
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::PacketTest)
#include "packet_test.moc"
