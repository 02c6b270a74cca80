#include "client-gui/message_view.h"

#include "client-gui/message_delegate.h"
#include "protocol/screen/message_model.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QUrl>

#include <algorithm>

namespace hubbub::gui {

namespace {

/// So near to the end counts as there.
constexpr int nearEnd = 4;

screen::RowKind kindOf(const QModelIndex& index)
{
    return static_cast<screen::RowKind>(index.data(screen::MessageModel::KindRole).toInt());
}

bool isUnsent(const QModelIndex& index)
{
    const auto state = static_cast<screen::SendState>(index.data(screen::MessageModel::StateRole).toInt());
    return state == screen::SendState::refused || state == screen::SendState::unsure;
}

/// Somebody said or did something: not a date, and not one's own on its way.
bool isNews(const QModelIndex& index)
{
    const auto state = static_cast<screen::SendState>(index.data(screen::MessageModel::StateRole).toInt());
    return kindOf(index) != screen::RowKind::day && state == screen::SendState::none;
}

QStringList linksIn(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("https?://[^\\s<>\"“”（），。、]+"));
    QStringList links;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();)
        links += matches.next().captured();
    return links;
}

} // namespace

MessageView::MessageView(QWidget* parent)
    : QListView(parent),
      delegate_(new MessageDelegate(this)),
      endButton_(new QPushButton(this))
{
    setItemDelegate(delegate_);
    setAccessibleName(tr("Messages"));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    endButton_->setObjectName(QStringLiteral("endButton"));
    endButton_->setFocusPolicy(Qt::NoFocus);
    endButton_->hide();
    connect(endButton_, &QPushButton::clicked, this, &MessageView::showEnd);
    connect(delegate_, &MessageDelegate::retryRequested, this, &MessageView::retryRequested,
            Qt::QueuedConnection);
    connect(this, &QAbstractItemView::activated, this, &MessageView::requestRetry);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &MessageView::handleScroll);
}

void MessageView::setModel(QAbstractItemModel* newModel)
{
    QListView::setModel(newModel);
    if (newModel == nullptr)
        return;
    // Qt's list view does not lay out anew when rows change places.
    connect(newModel, &QAbstractItemModel::rowsMoved, this, [this] { scheduleDelayedItemsLayout(); });
}

void MessageView::showEnd()
{
    sticksToEnd_ = true;
    restorePlace();
    setUnseen(0);
}

void MessageView::doItemsLayout()
{
    isLayingOut_ = true;
    delegate_->setWidth(viewport()->width());
    QListView::doItemsLayout();
    isLayingOut_ = false;
    restorePlace();
}

void MessageView::restorePlace()
{
    QScrollBar& bar = *verticalScrollBar();
    if (sticksToEnd_)
        bar.setValue(bar.maximum());
    else if (top_.isValid())
        bar.setValue(bar.value() + visualRect(top_).top() + aboveTop_);
}

void MessageView::handleScroll()
{
    if (isLayingOut_)
        return;
    const QScrollBar& bar = *verticalScrollBar();
    sticksToEnd_ = bar.value() >= bar.maximum() - nearEnd;
    top_ = indexAt({1, 1});
    aboveTop_ = top_.isValid() ? -visualRect(top_).top() : 0;
    if (sticksToEnd_)
        setUnseen(0);
}

void MessageView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QListView::rowsInserted(parent, start, end);
    int news = 0;
    for (int row = start; row <= end; ++row) {
        const QModelIndex index = model()->index(row, 0);
        news += isNews(index) ? 1 : 0;
        const auto state =
            static_cast<screen::SendState>(index.data(screen::MessageModel::StateRole).toInt());
        // Who says something wants to see it.
        if (state == screen::SendState::pending)
            sticksToEnd_ = true;
    }
    setUnseen(sticksToEnd_ ? 0 : unseen_ + news);
}

void MessageView::setUnseen(int count)
{
    unseen_ = count;
    endButton_->setText(tr("%L1 new").arg(count));
    endButton_->setVisible(count > 0);
    placeEndButton();
}

void MessageView::placeEndButton()
{
    endButton_->adjustSize();
    const QRect area = viewport()->geometry();
    endButton_->move(area.center().x() - endButton_->width() / 2, area.bottom() - endButton_->height() - 8);
}

void MessageView::resizeEvent(QResizeEvent* event)
{
    isLayingOut_ = true; // until the rows have their new widths, nothing stands where it will
    QListView::resizeEvent(event);
    isLayingOut_ = false;
    scheduleDelayedItemsLayout();
    placeEndButton();
}

void MessageView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        delegate_->forgetHeights();
        scheduleDelayedItemsLayout();
    }
}

void MessageView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QListView::keyPressEvent(event);
}

QString MessageView::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    const auto isDay = [](const QModelIndex& index) { return kindOf(index) == screen::RowKind::day; };
    if (!std::ranges::all_of(rows, isDay))
        rows.removeIf(isDay);
    QStringList lines;
    for (const QModelIndex& row : rows)
        lines += row.data().toString();
    return lines.join(QLatin1Char('\n'));
}

void MessageView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MessageView::requestRetry(const QModelIndex& index)
{
    if (isUnsent(index))
        Q_EMIT retryRequested(index);
}

void MessageView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPersistentModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const copyRows = menu->addAction(tr("&Copy"), this, &MessageView::copy);
    copyRows->setEnabled(selectionModel()->hasSelection());
    menu->addAction(tr("Select &all"), this, &MessageView::selectAll);
    if (index.isValid() && isUnsent(index))
        menu->addAction(tr("&Try again"), this, [this, index] { requestRetry(index); });
    const QStringList links = index.isValid() ? linksIn(index.data().toString()) : QStringList();
    for (const QString& link : links) {
        const QString shown = QString(link).replace(QLatin1Char('&'), QLatin1String("&&"));
        menu->addAction(tr("Open %1").arg(shown), this, [link] { QDesktopServices::openUrl(QUrl(link)); });
    }
    menu->popup(isByKey && index.isValid() ? viewport()->mapToGlobal(visualRect(index).center())
                                           : event->globalPos());
}

} // namespace hubbub::gui
