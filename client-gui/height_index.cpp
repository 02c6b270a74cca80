#include "client-gui/height_index.h"

#include "protocol/base/check.h"

#include <algorithm>
#include <numeric>

namespace hubbub::gui {

namespace {

/// About the square root of the rows of a full list (200,000), so that there are as many blocks as rows in
/// one.
constexpr std::size_t blockRows = 512;
constexpr std::size_t mostBlockRows = 2 * blockRows;

} // namespace

HeightIndex::Place HeightIndex::find(int row) const
{
    CHECK(row >= 0 && row < count_);
    auto rest = static_cast<std::size_t>(row);
    std::size_t block = 0;
    while (rest >= blocks_[block].rows.size())
        rest -= blocks_[block++].rows.size();
    return {block, rest};
}

const HeightIndex::Row& HeightIndex::at(int row) const
{
    const Place place = find(row);
    return blocks_[place.block].rows[place.row];
}

int HeightIndex::height(int row) const
{
    return at(row).height();
}

bool HeightIndex::isEstimate(int row) const
{
    return at(row).isEstimate();
}

std::int64_t HeightIndex::offsetOf(int row) const
{
    if (row >= count_)
        return total_;
    const Place place = find(row);
    std::int64_t offset = 0;
    for (std::size_t block = 0; block < place.block; ++block)
        offset += blocks_[block].sum;
    for (std::size_t before = 0; before < place.row; ++before)
        offset += blocks_[place.block].rows[before].height();
    return offset;
}

int HeightIndex::rowAt(std::int64_t offset) const
{
    if (count_ == 0)
        return -1;
    auto rest = std::clamp(offset, std::int64_t{0}, std::max(total_ - 1, std::int64_t{0}));
    int first = 0;
    for (const Block& block : blocks_) {
        if (rest >= block.sum) {
            rest -= block.sum;
            first += static_cast<int>(block.rows.size());
            continue;
        }
        for (const Row& row : block.rows) {
            if (rest < row.height())
                return first;
            rest -= row.height();
            ++first;
        }
    }
    return count_ - 1; // all are without height
}

void HeightIndex::set(int row, int height, bool isEstimate)
{
    const Place place = find(row);
    Block& block = blocks_[place.block];
    Row& changed = block.rows[place.row];
    const std::int64_t more = std::int64_t{height} - changed.height();
    changed = Row(height, isEstimate);
    block.sum += more;
    total_ += more;
}

void HeightIndex::insertEstimates(int row, std::span<const int> heights)
{
    CHECK(row >= 0 && row <= count_);
    if (heights.empty())
        return;
    if (blocks_.empty())
        blocks_.emplace_back();
    // Behind everything is the end of the last block.
    const Place place = row == count_ ? Place{blocks_.size() - 1, blocks_.back().rows.size()} : find(row);
    std::vector<Row> rows;
    rows.reserve(heights.size());
    for (const int height : heights)
        rows.emplace_back(height, true);
    Block& block = blocks_[place.block];
    const std::int64_t sum = std::reduce(heights.begin(), heights.end(), std::int64_t{0});
    block.rows.insert(block.rows.begin() + static_cast<std::ptrdiff_t>(place.row), rows.begin(), rows.end());
    block.sum += sum;
    total_ += sum;
    count_ += static_cast<int>(heights.size());
    if (block.rows.size() > mostBlockRows)
        split(place.block);
}

void HeightIndex::split(std::size_t block)
{
    const std::vector<Row> rows = std::move(blocks_[block].rows);
    std::vector<Block> parts;
    for (std::size_t begin = 0; begin < rows.size(); begin += blockRows) {
        const std::size_t end = std::min(begin + blockRows, rows.size());
        Block& part = parts.emplace_back();
        part.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                         rows.begin() + static_cast<std::ptrdiff_t>(end));
        for (const Row& row : part.rows)
            part.sum += row.height();
    }
    const auto at = blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
    blocks_.insert(at, std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
}

void HeightIndex::remove(int row, int count)
{
    CHECK(row >= 0 && count >= 0 && count <= count_ - row);
    if (count == 0)
        return;
    const Place first = find(row);
    auto rest = static_cast<std::size_t>(count);
    std::size_t from = first.row;
    for (std::size_t index = first.block; rest > 0; ++index, from = 0) {
        Block& block = blocks_[index];
        const std::size_t gone = std::min(rest, block.rows.size() - from);
        const auto begin = block.rows.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = begin + static_cast<std::ptrdiff_t>(gone);
        std::int64_t sum = 0;
        for (auto at = begin; at != end; ++at)
            sum += at->height();
        block.rows.erase(begin, end);
        block.sum -= sum;
        total_ -= sum;
        rest -= gone;
    }
    count_ -= count;
    std::erase_if(blocks_, [](const Block& block) { return block.rows.empty(); });
}

void HeightIndex::clear()
{
    blocks_.clear();
    count_ = 0;
    total_ = 0;
}

void HeightIndex::reset(std::span<const int> estimates)
{
    clear();
    insertEstimates(0, estimates);
}

} // namespace hubbub::gui
