// What holds for every frame: thousands of random ones, all their truncations, thousands of mutations. Run
// under the sanitizers (preset dev) it also shows that nothing is read that is not there.

#include "protocol/wire/frame.h"
#include "tests/protocol/wire/described.h"
#include "tests/protocol/wire/dice.h"

#include <QTest>

#include <deque>

namespace hubbub::wire {

namespace {

constexpr std::size_t frameTypes = std::variant_size_v<Frame>;

/// Writes any frame; RECORDS record by record.
bool write(Writer& out, const Frame& frame)
{
    if (const auto* records = std::get_if<RecordsFrame>(&frame)) {
        RecordsWriter writer(out, records->stream, records->first);
        bool all = true;
        forEachRecord(*records, [&](Seq, ByteView record) { all = all && writer.add(record); });
        return all;
    }
    return std::visit(
        [&](const auto& kind) {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, RecordsFrame>)
                return false;
            else
                return writeFrame(out, kind);
        },
        frame);
}

class FrameGenerator {
public:
    explicit FrameGenerator(std::uint64_t seed) : dice_(seed) {}

    test::Dice& dice() { return dice_; }

    /// Points into bytes that this generator keeps.
    Frame frame(std::size_t type)
    {
        switch (type) {
        case 0:
            return records();
        case 1:
            return part();
        case 2:
            return ack();
        case 3:
            return HeadFrame{stream(), Seq{dice_.between(0, maxRecordSeq)}, dice_.between32(0, 0xffffffff)};
        case 4:
            return PingFrame{dice_.id<PingBytes>()};
        case 5:
            return PongFrame{dice_.id<PingBytes>()};
        case 6:
            return EphemeralFrame{dice_.between(0, varintMax), kept(dice_.between(0, 40))};
        case 7:
            return CloseFrame{dice_.between(0, varintMax), kept(dice_.between(0, 200))};
        case 8:
            return AcceptedFrame{dice_.coin()};
        default:
            return TruncatedFrame{stream(), Seq{dice_.between(1, varintMax)}};
        }
    }

    /// The payload of one datagram, with some unknown frames between and perhaps padding behind; `frames`
    /// gets those that fitted.
    Bytes payload(std::vector<Frame>& frames)
    {
        Bytes buffer(limits::payloadBytes);
        Writer out(buffer);
        for (auto count = dice_.below(6); count > 0; --count) {
            const Frame next = frame(dice_.below(frameTypes));
            Bytes attempt(out.left());
            Writer trial(attempt);
            if (!write(trial, next))
                continue;
            out.bytes(trial.view());
            frames.push_back(next);
            if (dice_.below(4) == 0 && out.left() >= 16) {
                out.varint(dice_.between(frameTypes + 1, varintMax));
                out.varint(4);
                out.bytes(dice_.bytes(4));
            }
        }
        if (dice_.below(4) == 0)
            out.fillUp(paddingByte);
        return copyOf(out.view());
    }

private:
    StreamId stream() { return StreamId{dice_.between32(0, 0xffffffff)}; }
    Seq recordSeq() { return Seq{dice_.between(1, maxRecordSeq)}; }
    ByteView kept(std::size_t bytes) { return kept_.emplace_back(dice_.bytes(bytes)); }

    Frame records()
    {
        const auto count = 1 + dice_.below(20);
        Bytes& buffer = kept_.emplace_back(1'000);
        Writer out(buffer);
        out.bytes(ByteArray<2>{1, 0xaa});
        for (std::size_t i = 1; i < count; ++i) {
            const Bytes record = dice_.bytes(dice_.between(0, 300));
            if (varintBytes(record.size()) + record.size() > out.left())
                break;
            out.varint(record.size());
            out.bytes(record);
        }
        return RecordsFrame{stream(), Seq{dice_.between(1, maxRecordSeq - 20)}, out.view()};
    }

    Frame part()
    {
        const auto total = dice_.between32(1, limits::recordBytes);
        const auto offset = dice_.between32(0, total - 1);
        const auto bytes = dice_.between(1, std::min<std::uint64_t>(total - offset, 1'100));
        return PartFrame{stream(), recordSeq(), total, offset, kept(bytes)};
    }

    Frame ack()
    {
        AckFrame frame;
        frame.stream = stream();
        frame.immediate = dice_.coin();
        std::uint64_t end = 0;
        constexpr std::uint64_t step = varintMax / (2 * limits::missingRanges + 2);
        for (auto count = dice_.below(limits::missingRanges + 1); count > 0; --count) {
            const auto first = end + dice_.between(1, step);
            end = first + dice_.between(1, step);
            frame.missing.add({Seq{first}, Seq{end}});
        }
        frame.next = Seq{end + dice_.between(1, varintMax - end)};
        if (dice_.coin()) {
            const auto to = dice_.between32(1, limits::recordBytes);
            frame.partial = AckFrame::Partial{recordSeq(), {dice_.between32(0, to - 1), to}};
        }
        return frame;
    }

    test::Dice dice_;
    std::deque<Bytes> kept_;
};

/// Frames of the payload, and whether it ended well. Describing a frame reads every byte that it points to.
struct Read {
    std::vector<test::Fields> frames;
    bool failed = false;
};

Read readAll(const Bytes& payload)
{
    Read read;
    FrameReader frames(payload);
    while (const auto frame = frames.next())
        read.frames.push_back(test::described(*frame));
    read.failed = frames.failed();
    return read;
}

/// A copy that ends where its memory does, so that a sanitizer sees every step beyond.
Bytes prefix(const Bytes& bytes, std::size_t length)
{
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)};
}

} // namespace

class FramePropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsEncodedDecodesToTheSame();
    void everyTruncationOfAFrameFails();
    void aPayloadGivesTheFramesThatWerePutIn();
    void mutationsNeverDoHarm();
    void randomBytesNeverDoHarm();
};

