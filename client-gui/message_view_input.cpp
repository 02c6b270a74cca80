// Mouse and keyboard in the message list.
#include "client-gui/message_view.h"
#include "client-gui/tool_tip.h"
#include "protocol/screen/message_model.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace hubbub::gui {

namespace {

using namespace std::chrono_literals;

/// While the mouse selects beyond an edge: smooth, and quick enough to go through a page in a second.
constexpr auto selectInterval = 20ms;
/// Of the mouse's distance from the edge, so that going further away goes faster.
constexpr int selectSpeed = 4;

} // namespace

MessageView::Place MessageView::placeAt(QPoint point)
{
    refreshIfScheduled();
    const int row = flow_.rowNear(point.y());
    if (row < 0)
        return {};
    const int top = flow_.place(row).top;
    return {row, flow_.layoutOf(row).hitAt(point - QPoint(0, top))};
}

void MessageView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const Place place = placeAt(event->position().toPoint());
    if (place.row < 0)
        return;
    isCurrentShown_ = false;
    pressedAt_ = event->position().toPoint();
    isSelecting_ = false;
    const bool isThird =
        sinceDoubleClick_.isValid()
        && sinceDoubleClick_.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval();
    sinceDoubleClick_.invalidate();
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    beginSelection(place, isThird ? MessageSelection::Unit::message : MessageSelection::Unit::character,
                   extends);
}

void MessageView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Place place = placeAt(event->position().toPoint());
    if (place.row < 0)
        return;
    sinceDoubleClick_.start();
    // A second click on what one click does is not meant for the words.
    if (place.hit.part == MessageLayout::Part::fold || place.hit.part == MessageLayout::Part::action)
        return;
    pressedAt_ = event->position().toPoint();
    beginSelection(place, MessageSelection::Unit::word, false);
    isSelecting_ = true;
}

void MessageView::beginSelection(const Place& place, MessageSelection::Unit unit, bool extends)
{
    setCurrentRow(place.row);
    if (extends)
        selection_.extend(place.row, place.hit.position);
    else
        selection_.begin(place.row, place.hit.position, unit);
    viewport()->update();
}

void MessageView::mouseMoveEvent(QMouseEvent* event)
{
    mouse_ = event->position().toPoint();
    if (!pressedAt_) {
        hover(mouse_);
        return;
    }
    if (!isSelecting_ && (mouse_ - *pressedAt_).manhattanLength() < QApplication::startDragDistance())
        return;
    isSelecting_ = true;
    leaveLink();
    extendSelectionTo(mouse_);
    if (mouse_.y() >= 0 && mouse_.y() < viewport()->height())
        selectTimer_.stop();
    else if (!selectTimer_.isActive())
        selectTimer_.start(std::chrono::milliseconds(selectInterval).count(), this);
}

void MessageView::extendSelectionTo(QPoint point)
{
    const QRect area = viewport()->rect();
    const QPoint inside(point.x(), std::clamp(point.y(), area.top(), area.bottom()));
    if (const Place place = placeAt(inside); place.row >= 0)
        selection_.extend(place.row, place.hit.position);
    viewport()->update();
}

void MessageView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == flashTimer_.timerId()) {
        flashTimer_.stop();
        flashed_ = QPersistentModelIndex();
        viewport()->update();
        return;
    }
    if (event->timerId() != selectTimer_.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const QRect area = viewport()->rect();
    const int beyond = mouse_.y() - std::clamp(mouse_.y(), area.top(), area.bottom());
    flow_.scrollBy(beyond / selectSpeed + (beyond > 0 ? 1 : -1));
    refresh();
    extendSelectionTo(mouse_);
}

void MessageView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !pressedAt_)
        return;
    selectTimer_.stop();
    pressedAt_.reset();
    if (isSelecting_ || !selection_.isEmpty())
        offerSelection();
    else
        activatePart(placeAt(event->position().toPoint()));
    isSelecting_ = false;
}

