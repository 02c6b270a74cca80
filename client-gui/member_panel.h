// The list of members at the side: how many, a filter, and what can be done to one.
#pragma once

#include "protocol/screen/sorted_members.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QWidget>

#include <chrono>
#include <optional>

class QMenu;

namespace hubbub::gui {

class MemberPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MemberPanel(screen::MemberModel& members, QWidget* parent = nullptr);

    void setAdmin(bool isAdmin) { isAdmin_ = isAdmin; }

Q_SIGNALS:
    /// The person wants to write to, or about, this one.
    void nameChosen(const QString& name);
    void kickRequested(hubbub::MemberId member);
    void banRequested(hubbub::MemberId member);
    /// Nothing: until it is lifted.
    void muteRequested(hubbub::MemberId member, std::optional<std::chrono::milliseconds> length);
    void unmuteRequested(hubbub::MemberId member);

private:
    void showMenu(const QPoint& at);
    void addModeration(QMenu& menu, MemberId member);

    screen::MemberModel& members_;
    screen::SortedMembers* sorted_;
    QLabel* count_;
    QLineEdit* filter_;
    QListView* list_;
    bool isAdmin_ = false;
};

} // namespace hubbub::gui
