// Who is in the room, as a column beside it: by name, those who are away dimmed, admins marked.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/member_model.h"

#include <QCoreApplication>
#include <QObject>
#include <QSize>

namespace hubbub::terminal {

class MemberColumn final : public QObject {
    Q_OBJECT

public:
    explicit MemberColumn(const screen::MemberModel& members, QObject* parent = nullptr);

    /// At most so many rows; the last one tells how many more there are.
    std::vector<ScreenLine> lines(QSize size, Glyphs glyphs);

Q_SIGNALS:
    void changed();

private:
    struct Member {
        QString name;
        bool isAway = false;
        bool isAdmin = false;
        bool isOwn = false;
    };
    void sort();

    const screen::MemberModel& members_;
    std::vector<Member> sorted_;
    bool isSorted_ = false;
};

} // namespace hubbub::terminal
