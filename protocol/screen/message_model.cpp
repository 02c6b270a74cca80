#include "protocol/screen/message_model.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace hubbub::screen {

namespace {

QDateTime localTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds);
}

RowKind kindOf(const chat::Event& event)
{
    if (std::holds_alternative<chat::Message>(event.what))
        return RowKind::message;
    if (std::holds_alternative<chat::Announcement>(event.what))
        return RowKind::announcement;
    return RowKind::presence;
}

MessageRow rowOf(const client::EventNotice& notice, QString line)
{
    MessageRow row;
    row.kind = kindOf(notice.event);
    row.seq = notice.seq;
    row.time = notice.event.time;
    if (row.kind != RowKind::announcement)
        row.name = qt::fromUtf8(notice.event.name);
    row.line = std::move(line);
    if (notice.submission)
        row.state = SendState::sent;
    return row;
}

/// The line that the log will have for it.
QString lineOf(const Draft& draft, const QString& name, WallTime now)
{
    chat::Event event{.time = now,
                      .member = {},
                      .name = qt::toUtf8(name),
                      .number = {},
                      .content = chat::Content{{}, qt::toUtf8(draft.text)},
                      .what = chat::Message{draft.style}};
    if (draft.isAnnouncement)
        event.what = chat::Announcement{};
    return qt::eventLine(event);
}

MessageRow localRow(RowKind kind, const QString& text, WallTime now)
{
    MessageRow row;
    row.kind = kind;
    row.line = text;
    row.time = now;
    return row;
}

bool isUnsent(const MessageRow& row)
{
    return row.state == SendState::refused || row.state == SendState::unsure;
}

} // namespace

MessageModel::MessageModel(QObject* parent, int most) : QAbstractListModel(parent), most_(most) {}

void MessageModel::handleEvent(const client::EventNotice& notice)
{
    const QString line = qt::eventLine(notice.event);
    if (isToldAlready(notice, line))
        return;
    told_ = notice.seq;
    if (line.isEmpty())
        return;
    settleSentBefore(notice.seq);
    const auto waiting = notice.submission ? findWaiting(*notice.submission) : std::nullopt;
    if (!waiting) {
        if (notice.own)
            removeUnsure(line);
        append(rowOf(notice, line));
        return;
    }
    appendDayIfNew(notice.event.time);
    const Position at = *findWaiting(*notice.submission);
    MessageRow& row = rows_[at];
    row = rowOf(notice, line);
    changed(at);
    settle(at);
}

void MessageModel::handleSent(const client::SentNotice& notice)
{
    if (const auto at = findWaiting(notice.submission)) {
        rows_[*at].state = SendState::sent;
        rows_[*at].seq = notice.seq;
        changed(*at);
    }
}

bool MessageModel::handleRefused(client::SubmissionId id, const QString& reason)
{
    const auto at = findWaiting(id);
    if (!at)
        return false;
    rows_[*at].state = SendState::refused;
    rows_[*at].reason = reason;
    changed(*at);
    settle(*at);
    return true;
}

void MessageModel::handleGap(const client::GapNotice& notice, WallTime now)
{
    if (notice.to <= earlierEnd_)
        return;
    told_ = notice.to;
    const Seq from = std::max(notice.from, next(earlierEnd_));
    append(localRow(RowKind::gap,
                    tr("The server keeps events %1 to %2 no longer.").arg(from.value).arg(notice.to.value),
                    now));
    settleSentBefore(next(notice.to));
}

void MessageModel::handleFork(const QString& text, WallTime now)
{
    settleSentBefore(Seq{~Seq::Value{0}});
    earlier_.clear();
    earlierEnd_ = {};
    append(localRow(RowKind::fork, text, now));
}

void MessageModel::handleEnd(const QString& reason)
{
    while (settled_ < rows_.size()) {
        MessageRow& row = rows_[settled_];
        if (row.state == SendState::pending) {
            row.state = SendState::unsure;
            row.reason = reason;
            ++unsure_;
            changed(settled_);
        }
        settle(settled_);
    }
}

void MessageModel::beginAgain(Seq head)
{
    removeFrom(next(std::min(told_, head)));
    told_ = std::min(told_, head);
    earlierEnd_ = told_;
    earlier_.clear();
    for (Position at = 0; at < settled_; ++at) {
        if (rows_[at].seq != Seq{})
            earlier_.insert_or_assign(rows_[at].seq, Told{rows_[at].line, rows_[at].time});
    }
}

/// If the log says otherwise than the rows of the earlier run, those from there on go.
bool MessageModel::isToldAlready(const client::EventNotice& notice, const QString& line)
{
    if (notice.seq > earlierEnd_) {
        earlier_.clear();
        return false;
    }
    const auto row = earlier_.find(notice.seq);
    // Without a row the person has cleared it away, or it is not shown.
    if (row == earlier_.end() || (row->second.line == line && row->second.time == notice.event.time))
        return true;
    removeFrom(notice.seq);
    earlier_.clear();
    earlierEnd_ = {};
    return false;
}

