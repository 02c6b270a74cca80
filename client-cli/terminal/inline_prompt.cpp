#include "client-cli/terminal/inline_prompt.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hubbub::terminal {

namespace {

/// First strong isolate, and its end: letters from right to left must not turn what stands beside them.
constexpr QChar isolate(u'\u2068');
constexpr QChar isolateEnd(u'\u2069');

/// From the first column on. Whoever clears tmux's whole screen at once has it kept in the history, so this
/// leaves the first cell for the end.
constexpr const char* clearBelow = "\r \x1b[J\r\x1b[2K";

std::string rowsUp(int rows)
{
    return rows > 0 ? "\x1b[" + std::to_string(rows) + "A" : std::string();
}

std::string columnsRight(int columns)
{
    return columns > 0 ? "\x1b[" + std::to_string(columns) + "C" : std::string();
}

std::string bytesOf(const ScreenLine& line, int columns)
{
    QString text;
    int column = 0;
    bool isTurned = false;
    for (const auto& [cluster, style] : line.clusters()) {
        if (cluster.isRightToLeft != isTurned)
            text += isTurned ? isolateEnd : isolate;
        isTurned = cluster.isRightToLeft;
        text += cluster.text;
        column += cluster.columns;
        // Terminals may differ about its width; what follows in the row stands where it belongs.
        if (cluster.isUnsure && !isTurned && column < columns)
            text += QStringLiteral("\x1b[%1G").arg(column + 1);
    }
    if (isTurned)
        text += isolateEnd;
    return text.toStdString();
}

/// Where the character in a column of the line is, or the place behind its last one, when the line is broken
/// at so many columns.
CursorPlace placeIn(const ScreenLine& line, int column, int columns)
{
    CursorPlace place;
    int before = 0;
    for (const auto& [cluster, style] : line.clusters()) {
        // A wide character does not begin in the last column.
        if (place.column + cluster.columns > columns)
            place = {place.row + 1, 0};
        if (before == column)
            return place;
        before += cluster.columns;
        place.column += cluster.columns;
    }
    return place;
}

struct Row {
    ScreenLine line;
    bool endsLine = false;
};

std::vector<Row> rowsOf(const std::vector<ScreenLine>& lines, int columns)
{
    std::vector<Row> rows;
    for (const ScreenLine& line : lines) {
        rows.emplace_back();
        for (const StyledCluster& each : line.clusters()) {
            if (rows.back().line.columns() + each.cluster.columns > columns)
                rows.emplace_back();
            rows.back().line.add(each);
        }
        rows.back().endsLine = true;
    }
    return rows;
}

/// The rows from the first one on, put together to lines again, and the cursor's place in these.
InputLines linesOf(const std::vector<Row>& rows, CursorPlace cursor)
{
    InputLines whole;
    bool isFresh = true;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const Row& row = rows[static_cast<std::size_t>(i)];
        if (std::exchange(isFresh, row.endsLine))
            whole.lines.emplace_back();
        if (i == cursor.row)
            whole.cursor = {static_cast<int>(whole.lines.size()) - 1,
                            whole.lines.back().columns() + cursor.column};
        for (const StyledCluster& each : row.line.clusters())
            whole.lines.back().add(each);
    }
    return whole;
}

/// Where the cursor is when the lines are broken at so many columns.
CursorPlace placeOfCursor(const InputLines& lines, int columns)
{
    int above = 0;
    for (int i = 0; i < lines.cursor.row; ++i) {
        const ScreenLine& line = lines.lines[static_cast<std::size_t>(i)];
        above += placeIn(line, line.columns(), columns).row + 1;
    }
    const auto& line = lines.lines[static_cast<std::size_t>(lines.cursor.row)];
    const CursorPlace place = placeIn(line, lines.cursor.column, columns);
    return {above + place.row, place.column};
}

} // namespace

std::string InlinePrompt::draw(const TypedInput& input, QSize screen)
{
    constexpr int unbroken = std::numeric_limits<int>::max();
    const InputLines lines = inputLines(input, unbroken, unbroken, Glyphs::unicode);
    std::vector<Row> rows = rowsOf(lines.lines, screen.width());
    CursorPlace cursor = placeOfCursor(lines, screen.width());
    const int hidden = static_cast<int>(rows.size()) - screen.height();
    const int first = std::clamp(cursor.row, 0, std::max(0, hidden));
    rows.erase(rows.begin(), rows.begin() + first);
    rows.resize(std::min(rows.size(), static_cast<std::size_t>(screen.height())));
    cursor.row -= first;
    drawn_ = linesOf(rows, cursor);

    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i - 1].endsLine)
            out += "\r\n";
        out += bytesOf(rows[i].line, screen.width());
    }
    const int last = static_cast<int>(rows.size()) - 1;
    return out + rowsUp(last - cursor.row) + '\r' + columnsRight(cursor.column);
}

std::string InlinePrompt::erase(int columns)
{
    const InputLines drawn = std::exchange(drawn_, {});
    return rowsUp(drawn.lines.empty() ? 0 : placeOfCursor(drawn, columns).row) + clearBelow;
}

} // namespace hubbub::terminal
