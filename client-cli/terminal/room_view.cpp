#include "client-cli/terminal/room_view.h"

#include "client-cli/terminal/row_lines.h"

#include <algorithm>

namespace hubbub::terminal {

namespace {

/// A few screens; what was shown longer ago is laid out again.
constexpr qsizetype mostLaidOut = 500;

} // namespace

void RoomView::setSize(QSize size)
{
    if (size.width() != size_.width()) {
        laidOut_.clear();
        topLine_ = 0;
    }
    size_ = size;
}

const std::vector<ScreenLine>& RoomView::linesOf(int row)
{
    static const std::vector<ScreenLine> none;
    if (messages_.isHidden(row))
        return none;
    const quint64 key = messages_.row(row).key;
    const auto found = laidOut_.constFind(key);
    if (found != laidOut_.constEnd())
        return *found;
    if (laidOut_.size() >= mostLaidOut)
        laidOut_.clear();
    return *laidOut_.insert(key, RowLines(messages_, size_.width(), glyphs_).of(row));
}

std::vector<ScreenLine> RoomView::lines()
{
    std::vector<ScreenLine> shown;
    const auto most = static_cast<std::size_t>(std::max(0, size_.height()));
    const Place from = top();
    for (int row = from.row; row < messages_.rowCount() && shown.size() < most; ++row) {
        const auto& lines = linesOf(row);
        const auto first = std::min(static_cast<std::size_t>(row == from.row ? from.line : 0), lines.size());
        const auto last = std::min(lines.size(), first + most - shown.size());
        shown.insert(shown.end(), lines.begin() + static_cast<std::ptrdiff_t>(first),
                     lines.begin() + static_cast<std::ptrdiff_t>(last));
    }
    return shown;
}

RoomView::Place RoomView::above(Place place, int lines)
{
    while (lines > place.line) {
        if (place.row == 0)
            return {};
        lines -= place.line;
        --place.row;
        place.line = static_cast<int>(linesOf(place.row).size());
    }
    return {place.row, place.line - lines};
}

RoomView::Place RoomView::below(Place place, int lines)
{
    place.line += lines;
    while (place.row < messages_.rowCount()) {
        const int count = static_cast<int>(linesOf(place.row).size());
        if (place.line < count)
            return place;
        place.line -= count;
        ++place.row;
    }
    return {messages_.rowCount(), 0};
}

RoomView::Place RoomView::topAtEnd()
{
    return above({messages_.rowCount(), 0}, size_.height());
}

RoomView::Place RoomView::top()
{
    if (!follows_ && !topRow_.isValid())
        follows_ = true; // the row has gone, with all that stood above it
    const Place end = topAtEnd();
    return follows_ ? end : std::min(end, Place{topRow_.row(), topLine_});
}

void RoomView::setTop(Place place)
{
    follows_ = place >= topAtEnd();
    topRow_ = follows_ ? QPersistentModelIndex() : QPersistentModelIndex(messages_.index(place.row));
    topLine_ = place.line;
}

bool RoomView::isAtEnd()
{
    return follows_ || top() >= topAtEnd();
}

void RoomView::scrollUp(int lines)
{
    setTop(above(top(), lines));
}

void RoomView::scrollDown(int lines)
{
    setTop(below(top(), lines));
}

void RoomView::toStart()
{
    setTop({});
}

void RoomView::toEnd()
{
    follows_ = true;
    topRow_ = QPersistentModelIndex();
}

void RoomView::toRow(int row)
{
    setTop({row, 0});
}

int RoomView::topRow()
{
    return messages_.rowCount() == 0 ? -1 : std::min(top().row, messages_.rowCount() - 1);
}

int RoomView::bottomRow()
{
    return std::min(below(top(), size_.height() - 1).row, messages_.rowCount() - 1);
}

} // namespace hubbub::terminal
