#include "client-gui/message_view.h"

#include "client-gui/announcer.h"
#include "client-gui/message_accessible.h"
#include "protocol/screen/message_model.h"

#include <QDateTime>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <tuple>

namespace hubbub::gui {

namespace {

/// Somebody else said something, so that it is worth going there.
bool isNews(const screen::MessageRow& row)
{
    return row.state == screen::SendState::none
        && (row.kind == screen::RowKind::message || row.kind == screen::RowKind::announcement);
}

/// What is older is told of the past, on entering a room. Clocks may differ by minutes.
constexpr std::int64_t longestNews = 10 * 60'000;

/// Of the colour of what was found, behind the row that one was led to.
constexpr double flashTint = 0.35;

std::int64_t minuteOf(const screen::MessageRow& row)
{
    constexpr std::int64_t minute = 60'000;
    return row.time.milliseconds / minute;
}

} // namespace

MessageView::MessageView(QWidget* parent)
    : QAbstractScrollArea(parent),
      endButton_(new QPushButton(this)),
      announcer_(new Announcer(*this))
{
    installMessageAccessibility();
    setAccessibleName(tr("Messages"));
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the rows' width would depend on their heights
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    endButton_->setObjectName(QStringLiteral("endButton"));
    endButton_->setFocusPolicy(Qt::NoFocus);
    endButton_->hide();
    connect(endButton_, &QPushButton::clicked, this, &MessageView::showEnd);
    makeLook();
}

MessageView::~MessageView() = default;

void MessageView::takeModel(screen::MessageModel* model, bool isLive)
{
    if (model_ != nullptr) {
        model_->disconnect(this);
        model_->setWatched(false);
    }
    leaveLink();
    model_ = model;
    current_ = QPersistentModelIndex();
    selectedFrom_ = QPersistentModelIndex();
    flashed_ = QPersistentModelIndex();
    selection_.setModel(model);
    flow_.setModel(model, isLive);
    unseen_ = 0;
    if (model_ != nullptr)
        connectModel();
    scheduleRefresh();
}

bool MessageView::shows(const QModelIndex& index) const
{
    return index.isValid() && index.model() == model_;
}

void MessageView::showList(screen::MessageModel* model, Seq at, bool isLive)
{
    if (model != model_)
        takeModel(model, isLive);
    int row = model == nullptr || at == Seq{} ? -1 : model->rowOf(at);
    if (row < 0) {
        flow_.scrollToEnd();
        return scheduleRefresh();
    }
    while (row > 0 && model->isHidden(row))
        --row;
    setCurrentRow(row);
    flow_.scrollToRow(row, MessageFlow::Where::middle);
    flash(row);
    refresh();
}

void MessageView::showListInstead(screen::MessageModel* model)
{
    refreshIfScheduled();
    std::optional<std::pair<Seq, int>> seen;
    for (const MessageFlow::Placed& placed : flow_.placed()) {
        if (const Seq seq = model_->row(placed.row).seq; !seen && seq != Seq{})
            seen = {seq, placed.top};
    }
    const Seq current = currentRow() < 0 ? Seq{} : model_->row(currentRow()).seq;
    takeModel(model, true);
    if (current != Seq{})
        setCurrentRow(model->rowOf(current));
    if (const int row = seen ? model->rowOf(seen->first) : -1; row >= 0)
        flow_.put(row, seen->second);
    refresh();
}

void MessageView::flash(int row)
{
    constexpr std::chrono::milliseconds moment{2'000};
    flashed_ = model_->index(row);
    flashTimer_.start(static_cast<int>(moment.count()), this);
    viewport()->update();
}

void MessageView::setFront(QWidget* front)
{
    front_ = front;
    front_->setParent(viewport());
    flow_.setFront(front_->sizeHint().height());
    scheduleRefresh();
}

void MessageView::placeFront()
{
    if (front_ == nullptr)
        return;
    const int height = front_->sizeHint().height();
    const auto top = std::clamp<std::int64_t>(flow_.frontTop(), -height, viewport()->height());
    front_->setGeometry(0, static_cast<int>(top), viewport()->width(), height);
}

void MessageView::tellNear()
{
    if (model_ == nullptr || !isVisible())
        return;
    if (!flow_.sticksToEnd() && flow_.offset() < viewport()->height())
        Q_EMIT frontNeared();
    if (const int unread = model_->unreadRow(); unread >= 0 && isActiveWindow() && flow_.isSeen(unread))
        Q_EMIT unreadSeen();
    if (!flow_.follows() && flow_.greatestOffset() - flow_.offset() < viewport()->height())
        Q_EMIT endNeared();
}

void MessageView::connectModel()
{
    using Index = const QModelIndex&;
    connect(model_, &QAbstractItemModel::rowsInserted, this,
            [this](Index /*parent*/, int first, int last) { handleInserted(first, last); });
    connect(model_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](Index /*parent*/, int first, int last) { flow_.handleAboutToBeRemoved(first, last); });
    connect(model_, &QAbstractItemModel::rowsRemoved, this, [this](Index /*parent*/, int first, int last) {
        flow_.handleRemoved(first, last);
        scheduleRefresh();
    });
    connect(model_, &QAbstractItemModel::rowsMoved, this,
            [this](Index /*parent*/, int first, int last, Index /*to*/, int row) {
                flow_.handleMoved(first, last + 1 - first, row);
                scheduleRefresh();
            });
    connect(model_, &QAbstractItemModel::dataChanged, this, [this](Index first, Index last) {
        flow_.handleChanged(first.row(), last.row());
        scheduleRefresh();
    });
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        selection_.clear();
        flow_.handleReset();
        unseen_ = 0;
        scheduleRefresh();
    });
}

