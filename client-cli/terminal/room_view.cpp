#include "client-cli/terminal/room_view.h"

#include "client-cli/terminal/row_lines.h"

#include <algorithm>
#include <iterator>
#include <utility>

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

void RoomView::show(const screen::MessageModel& messages, Ends ends)
{
    laidOut_.clear(); // keys are one list's own
    messages_ = &messages;
    ends_ = ends;
    head_.clear();
    marked_ = {};
    toEnd();
}

void RoomView::moveTo(const screen::MessageModel& messages, Ends ends)
{
    const Place place = top();
    Seq seq;
    int row = place.row;
    while (row < messages_->rowCount() && (seq = messages_->row(row).seq) == Seq{})
        ++row;
    const int line = row == place.row ? place.line : 0;
    show(messages, ends);
    const int there = seq == Seq{} ? -1 : messages.rowOf(seq);
    if (there >= 0)
        setTop({there, line});
}

std::vector<ScreenLine> RoomView::linesOfHead() const
{
    return RowLines(*messages_, size_.width(), glyphs_).note(head_);
}

void RoomView::setHead(const QString& text)
{
    if (text == head_)
        return;
    const int before = headLines();
    head_ = text;
    if (topRow_.isValid() && topRow_.row() == 0 && topLine_ >= before)
        topLine_ += headLines() - before;
}

void RoomView::handleInserted(int first, int last)
{
    // Qt has moved the row at the top on; the head has stayed at the first one.
    const bool wasFirst = first == 0 && topRow_.isValid() && topRow_.row() == last + 1;
    const int head = wasFirst ? headLines() : 0;
    if (head == 0)
        return;
    head_.clear();
    const int shown = std::max(0, head - topLine_);
    topLine_ = std::max(0, topLine_ - head);
    if (shown > 0)
        setTop(above({last + 1, 0}, shown));
}

void RoomView::handleRemoving(int first, int last)
{
    const bool isTop = topRow_.isValid() && first <= topRow_.row() && topRow_.row() <= last;
    if (!isTop || last + 1 >= messages_->rowCount())
        return;
    topLine_ = first == 0 ? std::min(topLine_, headLines()) : 0;
    topRow_ = QPersistentModelIndex(messages_->index(last + 1));
}

const std::vector<ScreenLine>& RoomView::linesOf(int row)
{
    static const std::vector<ScreenLine> none;
    if (messages_->isHidden(row))
        return none;
    if (row == 0 && !head_.isEmpty()) {
        firstRow_ = linesOfHead();
        std::ranges::move(RowLines(*messages_, size_.width(), glyphs_, marked_).of(row),
                          std::back_inserter(firstRow_));
        return firstRow_;
    }
    const quint64 key = messages_->row(row).key;
    const auto found = laidOut_.constFind(key);
    if (found != laidOut_.constEnd())
        return *found;
    if (laidOut_.size() >= mostLaidOut)
        laidOut_.clear();
    return *laidOut_.insert(key, RowLines(*messages_, size_.width(), glyphs_, marked_).of(row));
}

std::vector<ScreenLine> RoomView::lines()
{
    std::vector<ScreenLine> shown;
    const auto most = static_cast<std::size_t>(std::max(0, size_.height()));
    const Place from = top();
    for (int row = from.row; row < messages_->rowCount() && shown.size() < most; ++row) {
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
    while (place.row < messages_->rowCount()) {
        const int count = static_cast<int>(linesOf(place.row).size());
        if (place.line < count)
            return place;
        place.line -= count;
        ++place.row;
    }
    return {messages_->rowCount(), 0};
}

RoomView::Place RoomView::topAtEnd()
{
    return above({messages_->rowCount(), 0}, size_.height());
}

RoomView::Place RoomView::top()
{
    if (!follows_ && !topRow_.isValid())
        follows_ = true; // the list is another one
    const Place end = topAtEnd();
    return follows_ ? end : std::min(end, Place{topRow_.row(), topLine_});
}

void RoomView::setTop(Place place)
{
    follows_ = ends_ == Ends::goOn && place >= topAtEnd();
    place = std::min(place, topAtEnd());
    topRow_ = follows_ ? QPersistentModelIndex() : QPersistentModelIndex(messages_->index(place.row));
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

void RoomView::toEvent(Seq seq)
{
    const int row = messages_->rowOf(seq);
    if (row < 0)
        return toEnd();
    marked_ = seq;
    laidOut_.clear();
    setTop(above({row, 0}, size_.height() / 3));
}

void RoomView::clearMark()
{
    if (std::exchange(marked_, Seq{}) != Seq{})
        laidOut_.clear();
}

int RoomView::topRow()
{
    return messages_->rowCount() == 0 ? -1 : std::min(top().row, messages_->rowCount() - 1);
}

int RoomView::bottomRow()
{
    return std::min(below(top(), size_.height() - 1).row, messages_->rowCount() - 1);
}

} // namespace hubbub::terminal
