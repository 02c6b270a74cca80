// How a stream's records get into payloads: new ones, lost ones, and the few small ones that ride along again.
#include "protocol/base/limits.h"
#include "protocol/link/log_sender.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// Type, length (always two bytes), stream and first seq of a RECORDS frame.
std::size_t recordsHeaderBytes(StreamId stream, Seq first)
{
    return 1 + 2 + wire::varintBytes(stream.value) + wire::varintBytes(first.value);
}

std::size_t bytesInFrame(ByteView record)
{
    return wire::varintBytes(record.size()) + record.size();
}

/// A HEAD frame at most.
constexpr std::size_t headBytes = 24;
/// What may ride along again: little enough that it costs hardly anything, and enough that one lost datagram of a chat heals by itself.
constexpr std::uint32_t repeatedRecords = 3;
constexpr std::size_t repeatedBytes = 300;
/// A shorter piece of a record waits for the next payload, unless it is the last.
constexpr std::size_t shortestPart = 128;
/// A PART frame without its bytes, at most.
constexpr std::size_t partHeaderBytes = 1 + 2 + 8 + 8 + 4 + 4;
/// When the pace of acknowledgements changes, one datagram in so many tells it: HEAD is answered at once, and not by all members at the
/// same time.
constexpr std::uint64_t tellingDatagrams = 8;

std::uint32_t milliseconds(Duration interval)
{
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(interval / 1ms, 1, 60'000));
}

} // namespace

bool LogSender::writeControl(const Turn& turn, wire::Writer& out)
{
    truncate();
    bool wrote = writeTruncated(turn.now, out);
    const auto at = probeAt(turn.roundTrip);
    if (!at || turn.now < *at || !writeHead(turn, out))
        return wrote;
    ++probes_;
    ++turn.counts.probes;
    waitingSince_ = turn.now;
    timed_.reset();
    if (turn.mayRepeat)
        writeRepeats(out, turn);
    return true;
}

bool LogSender::hasControl(Instant now, const RoundTrip& roundTrip) const
{
    if (isTruncated() || (truncation_ && truncation_->due))
        return true;
    const auto at = probeAt(roundTrip);
    return at && now >= *at;
}

bool LogSender::isTruncated() const
{
    const Seq first = source_->first();
    return cursor_.seq < first || (!holes_.empty() && holes_.all().front().stretch.from.seq < first);
}

void LogSender::truncate()
{
    if (!isTruncated())
        return;
    const Seq first = source_->first();
    if (holes_.dropBelow(first)) {
        resentBytes_ = 0;
        for (const Hole& hole : holes_.all())
            resentBytes_ += bytesIn(*source_, {hole.stretch.from, hole.resentTo}, 0);
    }
    if (cursor_.seq < first) {
        cursor_ = startOf(first);
        flight_ = Flight(cursor_);
        mark_ = {cursor_, sentAt_};
    }
    truncation_ = Truncation{first, Instant{}, true};
}

bool LogSender::writeTruncated(Instant now, wire::Writer& out)
{
    if (!truncation_ || !truncation_->due || !writeFrame(out, wire::TruncatedFrame{stream_, truncation_->first}))
        return false;
    truncation_->due = false;
    truncation_->sentAt = now;
    // Asked again, if at all, a probe's wait after this.
    waitingSince_ = now;
    return true;
}

bool LogSender::writeHead(const Turn& turn, wire::Writer& out)
{
    const std::uint32_t interval = milliseconds(turn.ackInterval);
    if (!writeFrame(out, wire::HeadFrame{stream_, source_->head(), interval}))
        return false;
    toldIntervalMs_ = interval;
    return true;
}

