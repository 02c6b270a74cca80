// How rows find their places, and what depends on the rows around them: the part of the model that knows no
// notices but what is unread.
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/message_model.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace hubbub::screen {

namespace {

QDate dayOf(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds).date();
}

bool isSpoken(const MessageRow& row)
{
    return row.kind == RowKind::message && row.textStart > 0;
}

bool goesOn(const MessageRow& above, const MessageRow& row)
{
    const std::chrono::milliseconds pause(row.time.milliseconds - above.time.milliseconds);
    return isSpoken(above) && isSpoken(row) && above.name == row.name && !above.isUnsent()
        && !row.isUnreadStart && pause >= pause.zero() && pause < MessageModel::longestGroupPause;
}

void count(PresenceRun& run, const MessageRow& row)
{
    const QString name = qt::shownLine(qt::toUtf8(row.name));
    if (row.kind == RowKind::joined)
        run.addJoined(name);
    else
        run.addLeft(name);
}

} // namespace

std::optional<MessageModel::Position> MessageModel::findWaiting(client::SubmissionId id) const
{
    for (Position at = settled_; at < rows_.size(); ++at) {
        if (rows_[at].unsettled && rows_[at].unsettled->submission == id)
            return at;
    }
    return std::nullopt;
}

void MessageModel::append(MessageRow row)
{
    appendDayIfNew(row.time);
    const bool isPresence = row.isPresence();
    if (isPresence)
        joinPresences(row);
    insert(settled_, std::move(row));
    if (isPresence)
        presencesGrew(settled_);
    ++settled_;
    trim();
}

void MessageModel::appendDayIfNew(WallTime time)
{
    const QDate day = dayOf(time);
    if (day.toJulianDay() == lastDay_)
        return;
    lastDay_ = day.toJulianDay();
    MessageRow row;
    row.kind = RowKind::day;
    row.line = QLocale().toString(day, QLocale::LongFormat);
    row.time = time;
    insert(settled_, std::move(row));
    ++settled_;
}

void MessageModel::insert(Position at, MessageRow row)
{
    row.key = ++lastKey_;
    row.continuesGroup = at > 0 && goesOn(rows_[at - 1], row);
    const int position = static_cast<int>(at);
    beginInsertRows({}, position, position);
    rows_.insert(rows_.begin() + position, std::move(row));
    endInsertRows();
    regroup(at + 1);
}

void MessageModel::settle(Position at)
{
    if (at != settled_) {
        const int from = static_cast<int>(at);
        const int to = static_cast<int>(settled_);
        beginMoveRows({}, from, from, {}, to);
        std::rotate(rows_.begin() + to, rows_.begin() + from, rows_.begin() + from + 1);
        endMoveRows();
        regroup(at + 1);
    }
    regroup(settled_);
    regroup(settled_ + 1);
    ++settled_;
    trim();
}

bool MessageModel::goesOnAt(Position at) const
{
    return at > 0 && goesOn(rows_[at - 1], rows_[at]);
}

/// After the row, or the one above it, has changed.
void MessageModel::regroup(Position at)
{
    if (at >= rows_.size())
        return;
    const bool continues = goesOnAt(at);
    if (std::exchange(rows_[at].continuesGroup, continues) != continues)
        changed({at, at});
}

/// Their own events will not come any more: they were in a gap.
void MessageModel::settleSentBefore(Seq seq)
{
    for (Position at = settled_; at < rows_.size();) {
        if (rows_[at].state == SendState::sent && rows_[at].seq < seq) {
            settle(at);
            at = settled_;
        } else {
            ++at;
        }
    }
}

/// It was in the room after all.
void MessageModel::removeUnsure(const QString& line)
{
    for (Position at = settled_; unsure_ > 0 && at-- > 0;) {
        if (rows_[at].state == SendState::unsure && rows_[at].line == line)
            return removeSettled(at, 1);
    }
}

/// Settled rows of the log from this event on.
void MessageModel::removeFrom(Seq seq)
{
    for (Position end = settled_; end > 0;) {
        Position first = end;
        while (first > 0 && rows_[first - 1].seq >= seq)
            --first;
        if (first < end)
            removeSettled(first, end - first);
        end = first == 0 ? 0 : first - 1;
    }
    removeTrailingDay();
}

/// The date of what was taken away.
void MessageModel::removeTrailingDay()
{
    if (settled_ > 0 && rows_[settled_ - 1].kind == RowKind::day) {
        removeSettled(settled_ - 1, 1);
        lastDay_ = 0;
    }
    for (Position at = 0; at < settled_ && lastDay_ == 0; ++at) {
        const MessageRow& row = rows_[settled_ - 1 - at];
        if (row.kind == RowKind::day)
            lastDay_ = dayOf(row.time).toJulianDay();
    }
}

/// Many at a time, so that a full list does not move with every row.
void MessageModel::trim()
{
    const auto most = static_cast<Position>(most_);
    if (rows_.size() > most && settled_ > 0)
        removeSettled(0, std::min(rows_.size() - most + most / 10, settled_));
}

void MessageModel::removeSettled(Position at, Position count)
{
    const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    std::set<quint64> presences;
    for (auto row = begin; row != end; ++row) {
        unsure_ -= row->state == SendState::unsure ? 1 : 0;
        if (row->presence != 0)
            presences.insert(row->presence);
    }
    beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at + count) - 1);
    rows_.erase(begin, end);
    settled_ -= count;
    for (const quint64 presence : presences)
        recountPresences(presence, at);
    endRemoveRows();
    // Of a run that is left in part, the first row may be another.
    for (const Position edge : {at - 1, at}) {
        if (edge < rows_.size() && presences.contains(rows_[edge].presence))
            changed(presenceRows(edge));
    }
    regroup(at);
}

