#include "client-cli/terminal/frame_diff.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace hubbub::terminal {

namespace {

/// First strong isolate, and its end: letters from right to left must not turn what stands beside them.
constexpr char16_t isolate = 0x2068;
constexpr char16_t isolateEnd = 0x2069;

bool isSecondHalf(const Grid& grid, int row, int column)
{
    return column < grid.size().width() && grid.cell(row, column).text.empty();
}

/// What of one frame stands in another one some rows higher or lower: all of a room moves up when somebody
/// speaks.
struct Scroll {
    int firstRow = 0;
    int lastRow = 0;
    int lines = 0;
};

/// Further than this a room is not moved but another part of it is shown.
constexpr int mostLines = 12;
/// In bytes, of which a cell takes about one: what the codes to scroll, and to move the cursor, cost.
constexpr int scrollCost = 30;
constexpr int moveCost = 8;

/// Whether the left half is the same, where the room is: what stands at the right of it stays where it is.
bool isSameRoom(const Grid& before, int rowBefore, const Grid& after, int row)
{
    bool isBlank = true;
    for (int column = 0; column < after.size().width() / 2; ++column) {
        const Cell& cell = after.cell(row, column);
        if (before.cell(rowBefore, column) != cell)
            return false;
        isBlank = isBlank && cell.text == u" ";
    }
    return !isBlank;
}

Scroll likeliestScroll(const Grid& before, const Grid& after)
{
    const int height = after.size().height();
    Scroll best;
    int most = 0;
    for (int lines = -mostLines; lines <= mostLines; ++lines) {
        int same = 0;
        int first = -1;
        int last = -1;
        for (int row = std::max(0, -lines); row < std::min(height, height - lines); ++row) {
            if (!isSameRoom(before, row + lines, after, row))
                continue;
            ++same;
            first = first < 0 ? row : first;
            last = row;
        }
        // What is the same where it stands need not be moved.
        if (same > most || (same == most && lines == 0)) {
            most = same;
            best = {std::min(first, first + lines), std::max(last, last + lines), lines};
        }
    }
    return best;
}

/// About the bytes that RowWriter needs to turn one into the other.
int costBetween(const Grid& one, const Grid& other)
{
    const int width = one.size().width();
    int cost = 0;
    for (int row = 0; row < one.size().height(); ++row) {
        const auto isSame = [&](int column) { return one.cell(row, column) == other.cell(row, column); };
        int first = 0;
        while (first < width && isSame(first))
            ++first;
        int last = width - 1;
        while (last > first && isSame(last))
            --last;
        cost += first == width ? 0 : last - first + 1 + moveCost;
    }
    return cost;
}

class RowWriter {
public:
    RowWriter(const Grid& before, const Grid& after, const TerminalCodes& codes)
        : before_(before),
          after_(after),
          codes_(codes)
    {
    }

    void write(int row)
    {
        const int width = after_.size().width();
        int first = 0;
        while (first < width && before_.cell(row, first) == after_.cell(row, first))
            ++first;
        if (first == width)
            return;
        int last = width - 1;
        while (before_.cell(row, last) == after_.cell(row, last))
            --last;
        if (hasUnsure(before_, row) || hasUnsure(after_, row)) {
            // What stands on the terminal from there on is not known cell by cell, nor where an unsure
            // character before it ends. What isolates letters from right to left hangs on the character
            // before them.
            while (first > 0
                   && (isSecondHalfInEither(row, first) || isUnsureInEither(row, first - 1)
                       || before_.cell(row, first).isRightToLeft))
                --first;
            out_ += codes_.moveTo(row, first) + codes_.style({}) + codes_.clearRow();
            style_ = Style();
            last = width - 1;
            while (last >= first && after_.cell(row, last) == Cell())
                --last;
            return writeCells(row, first, last);
        }
        while (first > 0 && isSecondHalfInEither(row, first))
            --first;
        while (isSecondHalfInEither(row, last + 1))
            ++last;
        writeCells(row, first, last);
    }
    std::string take() { return std::move(out_); }

private:
    bool isSecondHalfInEither(int row, int column) const
    {
        return isSecondHalf(after_, row, column) || isSecondHalf(before_, row, column);
    }
    bool isUnsureInEither(int row, int column) const
    {
        return after_.cell(row, column).isUnsure || before_.cell(row, column).isUnsure;
    }
    static bool hasUnsure(const Grid& grid, int row)
    {
        for (int column = 0; column < grid.size().width(); ++column) {
            if (grid.cell(row, column).isUnsure)
                return true;
        }
        return false;
    }

    void writeCells(int row, int first, int last)
    {
        std::u16string text;
        out_ += codes_.moveTo(row, first);
        bool isTurned = false;
        for (int column = first; column <= last; ++column) {
            const Cell& cell = after_.cell(row, column);
            if (cell.text.empty())
                continue;
            if (style_ != cell.style) {
                flush(text);
                out_ += codes_.style(cell.style);
                style_ = cell.style;
            }
            if (cell.isRightToLeft && !isTurned)
                text += isolate;
            text += cell.text;
            const int next = column + (isSecondHalf(after_, row, column + 1) ? 2 : 1);
            const bool goesOn = next <= last && after_.cell(row, next).isRightToLeft;
            isTurned = cell.isRightToLeft && goesOn;
            if (cell.isRightToLeft && !goesOn)
                text += isolateEnd;
            if (cell.isUnsure && !isTurned && next <= last) {
                flush(text);
                out_ += codes_.moveTo(row, next);
            }
        }
        flush(text);
    }
    void flush(std::u16string& text)
    {
        out_ += QString::fromStdU16String(text).toStdString();
        text.clear();
    }

    const Grid& before_;
    const Grid& after_;
    const TerminalCodes& codes_;
    std::string out_;
    std::optional<Style> style_;
};

/// Scrolls `shown` too; does nothing if writing the rows costs no more.
std::string scrolledTowards(const Grid& after, Grid& shown, const TerminalCodes& codes)
{
    const int cost = costBetween(shown, after);
    if (cost <= scrollCost)
        return {};
    const Scroll scroll = likeliestScroll(shown, after);
    if (scroll.lines == 0)
        return {};
    Grid moved = shown;
    moved.scroll(scroll.firstRow, scroll.lastRow, scroll.lines);
    if (costBetween(moved, after) + scrollCost >= cost)
        return {};
    shown = std::move(moved);
    return codes.style({})
         + codes.scrolled(scroll.firstRow, scroll.lastRow, scroll.lines, after.size().height());
}

} // namespace

std::string frameDiff(const Grid& before, const Grid& after, const TerminalCodes& codes)
{
    const bool isWhole = before.size() != after.size();
    Grid shown = isWhole ? Grid(after.size()) : before;
    std::string rows;
    if (isWhole)
        rows += codes.style({}) + codes.clearScreen();
    else if (codes.canScroll())
        rows += scrolledTowards(after, shown, codes);
    RowWriter writer(shown, after, codes);
    for (int row = 0; row < after.size().height(); ++row)
        writer.write(row);
    rows += writer.take();
    if (rows.empty() && before.cursor == after.cursor)
        return {};
    std::string out = codes.hideCursor() + rows;
    if (after.cursor)
        out += codes.style({}) + codes.moveTo(after.cursor->row, after.cursor->column) + codes.showCursor();
    return out;
}

} // namespace hubbub::terminal
