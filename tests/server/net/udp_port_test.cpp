#include "server/net/batch_sink.h"
#include "server/net/udp_port.h"

#include <QSocketNotifier>
#include <QTest>

#include <numeric>

using namespace hubbub;
using namespace hubbub::server;

namespace {

constexpr std::uint32_t loopback = 0x7f000001;

std::unique_ptr<UdpPort> bindOn(const char* address, std::uint8_t socket = 0)
{
    auto port = UdpPort::bind({*IpAddress::parse(address), 0}, socket);
    return port ? std::move(*port) : nullptr;
}

struct Arrived {
    Path path;
    Bytes bytes;
};

/// Loopback delivers at once, but Linux may hand a datagram over from another core: asked until they are
/// there.
std::vector<Arrived> takeAll(UdpPort& port, std::size_t expected)
{
    std::vector<Arrived> all;
    const bool came = QTest::qWaitFor([&] {
        port.receive(1024, [&](const Path& path, ByteView bytes) { all.push_back({path, copyOf(bytes)}); });
        return all.size() >= expected;
    });
    return came ? all : std::vector<Arrived>{};
}

} // namespace

class UdpPortTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void carriesABatchInOrderWithBothAddresses()
    {
        const auto a = bindOn("127.0.0.1");
        const auto b = bindOn("0.0.0.0", 3);
        QVERIFY(a && b);
        const PeerAddress target{IpAddress::v4(loopback + 1), b->localAddress().port};
        std::vector<Bytes> texts;
        std::vector<OutgoingDatagram> batch;
        for (Byte i = 0; i < 200; ++i)
            texts.emplace_back(std::size_t{i} + 1, i);
        batch.reserve(texts.size());
        for (const Bytes& text : texts)
            batch.push_back({{{}, target, 0}, text});
        QCOMPARE(a->send(batch), texts.size());
        const auto arrived = takeAll(*b, texts.size());
        QCOMPARE(arrived.size(), texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QCOMPARE(arrived[i].bytes, texts[i]);
            QCOMPARE(arrived[i].path.remote.port, a->localAddress().port);
            QCOMPARE(arrived[i].path.local.text(), std::string("127.0.0.2"));
            QCOMPARE(arrived[i].path.socket, std::uint8_t{3});
        }
    }

    void answersFromTheAddressItWasAskedOn()
    {
        if (!UdpPort::choosesSource())
            QSKIP("this system chooses the source itself");
        const auto client = bindOn("127.0.0.1");
        const auto server = bindOn("0.0.0.0");
        const Bytes hello = {1};
        const PeerAddress target{IpAddress::v4(loopback + 4), server->localAddress().port};
        client->send(std::vector<OutgoingDatagram>{{{{}, target, 0}, hello}});
        const auto asked = takeAll(*server, 1);
        QCOMPARE(asked.size(), std::size_t{1});
        server->send(std::vector<OutgoingDatagram>{{asked[0].path, hello}});
        const auto answered = takeAll(*client, 1);
        QCOMPARE(answered.size(), std::size_t{1});
        QCOMPARE(answered[0].path.remote.text(), target.text());
    }

    void carriesIpv6()
    {
        const auto a = bindOn("::1");
        const auto b = bindOn("::");
        if (!a || !b)
            QSKIP("this machine has no IPv6");
        const Bytes hello = {7};
        const PeerAddress target{*IpAddress::parse("::1"), b->localAddress().port};
        QCOMPARE(a->send(std::vector<OutgoingDatagram>{{{{}, target, 0}, hello}}), std::size_t{1});
        const auto arrived = takeAll(*b, 1);
        QCOMPARE(arrived.size(), std::size_t{1});
        QCOMPARE(arrived[0].path.remote.ip.text(), std::string("::1"));
    }

    void showsThatADatagramIsTooLong()
    {
        const auto a = bindOn("127.0.0.1");
        const auto b = bindOn("127.0.0.1");
        const Bytes large(5000, 1);
        a->send(std::vector<OutgoingDatagram>{{{{}, b->localAddress(), 0}, large}});
        const auto arrived = takeAll(*b, 1);
        QCOMPARE(arrived.size(), std::size_t{1});
        QCOMPARE(arrived[0].bytes.size(), limits::datagramBytes + 1);
    }

    void cutsSegments()
    {
        const auto a = bindOn("127.0.0.1");
        const auto b = bindOn("127.0.0.1");
        Bytes bytes(1'000);
        std::iota(bytes.begin(), bytes.end(), Byte{0});
        const Bytes single = {1, 2, 3};
        const PeerAddress target = b->localAddress();
        const std::vector<OutgoingDatagram> batch = {{{{}, target, 0}, bytes, 300},
                                                     {{{}, target, 0}, single}};
        QCOMPARE(a->send(batch), std::size_t{2});
        const auto arrived = takeAll(*b, 5);
        QCOMPARE(arrived.size(), std::size_t{5});
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(arrived[i].bytes, copyOf(ByteView(bytes).subspan(i * 300, i < 3 ? 300 : 100)));
        QCOMPARE(arrived[4].bytes, single);
    }

    void theSinkKeepsDatagramsAndTheirOrderWhetherOrNotTheyGoAsSegments()
    {
        std::vector<std::unique_ptr<UdpPort>> ports;
        ports.push_back(bindOn("127.0.0.1", 0));
        const auto first = bindOn("127.0.0.1");
        const auto second = bindOn("127.0.0.1");
        BatchSink sink(ports);
        // Full ones, a shorter one that ends the segments, a longer one that cannot join, and another peer
        // between.
        const std::vector<std::size_t> sizes = {1200, 1200, 1200, 70, 1200, 80, 90, 90, 90, 1200, 1200};
        constexpr std::size_t rounds = 10; // have room in any socket's buffer
        for (int burst = 0; burst < 3; ++burst) {
            for (std::size_t k = 0; k < rounds * sizes.size(); ++k) {
                const std::size_t i = k % sizes.size();
                QVERIFY(sink.ready());
                const UdpPort& to = i == 7 ? *second : *first;
                sink.send({{}, to.localAddress(), 0}, Bytes(sizes[i], static_cast<Byte>(i)));
            }
            sink.flush();
            const auto arrived = takeAll(*first, rounds * (sizes.size() - 1));
            QCOMPARE(arrived.size(), rounds * (sizes.size() - 1));
            for (std::size_t k = 0; k < arrived.size(); ++k) {
                std::size_t i = k % (sizes.size() - 1);
                i += i >= 7 ? 1U : 0U;
                QCOMPARE(arrived[k].bytes, Bytes(sizes[i], static_cast<Byte>(i)));
            }
            QCOMPARE(takeAll(*second, rounds).size(), rounds);
        }
    }

    void goesOnAfterADatagramThatCannotBeSent()
    {
        const auto a = bindOn("127.0.0.1");
        const auto b = bindOn("127.0.0.1");
        const Bytes hello = {9};
        const PeerAddress elsewhere{IpAddress::v4(0xcb007101),
                                    9}; // 203.0.113.1, from a socket bound to loopback: refused by the kernel
        const std::vector<OutgoingDatagram> batch = {{{{}, elsewhere, 0}, hello},
                                                     {{{}, b->localAddress(), 0}, hello}};
        QCOMPARE(a->send(batch), std::size_t{2});
        QCOMPARE(takeAll(*b, 1).size(), std::size_t{1});
    }

    void saysThatAPortIsInUse()
    {
        const auto a = bindOn("127.0.0.1");
        const auto second = UdpPort::bind(a->localAddress(), 0);
        QVERIFY(!second);
        const auto text = QString::fromStdString(second.error().context);
        QVERIFY(text.contains(QStringLiteral("is in use")) && text.contains(QStringLiteral("--listen")));
    }

    void aGroupSharesOutSealedPacketsByTheirIndex()
    {
        auto group = UdpPort::bindGroup({IpAddress::v4(loopback), 0}, 2, 3);
        QVERIFY(group);
        if (group->size() == 1)
            QSKIP("this system does not share out datagrams");
        const auto a = bindOn("127.0.0.1");
        const PeerAddress target = group->front()->localAddress();
        for (Byte index = 0; index < 64; ++index)
            a->send(std::vector<OutgoingDatagram>{{{{}, target, 0}, Bytes{4, 0, 0, 0, index, 9, 9, 9}}});
        // Whatever is not sealed, also what is shorter than an index, is for the first.
        for (const Bytes& other : {Bytes{1, 0, 0, 0, 1}, Bytes{3, 1, 1, 1, 2}, Bytes{4}, Bytes{4, 1, 1}})
            a->send(std::vector<OutgoingDatagram>{{{{}, target, 0}, other}});
        for (std::size_t i = 0; i < group->size(); ++i) {
            const std::size_t sealed = i == 0 ? 22 : 21;
            const auto arrived = takeAll(*(*group)[i], i == 0 ? sealed + 4 : sealed);
            QCOMPARE(arrived.size(), i == 0 ? sealed + 4 : sealed);
            for (std::size_t k = 0; k < sealed; ++k) {
                QCOMPARE(arrived[k].bytes[4] % 3U, i);
                QCOMPARE(arrived[k].path.socket, std::uint8_t{2});
            }
        }
    }

    void aGroupKeepsOthersOut()
    {
        auto group = UdpPort::bindGroup({IpAddress::v4(loopback), 0}, 0, 2);
        QVERIFY(group);
        const auto second = UdpPort::bindGroup(group->front()->localAddress(), 0, 2);
        QVERIFY(!second);
        QVERIFY(QString::fromStdString(second.error().context).contains(QStringLiteral("is in use")));
    }

    void theSinkSendsEachDatagramThroughTheSocketOfItsPath()
    {
        std::vector<std::unique_ptr<UdpPort>> ports;
        ports.push_back(bindOn("127.0.0.1", 0));
        ports.push_back(bindOn("127.0.0.2", 1));
        const auto target = bindOn("127.0.0.1");
        BatchSink sink(ports);
        for (std::size_t i = 0; i < 150; ++i) {
            QVERIFY(sink.ready());
            const Bytes bytes(1, static_cast<Byte>(i));
            sink.send({{}, target->localAddress(), static_cast<std::uint8_t>(i % 2)}, bytes);
        }
        sink.flush();
        const auto arrived = takeAll(*target, 150);
        QCOMPARE(arrived.size(), std::size_t{150});
        for (std::size_t i = 0; i < 150; ++i) {
            QCOMPARE(arrived[i].bytes.front(), static_cast<Byte>(i));
            QCOMPARE(arrived[i].path.remote.port, ports[i % 2]->localAddress().port);
        }
    }
};

QTEST_GUILESS_MAIN(UdpPortTest)
#include "udp_port_test.moc"