void MessageModel::changed(std::pair<Position, Position> firstAndLast)
{
    const auto [first, last] = firstAndLast;
    for (Position at = first; at <= last; ++at)
        rows_[at].key = ++lastKey_;
    Q_EMIT dataChanged(createIndex(static_cast<int>(first), 0), createIndex(static_cast<int>(last), 0));
}

// Folds.

/// The run that ends with the last settled row goes on, or another begins.
void MessageModel::joinPresences(MessageRow& row)
{
    const quint64 last = settled_ == 0 ? 0 : rows_[settled_ - 1].presence;
    row.presence = last != 0 && !presences_.at(last).isFull() ? last : ++lastKey_;
    count(presences_[row.presence], row);
}

/// What stands in its first row, once it is folded; or where all of its rows stand, when it begins to be.
void MessageModel::presencesGrew(Position last)
{
    const PresenceRun& run = presences_.at(rows_[last].presence);
    if (!run.isFoldable())
        return;
    const Position first = last + 1 - static_cast<Position>(run.rows());
    changed({first, run.rows() == PresenceRun::mostUnfolded + 1 ? last : first});
}

/// After rows around `at` have gone.
void MessageModel::recountPresences(quint64 id, Position at)
{
    PresenceRun run;
    run.setOpen(presences_.at(id).isOpen());
    Position first = at;
    while (first > 0 && rows_[first - 1].presence == id)
        --first;
    for (; first < rows_.size() && rows_[first].presence == id; ++first)
        count(run, rows_[first]);
    if (run.rows() == 0)
        presences_.erase(id);
    else
        presences_[id] = run;
}

/// The first and the last row of the run around this one.
std::pair<MessageModel::Position, MessageModel::Position> MessageModel::presenceRows(Position at) const
{
    Position first = at;
    while (first > 0 && rows_[first - 1].presence == rows_[at].presence)
        --first;
    return {first, first + static_cast<Position>(presences_.at(rows_[at].presence).rows()) - 1};
}

bool MessageModel::beginsPresences(Position at) const
{
    return at == 0 || rows_[at - 1].presence != rows_[at].presence;
}

const PresenceRun* MessageModel::foldOf(int row) const
{
    const quint64 presence = this->row(row).presence;
    if (presence == 0)
        return nullptr;
    const PresenceRun& run = presences_.at(presence);
    return run.isFoldable() ? &run : nullptr;
}

QString MessageModel::shownText(int row) const
{
    return isFoldHead(row) && !isFoldOpen(row) ? foldOf(row)->summary() : this->row(row).line;
}

bool MessageModel::isHidden(int row) const
{
    const PresenceRun* const fold = foldOf(row);
    return fold != nullptr && !fold->isOpen() && !beginsPresences(static_cast<Position>(row));
}

bool MessageModel::isFoldHead(int row) const
{
    return foldOf(row) != nullptr && beginsPresences(static_cast<Position>(row));
}

bool MessageModel::isFoldOpen(int row) const
{
    const PresenceRun* const fold = foldOf(row);
    return fold != nullptr && fold->isOpen();
}

void MessageModel::toggleFold(int row)
{
    if (foldOf(row) == nullptr)
        return;
    PresenceRun& run = presences_.at(this->row(row).presence);
    run.setOpen(!run.isOpen());
    changed(presenceRows(static_cast<Position>(row)));
}

// What has been read.

void MessageModel::setWatched(bool isWatched)
{
    if (isWatched == isWatched_)
        return;
    if (told_ > readUpTo_.value_or(Seq{}))
        readUpTo_ = told_;
    isWatched_ = isWatched;
    isLineWanted_ = true;
    if (std::exchange(unread_, 0) != 0)
        Q_EMIT unreadChanged();
}

void MessageModel::setReadUpTo(Seq seq)
{
    readUpTo_ = seq;
    isLineWanted_ = true;
}

int MessageModel::unreadRow() const
{
    const auto found =
        std::find_if(rows_.rbegin(), rows_.rend(), [](const MessageRow& row) { return row.isUnreadStart; });
    return found == rows_.rend() ? -1 : static_cast<int>(rows_.rend() - found) - 1;
}

/// What the room tells of the past was read if it was told before; what it tells now is, if somebody looks.
bool MessageModel::isUnread(const client::EventNotice& notice, const MessageRow& row) const
{
    if (notice.own || (row.kind != RowKind::message && row.kind != RowKind::announcement))
        return false;
    return notice.seq <= head_ ? readUpTo_ && notice.seq > *readUpTo_ : !isWatched_;
}

void MessageModel::countUnread(MessageRow& row)
{
    if (std::exchange(isLineWanted_, false)) {
        clearUnreadLine();
        row.isUnreadStart = true;
    }
    if (isWatched_)
        return;
    ++unread_;
    Q_EMIT unreadChanged();
}

void MessageModel::clearUnreadLine()
{
    const int row = unreadRow();
    if (row < 0)
        return;
    const auto at = static_cast<Position>(row);
    rows_[at].isUnreadStart = false;
    changed({at, at});
    regroup(at);
}

} // namespace hubbub::screen