/// Settled rows of the log from this event on.
void MessageModel::removeFrom(Seq seq)
{
    for (Position at = settled_; at-- > 0;) {
        if (rows_[at].seq >= seq)
            removeSettled(at, 1);
    }
}

void MessageModel::addPending(client::SubmissionId id, const Draft& draft, const QString& ownName,
                              WallTime now)
{
    MessageRow row;
    row.kind = draft.isAnnouncement ? RowKind::announcement : RowKind::message;
    row.state = SendState::pending;
    row.submission = id;
    row.time = now;
    if (!draft.isAnnouncement)
        row.name = ownName;
    row.line = lineOf(draft, ownName, now);
    row.draft = draft;
    insert(rows_.size(), std::move(row));
}

std::optional<Draft> MessageModel::unsentDraft(const QModelIndex& index) const
{
    if (!index.isValid())
        return std::nullopt;
    const MessageRow& row = rows_[static_cast<Position>(index.row())];
    return isUnsent(row) ? std::optional(row.draft) : std::nullopt;
}

void MessageModel::removeUnsent(const QModelIndex& index)
{
    if (unsentDraft(index))
        removeSettled(static_cast<Position>(index.row()), 1);
}

void MessageModel::addRemark(const QString& text, WallTime now)
{
    append(localRow(RowKind::remark, text, now));
}

void MessageModel::clear()
{
    beginResetModel();
    const auto settled = rows_.begin() + static_cast<std::ptrdiff_t>(settled_);
    const auto kept = std::stable_partition(rows_.begin(), settled, isUnsent);
    settled_ = static_cast<Position>(kept - rows_.begin());
    rows_.erase(kept, settled);
    lastDay_ = 0;
    endResetModel();
}

void MessageModel::beginElsewhere()
{
    clear();
    told_ = {};
    earlierEnd_ = {};
    earlier_.clear();
}

int MessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant MessageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MessageRow& row = rows_[static_cast<Position>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.line;
    case Qt::AccessibleTextRole: {
        const QString when = QLocale().toString(localTime(row.time).time(), QLocale::ShortFormat);
        return row.reason.isEmpty()
                 ? tr("%1, %2", "line, time").arg(row.line, when)
                 : tr("%1, %2, %3", "line, time, why it was not sent").arg(row.line, when, row.reason);
    }
    case KindRole:
        return static_cast<int>(row.kind);
    case StateRole:
        return static_cast<int>(row.state);
    case TimeRole:
        return static_cast<qint64>(row.time.milliseconds);
    case NameRole:
        return row.name;
    case ReasonRole:
        return row.reason;
    case KeyRole:
        return row.key;
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageModel::roleNames() const
{
    return {{Qt::DisplayRole, "line"}, {KindRole, "kind"},     {StateRole, "state"}, {TimeRole, "time"},
            {NameRole, "name"},        {ReasonRole, "reason"}, {KeyRole, "key"}};
}

std::optional<MessageModel::Position> MessageModel::findWaiting(client::SubmissionId id) const
{
    for (Position at = settled_; at < rows_.size(); ++at) {
        if (rows_[at].submission == id)
            return at;
    }
    return std::nullopt;
}

void MessageModel::append(MessageRow row)
{
    appendDayIfNew(row.time);
    insert(settled_, std::move(row));
    ++settled_;
    trim();
}

void MessageModel::appendDayIfNew(WallTime time)
{
    const QDate day = localTime(time).date();
    if (day.toJulianDay() == lastDay_)
        return;
    lastDay_ = day.toJulianDay();
    insert(settled_, localRow(RowKind::day, QLocale().toString(day, QLocale::LongFormat), time));
    ++settled_;
}

void MessageModel::insert(Position at, MessageRow row)
{
    row.key = ++lastKey_;
    const int position = static_cast<int>(at);
    beginInsertRows({}, position, position);
    rows_.insert(rows_.begin() + position, std::move(row));
    endInsertRows();
}

void MessageModel::settle(Position at)
{
    if (at != settled_) {
        const int from = static_cast<int>(at);
        const int to = static_cast<int>(settled_);
        beginMoveRows({}, from, from, {}, to);
        std::rotate(rows_.begin() + to, rows_.begin() + from, rows_.begin() + from + 1);
        endMoveRows();
    }
    ++settled_;
    trim();
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

void MessageModel::changed(Position at)
{
    rows_[at].key = ++lastKey_;
    const QModelIndex index = createIndex(static_cast<int>(at), 0);
    Q_EMIT dataChanged(index, index);
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
    const int first = static_cast<int>(at);
    const int last = static_cast<int>(at + count) - 1;
    beginRemoveRows({}, first, last);
    const auto begin = rows_.begin() + first;
    const auto end = rows_.begin() + last + 1;
    unsure_ -= static_cast<int>(
        std::count_if(begin, end, [](const MessageRow& row) { return row.state == SendState::unsure; }));
    rows_.erase(begin, end);
    settled_ -= count;
    endRemoveRows();
}

} // namespace hubbub::screen
