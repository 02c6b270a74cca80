#include "protocol/screen/message_model.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/mention.h"

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
    if (std::holds_alternative<chat::Joined>(event.what))
        return RowKind::joined;
    if (std::holds_alternative<chat::Left>(event.what))
        return RowKind::left;
    if (std::holds_alternative<chat::Announcement>(event.what))
        return RowKind::announcement;
    return RowKind::change;
}

/// Behind the name; what someone does has its name within.
int textStartOf(const chat::Event& event, const QString& line)
{
    const auto* const message = std::get_if<chat::Message>(&event.what);
    if (message == nullptr || message->style == chat::MessageStyle::action)
        return 0;
    return static_cast<int>(line.size() - qt::messageText(event).size());
}

bool isTombstone(const chat::Event& event)
{
    return std::holds_alternative<chat::Tombstone>(event.content);
}

/// As the log will have it.
chat::Event eventOf(const Draft& draft, const QString& name, WallTime now)
{
    chat::Event event{.time = now,
                      .member = {},
                      .name = qt::toUtf8(name),
                      .number = {},
                      .content = chat::Content{{}, qt::toUtf8(draft.text)},
                      .what = chat::Message{draft.style}};
    if (draft.isAnnouncement)
        event.what = chat::Announcement{draft.asksToConfirm};
    return event;
}

MessageRow localRow(RowKind kind, const QString& text, WallTime now)
{
    MessageRow row;
    row.kind = kind;
    row.line = text;
    row.time = now;
    return row;
}

/// Of a row that stands beside this entry; a number without an event has no time of its own.
WallTime timeOf(const chat::PageEntry& entry, const std::vector<MessageRow>& rows)
{
    if (const auto* const event = std::get_if<chat::Event>(&entry.record))
        return event->time;
    return rows.empty() ? WallTime{} : rows.back().time;
}

} // namespace

MessageModel::MessageModel(QObject* parent, int most) : QAbstractListModel(parent), most_(most) {}

void MessageModel::handleEvent(const client::EventNotice& notice)
{
    const QString line = qt::eventLine(notice.event);
    if (runFirst_ == Seq{})
        runFirst_ = notice.seq;
    // Told before it was removed, and again behind that.
    const auto before = isTombstone(notice.event) ? findSettled(notice.seq) : std::nullopt;
    if (before && rows_[*before].time == notice.event.time) {
        if (!rows_[*before].isRemoved)
            handleRemoved(notice.seq, {});
        return;
    }
    switch (earlier_.compare(notice.seq, line, notice.event.time)) {
    case EarlierRun::Verdict::told:
        return;
    case EarlierRun::Verdict::otherwise:
        removeFrom(notice.seq);
        // It is another log: what this run does not tell may be as different.
        removeBefore(runFirst_);
        break;
    case EarlierRun::Verdict::news:
        break;
    }
    told_ = notice.seq;
    if (oldest_ == Seq{})
        oldest_ = notice.seq;
    if (const auto* const removed = std::get_if<chat::Removed>(&notice.event.what))
        return handleRemoved(removed->seq, notice.event.text());
    if (line.isEmpty())
        return;
    settleSentBefore(notice.seq);
    if (notice.submission && findWaiting(*notice.submission)) {
        appendDayIfNew(notice.event.time);
        const Position at = *findWaiting(*notice.submission);
        rows_[at] = rowOf(notice, line);
        changed({at, at});
        if (rows_[at].asksToConfirm)
            lastAsking_ = notice.seq;
        settle(at);
        return;
    }
    if (notice.own)
        removeUnsure(notice.event, line);
    MessageRow row = rowOf(notice, line);
    if (isUnread(notice, row))
        countUnread(row);
    askToConfirm(notice, row);
    append(std::move(row));
}

/// It was in the room after all, perhaps under another name.
void MessageModel::removeUnsure(const chat::Event& event, const QString& line)
{
    for (Position at = settled_; unsure_ > 0 && at-- > 0;) {
        if (rows_[at].state != SendState::unsure)
            continue;
        const chat::Event said = eventOf(rows_[at].unsettled->draft, qt::fromUtf8(event.name), event.time);
        if (qt::eventLine(said) == line)
            return removeSettled(at, 1);
    }
}

