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

MessageRow dayRow(WallTime time)
{
    MessageRow row;
    row.kind = RowKind::day;
    row.line = QLocale().toString(dayOf(time), QLocale::LongFormat);
    row.time = time;
    return row;
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

/// Something of the log that has its place; other rows have no number.
std::optional<MessageModel::Position> MessageModel::findSettled(Seq seq) const
{
    for (Position at = settled_; at-- > 0;) {
        if (rows_[at].seq == seq)
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
    insert(settled_, dayRow(time));
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

/// Runs of joins and leaves that meet where the two parts do stay two.
void MessageModel::insertInFront(std::vector<MessageRow> rows)
{
    if (rows.empty())
        return;
    // The date that stood at the front stands further up.
    if (settled_ > 0 && rows_.front().kind == RowKind::day
        && dayOf(rows_.front().time) == dayOf(rows.back().time))
        removeSettled(0, 1);
    if (settled_ == 0)
        lastDay_ = dayOf(rows.back().time).toJulianDay();
    const Position count = rows.size();
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    rows_.insert(rows_.begin(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    settled_ += count;
    for (Position at = 0; at < count; ++at) {
        rows_[at].key = ++lastKey_;
        rows_[at].continuesGroup = goesOnAt(at);
    }
    endInsertRows();
    regroup(count);
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

std::size_t MessageModel::pending() const
{
    const auto waiting = rows_.begin() + static_cast<std::ptrdiff_t>(settled_);
    const auto isPending = [](const MessageRow& row) { return row.state == SendState::pending; };
    return static_cast<std::size_t>(std::count_if(waiting, rows_.end(), isPending));
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

/// They can be loaded again.
void MessageModel::removeBefore(Seq seq)
{
    Position end = 0;
    while (end < settled_ && rows_[end].seq < seq && !rows_[end].isUnsent())
        ++end;
    if (end > 0)
        removeSettled(0, end);
    oldest_ = seq;
}

void MessageModel::removeKeptMark()
{
    for (Position at = settled_; at-- > 0;) {
        if (rows_[at].kind == RowKind::kept)
            removeSettled(at, 1);
    }
}

void MessageModel::dropFrom(Seq seq)
{
    removeFrom(seq);
    told_ = std::min(told_, Seq{seq.value - 1});
}

void MessageModel::dropBefore(Seq seq)
{
    const int row = rowOf(seq);
    auto count = row < 0 ? settled_ : static_cast<Position>(row);
    while (count > 0 && rows_[count - 1].kind == RowKind::day)
        --count;
    const bool hadDay = row > static_cast<int>(count);
    if (count == 0)
        return;
    removeSettled(0, count);
    oldest_ = std::max(oldest_, seq);
    if (hadDay || settled_ == 0)
        return;
    std::vector<MessageRow> day;
    day.push_back(dayRow(rows_.front().time));
    insertInFront(std::move(day));
}

int MessageModel::rowOf(Seq seq) const
{
    int found = -1;
    for (Position at = settled_; at-- > 0;) {
        if (rows_[at].seq == Seq{})
            continue;
        if (rows_[at].seq < seq)
            break;
        found = static_cast<int>(at);
    }
    return found;
}

std::optional<Seq> MessageModel::firstSince(WallTime time) const
{
    std::optional<Seq> found;
    for (Position at = settled_; at-- > 0;) {
        const MessageRow& row = rows_[at];
        if (row.seq == Seq{})
            continue;
        if (row.time < time)
            return found;
        found = row.seq;
    }
    return std::nullopt;
}

bool MessageModel::isBefore(WallTime time) const
{
    return std::ranges::all_of(rows_,
                               [time](const MessageRow& row) { return row.seq == Seq{} || row.time < time; });
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
    if (rows_.size() <= most || settled_ == 0)
        return;
    removeSettled(0, std::min(rows_.size() - most + most / 10, settled_));
    // What has gone can be loaded again.
    const auto first = std::ranges::find_if(rows_, [](const MessageRow& row) { return row.seq != Seq{}; });
    oldest_ = first == rows_.end() ? next(told_) : first->seq;
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
    countPresence(settled_ == 0 ? 0 : rows_[settled_ - 1].presence, row);
}

quint64 MessageModel::countPresence(quint64 run, MessageRow& row)
{
    row.presence = run != 0 && !presences_.at(run).isFull() ? run : ++lastKey_;
    count(presences_[row.presence], row);
    return row.presence;
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

/// Who watches an empty list has read what an earlier run of the program had shown.
Seq MessageModel::readUpTo() const
{
    return std::max(isWatched_ ? told_ : Seq{}, readUpTo_.value_or(Seq{}));
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
    return isNews(notice) && (notice.seq <= head_ || !isWatched_);
}

/// It happens in this run, or has not been read in an earlier one.
bool MessageModel::isNews(const client::EventNotice& notice) const
{
    return notice.seq > head_ || (readUpTo_ && notice.seq > *readUpTo_);
}

void MessageModel::countUnread(MessageRow& row)
{
    if (std::exchange(isLineWanted_, false)) {
        clearUnreadLine();
        row.isUnreadStart = true;
        readAtLine_ = readUpTo_.value_or(row.seq);
    }
    if (isWatched_)
        return;
    ++unread_;
    Q_EMIT unreadChanged();
}

/// What was not read begins further up than where the room had begun to tell.
void MessageModel::raiseUnreadLine(std::vector<MessageRow>& older)
{
    const auto first = std::ranges::find_if(older, [this](const MessageRow& row) {
        return row.seq > readAtLine_ && row.name != ownName_
            && (row.kind == RowKind::message || row.kind == RowKind::announcement);
    });
    if (first == older.end() || unreadRow() < 0)
        return;
    clearUnreadLine();
    first->isUnreadStart = true;
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
