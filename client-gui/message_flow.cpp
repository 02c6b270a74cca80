#include "client-gui/message_flow.h"

#include "protocol/screen/message_model.h"

#include <algorithm>

namespace hubbub::gui {

namespace {

/// So near to the end counts as there.
constexpr int nearEnd = 4;

} // namespace

void MessageFlow::setModel(screen::MessageModel* model, bool follows)
{
    model_ = model;
    follows_ = follows;
    handleReset();
}

void MessageFlow::setFront(int height)
{
    front_ = height;
    isPlaced_ = false;
}

std::int64_t MessageFlow::frontTop()
{
    return placed().empty() ? 0 : -heights().offsetOf(anchor_.row()) - above_ - front_;
}

void MessageFlow::setLook(std::shared_ptr<const MessageLook> look)
{
    const double share =
        look_ && anchor_.isValid() ? above_ / std::max<double>(heights().height(anchor_.row()), 1) : 0;
    cache_.clear(); // refers to the look
    look_ = std::move(look);
    if (model_ != nullptr && heights().count() == 0)
        heights_.reset(*model_, *look_);
    else
        heights_.estimateAll(*look_);
    isPlaced_ = false;
    if (anchor_.isValid())
        above_ = static_cast<int>(share * measure(anchor_.row()));
}

void MessageFlow::setViewHeight(int height)
{
    viewHeight_ = height;
    isPlaced_ = false;
}

int MessageFlow::rowCount() const
{
    return model_ == nullptr ? 0 : model_->rowCount();
}

int MessageFlow::measure(int row)
{
    if (heights().isEstimate(row))
        heights_.measure(row, model_->isHidden(row) ? 0 : layoutOf(row).height());
    return heights().height(row);
}

void MessageFlow::holdOn(int row, int above)
{
    anchor_ = model_->index(row);
    above_ = above;
    isPlaced_ = false;
}

void MessageFlow::holdOnAbove(int row, int y)
{
    int top = y - measure(row);
    while (top > 0 && row > 0)
        top -= measure(--row);
    holdOn(row, -top);
}

/// The anchor is the row at the viewport's top again, after `above_` has changed.
void MessageFlow::normalize()
{
    int row = std::max(anchor_.row(), 0);
    int above = above_;
    while (above < 0 && row > 0)
        above += measure(--row);
    while (row + 1 < rowCount() && above >= measure(row))
        above -= measure(row++);
    holdOn(row, std::max(above, row == 0 ? -front_ : 0));
}

/// From the anchor down to the viewport's end. Gives up if the list ends before.
void MessageFlow::fill()
{
    placed_.clear();
    int top = -above_;
    for (int row = anchor_.row(); row < rowCount() && top < viewHeight_; ++row) {
        const int height = measure(row);
        if (height > 0 && top + height > 0)
            placed_.push_back({row, top, height});
        top += height;
    }
}

const std::vector<MessageFlow::Placed>& MessageFlow::placed()
{
    if (isPlaced_)
        return placed_;
    isPlaced_ = true;
    placed_.clear();
    const int last = rowCount() - 1;
    if (last < 0)
        return placed_;
    if (!sticksToEnd_) {
        if (!anchor_.isValid())
            holdOn(0, 0);
        normalize();
        fill();
        const bool endsInside = placed_.empty()
                             || (heights().offsetOf(placed_.back().row + 1) == heights().total()
                                 && placed_.back().bottom() <= viewHeight_ + nearEnd);
        sticksToEnd_ = endsInside;
    }
    if (sticksToEnd_) {
        holdOnAbove(last, viewHeight_);
        fill();
        sticksToEnd_ = follows_;
    }
    isPlaced_ = true;
    return placed_;
}

bool MessageFlow::isSeen(int row)
{
    return std::ranges::any_of(placed(), [row](const Placed& placed) { return placed.row == row; });
}

MessageFlow::Placed MessageFlow::place(int row)
{
    for (const Placed& placed : placed()) {
        if (placed.row == row)
            return placed;
    }
    const int height = measure(row);
    const std::int64_t top = heights().offsetOf(row) + front_ - offset();
    // Far away is far away.
    constexpr std::int64_t farAway = 1 << 24;
    return {row, static_cast<int>(std::clamp(top, -farAway, farAway)), height};
}

int MessageFlow::rowNear(int y)
{
    if (placed().empty())
        return -1;
    for (const Placed& placed : placed_) {
        if (y < placed.bottom())
            return placed.row;
    }
    return placed_.back().row;
}

std::int64_t MessageFlow::offset()
{
    if (placed().empty())
        return 0;
    return std::max<std::int64_t>(heights().offsetOf(anchor_.row()) + above_ + front_, 0);
}

std::int64_t MessageFlow::greatestOffset() const
{
    return std::max<std::int64_t>(heights().total() + front_ - viewHeight_, 0);
}

void MessageFlow::scrollBy(int pixels)
{
    if (placed().empty())
        return;
    sticksToEnd_ = false;
    above_ += pixels;
    isPlaced_ = false;
}

void MessageFlow::scrollTo(std::int64_t offset)
{
    if (rowCount() == 0)
        return;
    sticksToEnd_ = false;
    offset -= front_;
    if (offset < 0)
        return holdOn(0, static_cast<int>(offset));
    const int row = heights().rowAt(offset);
    holdOn(row, static_cast<int>(std::max<std::int64_t>(offset - heights().offsetOf(row), 0)));
}

void MessageFlow::put(int row, int top)
{
    sticksToEnd_ = false;
    holdOn(row, -top);
}

void MessageFlow::scrollToEnd()
{
    sticksToEnd_ = true;
    isPlaced_ = false;
}

void MessageFlow::scrollToRow(int row, Where where)
{
    const Placed at = place(row);
    const bool isSeen = at.top >= 0 && at.bottom() <= viewHeight_;
    if (where != Where::top && isSeen)
        return;
    sticksToEnd_ = false;
    if (where == Where::middle && at.height < viewHeight_)
        holdOnAbove(row, (viewHeight_ + at.height) / 2);
    else if (where == Where::nearest && at.top > 0 && at.height < viewHeight_)
        holdOnAbove(row, viewHeight_);
    else
        holdOn(row, 0);
}

void MessageFlow::handleReset()
{
    cache_.clear();
    anchor_ = QPersistentModelIndex();
    above_ = 0;
    sticksToEnd_ = true;
    isPlaced_ = false;
    if (model_ != nullptr && look_)
        heights_.reset(*model_, *look_);
    else
        heights_.clear();
}

void MessageFlow::handleInserted(int first, int last)
{
    heights_.insert(*model_, *look_, first, last);
    isPlaced_ = false;
}

void MessageFlow::handleAboutToBeRemoved(int first, int last)
{
    if (anchor_.row() < first || anchor_.row() > last)
        return;
    // What stands below is the next best, and then what stands above.
    if (last + 1 >= rowCount())
        return holdOn(std::max(first - 1, 0), 0);
    const std::int64_t top = heights().offsetOf(last + 1) - heights().offsetOf(anchor_.row()) - above_;
    // At the front what is seen of it stays where it is: something else comes above.
    holdOn(last + 1, first == 0 && top < viewHeight_ ? -static_cast<int>(top) : 0);
}

void MessageFlow::handleRemoved(int first, int last)
{
    heights_.remove(first, last);
    isPlaced_ = false;
}

void MessageFlow::handleMoved(int from, int count, int to)
{
    heights_.remove(from, from + count - 1);
    const int first = to > from ? to - count : to;
    heights_.insert(*model_, *look_, first, first + count - 1);
    isPlaced_ = false;
}

void MessageFlow::handleChanged(int first, int last)
{
    heights_.change(*model_, *look_, first, last);
    isPlaced_ = false;
}

} // namespace hubbub::gui
