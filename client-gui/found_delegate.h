// A place that a search found: when, who, and the lines of what was said around the words, which are marked.
#pragma once

#include <QStringList>
#include <QStyledItemDelegate>

namespace hubbub::gui {

class FoundDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit FoundDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}

    /// What is to be marked, in whatever case.
    void setWords(const QStringList& words) { words_ = words; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QStringList words_;
};

} // namespace hubbub::gui
