// The fan-out path allocates nothing: what a member costs per event is copying and counting. Every operator
// new of this program is counted.
#include "link_pair.h"
#include "protocol/link/log_receiver.h"
#include "protocol/link/log_sender.h"
#include "test_log.h"

#include <QtTest>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0;

} // namespace

void* operator new(std::size_t bytes)
{
    ++allocations;
    if (void* memory = std::malloc(bytes))
        return memory;
    std::abort();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace hubbub;
using namespace hubbub::test;

namespace {

constexpr StreamId room{2};

/// Hears of everything and keeps nothing.
class Deaf final : public link::LinkEvents {
public:
    bool recordArrived(StreamId, Seq, ByteView) override { return true; }
    void recordsTruncated(StreamId, Seq) override {}
    void acknowledged(StreamId, Seq) override {}
    void ephemeralArrived(std::uint64_t, ByteView) override {}
    void accepted(bool) override {}
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t, std::string_view) override {}
};

} // namespace

class LinkAllocationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAndTheirAcknowledgementsAllocateNothing()
    {
        SeededEntropy entropy(1);
        TestLog log;
        link::Link server(entropy);
        link::Link client(entropy);
        server.openSender(room, log, Seq{1});
        client.openReceiver(room, Seq{1});
        Deaf deaf;
        Instant now{1h};
        std::uint64_t counter = 0;
        std::size_t payloads = 0;
        ByteArray<limits::payloadBytes> buffer{};
        const auto carry = [&](link::Link& from, link::Link& to) {
            while (from.hasSomethingDue(now)) {
                wire::Writer out(buffer);
                QVERIFY(from.fill(now, out));
                QVERIFY(to.handlePayload(now, counter++, out.view(), deaf));
                ++payloads;
            }
        };
        log.appendMany(5'000, 100);
        const std::size_t before = allocations;
        for (int i = 0; i < 1'000 && server.hasOutstanding(); ++i, now += 2ms) {
            carry(server, client);
            carry(client, server);
            static_cast<void>(server.deadline());
        }
        QCOMPARE(allocations - before, std::size_t{0});
        QVERIFY(!server.hasOutstanding());
        QVERIFY(payloads > 400);
    }

    void aHoleCostsMemoryOnlyWhileItIsThere()
    {
        SeededEntropy entropy(1);
        link::LogReceiver receiver(room, Seq{1}, nullptr, entropy);
        const std::size_t before = allocations;
        receiver.take(Instant{1h}, Seq{1}, bytesOf("a"));
        QCOMPARE(allocations, before);
        receiver.take(Instant{1h}, Seq{3}, bytesOf("b"));
        QVERIFY(allocations > before);
    }

    void aMemberIsSmall()
    {
        // Three streams to a client, one from it: a quarter of what the server may hold for a member.
        QVERIFY2(
            3 * sizeof(link::LogSender) + sizeof(link::LogReceiver) <= 1'000,
            qPrintable(
                QStringLiteral("%1 and %2").arg(sizeof(link::LogSender)).arg(sizeof(link::LogReceiver))));
    }
};

QTEST_APPLESS_MAIN(LinkAllocationTest)
#include "link_allocation_test.moc"