void MessageView::handleInserted(int first, int last)
{
    flow_.handleInserted(first, last);
    const bool isOlder = first == 0 && last + 1 < model_->rowCount();
    if (isOlder || !flow_.follows())
        return scheduleRefresh();
    int news = 0;
    for (int row = first; row <= last; ++row) {
        const screen::MessageRow& inserted = model_->row(row);
        if (isNews(inserted)) {
            ++news;
            announce(row);
        }
        // Who says something wants to see it.
        if (inserted.state == screen::SendState::pending)
            flow_.scrollToEnd();
    }
    unseen_ = flow_.sticksToEnd() ? 0 : unseen_ + news;
    scheduleRefresh();
}

void MessageView::announce(int row)
{
    const screen::MessageRow& at = model_->row(row);
    if (at.time.milliseconds < QDateTime::currentMSecsSinceEpoch() - longestNews)
        return;
    const bool isUrgent = at.isMention || at.kind == screen::RowKind::announcement;
    announcer_->announce(at.line, isUrgent ? Announcer::Urgency::assertive : Announcer::Urgency::polite);
}

void MessageView::makeLook()
{
    flow_.setLook(std::make_shared<MessageLook>(font(), palette(), viewport()->width(), layoutDirection()));
    scheduleRefresh();
}

void MessageView::takeHeight()
{
    // So that the last line does not touch the edge.
    flow_.setViewHeight(viewport()->height() - flow_.look().unit);
    scheduleRefresh();
}

void MessageView::scheduleRefresh()
{
    if (isRefreshScheduled_)
        return;
    isRefreshScheduled_ = true;
    QMetaObject::invokeMethod(this, &MessageView::refreshIfScheduled, Qt::QueuedConnection);
}

void MessageView::refreshIfScheduled()
{
    if (isRefreshScheduled_)
        refresh();
}

void MessageView::refresh()
{
    isRefreshScheduled_ = false;
    flow_.placed();
    showScrollBar();
    if (flow_.sticksToEnd())
        unseen_ = 0;
    showUnseen();
    placeFront();
    tellWatched();
    tellNear();
    viewport()->update();
}

void MessageView::showScrollBar()
{
    const std::int64_t greatest = flow_.greatestOffset();
    scrollScale_ = greatest / std::numeric_limits<int>::max() + 1;
    const auto steps = [this](std::int64_t pixels) { return static_cast<int>(pixels / scrollScale_); };
    isShowingScrollBar_ = true;
    QScrollBar& bar = *verticalScrollBar();
    bar.setRange(0, steps(greatest));
    bar.setPageStep(std::max(steps(viewport()->height()), 1));
    bar.setSingleStep(std::max(steps(flow_.look().lineHeight), 1));
    bar.setValue(flow_.sticksToEnd() ? bar.maximum() : steps(flow_.offset()));
    isShowingScrollBar_ = false;
}

void MessageView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    if (isShowingScrollBar_)
        return;
    const QScrollBar& bar = *verticalScrollBar();
    if (bar.value() == bar.maximum())
        flow_.scrollToEnd();
    else
        flow_.scrollTo(bar.value() * scrollScale_);
    refresh();
}

/// Who looks at the end sees what comes.
void MessageView::tellWatched()
{
    if (model_ != nullptr)
        model_->setWatched(isVisible() && isActiveWindow() && flow_.follows() && flow_.sticksToEnd());
}

void MessageView::showStart()
{
    flow_.scrollTo(0);
    refresh();
    wantOlder();
}

/// Who scrolls up in a list that cannot be scrolled any further, or is too short for it.
void MessageView::wantOlder()
{
    if (flow_.offset() == 0)
        Q_EMIT frontNeared();
}

void MessageView::showEnd()
{
    flow_.scrollToEnd();
    refresh();
}

void MessageView::showUnread()
{
    const int row = model_ == nullptr ? -1 : model_->unreadRow();
    if (row < 0)
        return;
    flow_.scrollToRow(row, MessageFlow::Where::top);
    refresh();
}

void MessageView::scrollPages(int pages)
{
    // A line stays, to read on from.
    flow_.scrollBy(pages * std::max(viewport()->height() - flow_.look().lineHeight, flow_.look().lineHeight));
    refresh();
    if (pages < 0)
        wantOlder();
}

int MessageView::rowAt(QPoint point)
{
    refreshIfScheduled();
    for (const MessageFlow::Placed& placed : flow_.placed()) {
        if (point.y() >= placed.top && point.y() < placed.bottom())
            return placed.row;
    }
    return -1;
}

