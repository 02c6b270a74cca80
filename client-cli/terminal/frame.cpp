#include "client-cli/terminal/frame.h"

#include "client-cli/terminal/signs.h"
#include "client-cli/terminal/wrapping.h"

#include <algorithm>
#include <span>

namespace hubbub::terminal {

namespace {

/// Below this nothing is read but single words.
constexpr QSize smallest(20, 6);
constexpr int columnsForMembers = 60;
constexpr int mostMemberColumns = 24;
/// Topic and status.
constexpr int barRows = 2;
/// Of the room, beside a question.
constexpr int fewestRoomRows = 1;

} // namespace

int mostInputRows(QSize size)
{
    return std::max(1, size.height() / 3);
}

int mostAskingRows(QSize size)
{
    return std::max(0, size.height() - barRows - 1 - fewestRoomRows);
}

FrameLayout frameLayout(QSize size, const FrameWishes& wishes)
{
    FrameLayout layout;
    layout.size = size;
    layout.isTooSmall = size.width() < smallest.width() || size.height() < smallest.height();
    if (layout.isTooSmall)
        return layout;
    layout.inputRows = std::min(wishes.inputRows, mostInputRows(size));
    const int left = size.height() - barRows - layout.inputRows;
    layout.tellingRows = std::min(wishes.tellingRows, wishes.isAsking ? left - fewestRoomRows : left / 2);
    if (wishes.showsMembers && size.width() >= columnsForMembers)
        layout.memberColumns = std::min(mostMemberColumns, size.width() / 4);
    layout.room = QSize(size.width() - layout.memberColumns, left - layout.tellingRows);
    return layout;
}

Grid frameOf(const FrameContents& contents, const FrameLayout& layout, Glyphs glyphs)
{
    Grid grid(layout.size);
    if (layout.isTooSmall) {
        int row = 0;
        for (const ScreenLine& line : wrapped({}, contents.tooSmall, {}, {layout.size.width(), 0}, glyphs))
            grid.put(row++, 0, line);
        return grid;
    }
    Style bar;
    bar.isReversed = true;
    grid.paint(0, bar);
    grid.put(0, 0, contents.topic);

    // At the foot of its place, so that what comes stands where one looks.
    const int roomTop = 1 + std::max(0, layout.room.height() - static_cast<int>(contents.room.size()));
    for (std::size_t i = 0; i < contents.room.size(); ++i)
        grid.put(roomTop + static_cast<int>(i), 0, contents.room[i], layout.room.width());
    if (layout.memberColumns > 0) {
        ScreenLine wall;
        Style dim;
        dim.ink = Ink::dim;
        wall.add(signsOf(glyphs).wall, dim, glyphs);
        for (int row = 0; row < layout.room.height(); ++row) {
            grid.put(1 + row, layout.room.width(), wall);
            if (row < static_cast<int>(contents.members.size()))
                grid.put(1 + row, layout.room.width() + 2, contents.members[static_cast<std::size_t>(row)]);
        }
    }

    const int statusRow = 1 + layout.room.height();
    grid.paint(statusRow, contents.statusStyle);
    grid.put(statusRow, 0, contents.status);
    grid.put(statusRow, std::max(0, layout.size.width() - contents.statusEnd.columns()), contents.statusEnd);

    int row = statusRow + 1;
    // Its end says what to do; what stands above that gives way.
    for (const ScreenLine& line :
         std::span(contents.telling).last(static_cast<std::size_t>(layout.tellingRows)))
        grid.put(row++, 0, line);
    grid.cursor = CursorPlace{row + contents.input.cursor.row, contents.input.cursor.column};
    for (const ScreenLine& line : contents.input.lines)
        grid.put(row++, 0, line);
    return grid;
}

} // namespace hubbub::terminal
