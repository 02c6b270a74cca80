#include "client-cli/terminal/grid.h"

#include <algorithm>
#include <cstdlib>

namespace hubbub::terminal {

void Grid::put(int row, int column, const ScreenLine& line, int end)
{
    const int edge = end < 0 ? size_.width() : std::min(end, size_.width());
    if (row < 0 || row >= size_.height())
        return;
    for (const StyledCluster& each : line.clusters()) {
        if (column + each.cluster.columns > edge)
            return;
        Cell& cell = cells_[at(row, column)];
        const bool isReversed = cell.style.isReversed;
        cell = {each.cluster.text.toStdU16String(), each.style, each.cluster.isRightToLeft,
                each.cluster.isUnsure};
        cell.style.isReversed = cell.style.isReversed || isReversed;
        if (each.cluster.columns == 2)
            cells_[at(row, column + 1)] = {u"", cell.style, each.cluster.isRightToLeft,
                                           each.cluster.isUnsure};
        column += each.cluster.columns;
    }
}

void Grid::scroll(int firstRow, int lastRow, int lines)
{
    const auto first = cells_.begin() + static_cast<std::ptrdiff_t>(at(firstRow, 0));
    const auto last = cells_.begin() + static_cast<std::ptrdiff_t>(at(lastRow + 1, 0));
    const auto moved = static_cast<std::ptrdiff_t>(size_.width()) * std::abs(lines);
    if (lines > 0)
        std::fill(std::move(first + moved, last, first), last, Cell());
    else
        std::fill(first, std::move_backward(first, last - moved, last), Cell());
}

void Grid::paint(int row, Style style)
{
    for (int column = 0; column < size_.width(); ++column)
        cells_[at(row, column)].style = style;
}

} // namespace hubbub::terminal
