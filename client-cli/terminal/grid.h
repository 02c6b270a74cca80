// What a whole terminal shows, as cells: made anew for every frame, and compared with the frame before.
#pragma once

#include "client-cli/terminal/screen_line.h"

#include <QSize>

#include <optional>
#include <string>
#include <vector>

namespace hubbub::terminal {

struct Cell {
    std::u16string text = u" "; ///< empty: the second half of a wide character
    Style style;
    bool isRightToLeft = false;
    bool isUnsure = false; ///< terminals may differ about its width
    friend bool operator==(const Cell&, const Cell&) = default;
};

struct CursorPlace {
    int row = 0;
    int column = 0;
    friend bool operator==(const CursorPlace&, const CursorPlace&) = default;
};

class Grid {
public:
    Grid() = default;
    explicit Grid(QSize size)
        : size_(size),
          cells_(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()))
    {
    }

    QSize size() const { return size_; }
    const Cell& cell(int row, int column) const { return cells_[at(row, column)]; }
    /// From this column on, as much as fits before `end` (the grid's edge if it is none).
    void put(int row, int column, const ScreenLine& line, int end = -1);
    /// What stands in these rows goes up by so many, or down if that is negative; blank ones take the place.
    void scroll(int firstRow, int lastRow, int lines);
    /// The whole row in this look, also where nothing stands.
    void paint(int row, Style style);

    /// Nothing: it is not shown.
    std::optional<CursorPlace> cursor;

private:
    std::size_t at(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(size_.width())
             + static_cast<std::size_t>(column);
    }

    QSize size_;
    std::vector<Cell> cells_;
};

} // namespace hubbub::terminal
