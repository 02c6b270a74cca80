#include "client-gui/member_delegate.h"

#include "client-gui/colors.h"
#include "client-gui/icons.h"
#include "protocol/screen/member_model.h"

namespace hubbub::gui {

using screen::MemberModel;

MemberDelegate::MemberDelegate(QObject* parent)
    : QStyledItemDelegate(parent),
      memberIcon_(memberIcon()),
      awayIcon_(awayIcon()),
      adminIcon_(adminIcon())
{
}

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {1, QStyledItemDelegate::sizeHint(option, index).height()};
}

void MemberDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isAway = index.data(MemberModel::AwayRole).toBool();
    const bool isAdmin = index.data(MemberModel::AdminRole).toBool();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = isAdmin ? adminIcon_ : isAway ? awayIcon_ : memberIcon_;
    option->decorationSize = option->icon.actualSize(option->decorationSize);
    option->font.setItalic(isAway);
    option->font.setBold(index.data(MemberModel::OwnRole).toBool());
    if (isAway) {
        const QColor text = option->palette.color(QPalette::Text);
        option->palette.setColor(QPalette::Text, dimmed(text, option->palette.color(QPalette::Base)));
    }
}

} // namespace hubbub::gui
