// How what was lost is sent again.
#include "protocol/link/log_sender.h"

#include <algorithm>

namespace hubbub::link {

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
    std::size_t bytes = 0;
    if (isSmall(from.seq, size)) {
        wire::RecordsWriter writer(out, stream_, from.seq);
        for (auto record = found; record && isSmall(resentTo.seq, record->size()) && writer.add(*record);
             record = source_->find(resentTo.seq))
        {
            resentTo = startOf(next(resentTo.seq));
            bytes += record->size() + recordOverhead;
            if (resentTo.seq >= hole.stretch.to.seq)
                break;
        }
        turn.counts.resent += writer.count();
        // Whole, though only a part of what it was had been sent, or is missing.
        if (resentTo > cursor_) {
            cursor_ = resentTo;
            sentAt_ = turn.now;
        }
        resentTo = std::min(resentTo, hole.stretch.to);
    } else if (from.offset >= to) {
        resentTo = startOf(next(from.seq));
    } else {
        const std::uint32_t part = writePart(out, from, *found, to);
        resentTo.offset += part;
        bytes += part;
        turn.counts.resent += part > 0 ? 1 : 0;
        if (resentTo.offset == size)
            resentTo = startOf(next(from.seq));
    }
    if (resentTo == from)
        return false;
    timed_.reset();
    hole.resentTo = resentTo;
    hole.resentAt = turn.now;
    hole.resentBytes += bytes;
    resentBytes_ += bytes;
    return true;
}

/// Sends the beginning of the lowest hole once more, unless that was done less than a round trip ago.
void LogSender::refillLowest(const Turn& turn, wire::Writer& out)
{
    Hole& lowest = holes_.all().front();
    const bool resent = lowest.resentTo != lowest.stretch.from;
    if (resent && turn.now < lowest.resentAt + turn.roundTrip.lossDelay())
        return;
    Hole again{lowest.stretch, lowest.stretch.from, Instant{}};
    while (again.due() && refill(turn, again, out)) {
    }
    if (!again.due())
        lowest = again;
}

} // namespace hubbub::link
