#include "client-cli/terminal/grid.h"

#include <algorithm>

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

void Grid::paint(int row, Style style)
{
    for (int column = 0; column < size_.width(); ++column)
        cells_[at(row, column)].style = style;
}

} // namespace hubbub::terminal