/// For the middle mouse button, where the platform has that.
void MessageView::offerSelection() const
{
    QClipboard& clipboard = *QGuiApplication::clipboard();
    if (clipboard.supportsSelection() && !selection_.isEmpty())
        clipboard.setText(selection_.text(), QClipboard::Selection);
}

void MessageView::activatePart(const Place& place)
{
    switch (place.hit.part) {
    case MessageLayout::Part::none:
    case MessageLayout::Part::text:
        return;
    case MessageLayout::Part::link: {
        const MessageText& text = flow_.layoutOf(place.row).text();
        return openLink(text.link(text.links[place.hit.link]).toString());
    }
    case MessageLayout::Part::action:
        return act(place.row);
    case MessageLayout::Part::fold:
        toggleFold(place.row);
        return;
    }
}

/// What is offered below the row's text.
void MessageView::act(int row)
{
    if (model_->row(row).isUnsent())
        Q_EMIT retryRequested(model_->index(row));
    else if (model_->row(row).waitsToConfirm)
        Q_EMIT confirmRequested(model_->row(row).seq);
}

void MessageView::hover(QPoint point)
{
    const Place place = placeAt(point);
    const bool isInRow = place.row >= 0;
    const auto part = isInRow ? place.hit.part : MessageLayout::Part::none;
    const bool isText = part == MessageLayout::Part::text;
    viewport()->setCursor(part == MessageLayout::Part::none ? Qt::ArrowCursor
                          : isText                          ? Qt::IBeamCursor
                                                            : Qt::PointingHandCursor);
    if (part != MessageLayout::Part::link)
        return leaveLink();
    if (hoveredRow_.row() == place.row && hoveredLink_ == place.hit.link)
        return;
    hoveredRow_ = model_->index(place.row);
    hoveredLink_ = place.hit.link;
    const MessageText& text = flow_.layoutOf(place.row).text();
    Q_EMIT linkHovered(linkTarget(text.link(text.links[hoveredLink_])));
    viewport()->update();
}

void MessageView::leaveLink()
{
    if (hoveredLink_ < 0)
        return;
    hoveredLink_ = -1;
    hoveredRow_ = QPersistentModelIndex();
    Q_EMIT linkHovered({});
    viewport()->update();
}

bool MessageView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        leaveLink();
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const Place place = placeAt(help->pos());
    if (place.row >= 0 && place.hit.part == MessageLayout::Part::link) {
        const MessageText& text = flow_.layoutOf(place.row).text();
        const MessageLink& link = text.links[place.hit.link];
        QToolTip::showText(help->globalPos(), plainToolTip(linkTarget(text.link(link))), viewport(),
                           textRect(place.row, link.start, link.end()));
    } else {
        QToolTip::hideText();
    }
    return true;
}

void MessageView::wheelEvent(QWheelEvent* event)
{
    // With a modifier it is somebody else's: the size of the text.
    if (event->modifiers().testFlag(Qt::ControlModifier))
        return event->ignore();
    constexpr int notch = 120; // Qt's angle for one step of a usual wheel
    const int lines = QGuiApplication::styleHints()->wheelScrollLines();
    const int pixels = event->pixelDelta().isNull()
                         ? event->angleDelta().y() * lines * flow_.look().lineHeight / notch
                         : event->pixelDelta().y();
    if (pixels != 0) {
        flow_.scrollBy(-pixels);
        refresh();
    }
    if (pixels > 0)
        wantOlder();
    event->accept();
}

void MessageView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    isCurrentShown_ = event->reason() != Qt::MouseFocusReason;
    // Who comes by the keyboard is where the reading is.
    if (current_.isValid())
        makeCurrent(current_.row());
    else if (model_ != nullptr && !flow_.placed().empty())
        makeCurrent(flow_.placed().back().row);
}

void MessageView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void MessageView::setCurrentRow(int row)
{
    selectedFrom_ = model_->index(row);
    makeCurrent(row);
}

