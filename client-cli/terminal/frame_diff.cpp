#include "client-cli/terminal/frame_diff.h"

#include <optional>

namespace hubbub::terminal {

namespace {

/// First strong isolate, and its end: letters from right to left must not turn what stands beside them.
constexpr char16_t isolate = 0x2068;
constexpr char16_t isolateEnd = 0x2069;

bool isSecondHalf(const Grid& grid, int row, int column)
{
    return column < grid.size().width() && grid.cell(row, column).text.empty();
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
        const bool isUnsure = hasUnsure(before_, row) || hasUnsure(after_, row);
        if (isUnsure) {
            // What stands on the terminal is not known cell by cell.
            out_ += codes_.moveTo(row, 0) + codes_.style({}) + codes_.clearRow();
            style_ = Style();
            return writeCells(row, 0, width - 1);
        }
        while (first > 0 && (isSecondHalf(after_, row, first) || isSecondHalf(before_, row, first)))
            --first;
        while (isSecondHalf(after_, row, last + 1) || isSecondHalf(before_, row, last + 1))
            ++last;
        writeCells(row, first, last);
    }
    std::string take() { return std::move(out_); }

private:
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

} // namespace

std::string frameDiff(const Grid& before, const Grid& after, const TerminalCodes& codes)
{
    const bool isWhole = before.size() != after.size();
    const Grid nothing(after.size());
    std::string out = codes.hideCursor();
    if (isWhole)
        out += codes.style({}) + codes.clearScreen();
    RowWriter writer(isWhole ? nothing : before, after, codes);
    for (int row = 0; row < after.size().height(); ++row)
        writer.write(row);
    const std::string rows = writer.take();
    if (!isWhole && rows.empty() && before.cursor == after.cursor)
        return {};
    out += rows;
    if (after.cursor)
        out += codes.style({}) + codes.moveTo(after.cursor->row, after.cursor->column) + codes.showCursor();
    return out;
}

} // namespace hubbub::terminal
