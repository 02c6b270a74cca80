#include "protocol/base/check.h"
#include "protocol/wire/frame.h"

#include <algorithm>

namespace hubbub::wire {

void MissingRanges::add(SeqRange range)
{
    CHECK(!full());
    CHECK(range.first < range.end);
    CHECK(count_ == 0 || ranges_[count_ - 1].end < range.first);
    ranges_[count_++] = range;
}

bool operator==(const MissingRanges& a, const MissingRanges& b)
{
    return std::ranges::equal(a.view(), b.view());
}

} // namespace hubbub::wire
