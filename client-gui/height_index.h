// Heights of all rows of a long list: which row stands at an offset, at which offset a row stands, how high
// it all is. Kept in blocks that know their sums, so that each question and each change costs about the
// square root of the number of rows. It also knows which heights are estimates, of rows that have never been
// laid out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hubbub::gui {

class HeightIndex {
public:
    int count() const { return count_; }
    /// Of all rows; many high rows are more than an int can hold.
    std::int64_t total() const { return total_; }
    int height(int row) const;
    bool isEstimate(int row) const;
    /// Where the row begins; `count()` may be asked for, too, and is the end.
    std::int64_t offsetOf(int row) const;
    /// The row that covers this offset, so never one without height, unless none has any; the nearest outside
    /// the list. -1: there are no rows.
    int rowAt(std::int64_t offset) const;

    /// It has been laid out.
    void measure(int row, int height) { set(row, height, false); }
    void estimate(int row, int height) { set(row, height, true); }
    void insertEstimates(int row, std::span<const int> heights);
    void remove(int row, int count);
    void clear();
    /// In place of all that is known.
    void reset(std::span<const int> estimates);

private:
    /// Four bytes: an estimate is kept as its complement.
    class Row {
    public:
        Row(int height, bool isEstimate) : value_(isEstimate ? ~height : height) {}
        int height() const { return isEstimate() ? ~value_ : value_; }
        bool isEstimate() const { return value_ < 0; }

    private:
        int value_;
    };
    struct Block {
        std::vector<Row> rows;
        std::int64_t sum = 0;
    };
    struct Place {
        std::size_t block;
        std::size_t row;
    };

    Place find(int row) const;
    const Row& at(int row) const;
    void set(int row, int height, bool isEstimate);
    void split(std::size_t block);

    std::vector<Block> blocks_; ///< none of them empty
    int count_ = 0;
    std::int64_t total_ = 0;
};

} // namespace hubbub::gui
