// Decoding a datagram and its frames allocates nothing: what arrives is looked at where it lies. Every
// operator new of this program is counted.

#include "protocol/wire/frame.h"
#include "protocol/wire/packet.h"

#include <QTest>

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

namespace hubbub::wire {

class AllocationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodingAPacketAllocatesNothing();
    void readingAndWritingFramesAllocatesNothing();
};

void AllocationTest::decodingAPacketAllocatesNothing()
{
    const Bytes noise(100, 0xaa);
    const Bytes datagram = encode(Initiation{handshakeVersion, SessionIndex{1}, {}, noise});
    const auto before = allocations;
    const auto packet = decodePacket(datagram);
    const auto made = allocations - before;
    QVERIFY(packet);
    QCOMPARE(made, std::size_t{0});
}

void AllocationTest::readingAndWritingFramesAllocatesNothing()
{
    const Bytes record(300, 0xaa);
    Bytes buffer(limits::payloadBytes);
    const auto before = allocations;

    Writer out(buffer);
    AckFrame ack{StreamId{2}, true, Seq{1'000}, {}, AckFrame::Partial{Seq{1'000}, {0, 9}}};
    while (!ack.missing.full()) {
        const auto first = 3 * ack.missing.view().size() + 1;
        ack.missing.add({Seq{first}, Seq{first + 2}});
    }
    bool written = writeFrame(out, ack);
    {
        RecordsWriter records(out, StreamId{2}, Seq{1});
        written = records.add(record) && records.add(record) && written;
    }
    std::size_t frames = 0;
    std::size_t bytes = 0;
    FrameReader reader(out.view());
    while (const auto frame = reader.next()) {
        ++frames;
        if (const auto* read = std::get_if<RecordsFrame>(&*frame))
            forEachRecord(*read, [&](Seq, ByteView view) { bytes += view.size(); });
    }

    const auto made = allocations - before;
    QVERIFY(written);
    QCOMPARE(frames, std::size_t{2});
    QCOMPARE(bytes, std::size_t{600});
    QCOMPARE(made, std::size_t{0});
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::AllocationTest)
#include "allocation_test.moc"