QRect MessageView::rowRect(int row)
{
    refreshIfScheduled();
    const MessageFlow::Placed at = flow_.place(row);
    return {0, at.top, viewport()->width(), at.height};
}

QRect MessageView::actionRect(int row)
{
    const QRect at = rowRect(row);
    return flow_.layoutOf(row).actionRect().translated(at.topLeft());
}

QRect MessageView::textRect(int row, qsizetype from, qsizetype to)
{
    const QRect at = rowRect(row);
    return flow_.layoutOf(row).rectOf(from, to).translated(at.topLeft());
}

void MessageView::setHighlight(const QString& text)
{
    find_.setText(text);
    viewport()->update();
}

int MessageView::matchCount() const
{
    return model_ == nullptr ? 0 : find_.count(*model_);
}

int MessageView::matchPlace() const
{
    const auto selected = selection_.firstPart();
    if (model_ == nullptr || !selected || selectedText().compare(find_.text(), Qt::CaseInsensitive) != 0)
        return 0;
    return find_.count(*model_, selected->row, selected->from);
}

bool MessageView::findNext(bool backwards)
{
    if (model_ == nullptr || model_->rowCount() == 0)
        return false;
    refreshIfScheduled();
    const auto selected = selection_.firstPart();
    const int from = selected ? selected->row : flow_.rowNear(viewport()->height());
    const qsizetype position = selected ? (backwards ? selected->from : selected->to)
                                        : (backwards ? std::numeric_limits<int>::max() : 0);
    const auto match = find_.next(*model_, from, position, backwards);
    if (!match)
        return false;
    setCurrentRow(match->row);
    selection_.select(match->row, match->from, match->to);
    flow_.scrollToRow(match->row, MessageFlow::Where::middle);
    // A high row is seen from its beginning; what was found may stand further down.
    const QRect rect = textRect(match->row, match->from, match->to);
    if (rect.bottom() > viewport()->height())
        flow_.scrollBy(rect.center().y() - viewport()->height() / 2);
    refresh();
    return true;
}

void MessageView::showUnseen()
{
    endButton_->setText(tr("%L1 new").arg(unseen_));
    endButton_->setVisible(unseen_ > 0);
    placeEndButton();
}

void MessageView::placeEndButton()
{
    endButton_->adjustSize();
    const QRect area = viewport()->geometry();
    endButton_->move(area.center().x() - endButton_->width() / 2,
                     area.bottom() - endButton_->height() - flow_.look().unit);
}

bool MessageView::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate)
        tellWatched();
    return QAbstractScrollArea::event(event);
}

void MessageView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        makeLook();
        takeHeight();
        placeEndButton();
        if (front_ != nullptr)
            flow_.setFront(front_->sizeHint().height());
        break;
    default:
        break;
    }
}

void MessageView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    tellWatched();
}

void MessageView::hideEvent(QHideEvent* event)
{
    QAbstractScrollArea::hideEvent(event);
    tellWatched();
}

void MessageView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (viewport()->width() != flow_.look().width)
        makeLook();
    takeHeight();
    refresh();
    placeEndButton();
}

/// Time stands only where it is another one than above.
bool MessageView::showsTime(int row) const
{
    int above = row - 1;
    while (above >= 0 && model_->isHidden(above))
        --above;
    return above < 0 || model_->row(above).kind == screen::RowKind::day
        || minuteOf(model_->row(above)) != minuteOf(model_->row(row));
}

void MessageView::paintEvent(QPaintEvent* event)
{
    refreshIfScheduled();
    QPainter painter(viewport());
    // The first row that is seen almost from its beginning has its time in any case, so that one always
    // stands there.
    const int cutOff = -flow_.look().lineHeight / 2;
    bool isTimeWanted = true;
    for (const MessageFlow::Placed& placed : flow_.placed()) {
        const QRect rect(0, placed.top, viewport()->width(), placed.height);
        const bool isFirst =
            isTimeWanted && placed.top > cutOff && model_->row(placed.row).kind != screen::RowKind::day;
        isTimeWanted = isTimeWanted && !isFirst;
        if (!rect.intersects(event->rect()))
            continue;
        const MessageLayout& layout = flow_.layoutOf(placed.row);
        MessagePaint how;
        how.exposed = event->rect().intersected(rect).translated(0, -placed.top);
        std::tie(how.selectedFrom, how.selectedTo) =
            selection_.rangeIn(placed.row, layout.text().text.size());
        how.found = find_.text();
        how.hoveredLink = hoveredRow_.row() == placed.row ? hoveredLink_ : -1;
        how.isCurrent = isCurrentShown_ && hasFocus() && current_.row() == placed.row;
        how.showsTime = showsTime(placed.row) || isFirst;
        // Marks piled on a letter must not reach what others say.
        painter.setClipRect(rect);
        if (flashed_.row() == placed.row)
            painter.fillRect(rect, mixed(flow_.look().found, flow_.look().base, flashTint));
        layout.paint(painter, rect.topLeft(), how);
    }
}

} // namespace hubbub::gui
