#include "protocol/link/ack_reading.h"

#include <algorithm>

namespace hubbub::link {

AckReading::AckReading(const wire::AckFrame& ack, Position cursor, std::optional<std::size_t> partialSize)
    : limit_(startOf(ack.next)),
      edge_(startOf(ack.next)),
      lowestMissing_(ack.next)
{
    if (ack.next > cursor.seq) {
        violation_ = "acknowledges what was never sent";
        return;
    }
    readRanges(ack);
    if (ack.partial)
        readPartial(ack, cursor, partialSize);
}

void AckReading::readRanges(const wire::AckFrame& ack)
{
    // The decoder has seen to it that they are in order, not empty, and below next.
    const auto ranges = ack.missing.view();
    if (!ranges.empty())
        lowestMissing_ = ranges.front().first;
    for (const wire::SeqRange& range : ranges)
        append(startOf(range.first), startOf(range.end));
}

void AckReading::readPartial(const wire::AckFrame& ack, Position cursor,
                             std::optional<std::size_t> partialSize)
{
    const auto& partial = *ack.partial;
    const Position from{partial.seq, partial.gap.from};
    if (partial.gap.from >= partial.gap.to || partial.gap.to > partialSize.value_or(limits::recordBytes)) {
        violation_ = "a gap that is not in the record";
        return;
    }
    if (partial.seq < ack.next) {
        splitAround(partial);
        return;
    }
    const bool begun = partial.seq < cursor.seq || cursor.offset > 0;
    if (!begun || from > cursor) {
        violation_ = "acknowledges parts that were never sent";
        return;
    }
    append(limit_, startOf(partial.seq));
    limit_ = from;
    edge_.reset();
    // Bytes behind the gap have arrived, so those in it are late; up to the record's end they may still be on
    // their way.
    if (partialSize && partial.gap.to < *partialSize) {
        limit_ = std::min(Position{partial.seq, partial.gap.to}, cursor);
        append(from, limit_);
    } else if (partial.seq == ack.next) {
        edge_ = from;
    }
}

void AckReading::splitAround(const wire::AckFrame::Partial& partial)
{
    const Position begin = startOf(partial.seq);
    const auto end = missing_.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto around = std::find_if(missing_.begin(), end, [&](const Stretch& stretch) {
        return stretch.from <= begin && begin < stretch.to;
    });
    if (around == end) {
        violation_ = "a partial record that is not missing";
        return;
    }
    const Stretch whole = *around;
    const std::array pieces{Stretch{whole.from, begin},
                            Stretch{{partial.seq, partial.gap.from}, {partial.seq, partial.gap.to}},
                            Stretch{startOf(next(partial.seq)), whole.to}};
    std::array<Stretch, limits::missingRanges + 2> split{};
    auto out = std::copy(missing_.begin(), around, split.begin());
    out =
        std::copy_if(pieces.begin(), pieces.end(), out, [](const Stretch& piece) { return !piece.empty(); });
    out = std::copy(around + 1, end, out);
    count_ = static_cast<std::size_t>(out - split.begin());
    missing_ = split;
}

void AckReading::append(Position from, Position to)
{
    if (from < to)
        missing_[count_++] = {from, to};
}

} // namespace hubbub::link
