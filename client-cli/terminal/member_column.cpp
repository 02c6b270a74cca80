#include "client-cli/terminal/member_column.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>

namespace hubbub::terminal {

MemberColumn::MemberColumn(const screen::MemberModel& members, QObject* parent)
    : QObject(parent),
      members_(members)
{
    const auto outdate = [this] {
        isSorted_ = false;
        Q_EMIT changed();
    };
    connect(&members, &QAbstractItemModel::rowsInserted, this, outdate);
    connect(&members, &QAbstractItemModel::rowsRemoved, this, outdate);
    connect(&members, &QAbstractItemModel::dataChanged, this, outdate);
    connect(&members, &QAbstractItemModel::modelReset, this, outdate);
}

void MemberColumn::sort()
{
    using Role = screen::MemberModel::Role;
    if (std::exchange(isSorted_, true))
        return;
    sorted_.clear();
    for (int row = 0; row < members_.rowCount(); ++row) {
        const QModelIndex index = members_.index(row);
        sorted_.push_back(
            {members_.data(index, Role::NameRole).toString(), members_.data(index, Role::AwayRole).toBool(),
             members_.data(index, Role::AdminRole).toBool(), members_.data(index, Role::OwnRole).toBool()});
    }
    std::ranges::sort(sorted_, [](const Member& one, const Member& other) {
        return one.name.compare(other.name, Qt::CaseInsensitive) < 0;
    });
}

std::vector<ScreenLine> MemberColumn::lines(QSize size, Glyphs glyphs)
{
    sort();
    std::vector<ScreenLine> lines;
    Style heading;
    heading.ink = Ink::dim;
    const auto addLine = [&](const QString& text, Style style) {
        lines.emplace_back().add(elided(text, size.width(), glyphs), style, glyphs);
    };
    addLine(tr("Here: %L1").arg(sorted_.size()), heading);
    const auto room = static_cast<std::size_t>(std::max(0, size.height() - 1));
    const std::size_t shown = sorted_.size() <= room ? sorted_.size() : room - std::min<std::size_t>(room, 1);
    for (std::size_t i = 0; i < shown; ++i) {
        const Member& member = sorted_[i];
        Style style = styleOfName(member.name);
        style.isBold = member.isOwn;
        if (member.isAway)
            style.ink = Ink::dim;
        QString text = (member.isAdmin ? QLatin1String("@") : QLatin1String(" "))
                     + qt::shownLine(qt::toUtf8(member.name));
        if (member.isAway)
            text += tr(" (away)");
        addLine(text, style);
    }
    if (shown < sorted_.size())
        addLine(tr(" and %L1 more").arg(sorted_.size() - shown), heading);
    return lines;
}

} // namespace hubbub::terminal
