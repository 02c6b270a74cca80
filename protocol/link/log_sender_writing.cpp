// How a stream's records get into payloads: new ones, and the few small ones that ride along again.
#include "protocol/base/limits.h"
#include "protocol/link/frame_sizes.h"
#include "protocol/link/log_sender.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// A HEAD frame at most.
constexpr std::size_t headBytes = 24;
/// A shorter piece of a record waits for the next payload, unless it is the last.
constexpr std::size_t shortestPart = 128;
/// A PART frame without its bytes, at most.
constexpr std::size_t partHeaderBytes = 1 + 2 + 8 + 8 + 4 + 4;

} // namespace

bool LogSender::writeLive(const Turn& turn, wire::Writer& out)
{
    const std::size_t header = recordsHeaderBytes(stream_, cursor_.seq);
    if (out.left() <= header)
        return false;
    std::size_t room = out.left() - header;
    const std::size_t pending = pendingBytes(room);
    if (pending == 0)
        return false;
    room -= pending;
    const bool head = room >= headBytes && wantsHead(turn, false) && writeHead(turn, out);
    if (head)
        room -= headBytes;
    const std::uint32_t repeats = turn.mayRepeat ? repeatable(room) : 0;
    if (!writeRecords(turn, out, Seq{cursor_.seq.value - repeats}))
        return false;
    if (head)
        beginMeasuring(turn.now);
    return true;
}

bool LogSender::hasLive() const
{
    return pendingBytes(limits::payloadBytes - recordsHeaderBytes(stream_, cursor_.seq)) > 0;
}

bool LogSender::writeCatchUp(const Turn& turn, wire::Writer& out)
{
    if (!hasCatchUp())
        return false;
    const bool head = out.left() >= headBytes + leastBytes() && wantsHead(turn, true) && writeHead(turn, out);
    const Position cursor = cursor_;
    while (hasCatchUp()) {
        const Position from = cursor_;
        const ByteView record = *source_->find(from.seq);
        if (isSmall(from.seq, record.size())) {
            if (!writeRecords(turn, out, from.seq))
                break;
            continue;
        }
        const auto size = static_cast<std::uint32_t>(record.size());
        const std::uint32_t part = writePart(out, from, record, size);
        if (part == 0)
            break;
        const bool last = from.offset + part == size;
        turn.counts.sent += last ? 1 : 0;
        noteSent(turn, last ? startOf(next(from.seq)) : Position{from.seq, from.offset + part},
                 part + (last ? recordOverhead : 0));
    }
    if (head)
        beginMeasuring(turn.now);
    return cursor_ != cursor;
}

/// What a payload must have left for the next piece at the cursor to be written; there must be one.
std::size_t LogSender::leastBytes() const
{
    const ByteView record = *source_->find(cursor_.seq);
    const std::size_t header = recordsHeaderBytes(stream_, cursor_.seq);
    return isSmall(cursor_.seq, record.size()) ? header + bytesInFrame(record)
                                               : partHeaderBytes + shortestPart;
}

bool LogSender::hasCatchUp() const
{
    if (cursor_.seq > source_->head() || !peerHasRoom())
        return false;
    const auto record = source_->find(cursor_.seq);
    if (!record)
        return false;
    // A receiver puts together one record at a time: another is not begun while there may be an unfinished
    // one.
    return cursor_.offset > 0 || holes_.empty() || isSmall(cursor_.seq, record->size());
}

/// While something is missing, a receiver keeps no more than this of what comes after it; the rest would be
/// in vain.
bool LogSender::peerHasRoom() const
{
    if (holes_.empty())
        return true;
    const std::uint64_t sent = cursor_.seq.value - std::min(acknowledgedBelow_, cursor_.seq).value;
    return sent < limits::outOfOrderRecords + holes_.records();
}

/// Whether a record of so many bytes fits a RECORDS frame of its own.
bool LogSender::isSmall(Seq seq, std::size_t record) const
{
    return recordsHeaderBytes(stream_, seq) + bytesInFrame(record) <= limits::payloadBytes;
}

/// What the records from the cursor to the head take in a frame; 0 if there are none, or they do not all fit
/// into `room`.
std::size_t LogSender::pendingBytes(std::size_t room) const
{
    const Seq head = source_->head();
    if (cursor_.seq > head || cursor_.offset > 0 || !peerHasRoom())
        return 0;
    std::size_t bytes = 0;
    for (Seq seq = cursor_.seq; seq <= head;) {
        if (const RecordRun run = source_->run(seq, next(head), room - bytes); run.count > 0) {
            bytes += run.framed.size();
            seq = Seq{seq.value + run.count};
            continue;
        }
        const auto record = source_->find(seq);
        if (!record)
            break;
        bytes += bytesInFrame(*record);
        if (bytes > room)
            return 0;
        seq = next(seq);
    }
    return bytes;
}

