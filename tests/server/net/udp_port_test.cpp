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
            texts.push_back(Bytes(std::size_t{i} + 1, i));
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
        QCOMPARE(sink.sent(), std::uint64_t{150});
        for (std::size_t i = 0; i < 150; ++i) {
            QCOMPARE(arrived[i].bytes.front(), static_cast<Byte>(i));
            QCOMPARE(arrived[i].path.remote.port, ports[i % 2]->localAddress().port);
        }
    }
};

QTEST_GUILESS_MAIN(UdpPortTest)
#include "udp_port_test.moc"