void MessageView::makeCurrent(int row)
{
    current_ = model_->index(row);
    viewport()->update();
    if (!hasFocus())
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

/// From there on in this direction; -1: there is none.
int MessageView::visibleRow(int from, int step) const
{
    int row = from;
    while (row >= 0 && row < model_->rowCount() && model_->isHidden(row))
        row += step;
    return row >= 0 && row < model_->rowCount() ? row : -1;
}

void MessageView::moveCurrent(int row, bool selects)
{
    if (row < 0)
        return;
    if (selects) {
        if (!selectedFrom_.isValid())
            selectedFrom_ = model_->index(std::max(current_.row(), 0));
        selection_.selectRows(selectedFrom_.row(), row);
        offerSelection();
    } else {
        selection_.clear();
        selectedFrom_ = model_->index(row);
    }
    flow_.scrollToRow(row, MessageFlow::Where::nearest);
    makeCurrent(row);
    refresh();
}

void MessageView::turnPage(int pages, bool selects)
{
    scrollPages(pages);
    if (flow_.placed().empty())
        return;
    const MessageFlow::Placed at = pages < 0 ? flow_.placed().front() : flow_.placed().back();
    moveCurrent(at.row, selects);
}

void MessageView::activate(int row)
{
    if (row < 0)
        return;
    if (model_->row(row).isUnsent() || model_->row(row).waitsToConfirm) {
        act(row);
    } else if (model_->isFoldHead(row)) {
        toggleFold(row);
    } else if (const MessageText text = messageText(*model_, row); text.links.size() == 1) {
        openLink(text.link(text.links.front()).toString());
    } else if (text.links.size() > 1) {
        showMenu({row, {}}, viewport()->mapToGlobal(rowRect(row).center()));
    }
}

void MessageView::setFoldOpen(int row, bool isOpen)
{
    if (row >= 0 && model_->isFoldHead(row) && model_->isFoldOpen(row) != isOpen)
        toggleFold(row);
}

/// The row stays where the person has found it, also at the end of the list.
void MessageView::toggleFold(int row)
{
    if (!model_->isFoldOpen(row))
        flow_.scrollTo(flow_.offset());
    model_->toggleFold(row);
}

void MessageView::openLink(const QString& link)
{
    QDesktopServices::openUrl(QUrl(link));
}

void MessageView::selectAll()
{
    if (model_ == nullptr || model_->rowCount() == 0)
        return;
    selection_.selectRows(0, model_->rowCount() - 1);
    viewport()->update();
}

void MessageView::copy() const
{
    QString text = selection_.text();
    if (text.isEmpty() && hasFocus() && current_.isValid())
        text = plainText(messageText(*model_, current_.row()).text);
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MessageView::keyPressEvent(QKeyEvent* event)
{
    if (model_ == nullptr || model_->rowCount() == 0)
        return event->ignore();
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if ((event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != Qt::NoModifier)
        return event->ignore();
    isCurrentShown_ = true;
    viewport()->update();
    const bool selects = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isForward = !isRightToLeft();
    const int row = current_.row();
    switch (event->key()) {
    case Qt::Key_Up:
        return moveCurrent(visibleRow(row - 1, -1), selects);
    case Qt::Key_Down:
        return moveCurrent(visibleRow(row + 1, 1), selects);
    case Qt::Key_PageUp:
        return turnPage(-1, selects);
    case Qt::Key_PageDown:
        return turnPage(1, selects);
    case Qt::Key_Home:
        return moveCurrent(visibleRow(0, 1), selects);
    case Qt::Key_End:
        return moveCurrent(visibleRow(model_->rowCount() - 1, -1), selects);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return activate(row);
    case Qt::Key_Right:
        return setFoldOpen(row, isForward);
    case Qt::Key_Left:
        return setFoldOpen(row, !isForward);
    case Qt::Key_Escape:
        if (!selection_.isEmpty()) {
            selection_.clear();
            viewport()->update();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

} // namespace hubbub::gui
