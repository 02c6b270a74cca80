// How a member looks in the list: by icon and by type, who is oneself, who is an admin, who is away.
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

namespace hubbub::gui {

class MemberDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MemberDelegate(QObject* parent = nullptr);
    /// As narrow as the list: the list would otherwise be as wide as its first name.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    QIcon memberIcon_;
    QIcon awayIcon_;
    QIcon adminIcon_;
};

} // namespace hubbub::gui
