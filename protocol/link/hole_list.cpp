#include "protocol/link/hole_list.h"

#include <algorithm>
#include <utility>

namespace hubbub::link {

namespace {

/// The first seq that the hole does not touch.
Seq endSeq(const Hole& hole)
{
    return hole.stretch.to.offset == 0 ? hole.stretch.to.seq : next(hole.stretch.to.seq);
}

/// How many seqs a stretch touches that begins at a record's start, or little less or more.
std::uint64_t seqsIn(const Stretch& stretch)
{
    return stretch.to.seq.value - stretch.from.seq.value + (stretch.to.offset > 0 ? 1 : 0);
}

/// What of the bytes sent again for the hole lies within `part`. Records are not looked at again, since a
/// peer decides how often this is asked: what is cut out of many is taken to be like the others.
std::size_t resentBytesIn(const Hole& hole, const Stretch& part)
{
    const Stretch resent{hole.stretch.from, hole.resentTo};
    const Stretch common{std::max(resent.from, part.from), std::min(resent.to, part.to)};
    if (common.empty())
        return 0;
    if (common == resent)
        return hole.resentBytes;
    if (common.from.seq == common.to.seq)
        return std::min<std::size_t>(hole.resentBytes, common.to.offset - common.from.offset);
    return hole.resentBytes * std::min(seqsIn(common), seqsIn(resent)) / seqsIn(resent);
}

/// The hole without what lies before `limit`.
Hole cutAt(const Hole& hole, Position limit)
{
    if (hole.stretch.from >= limit)
        return hole;
    return {{limit, hole.stretch.to},
            std::max(hole.resentTo, limit),
            hole.resentAt,
            resentBytesIn(hole, {limit, hole.stretch.to})};
}

} // namespace

HoleList::Losses HoleList::update(Instant now, std::span<const Stretch> missing, Position limit,
                                  Duration lossDelay)
{
    if (holes_.empty() && missing.empty())
        return {};
    const auto previous = std::exchange(holes_, {});
    Losses losses;
    auto first = previous.begin();
    for (const Stretch& stretch : missing) {
        Hole hole{stretch, stretch.from, Instant{}};
        bool known = false;
        // Both ascend: an old hole that ends before this stretch does not reach a later one.
        while (first != previous.end() && first->stretch.to <= stretch.from)
            ++first;
        for (auto old = first; old != previous.end() && old->stretch.overlaps(stretch); ++old) {
            known = known || old->stretch.to >= stretch.to;
            hole.resentBytes += resentBytesIn(*old, stretch);
            if (old->resentTo > hole.resentTo) {
                hole.resentTo = std::min(old->resentTo, stretch.to);
                hole.resentAt = old->resentAt;
            }
        }
        if (!known)
            losses.newUpTo = stretch.to;
        holes_.push_back(hole);
    }
    keepBeyond(previous, limit);
    for (Hole& hole : holes_) {
        if (hole.resentTo == hole.stretch.from || now < hole.resentAt + lossDelay)
            continue;
        hole.resentTo = hole.stretch.from;
        hole.resentBytes = 0;
        losses.again = true;
    }
    return losses;
}

/// An honest peer's limit hardly ever goes back, and then over one large record. One that tells of another
/// partial record each time would leave a hole for each: those become one, and what was sent again of the
/// last of them counts for all.
void HoleList::keepBeyond(std::span<const Hole> previous, Position limit)
{
    const std::size_t told = holes_.size();
    for (const Hole& old : previous) {
        if (old.stretch.to > limit)
            holes_.push_back(cutAt(old, limit));
    }
    if (holes_.size() <= most || told == holes_.size())
        return;
    Hole& merged = holes_[told];
    for (const Hole& hole : std::span(holes_).subspan(told + 1)) {
        merged.stretch.to = hole.stretch.to;
        merged.resentBytes += hole.resentBytes;
        if (hole.resentTo > hole.stretch.from) {
            merged.resentTo = hole.resentTo;
            merged.resentAt = std::max(merged.resentAt, hole.resentAt);
        }
    }
    holes_.resize(told + 1);
}

bool HoleList::addTail(Position limit, Position end)
{
    if (!holes_.empty())
        limit = std::max(limit, holes_.back().stretch.to);
    if (limit >= end)
        return false;
    if (!holes_.empty() && holes_.back().stretch.to == limit)
        holes_.back().stretch.to = end;
    else
        holes_.push_back({{limit, end}, limit, Instant{}});
    return true;
}

bool HoleList::dropBelow(Seq first)
{
    const Position limit = startOf(first);
    if (holes_.empty() || holes_.front().stretch.from >= limit)
        return false;
    std::erase_if(holes_, [&](const Hole& hole) { return hole.stretch.to <= limit; });
    if (holes_.empty()) {
        holes_.shrink_to_fit();
        return true;
    }
    holes_.front() = cutAt(holes_.front(), limit);
    return true;
}

bool HoleList::covers(Seq first, Seq end) const
{
    for (const Hole& hole : holes_) {
        if (hole.stretch.from.seq <= first)
            first = std::max(first, endSeq(hole));
    }
    return first >= end;
}

std::uint64_t HoleList::records() const
{
    std::uint64_t count = 0;
    for (const Hole& hole : holes_)
        count += endSeq(hole).value - hole.stretch.from.seq.value;
    return count;
}

std::size_t HoleList::resentBytes() const
{
    std::size_t bytes = 0;
    for (const Hole& hole : holes_)
        bytes += hole.resentBytes;
    return bytes;
}

} // namespace hubbub::link