void FramePropertiesTest::whatIsEncodedDecodesToTheSame()
{
    for (std::size_t type = 0; type < frameTypes; ++type) {
        FrameGenerator generator(type);
        for (int i = 0; i < 1'000; ++i) {
            const Frame frame = generator.frame(type);
            Bytes buffer(limits::payloadBytes);
            Writer out(buffer);
            QVERIFY(write(out, frame));
            const Bytes payload = copyOf(out.view());
            FrameReader frames(payload);
            const auto again = frames.next();
            QVERIFY(again);
            QCOMPARE(test::described(*again), test::described(frame));
            QVERIFY(!frames.next());
            QVERIFY(!frames.failed());
        }
    }
}

void FramePropertiesTest::everyTruncationOfAFrameFails()
{
    for (std::size_t type = 0; type < frameTypes; ++type) {
        FrameGenerator generator(100 + type);
        for (int i = 0; i < 20; ++i) {
            Bytes buffer(limits::payloadBytes);
            Writer out(buffer);
            QVERIFY(write(out, generator.frame(type)));
            const Bytes payload = copyOf(out.view());
            for (std::size_t length = 1; length < payload.size(); ++length) {
                const Read read = readAll(prefix(payload, length));
                QVERIFY(read.frames.empty());
                QVERIFY(read.failed);
            }
        }
    }
}

void FramePropertiesTest::aPayloadGivesTheFramesThatWerePutIn()
{
    FrameGenerator generator(200);
    for (int i = 0; i < 2'000; ++i) {
        std::vector<Frame> frames;
        const Bytes payload = generator.payload(frames);
        std::vector<test::Fields> expected;
        expected.reserve(frames.size());
        for (const Frame& frame : frames)
            expected.push_back(test::described(frame));
        const Read read = readAll(payload);
        QVERIFY(read.frames == expected);
        QVERIFY(!read.failed);
    }
}

void FramePropertiesTest::mutationsNeverDoHarm()
{
    FrameGenerator generator(300);
    int survivors = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::vector<Frame> frames;
        Bytes payload = generator.payload(frames);
        test::mutate(generator.dice(), payload);
        const Bytes mutated = prefix(payload, payload.size());
        FrameReader reader(mutated);
        while (const auto frame = reader.next()) {
            // Whatever the reader lets through is a frame that a writer would write, and means the same then.
            Bytes buffer(2 * limits::payloadBytes);
            Writer out(buffer);
            QVERIFY(write(out, *frame));
            const auto again = FrameReader(out.view()).next();
            QVERIFY(again);
            QCOMPARE(test::described(*again), test::described(*frame));
            ++survivors;
        }
    }
    QVERIFY2(survivors > 10'000, "too few frames outlive a mutation for this test to mean much");
}

void FramePropertiesTest::randomBytesNeverDoHarm()
{
    test::Dice dice(400);
    int frames = 0;
    for (int i = 0; i < 20'000; ++i) {
        Bytes payload = dice.bytes(dice.below(200));
        // Half of them begin like a frame of ours whose length is right.
        if (dice.coin() && payload.size() >= 3 && payload.size() < 66) {
            payload[0] = static_cast<Byte>(1 + dice.below(frameTypes));
            payload[1] = static_cast<Byte>(payload.size() - 2);
        }
        frames += static_cast<int>(readAll(prefix(payload, payload.size())).frames.size());
    }
    QVERIFY(frames > 100);
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::FramePropertiesTest)
#include "frame_properties_test.moc"
