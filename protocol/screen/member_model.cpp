#include "protocol/screen/member_model.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>

namespace hubbub::screen {

MemberModel::MemberModel(QObject* parent) : QAbstractListModel(parent)
{
    order_.setNumericMode(true);
    order_.setCaseSensitivity(Qt::CaseInsensitive);
}

MemberModel::Row MemberModel::rowFor(const chat::RosterEntry& entry) const
{
    return {entry, {}, order_.sortKey(qt::fromUtf8(entry.name))};
}

void MemberModel::handleWelcome(const client::WelcomeNotice& notice)
{
    beginResetModel();
    own_ = notice.member;
    rows_.clear();
    for (const chat::RosterEntry& entry : notice.members)
        rows_.push_back(rowFor(entry));
    endResetModel();
}

void MemberModel::handleEvent(const client::EventNotice& notice)
{
    if (notice.history)
        return;
    const chat::Event& event = notice.event;
    if (const auto* const joined = std::get_if<chat::Joined>(&event.what))
        add({event.member, event.name, joined->fingerprint, {}});
    else if (std::holds_alternative<chat::Left>(event.what))
        remove(event.member);
    else if (const auto* const renamed = std::get_if<chat::Renamed>(&event.what))
        rename(event.member, renamed->name);
}

void MemberModel::handlePresence(const client::PresenceNotice& notice)
{
    for (const chat::PresenceChange& change : notice.changes) {
        const int row = rowOf(change.member);
        if (row < 0)
            continue;
        Row& there = rows_[static_cast<std::size_t>(row)];
        there.entry.flags = change.flags;
        there.awayText = change.awayText ? qt::shownLine(*change.awayText) : QString();
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void MemberModel::clear()
{
    beginResetModel();
    rows_.clear();
    own_ = {};
    endResetModel();
}

std::optional<chat::RosterEntry> MemberModel::find(MemberId member) const
{
    const int row = rowOf(member);
    return row < 0 ? std::nullopt : std::optional(rows_[static_cast<std::size_t>(row)].entry);
}

std::optional<chat::RosterEntry> MemberModel::find(const QString& name) const
{
    const std::string wanted = qt::toUtf8(name);
    const auto found =
        std::ranges::find(rows_, wanted, [](const Row& row) -> const std::string& { return row.entry.name; });
    return found == rows_.end() ? std::nullopt : std::optional(found->entry);
}

QStringList MemberModel::names() const
{
    QStringList names;
    for (const Row& row : rows_)
        names += qt::fromUtf8(row.entry.name);
    return names;
}

std::vector<chat::RosterEntry> MemberModel::entries() const
{
    std::vector<chat::RosterEntry> entries;
    entries.reserve(rows_.size());
    for (const Row& row : rows_)
        entries.push_back(row.entry);
    return entries;
}

int MemberModel::awayCount() const
{
    return static_cast<int>(
        std::ranges::count_if(rows_, [](const Row& row) { return row.entry.flags.away; }));
}

bool MemberModel::isBefore(int row, int other) const
{
    return rows_[static_cast<std::size_t>(row)].place < rows_[static_cast<std::size_t>(other)].place;
}

int MemberModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant MemberModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& [entry, awayText, place] = rows_[static_cast<std::size_t>(index.row())];
    const bool isOwn = entry.member == own_;
    const QString name = qt::shownLine(entry.name);
    switch (role) {
    case Qt::DisplayRole:
        return isOwn ? tr("%1 (you)").arg(name) : name;
    case Qt::AccessibleTextRole: {
        QStringList parts{data(index, Qt::DisplayRole).toString()};
        if (entry.flags.admin)
            parts += tr("admin");
        if (entry.flags.away)
            parts += tr("away");
        return parts.join(QStringLiteral(", "));
    }
    case Qt::ToolTipRole: {
        const QString key = qt::fromUtf8(shownFingerprint(entry.fingerprint));
        QStringList lines{tr("%1, member %2, key %3").arg(name).arg(entry.member.value).arg(key)};
        if (entry.flags.admin)
            lines += tr("Admin of this room");
        if (entry.flags.away)
            lines += awayText.isEmpty() ? tr("Away") : tr("Away: %1").arg(awayText);
        return lines.join(QLatin1Char('\n'));
    }
    case NameRole:
        return qt::fromUtf8(entry.name);
    case MemberRole:
        return entry.member.value;
    case AwayRole:
        return entry.flags.away;
    case AdminRole:
        return entry.flags.admin;
    case OwnRole:
        return isOwn;
    default:
        return {};
    }
}

std::vector<MemberModel::Row>::const_iterator MemberModel::place(MemberId member) const
{
    return std::ranges::lower_bound(rows_, member, {}, [](const Row& row) { return row.entry.member; });
}

int MemberModel::rowOf(MemberId member) const
{
    const auto found = place(member);
    if (found == rows_.end() || found->entry.member != member)
        return -1;
    return static_cast<int>(found - rows_.begin());
}

/// Events up to the head are told again after a welcome that knows them already.
void MemberModel::add(const chat::RosterEntry& entry)
{
    const auto at = place(entry.member);
    if (at != rows_.end() && at->entry.member == entry.member)
        return;
    const int row = static_cast<int>(at - rows_.begin());
    beginInsertRows({}, row, row);
    rows_.insert(at, rowFor(entry));
    endInsertRows();
}

void MemberModel::remove(MemberId member)
{
    const int row = rowOf(member);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    rows_.erase(rows_.begin() + row);
    endRemoveRows();
}

void MemberModel::rename(MemberId member, const std::string& name)
{
    const int row = rowOf(member);
    if (row < 0)
        return;
    Row& there = rows_[static_cast<std::size_t>(row)];
    there.entry.name = name;
    there.place = order_.sortKey(qt::fromUtf8(name));
    Q_EMIT dataChanged(index(row), index(row));
}

} // namespace hubbub::screen
