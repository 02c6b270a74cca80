#include "protocol/screen/sorted_members.h"

namespace hubbub::screen {

SortedMembers::SortedMembers(MemberModel& members, QObject* parent)
    : QSortFilterProxyModel(parent),
      members_(members)
{
    setSourceModel(&members);
    sort(0);
    // What the members do, not this view of them: the count is also of those that are not wanted.
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&members, changed, this, &SortedMembers::countChanged);
    connect(&members, &QAbstractItemModel::dataChanged, this, &SortedMembers::countChanged);
    connect(&members, &QAbstractItemModel::modelReset, this, &SortedMembers::countChanged);
}

void SortedMembers::setWanted(const QString& text)
{
    wanted_ = text.trimmed();
    invalidateFilter();
    Q_EMIT countChanged();
}

QString SortedMembers::countText() const
{
    const int all = members_.rowCount();
    if (!wanted_.isEmpty())
        return tr("%L1 of %L2", "members found, members in all").arg(rowCount()).arg(all);
    const QString count = all == 1 ? tr("1 member") : tr("%L1 members").arg(all);
    const int away = members_.awayCount();
    return away == 0 ? count : tr("%1, %L2 away", "how many members, how many of them").arg(count).arg(away);
}

bool SortedMembers::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return members_.isBefore(left.row(), right.row());
}

bool SortedMembers::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex member = members_.index(row, 0, parent);
    return wanted_.isEmpty()
        || member.data(MemberModel::NameRole).toString().contains(wanted_, Qt::CaseInsensitive);
}

} // namespace hubbub::screen