/// Only the row that showed it tells of it: it keeps its place.
void MessageModel::handleRemoved(Seq seq, std::string_view why)
{
    forgetToConfirm(seq);
    const auto at = findSettled(seq);
    if (!at)
        return;
    MessageRow& row = rows_[*at];
    chat::Event event{.time = row.time,
                      .member = {},
                      .name = qt::toUtf8(row.name),
                      .number = {},
                      .content = chat::Tombstone{},
                      .what = chat::Announcement{}};
    if (row.kind == RowKind::message)
        event.what =
            chat::Message{row.textStart > 0 ? chat::MessageStyle::plain : chat::MessageStyle::action};
    row.line = qt::removedLine(event, why);
    row.isRemoved = true;
    row.isMention = false;
    row.waitsToConfirm = false;
    changed({*at, *at});
}

/// What was read in an earlier run was answered then, or left alone.
void MessageModel::askToConfirm(const client::EventNotice& notice, MessageRow& row)
{
    constexpr std::size_t most = 100; // more are asked for by nobody who wants an answer
    if (!row.asksToConfirm || row.isRemoved)
        return;
    lastAsking_ = notice.seq;
    if (notice.own || !isNews(notice) || confirmed_.contains(notice.seq))
        return;
    row.waitsToConfirm = true;
    toConfirm_[notice.seq] = row.line;
    if (toConfirm_.size() > most)
        toConfirm_.erase(toConfirm_.begin());
    Q_EMIT toConfirmChanged();
}

void MessageModel::forgetToConfirm(Seq seq)
{
    if (toConfirm_.erase(seq) > 0)
        Q_EMIT toConfirmChanged();
}

void MessageModel::handleConfirmed(Seq announcement)
{
    confirmed_.insert(announcement);
    if (const auto at = findSettled(announcement)) {
        rows_[*at].waitsToConfirm = false;
        changed({*at, *at});
    }
    forgetToConfirm(announcement);
}

std::optional<Seq> MessageModel::toConfirm() const
{
    return toConfirm_.empty() ? std::nullopt : std::optional(toConfirm_.rbegin()->first);
}

std::optional<Seq> MessageModel::lastOf(const QString& name) const
{
    for (Position at = settled_; at-- > 0;) {
        const MessageRow& row = rows_[at];
        if (row.kind == RowKind::message && row.seq != Seq{} && row.name == name && !row.isRemoved)
            return row.seq;
    }
    return std::nullopt;
}

void MessageModel::handleSent(const client::SentNotice& notice)
{
    if (const auto at = findWaiting(notice.submission)) {
        rows_[*at].state = SendState::sent;
        rows_[*at].seq = notice.seq;
        changed({*at, *at});
    }
}

bool MessageModel::handleRefused(client::SubmissionId id, const QString& reason)
{
    const auto at = findWaiting(id);
    if (!at)
        return false;
    rows_[*at].state = SendState::refused;
    rows_[*at].unsettled->reason = reason;
    changed({*at, *at});
    settle(*at);
    return true;
}

void MessageModel::handleGap(const client::GapNotice& notice, WallTime now)
{
    if (notice.to <= earlier_.end())
        return;
    told_ = notice.to;
    const Seq from = std::max(notice.from, next(earlier_.end()));
    append(localRow(RowKind::gap,
                    tr("Events %1 to %2 were missed; those that the server still keeps are in the past.")
                        .arg(from.value)
                        .arg(notice.to.value),
                    now));
    settleSentBefore(next(notice.to));
}

bool MessageModel::prepend(const std::vector<chat::PageEntry>& events,
                           const std::function<bool(const chat::Event&)>& isShown, const QString& warning)
{
    std::vector<chat::PageEntry> older;
    std::ranges::copy_if(events, std::back_inserter(older), [this](const chat::PageEntry& entry) {
        return oldest_ == Seq{} || entry.seq < oldest_;
    });
    if (older.empty())
        return true;
    if (!hasRoomFor(older.size()))
        return false;
    std::vector<MessageRow> rows = olderRows(older, isShown);
    if (!warning.isEmpty())
        rows.push_back(localRow(RowKind::fork, warning, timeOf(older.back(), rows)));
    raiseUnreadLine(rows);
    insertInFront(std::move(rows));
    oldest_ = older.front().seq;
    return true;
}

