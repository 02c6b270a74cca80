// The members by name, as the person's language orders them and as people count: 小明2 before 小明10; all, or
// those whose name holds some text.
#pragma once

#include "protocol/screen/member_model.h"

#include <QSortFilterProxyModel>

namespace hubbub::screen {

class SortedMembers final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// `members` must outlive it.
    explicit SortedMembers(MemberModel& members, QObject* parent = nullptr);

    /// Empty: all.
    void setWanted(const QString& text);
    /// `12 members, 2 away`; `3 of 12` when not all are wanted.
    QString countText() const;

Q_SIGNALS:
    void countChanged();

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    MemberModel& members_;
    QString wanted_;
};

} // namespace hubbub::screen