/// Besides probes: to tell a new pace, and to measure the round trip while there is no measurement.
bool LogSender::wantsHead(const Turn& turn) const
{
    if (!timed_ && !turn.roundTrip.smoothed())
        return true;
    return milliseconds(turn.ackInterval) != toldIntervalMs_ && turn.entropy.drawBelow(tellingDatagrams) == 0;
}

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
    const bool head = room >= headBytes && wantsHead(turn) && writeHead(turn, out);
    if (head)
        room -= headBytes;
    const std::uint32_t repeats = turn.mayRepeat ? repeatable(room) : 0;
    if (!writeRecords(turn, out, Seq{cursor_.seq.value - repeats}))
        return false;
    if (head && !timed_)
        timed_ = Timed{Seq{cursor_.seq.value - 1}, turn.now};
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
    // Once per round trip the peer is asked, to keep the measurement up to date while it matters.
    const bool ask = !timed_ && turn.now >= timedAt_ + turn.roundTrip.estimate();
    const bool head = out.left() >= headBytes + leastBytes() && (ask || wantsHead(turn)) && writeHead(turn, out);
    const Position cursor = cursor_;
    while (hasCatchUp()) {
        const Position from = cursor_;
        const ByteView record = *source_->find(from.seq);
        if (from.offset == 0 && hasSmall(from.seq, record)) {
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
    if (head && cursor_.offset == 0) {
        timed_ = Timed{Seq{cursor_.seq.value - 1}, turn.now};
        timedAt_ = turn.now;
    }
    return cursor_ != cursor;
}

/// What a payload must have left for the next piece at the cursor to be written; there must be one.
std::size_t LogSender::leastBytes() const
{
    const ByteView record = *source_->find(cursor_.seq);
    const std::size_t header = recordsHeaderBytes(stream_, cursor_.seq);
    return hasSmall(cursor_.seq, record) ? header + bytesInFrame(record) : partHeaderBytes + shortestPart;
}

bool LogSender::hasCatchUp() const
{
    if (cursor_.seq > source_->head() || !peerHasRoom())
        return false;
    const auto record = source_->find(cursor_.seq);
    if (!record)
        return false;
    // A receiver puts together one record at a time: another is not begun while there may be an unfinished one.
    return cursor_.offset > 0 || holes_.empty() || hasSmall(cursor_.seq, *record);
}

/// While something is missing, a receiver keeps no more than this of what comes after it; the rest would be in vain.
bool LogSender::peerHasRoom() const
{
    if (holes_.empty())
        return true;
    const std::uint64_t sent = cursor_.seq.value - std::min(acknowledgedBelow_, cursor_.seq).value;
    return sent < limits::outOfOrderRecords + holes_.records();
}

bool LogSender::writeResends(const Turn& turn, wire::Writer& out)
{
    const std::size_t before = out.written();
    for (Hole& hole : holes_.all()) {
        while (hole.due() && refill(turn, hole, out)) {
        }
    }
    return out.written() > before;
}

bool LogSender::hasResends() const
{
    return std::ranges::any_of(holes_.all(), [this](const Hole& hole) {
        return hole.due() && source_->find(hole.resentTo.seq).has_value();
    });
}

/// Sends the next piece of the hole. False if it does not fit, or is not in memory.
bool LogSender::refill(const Turn& turn, Hole& hole, wire::Writer& out)
{
    const Position from = hole.resentTo;
    const auto found = source_->find(from.seq);
    if (!found)
        return false;
    const auto size = static_cast<std::uint32_t>(found->size());
    const bool ends = hole.stretch.to.seq == from.seq;
    const std::uint32_t to = ends ? std::min(hole.stretch.to.offset, size) : size;
    Position resentTo = from;
    if (from.offset == 0 && to == size && hasSmall(from.seq, *found)) {
        wire::RecordsWriter writer(out, stream_, from.seq);
        for (auto record = found; record && hasSmall(resentTo.seq, *record) && writer.add(*record);
             record = source_->find(resentTo.seq)) {
            resentTo = startOf(next(resentTo.seq));
            resentBytes_ += record->size() + recordOverhead;
            if (resentTo.seq >= hole.stretch.to.seq)
                break;
        }
        turn.counts.resent += writer.count();
    } else if (from.offset >= to) {
        resentTo = startOf(next(from.seq));
    } else {
        const std::uint32_t part = writePart(out, from, *found, to);
        resentTo.offset += part;
        resentBytes_ += part;
        turn.counts.resent += part > 0 ? 1 : 0;
        if (resentTo.offset == size)
            resentTo = startOf(next(from.seq));
    }
    if (resentTo == from)
        return false;
    if (timed_ && timed_->seq >= from.seq && timed_->seq <= resentTo.seq)
        timed_.reset();
    hole.resentTo = resentTo;
    hole.resentAt = turn.now;
    return true;
}

/// Whether it fits a RECORDS frame of its own.
bool LogSender::hasSmall(Seq seq, ByteView record) const
{
    return recordsHeaderBytes(stream_, seq) + bytesInFrame(record) <= limits::payloadBytes;
}

/// What the records from the cursor to the head take in a frame; 0 if there are none, or they do not all fit into `room`.
std::size_t LogSender::pendingBytes(std::size_t room) const
{
    const Seq head = source_->head();
    if (cursor_.seq > head || cursor_.offset > 0 || !peerHasRoom())
        return 0;
    std::size_t bytes = 0;
    for (Seq seq = cursor_.seq; seq <= head; seq = next(seq)) {
        const auto record = source_->find(seq);
        if (!record)
            break;
        bytes += bytesInFrame(*record);
        if (bytes > room)
            return 0;
    }
    return bytes;
}

/// How many of the last records may ride along in `room` bytes.
std::uint32_t LogSender::repeatable(std::size_t room) const
{
    if (cursor_.offset > 0)
        return 0;
    room = std::min(room, repeatedBytes);
    std::uint32_t count = 0;
    while (count < repeatedRecords) {
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
    for (; seq <= head; seq = next(seq)) {
        const auto record = source_->find(seq);
        if (!record || !hasSmall(seq, *record) || !writer.add(*record))
            break;
        if (seq >= cursor_.seq)
            bytes += record->size() + recordOverhead;
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
    writeFrame(out, wire::PartFrame{stream_, from.seq, total, from.offset, record.subspan(from.offset, bytes)});
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
