// Paints the rows of the message list, tells the view their heights, and lets "Try again" be clicked.
#pragma once

#include <QHash>
#include <QStyledItemDelegate>

namespace hubbub::gui {

class MessageDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of the rows to come: as wide as the viewport, since each takes a whole line of it.
    void setWidth(int width);
    /// Font or palette have changed: what was measured counts no more.
    void forgetHeights() { heights_.clear(); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

Q_SIGNALS:
    void retryRequested(const QModelIndex& index);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    int width_ = 0;
    /// By MessageModel::KeyRole. The view asks for every row whenever one is added.
    mutable QHash<quint64, int> heights_;
};

} // namespace hubbub::gui
