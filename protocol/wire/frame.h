// Frames: what a sealed packet carries (docs/PROTOCOL.md, section 5). Decoded frames point into the payload.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/limits.h"
#include "protocol/wire/varint.h"

#include <array>
#include <optional>
#include <span>
#include <variant>

namespace hubbub::wire {

/// The highest seq of a record: an ACK must be able to tell one more.
inline constexpr std::uint64_t maxRecordSeq = varintMax - 1;

/// A payload may be made longer with these bytes: a frame type without length, after which nothing more
/// comes.
inline constexpr Byte paddingByte = 0;

/// Seqs [first, end).
struct SeqRange {
    Seq first;
    Seq end;
    friend bool operator==(const SeqRange&, const SeqRange&) = default;
};

/// Bytes [from, to) of a record.
struct ByteRange {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// A handful of ranges without an allocation: an ACK is made for every member.
class MissingRanges {
public:
    bool full() const { return count_ == ranges_.size(); }
    /// CHECKs room, that the range is not empty and begins above the end of the one before: adjacent ranges
    /// are one.
    void add(SeqRange range);
    std::span<const SeqRange> view() const { return std::span(ranges_).first(count_); }
    friend bool operator==(const MissingRanges& a, const MissingRanges& b);

private:
    std::array<SeqRange, limits::missingRanges> ranges_{};
    std::size_t count_ = 0;
};

struct RecordsFrame {
    StreamId stream;
    Seq first;
    /// varint length · record, one after another, validated by FrameReader; walk with forEachRecord.
    ByteView records;
};
struct PartFrame {
    StreamId stream;
    Seq seq;
    std::uint32_t total = 0;
    std::uint32_t offset = 0;
    ByteView bytes;
};
struct AckFrame {
    StreamId stream;
    bool immediate = false;
    Seq next;
    MissingRanges missing; ///< all end below next: what is below next is known to be there or missing
    struct Partial {
        Seq seq;
        ByteRange gap;
        friend bool operator==(const Partial&, const Partial&) = default;
    };
    std::optional<Partial> partial;
};
struct HeadFrame {
    StreamId stream;
    Seq head;
    std::uint32_t ackIntervalMs = 0;
};
using PingBytes = OpaqueId<struct PingBytesTag, 8>;
struct PingFrame {
    PingBytes bytes;
};
struct PongFrame {
    PingBytes bytes;
};
struct EphemeralFrame {
    std::uint64_t kind = 0;
    ByteView bytes;
};
enum class CloseCode : std::uint8_t {
    goodbye = 0,
    shutdown = 1,
    takenOver = 2,
    removed = 3,
    banned = 4,
    lost = 5,
    protocolError = 6,
    expiredKeys = 7,
    busy = 8,
};
struct CloseFrame {
    std::uint64_t code = 0; ///< a CloseCode, or one of a later version
    ByteView text;          ///< UTF-8 only if the peer is honest
};
struct AcceptedFrame {
    bool continued = false;
};
struct TruncatedFrame {
    StreamId stream;
    Seq first;
};

using Frame = std::variant<RecordsFrame, PartFrame, AckFrame, HeadFrame, PingFrame, PongFrame, EphemeralFrame,
                           CloseFrame, AcceptedFrame, TruncatedFrame>;

/// Takes the frames of a payload one after another, skipping unknown types.
class FrameReader {
public:
    explicit FrameReader(ByteView payload) : reader_(payload) {}
    /// Nothing at the end, and after the first malformed frame; failed() tells which.
    std::optional<Frame> next();
    bool failed() const { return failed_; }

private:
    Reader reader_;
    bool failed_ = false;
};

/// Appends one frame. Returns false, and writes nothing, when it does not fit. A frame that the receiver
/// would not take is our own mistake (CHECK). Records go through RecordsWriter.
bool writeFrame(Writer& out, const PartFrame& frame);
bool writeFrame(Writer& out, const AckFrame& frame);
bool writeFrame(Writer& out, const HeadFrame& frame);
bool writeFrame(Writer& out, const PingFrame& frame);
bool writeFrame(Writer& out, const PongFrame& frame);
bool writeFrame(Writer& out, const EphemeralFrame& frame);
bool writeFrame(Writer& out, const CloseFrame& frame);
bool writeFrame(Writer& out, const AcceptedFrame& frame);
bool writeFrame(Writer& out, const TruncatedFrame& frame);

/// How many bytes of a record from `offset` on fit into a PART in what is left of `out`; 0 if not even one.
std::size_t partRoom(const Writer& out, StreamId stream, Seq seq, std::uint32_t total, std::uint32_t offset);

/// Gathers consecutive records into one RECORDS frame. The frame's length takes two bytes whatever it is, so
/// that nothing has to be moved.
class RecordsWriter {
public:
    /// Nothing is written before the first add(); after each, the frame is whole. Nothing else may be written
    /// to `out` in between.
    RecordsWriter(Writer& out, StreamId stream, Seq first) : out_(out), stream_(stream), first_(first) {}
    RecordsWriter(const RecordsWriter&) = delete;
    RecordsWriter& operator=(const RecordsWriter&) = delete;
    /// False, and nothing changed, when the record does not fit any more.
    bool add(ByteView record);
    /// Several, each behind its length already; they must fit room().
    void addFramed(ByteView records, std::size_t count);
    /// What records may take, with their lengths.
    std::size_t room() const;
    std::size_t count() const { return count_; }

private:
    void begin();
    void note(std::size_t bytes, std::size_t count);

    Writer& out_;
    StreamId stream_;
    Seq first_;
    std::size_t count_ = 0;
    std::size_t lengthAt_ = 0;
    std::size_t length_ = 0;
};

/// Calls visit(Seq, ByteView) for each record of the frame, in order.
template <class Visit>
void forEachRecord(const RecordsFrame& frame, Visit&& visit)
{
    Reader reader(frame.records);
    for (Seq seq = frame.first; !reader.atEnd(); seq = hubbub::next(seq)) {
        const auto length = reader.varint();
        visit(seq, reader.bytes(length));
    }
}

} // namespace hubbub::wire
