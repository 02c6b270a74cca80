#include "client-cli/terminal/member_column.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>

namespace hubbub::terminal {

MemberColumn::MemberColumn(screen::MemberModel& members, QObject* parent) : QObject(parent), members_(members)
{
    connect(&members_, &screen::SortedMembers::countChanged, this, &MemberColumn::changed);
}

std::vector<ScreenLine> MemberColumn::lines(QSize size, Glyphs glyphs)
{
    using Role = screen::MemberModel::Role;
    const int count = members_.rowCount();
    std::vector<ScreenLine> lines;
    if (count == 0) // nobody is known before the welcome
        return lines;
    Style heading;
    heading.ink = Ink::dim;
    const auto addLine = [&](const QString& text, Style style) {
        lines.emplace_back().add(elided(text, size.width(), glyphs), style, glyphs);
    };
    addLine(tr("Here: %L1").arg(count), heading);
    const int room = std::max(0, size.height() - 1);
    const int shown = count <= room ? count : std::max(0, room - 1);
    for (int row = 0; row < shown; ++row) {
        const QModelIndex member = members_.index(row, 0);
        const QString name = member.data(Role::NameRole).toString();
        const bool isAway = member.data(Role::AwayRole).toBool();
        Style style = styleOfName(name);
        style.isBold = member.data(Role::OwnRole).toBool();
        if (isAway)
            style.ink = Ink::dim;
        QString text = (member.data(Role::AdminRole).toBool() ? QLatin1String("@") : QLatin1String(" "))
                     + qt::shownLine(qt::toUtf8(name));
        if (isAway)
            text += tr(" (away)");
        addLine(text, style);
    }
    if (shown < count)
        addLine(tr(" and %L1 more").arg(count - shown), heading);
    return lines;
}

} // namespace hubbub::terminal