/// How many of the last records may ride along in `room` bytes.
std::uint32_t LogSender::repeatable(std::size_t room) const
{
    if (cursor_.offset > 0)
        return 0;
    room = std::min(room, limits::repeatedBytes);
    std::uint32_t count = 0;
    while (count < limits::repeatedRecords) {
        const Seq seq{cursor_.seq.value - count - 1};
        if (seq < acknowledgedNext_ || seq < source_->first())
            break;
        const auto record = source_->find(seq);
        if (!record || bytesInFrame(*record) > room)
            break;
        room -= bytesInFrame(*record);
        ++count;
    }
    return count;
}

std::optional<LogSender::Shared> LogSender::takeShared(const Turn& turn, const SharedPayloads& shared,
                                                       bool lastToo)
{
    if (cursor_.offset > 0 || !holes_.empty() || hasControl(turn.now, turn.roundTrip))
        return std::nullopt;
    const SharedPayloads::Payload* const payload = shared.from(cursor_.seq);
    // Whoever has to be told another pace, and whose time it is, is told it with a payload of its own.
    if (payload == nullptr || (!lastToo && shared.isEnd(payload->end)) || payload->end > next(source_->head())
        || mayTellPace(turn))
        return std::nullopt;
    const std::uint64_t unacknowledged = cursor_.seq.value - std::min(acknowledgedNext_, cursor_.seq).value;
    const auto repeats = turn.mayRepeat
                           ? static_cast<unsigned>(std::min<std::uint64_t>(payload->repeats, unacknowledged))
                           : 0U;
    turn.counts.sent += payload->end.value - payload->first.value;
    turn.counts.repeated += repeats;
    noteSent(turn, startOf(payload->end), payload->flightBytes);
    return Shared{payload->forms[repeats], shared.isEnd(payload->end)};
}

void LogSender::writeRepeats(wire::Writer& out, const Turn& turn)
{
    const std::size_t header = recordsHeaderBytes(stream_, cursor_.seq);
    const std::uint32_t count = out.left() > header ? repeatable(out.left() - header) : 0;
    const Seq first{cursor_.seq.value - count};
    wire::RecordsWriter writer(out, stream_, first);
    for (Seq seq = first; seq < cursor_.seq; seq = next(seq))
        writer.add(*source_->find(seq));
    turn.counts.repeated += writer.count();
}

/// One RECORDS frame, from `first` (which may lie before the cursor) as far as it goes.
bool LogSender::writeRecords(const Turn& turn, wire::Writer& out, Seq first)
{
    const Seq head = source_->head();
    wire::RecordsWriter writer(out, stream_, first);
    std::size_t bytes = 0;
    Seq seq = first;
    while (seq <= head) {
        if (const RecordRun run =
                source_->run(seq, seq < cursor_.seq ? cursor_.seq : next(head), writer.room());
            run.count > 0)
        {
            writer.addFramed(run.framed, run.count);
            if (seq >= cursor_.seq)
                bytes += run.bytes + run.count * recordOverhead;
            seq = Seq{seq.value + run.count};
            continue;
        }
        const auto record = source_->find(seq);
        if (!record || !isSmall(seq, record->size()) || !writer.add(*record))
            break;
        if (seq >= cursor_.seq)
            bytes += record->size() + recordOverhead;
        seq = next(seq);
    }
    if (seq <= cursor_.seq)
        return false;
    turn.counts.sent += seq.value - cursor_.seq.value;
    turn.counts.repeated += cursor_.seq.value - first.value;
    noteSent(turn, startOf(seq), bytes);
    return true;
}

/// Returns how many bytes were written.
std::uint32_t LogSender::writePart(wire::Writer& out, Position from, ByteView record, std::uint32_t to) const
{
    const auto total = static_cast<std::uint32_t>(record.size());
    const std::size_t wanted = to - from.offset;
    const std::size_t bytes = std::min(wire::partRoom(out, stream_, from.seq, total, from.offset), wanted);
    if (bytes < std::min(wanted, shortestPart))
        return 0;
    writeFrame(out,
               wire::PartFrame{stream_, from.seq, total, from.offset, record.subspan(from.offset, bytes)});
    return static_cast<std::uint32_t>(bytes);
}

void LogSender::noteSent(const Turn& turn, Position cursor, std::size_t bytes)
{
    if (!hasUnacknowledged()) {
        waitingSince_ = turn.now;
        probes_ = 0;
    }
    cursor_ = cursor;
    sentAt_ = turn.now;
    flight_.add(bytes);
    if (mark_.position <= flight_.from())
        mark_ = {cursor_, turn.now};
}

} // namespace hubbub::link