void MessageModel::beginPast()
{
    beginElsewhere();
    head_ = Seq{~Seq::Value{0}};
}

void MessageModel::append(const std::vector<chat::PageEntry>& events,
                          const std::function<bool(const chat::Event&)>& isShown, const QString& warning)
{
    if (events.empty() || events.back().seq <= told_)
        return;
    if (!warning.isEmpty())
        append(localRow(RowKind::fork, warning, timeOf(events.front(), {})));
    for (const chat::PageEntry& entry : events) {
        const auto* const event = std::get_if<chat::Event>(&entry.record);
        if (entry.seq > told_ && event != nullptr && isShown(*event))
            handleEvent({entry.seq, *event, true, false, std::nullopt});
    }
    if (oldest_ == Seq{} || oldest_ > events.front().seq)
        oldest_ = events.front().seq;
    told_ = events.back().seq;
}

std::vector<MessageRow> MessageModel::olderRows(const std::vector<chat::PageEntry>& events,
                                                const std::function<bool(const chat::Event&)>& isShown)
{
    std::vector<MessageRow> rows;
    qint64 day = 0;
    quint64 presence = 0;
    for (const chat::PageEntry& entry : events) {
        const auto* const event = std::get_if<chat::Event>(&entry.record);
        const QString line = event != nullptr && isShown(*event) ? qt::eventLine(*event) : QString();
        if (line.isEmpty())
            continue;
        const QDate date = localTime(event->time).date();
        if (date.toJulianDay() != day) {
            day = date.toJulianDay();
            rows.push_back(
                localRow(RowKind::day, QLocale().toString(date, QLocale::LongFormat), event->time));
            presence = 0;
        }
        MessageRow row = rowOf({entry.seq, *event, true, false, std::nullopt}, line);
        presence = row.isPresence() ? countPresence(presence, row) : 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

void MessageModel::handleFork(const QString& text, WallTime now)
{
    settleSentBefore(Seq{~Seq::Value{0}});
    earlier_.forget();
    confirmed_.clear();
    if (!std::exchange(toConfirm_, {}).empty())
        Q_EMIT toConfirmChanged();
    append(localRow(RowKind::fork, text, now));
}

void MessageModel::handleEnd(const QString& reason)
{
    while (settled_ < rows_.size()) {
        MessageRow& row = rows_[settled_];
        if (row.state == SendState::pending) {
            row.state = SendState::unsure;
            row.unsettled->reason = reason;
            ++unsure_;
            changed({settled_, settled_});
        }
        settle(settled_);
    }
}

void MessageModel::beginRun(Seq head)
{
    head_ = head;
    runFirst_ = {};
    removeKeptMark();
    removeFrom(next(std::min(told_, head)));
    told_ = std::min(told_, head);
    if (readUpTo_)
        readUpTo_ = std::min(*readUpTo_, head);
    earlier_.begin(told_);
    for (Position at = 0; at < settled_; ++at) {
        if (rows_[at].seq != Seq{})
            earlier_.add(rows_[at].seq, rows_[at].line, rows_[at].time);
    }
}

void MessageModel::markKept(const QString& text, WallTime now)
{
    insert(settled_, localRow(RowKind::kept, text, now));
    ++settled_;
}

void MessageModel::goOnFrom(Seq first)
{
    if (told_ == Seq{} || first <= next(told_))
        return;
    // First of all: whoever sees the list emptied asks for what lies before it, and must not get what lies
    // before the events that are missing.
    told_ = {};
    oldest_ = {};
    earlier_.forget();
    clear();
}

void MessageModel::beginFork(Seq head)
{
    head_ = head;
    told_ = {};
    if (readUpTo_)
        readUpTo_ = std::min(*readUpTo_, head);
}

void MessageModel::addPending(client::SubmissionId id, const Draft& draft, const QString& ownName,
                              WallTime now)
{
    clearUnreadLine(); // who answers has read
    const chat::Event event = eventOf(draft, ownName, now);
    MessageRow row = localRow(kindOf(event), qt::eventLine(event), now);
    row.state = SendState::pending;
    row.textStart = textStartOf(event, row.line);
    if (row.kind == RowKind::message)
        row.name = shared(ownName);
    row.unsettled = std::make_unique<Unsettled>(Unsettled{id, draft, {}});
    insert(rows_.size(), std::move(row));
}

std::optional<Draft> MessageModel::unsentDraft(const QModelIndex& index) const
{
    if (!index.isValid() || !row(index.row()).isUnsent())
        return std::nullopt;
    return row(index.row()).unsettled->draft;
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
    const auto kept =
        std::stable_partition(rows_.begin(), settled, [](const MessageRow& row) { return row.isUnsent(); });
    settled_ = static_cast<Position>(kept - rows_.begin());
    rows_.erase(kept, settled);
    presences_.clear();
    lastDay_ = 0;
    if (oldest_ != Seq{})
        oldest_ = next(told_); // what has gone can be loaded again
    for (Position at = 0; at < rows_.size(); ++at) {
        rows_[at].continuesGroup = goesOnAt(at);
        rows_[at].key = ++lastKey_;
    }
    endResetModel();
}

void MessageModel::beginElsewhere()
{
    clear();
    told_ = {};
    oldest_ = {};
    runFirst_ = {};
    readUpTo_.reset();
    earlier_.forget();
    confirmed_.clear();
    lastAsking_ = {};
    if (!std::exchange(toConfirm_, {}).empty())
        Q_EMIT toConfirmChanged();
    isLineWanted_ = true;
    if (std::exchange(unread_, 0) != 0)
        Q_EMIT unreadChanged();
}

int MessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant MessageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MessageRow& at = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index.row());
    case Qt::AccessibleTextRole: {
        const QString when = qt::timeText(at.time);
        const QString why = reason(index.row());
        const QString text = at.textStart > 0
                               ? tr("%1, %2, %3", "who, when, what was said")
                                     .arg(qt::shownLine(qt::toUtf8(at.name)), when, at.line.mid(at.textStart))
                               : tr("%1, %2", "line, time").arg(shownText(index.row()), when);
        return why.isEmpty() ? text : tr("%1, %2", "message, why it was not sent").arg(text, why);
    }
    case KindRole:
        return static_cast<int>(at.kind);
    case StateRole:
        return static_cast<int>(at.state);
    case TimeRole:
        return static_cast<qint64>(at.time.milliseconds);
    case NameRole:
        return at.name;
    case ReasonRole:
        return reason(index.row());
    case KeyRole:
        return at.key;
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageModel::roleNames() const
{
    return {{Qt::DisplayRole, "line"}, {KindRole, "kind"},     {StateRole, "state"}, {TimeRole, "time"},
            {NameRole, "name"},        {ReasonRole, "reason"}, {KeyRole, "key"}};
}

QString MessageModel::reason(int row) const
{
    const auto& unsettled = this->row(row).unsettled;
    return unsettled ? unsettled->reason : QString();
}

MessageRow MessageModel::rowOf(const client::EventNotice& notice, const QString& line)
{
    MessageRow row = localRow(kindOf(notice.event), line, notice.event.time);
    row.seq = notice.seq;
    row.isRemoved = isTombstone(notice.event);
    const auto* const announcement = std::get_if<chat::Announcement>(&notice.event.what);
    row.asksToConfirm = announcement != nullptr && announcement->asksToConfirm;
    row.textStart = textStartOf(notice.event, line);
    if (row.kind != RowKind::announcement)
        row.name = shared(qt::fromUtf8(notice.event.name));
    if (notice.submission)
        row.state = SendState::sent;
    if (!notice.own && row.kind == RowKind::message)
        row.isMention = mentions(qt::messageText(notice.event), ownName_);
    return row;
}

/// One copy of a name, however often it stands in the list.
QString MessageModel::shared(const QString& name)
{
    constexpr qsizetype mostNames = 4'096; // a full room's
    if (names_.size() >= mostNames)
        names_.clear();
    return *names_.insert(name);
}

} // namespace hubbub::screen
