#include "protocol/link/partial_record.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub::link {

PartialRecord::PartialRecord(Seq seq, std::uint32_t total, PoolShare share)
    : seq_(seq),
      bytes_(total),
      share_(std::move(share))
{
}

PartialRecord::Added PartialRecord::add(std::uint32_t offset, ByteView part)
{
    CHECK(offset <= total() && part.size() <= total() - offset);
    wire::ByteRange piece{offset, offset + static_cast<std::uint32_t>(part.size())};

    // The pieces that this one overlaps or touches become one with it.
    const auto first = std::ranges::find_if(pieces_, [&](const auto& old) { return old.to >= piece.from; });
    const auto last =
        std::find_if(first, pieces_.end(), [&](const auto& old) { return old.from > piece.to; });
    if (first == last) {
        if (pieces_.size() == mostPieces)
            return Added::noRoom;
        pieces_.insert(first, piece);
    } else {
        if (first->from <= piece.from && first->to >= piece.to)
            return Added::repeated;
        first->from = std::min(first->from, piece.from);
        first->to = std::max(std::prev(last)->to, piece.to);
        pieces_.erase(std::next(first), last);
    }
    std::ranges::copy(part, bytes_.begin() + offset);
    return Added::added;
}

bool PartialRecord::complete() const
{
    return pieces_.size() == 1 && pieces_.front() == wire::ByteRange{0, total()};
}

wire::ByteRange PartialRecord::firstGap() const
{
    CHECK(!pieces_.empty() && !complete());
    if (pieces_.front().from > 0)
        return {0, pieces_.front().from};
    return {pieces_.front().to, pieces_.size() > 1 ? pieces_[1].from : total()};
}

bool PartialRecord::hasHole() const
{
    return pieces_.size() > 1 || pieces_.front().from > 0;
}

} // namespace hubbub::link
