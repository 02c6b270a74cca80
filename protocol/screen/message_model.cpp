#include "protocol/screen/message_model.h"

#include "protocol/qt/event_lines.h"
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
    return RowKind::announcement;
}

/// Behind the name; what someone does has its name within.
int textStartOf(const chat::Event& event, const QString& line)
{
    const auto* const message = std::get_if<chat::Message>(&event.what);
    if (message == nullptr || message->style == chat::MessageStyle::action)
        return 0;
    return static_cast<int>(line.size() - qt::messageText(event).size());
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
        event.what = chat::Announcement{};
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

} // namespace

MessageModel::MessageModel(QObject* parent, int most) : QAbstractListModel(parent), most_(most) {}

void MessageModel::handleEvent(const client::EventNotice& notice)
{
    const QString line = qt::eventLine(notice.event);
    switch (earlier_.compare(notice.seq, line, notice.event.time)) {
    case EarlierRun::Verdict::told:
        return;
    case EarlierRun::Verdict::otherwise:
        removeFrom(notice.seq);
        break;
    case EarlierRun::Verdict::news:
        break;
    }
    told_ = notice.seq;
    if (line.isEmpty())
        return;
    settleSentBefore(notice.seq);
    if (notice.submission && findWaiting(*notice.submission)) {
        appendDayIfNew(notice.event.time);
        const Position at = *findWaiting(*notice.submission);
        rows_[at] = rowOf(notice, line);
        changed({at, at});
        settle(at);
        return;
    }
    if (notice.own)
        removeUnsure(line);
    MessageRow row = rowOf(notice, line);
    if (isUnread(notice, row))
        countUnread(row);
    append(std::move(row));
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
                    tr("The server keeps events %1 to %2 no longer.").arg(from.value).arg(notice.to.value),
                    now));
    settleSentBefore(next(notice.to));
}

void MessageModel::handleFork(const QString& text, WallTime now)
{
    settleSentBefore(Seq{~Seq::Value{0}});
    earlier_.forget();
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
    readUpTo_.reset();
    earlier_.forget();
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
        const QString when = QLocale().toString(localTime(at.time).time(), QLocale::ShortFormat);
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
