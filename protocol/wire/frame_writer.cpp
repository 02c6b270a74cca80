#include "protocol/base/check.h"
#include "protocol/wire/frame.h"
#include "protocol/wire/frame_type.h"

#include <algorithm>

namespace hubbub::wire {

namespace {

/// Takes fields as a Writer does and only counts their bytes: the length of a frame is known before it is
/// written.
class Measure {
public:
    void u8(std::uint8_t) { bytes_ += 1; }
    void varint(std::uint64_t value) { bytes_ += varintBytes(value); }
    void bytes(ByteView bytes) { bytes_ += bytes.size(); }
    std::size_t written() const { return bytes_; }

private:
    std::size_t bytes_ = 0;
};

bool isRecordSeq(Seq seq)
{
    return seq.value >= 1 && seq.value <= maxRecordSeq;
}

template <class Out>
void putPartHeader(Out& out, StreamId stream, Seq seq, std::uint32_t total, std::uint32_t offset)
{
    out.varint(stream.value);
    out.varint(seq.value);
    out.varint(total);
    out.varint(offset);
}

template <class Out>
void putFields(Out& out, const PartFrame& frame)
{
    CHECK(isRecordSeq(frame.seq));
    CHECK(frame.total <= limits::recordBytes && frame.offset <= frame.total);
    CHECK(!frame.bytes.empty() && frame.bytes.size() <= frame.total - frame.offset);
    putPartHeader(out, frame.stream, frame.seq, frame.total, frame.offset);
    out.bytes(frame.bytes);
}

template <class Out>
void putFields(Out& out, const AckFrame& frame)
{
    CHECK(frame.next.value >= 1);
    out.varint(frame.stream.value);
    const unsigned flags = (frame.immediate ? ackImmediate : 0U) | (frame.partial ? ackPartial : 0U);
    out.u8(static_cast<std::uint8_t>(flags));
    out.varint(frame.next.value);
    const auto missing = frame.missing.view();
    out.varint(missing.size());
    Seq end;
    for (const SeqRange& range : missing) {
        CHECK(range.first > end && range.end < frame.next);
        out.varint(range.first.value - end.value);
        out.varint(range.end.value - range.first.value);
        end = range.end;
    }
    if (frame.partial) {
        const auto& [seq, gap] = *frame.partial;
        CHECK(isRecordSeq(seq) && gap.from < gap.to && gap.to <= limits::recordBytes);
        out.varint(seq.value);
        out.varint(gap.from);
        out.varint(gap.to);
    }
}

template <class Out>
void putFields(Out& out, const HeadFrame& frame)
{
    CHECK(frame.head.value <= maxRecordSeq);
    out.varint(frame.stream.value);
    out.varint(frame.head.value);
    out.varint(frame.ackIntervalMs);
}

template <class Out>
void putFields(Out& out, const PingFrame& frame)
{
    out.bytes(frame.bytes.view());
}

template <class Out>
void putFields(Out& out, const PongFrame& frame)
{
    out.bytes(frame.bytes.view());
}

template <class Out>
void putFields(Out& out, const EphemeralFrame& frame)
{
    out.varint(frame.kind);
    out.bytes(frame.bytes);
}

template <class Out>
void putFields(Out& out, const CloseFrame& frame)
{
    out.varint(frame.code);
    out.bytes(frame.text);
}

template <class Out>
void putFields(Out& out, const AcceptedFrame& frame)
{
    out.varint(frame.continued ? acceptedContinued : 0);
}

template <class Out>
void putFields(Out& out, const TruncatedFrame& frame)
{
    CHECK(frame.first.value >= 1);
    out.varint(frame.stream.value);
    out.varint(frame.first.value);
}

std::uint64_t number(FrameType type)
{
    return static_cast<std::uint64_t>(type);
}

template <class Kind>
bool write(Writer& out, FrameType type, const Kind& frame)
{
    Measure value;
    putFields(value, frame);
    const auto length = value.written();
    if (varintBytes(number(type)) + varintBytes(length) + length > out.left())
        return false;
    out.varint(number(type));
    out.varint(length);
    putFields(out, frame);
    return true;
}

} // namespace

bool writeFrame(Writer& out, const PartFrame& frame)
{
    return write(out, FrameType::part, frame);
}

bool writeFrame(Writer& out, const AckFrame& frame)
{
    return write(out, FrameType::ack, frame);
}

bool writeFrame(Writer& out, const HeadFrame& frame)
{
    return write(out, FrameType::head, frame);
}

bool writeFrame(Writer& out, const PingFrame& frame)
{
    return write(out, FrameType::ping, frame);
}

bool writeFrame(Writer& out, const PongFrame& frame)
{
    return write(out, FrameType::pong, frame);
}

bool writeFrame(Writer& out, const EphemeralFrame& frame)
{
    return write(out, FrameType::ephemeral, frame);
}

bool writeFrame(Writer& out, const CloseFrame& frame)
{
    return write(out, FrameType::close, frame);
}

bool writeFrame(Writer& out, const AcceptedFrame& frame)
{
    return write(out, FrameType::accepted, frame);
}

bool writeFrame(Writer& out, const TruncatedFrame& frame)
{
    return write(out, FrameType::truncated, frame);
}

std::size_t partRoom(const Writer& out, StreamId stream, Seq seq, std::uint32_t total, std::uint32_t offset)
{
    CHECK(offset <= total && total <= limits::recordBytes);
    Measure header;
    putPartHeader(header, stream, seq, total, offset);
    const auto type = varintBytes(number(FrameType::part));

    // A longer length field may cost the byte that made it longer, so every size of it is tried.
    std::size_t room = 0;
    for (const std::size_t lengthBytes : {1U, 2U, 4U}) {
        const auto overhead = type + lengthBytes + header.written();
        const auto longest = (std::size_t{1} << (8 * lengthBytes - 2)) - 1;
        if (out.left() > overhead)
            room = std::max(room, std::min(out.left() - overhead, longest - header.written()));
    }
    return std::min<std::size_t>(room, total - offset);
}

} // namespace hubbub::wire
