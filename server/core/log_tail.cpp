#include "server/core/log_tail.h"

#include "protocol/base/check.h"
#include "protocol/wire/varint.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

/// Enough for a few full datagrams of joins, and little enough to copy when a text of them is removed.
constexpr std::size_t slabRecords = 64;

} // namespace

void LogTail::Slab::add(ByteView record)
{
    ByteArray<8> bytes{};
    wire::Writer length(bytes);
    length.varint(record.size());
    framed.insert(framed.end(), length.view().begin(), length.view().end());
    framed.insert(framed.end(), record.begin(), record.end());
    sums.push_back({static_cast<std::uint32_t>(framed.size()),
                    sumOf(sums.size()).bytes + static_cast<std::uint32_t>(record.size())});
}

ByteView LogTail::Slab::record(std::size_t index) const
{
    const std::size_t from = sumOf(index).framed;
    wire::Reader reader(ByteView(framed).subspan(from, sums[index].framed - from));
    reader.varint();
    return reader.rest();
}

void LogTail::append(ByteView record, const ChainValue& chain)
{
    if (slabs_.empty() || slabs_.back().sums.size() == slabRecords)
        slabs_.push_back({end_, {}, {}, {}});
    Slab& slab = slabs_.back();
    slab.add(record);
    slab.chains.push_back(chain);
    if (slab.sums.size() == slabRecords)
        slab.framed.shrink_to_fit();
    bytes_ += record.size();
    end_ = next(end_);
}

bool LogTail::dropOldest()
{
    if (slabs_.size() < 2)
        return false;
    bytes_ -= slabs_.front().sums.back().bytes;
    slabs_.pop_front();
    return true;
}

void LogTail::replace(Seq seq, ByteView record)
{
    const Place place = placeOf(seq);
    Slab& slab = slabs_[place.slab];
    const Slab old = std::exchange(slab, {slab.first, {}, {}, slab.chains});
    for (std::size_t i = 0; i < old.sums.size(); ++i)
        slab.add(i == place.index ? record : old.record(i));
    bytes_ = bytes_ - old.record(place.index).size() + record.size();
}

void LogTail::setChain(Seq seq, const ChainValue& chain)
{
    const Place place = placeOf(seq);
    slabs_[place.slab].chains[place.index] = chain;
}

ByteView LogTail::record(Seq seq) const
{
    const Place place = placeOf(seq);
    return slabs_[place.slab].record(place.index);
}

const ChainValue& LogTail::chain(Seq seq) const
{
    const Place place = placeOf(seq);
    return slabs_[place.slab].chains[place.index];
}

link::RecordRun LogTail::run(Seq first, Seq end, std::size_t most) const
{
    const Place place = placeOf(first);
    const Slab& slab = slabs_[place.slab];
    const auto to = std::min<std::uint64_t>(place.index + (end.value - first.value), slab.sums.size());
    const Sum before = slab.sumOf(place.index);
    const std::size_t limit = before.framed + std::min(most, slab.framed.size());
    const auto begin = slab.sums.begin();
    const auto past = std::upper_bound(begin + static_cast<std::ptrdiff_t>(place.index),
                                       begin + static_cast<std::ptrdiff_t>(to), limit,
                                       [](std::size_t bytes, const Sum& sum) { return bytes < sum.framed; });
    const auto count = static_cast<std::size_t>(past - begin) - place.index;
    const Sum sum = slab.sumOf(place.index + count);
    return {ByteView(slab.framed).subspan(before.framed, sum.framed - before.framed), count,
            std::size_t{sum.bytes} - before.bytes};
}

LogTail::Place LogTail::placeOf(Seq seq) const
{
    CHECK(first() <= seq && seq < end_);
    const auto behind = static_cast<std::size_t>(seq.value - first().value);
    return {behind / slabRecords, behind % slabRecords};
}

} // namespace hubbub::server
