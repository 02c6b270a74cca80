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

} // namespace

HoleList::Losses HoleList::update(Instant now, std::span<const Stretch> missing, Position limit,
                                  Duration lossDelay)
{
    if (holes_.empty() && missing.empty())
        return {};
    const auto previous = std::exchange(holes_, {});
    Losses losses;
    for (const Stretch& stretch : missing) {
        Hole hole{stretch, stretch.from, Instant{}};
        bool known = false;
        for (const Hole& old : previous) {
            if (!old.stretch.overlaps(stretch))
                continue;
            known = known || old.stretch.to >= stretch.to;
            if (old.resentTo > hole.resentTo) {
                hole.resentTo = std::min(old.resentTo, stretch.to);
                hole.resentAt = old.resentAt;
            }
        }
        if (!known)
            losses.newUpTo = stretch.to;
        holes_.push_back(hole);
    }
    for (Hole old : previous) {
        if (old.stretch.to <= limit)
            continue;
        old.stretch.from = std::max(old.stretch.from, limit);
        old.resentTo = std::max(old.resentTo, limit);
        holes_.push_back(old);
    }
    for (Hole& hole : holes_) {
        if (hole.resentTo == hole.stretch.from || now < hole.resentAt + lossDelay)
            continue;
        hole.resentTo = hole.stretch.from;
        losses.again = true;
    }
    return losses;
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
    Hole& lowest = holes_.front();
    lowest.stretch.from = std::max(lowest.stretch.from, limit);
    lowest.resentTo = std::max(lowest.resentTo, limit);
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

} // namespace hubbub::link
