#include "protocol/wire/frame.h"
#include "protocol/wire/frame_type.h"

#include <limits>

namespace hubbub::wire {

namespace {

constexpr std::uint64_t max32 = std::numeric_limits<std::uint32_t>::max();

std::uint32_t read32(Reader& in, std::uint64_t min, std::uint64_t max)
{
    return static_cast<std::uint32_t>(in.varintIn(min, max));
}

StreamId readStream(Reader& in)
{
    return StreamId{read32(in, 0, max32)};
}

Seq readRecordSeq(Reader& in)
{
    return Seq{in.varintIn(1, maxRecordSeq)};
}

// Each readFields() takes the fields of one frame, and is false when they contradict each other. Whether they
// were all there, and nothing after them, is looked at once, in parsed().

bool readFields(Reader& in, RecordsFrame& frame)
{
    frame.stream = readStream(in);
    frame.first = readRecordSeq(in);
    frame.records = in.rest();

    std::uint64_t count = 0;
    for (Reader records(frame.records); !records.atEnd(); ++count) {
        records.bytes(records.varintIn(0, limits::recordBytes));
        if (records.failed())
            return false;
    }
    return count > 0 && count - 1 <= maxRecordSeq - frame.first.value;
}

bool readFields(Reader& in, PartFrame& frame)
{
    frame.stream = readStream(in);
    frame.seq = readRecordSeq(in);
    frame.total = read32(in, 1, limits::recordBytes);
    frame.offset = read32(in, 0, limits::recordBytes);
    frame.bytes = in.rest();
    return !frame.bytes.empty() && frame.offset <= frame.total
        && frame.bytes.size() <= frame.total - frame.offset;
}

bool readFields(Reader& in, AckFrame& frame)
{
    frame.stream = readStream(in);
    const auto flags = in.u8();
    frame.immediate = (flags & ackImmediate) != 0;
    frame.next = Seq{in.varintIn(1, varintMax)};

    const auto count = in.varintIn(0, limits::missingRanges);
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto first = end + in.varintIn(1, varintMax);
        end = first + in.varintIn(1, varintMax);
        if (in.failed() || end >= frame.next.value)
            return false;
        frame.missing.add({Seq{first}, Seq{end}});
    }

    if ((flags & ackPartial) != 0) {
        AckFrame::Partial partial;
        partial.seq = readRecordSeq(in);
        partial.gap.from = read32(in, 0, limits::recordBytes);
        partial.gap.to = read32(in, 0, limits::recordBytes);
        if (partial.gap.from >= partial.gap.to)
            return false;
        frame.partial = partial;
    }
    return true;
}

bool readFields(Reader& in, HeadFrame& frame)
{
    frame.stream = readStream(in);
    frame.head = Seq{in.varintIn(0, maxRecordSeq)};
    frame.ackIntervalMs = read32(in, 0, max32);
    return true;
}

bool readPingBytes(Reader& in, PingBytes& bytes)
{
    const auto read = PingBytes::from(in.bytes(PingBytes::size));
    bytes = read.value_or(PingBytes{});
    return read.has_value();
}

bool readFields(Reader& in, PingFrame& frame)
{
    return readPingBytes(in, frame.bytes);
}

bool readFields(Reader& in, PongFrame& frame)
{
    return readPingBytes(in, frame.bytes);
}

bool readFields(Reader& in, EphemeralFrame& frame)
{
    frame.kind = in.varint();
    frame.bytes = in.rest();
    return true;
}

bool readFields(Reader& in, CloseFrame& frame)
{
    frame.code = in.varint();
    frame.text = in.rest();
    return true;
}

bool readFields(Reader& in, AcceptedFrame& frame)
{
    frame.continued = (in.varint() & acceptedContinued) != 0;
    return true;
}

bool readFields(Reader& in, TruncatedFrame& frame)
{
    frame.stream = readStream(in);
    frame.first = Seq{in.varintIn(1, varintMax)};
    return true;
}

template <class Kind>
std::optional<Frame> parsed(ByteView value)
{
    Reader in(value);
    Kind frame;
    if (!readFields(in, frame) || in.failed() || !in.atEnd())
        return std::nullopt;
    return frame;
}

bool isKnown(std::uint64_t type)
{
    return type >= static_cast<std::uint64_t>(FrameType::records)
        && type <= static_cast<std::uint64_t>(FrameType::truncated);
}

std::optional<Frame> parsed(FrameType type, ByteView value)
{
    switch (type) {
    case FrameType::padding:
        break;
    case FrameType::records:
        return parsed<RecordsFrame>(value);
    case FrameType::part:
        return parsed<PartFrame>(value);
    case FrameType::ack:
        return parsed<AckFrame>(value);
    case FrameType::head:
        return parsed<HeadFrame>(value);
    case FrameType::ping:
        return parsed<PingFrame>(value);
    case FrameType::pong:
        return parsed<PongFrame>(value);
    case FrameType::ephemeral:
        return parsed<EphemeralFrame>(value);
    case FrameType::close:
        return parsed<CloseFrame>(value);
    case FrameType::accepted:
        return parsed<AcceptedFrame>(value);
    case FrameType::truncated:
        return parsed<TruncatedFrame>(value);
    }
    return std::nullopt;
}

} // namespace

std::optional<Frame> FrameReader::next()
{
    while (!failed_ && !reader_.atEnd()) {
        const auto type = reader_.varint();
        if (type == paddingByte && !reader_.failed()) {
            reader_ = Reader({});
            break;
        }
        const auto length = reader_.varint();
        const auto value = reader_.bytes(length);
        failed_ = reader_.failed();
        if (failed_ || !isKnown(type))
            continue;
        auto frame = parsed(static_cast<FrameType>(type), value);
        failed_ = !frame.has_value();
        return frame;
    }
    return std::nullopt;
}

} // namespace hubbub::wire
