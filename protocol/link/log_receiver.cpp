#include "protocol/link/log_receiver.h"

#include "protocol/base/fault.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <utility>

namespace hubbub::link {

namespace {

/// What keeping a record costs beyond its bytes, so that many tiny ones do not come for nothing.
constexpr std::size_t bookkeeping = 64;

} // namespace

LogReceiver::LogReceiver(StreamId stream, Seq first, ReassemblyPool* pool, Entropy& entropy)
    : pool_(pool),
      stream_(stream),
      lowest_(first),
      pacer_(entropy)
{
}

LogReceiver::Taken LogReceiver::take(Instant now, Seq seq, ByteView record)
{
    touched_ = true;
    if (has(seq))
        return Taken::repeated;
    if (seq == lowest_) {
        moveTo(next(seq));
        return Taken::inOrder;
    }
    PoolShare share;
    if (!hasRoomFor(record.size()) || !PoolShare::take(pool_, record.size() + bookkeeping, share))
        return Taken::noRoom;
    if (seq > nextSeq())
        pacer_.handleHole(now);
    return keep(seq, copyOf(record), std::move(share));
}

LogReceiver::Taken LogReceiver::takePart(Instant now, const wire::PartFrame& part)
{
    touched_ = true;
    if (has(part.seq))
        return Taken::repeated;
    if (partial_ && partial_->seq() == part.seq && partial_->total() != part.total)
        return Taken::invalid;
    if (partial_ && partial_->seq() != part.seq) {
        // Of two, the lower one is needed first; else two large records could wait for each other.
        if (partial_->seq() < part.seq)
            return Taken::noRoom;
        partial_.reset();
    }
    if (!partial_) {
        PoolShare share;
        if ((part.seq != lowest_ && !hasRoomFor(part.total))
            || !PoolShare::take(pool_, part.total + bookkeeping, share))
            return Taken::noRoom;
        partial_ = std::make_unique<PartialRecord>(part.seq, part.total, std::move(share));
        if (part.seq > nextSeq() || part.offset > 0)
            pacer_.handleHole(now);
    } else if (part.offset > partial_->end()) {
        pacer_.handleHole(now);
    }
    switch (partial_->add(part.offset, part.bytes)) {
    case PartialRecord::Added::noRoom:
        return Taken::noRoom;
    case PartialRecord::Added::repeated:
        return Taken::repeated;
    case PartialRecord::Added::added:
        break;
    }
    if (!partial_->complete())
        return Taken::kept;
    const auto whole = std::move(partial_);
    if (part.seq != lowest_ && !hasRoomFor(part.total))
        return Taken::noRoom;
    return keep(part.seq, whole->takeBytes(), whole->takeShare());
}

LogReceiver::Taken LogReceiver::keep(Seq seq, Bytes bytes, PoolShare share)
{
    if (partial_ && partial_->seq() == seq)
        partial_.reset();
    keptBytes_ += bytes.size();
    const auto place =
        std::ranges::lower_bound(kept_, seq, {}, [](const Kept& kept) { return kept.record.seq; });
    kept_.insert(place, Kept{{seq, std::move(bytes)}, std::move(share)});
    return Taken::kept;
}

std::optional<LogReceiver::Record> LogReceiver::takeReady()
{
    if (kept_.empty() || kept_.front().record.seq != lowest_)
        return std::nullopt;
    Record record = std::move(kept_.front().record);
    keptBytes_ -= record.bytes.size();
    kept_.erase(kept_.begin());
    if (kept_.empty())
        kept_.shrink_to_fit();
    moveTo(next(lowest_));
    return record;
}

std::optional<Seq> LogReceiver::skipTowards(Seq first)
{
    pacer_.demandAck();
    if (lowest_ >= first)
        return std::nullopt;
    moveTo(kept_.empty() ? first : std::min(first, kept_.front().record.seq));
    return lowest_;
}

void LogReceiver::moveTo(Seq lowest)
{
    lowest_ = lowest;
    if (partial_ && partial_->seq() < lowest_)
        partial_.reset();
}

void LogReceiver::handlePayloadEnd(Instant now)
{
    if (std::exchange(touched_, false))
        pacer_.handleRecords(now);
    if (!hasHole())
        pacer_.handleHolesClosed();
}

wire::AckFrame LogReceiver::ack(bool immediate) const
{
    wire::AckFrame ack;
    ack.stream = stream_;
    ack.immediate = immediate;
    ack.next = nextSeq();
    if (isFault(Fault::ackOneTooMany) && !hasHole())
        ack.next = next(ack.next);
    // No more ranges than kept records, and those are no more than an ACK has room for.
    static_assert(limits::outOfOrderRecords <= limits::missingRanges);
    Seq missing = lowest_;
    for (const Kept& kept : kept_) {
        if (kept.record.seq > missing && !isFault(Fault::holeNotReported))
            ack.missing.add({missing, kept.record.seq});
        missing = next(kept.record.seq);
    }
    if (partial_)
        ack.partial = wire::AckFrame::Partial{partial_->seq(), partial_->firstGap()};
    return ack;
}

bool LogReceiver::has(Seq seq) const
{
    return seq < lowest_
        || std::ranges::binary_search(kept_, seq, {}, [](const Kept& kept) { return kept.record.seq; });
}

bool LogReceiver::hasHole() const
{
    return !kept_.empty() || (partial_ && (partial_->seq() > lowest_ || partial_->hasHole()));
}

bool LogReceiver::hasRoomFor(std::size_t bytes) const
{
    return kept_.size() < limits::outOfOrderRecords && keptBytes_ + bytes <= limits::outOfOrderBytes;
}

} // namespace hubbub::link
