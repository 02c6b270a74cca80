#include "client-gui/message_delegate.h"

#include "client-gui/message_layout.h"
#include "protocol/screen/message_model.h"

#include <QMouseEvent>
#include <QPainter>

namespace hubbub::gui {

namespace {

/// Rows come and go, and their heights stay until there are too many.
constexpr qsizetype mostHeights = 4 * qsizetype{screen::MessageModel::mostRows};

} // namespace

void MessageDelegate::setWidth(int width)
{
    if (width == width_)
        return;
    width_ = width;
    forgetHeights();
}

void MessageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    MessageLayout(index, option, option.rect.width()).paint(*painter, option.rect);
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const quint64 key = index.data(screen::MessageModel::KeyRole).toULongLong();
    auto found = heights_.constFind(key);
    if (found == heights_.cend()) {
        if (heights_.size() >= mostHeights)
            heights_.clear();
        found = heights_.insert(key, MessageLayout(index, option, width_).height());
    }
    return {width_, *found};
}

bool MessageDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                  const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto* const mouse = static_cast<QMouseEvent*>(event);
    const MessageLayout layout(index, option, option.rect.width());
    if (mouse->button() != Qt::LeftButton
        || !layout.retryArea(option.rect).contains(mouse->position().toPoint()))
        return false;
    Q_EMIT retryRequested(index);
    return true;
}

} // namespace hubbub::gui
