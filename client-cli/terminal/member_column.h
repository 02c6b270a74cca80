// Who is in the room, as a column beside it: by name, those who are away dimmed, admins marked.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/sorted_members.h"

#include <QCoreApplication>
#include <QObject>
#include <QSize>

namespace hubbub::terminal {

class MemberColumn final : public QObject {
    Q_OBJECT

public:
    /// `members` must outlive it.
    explicit MemberColumn(screen::MemberModel& members, QObject* parent = nullptr);

    /// At most so many rows; the last one tells how many more there are.
    std::vector<ScreenLine> lines(QSize size, Glyphs glyphs);

Q_SIGNALS:
    void changed();

private:
    screen::SortedMembers members_;
};

} // namespace hubbub::terminal
