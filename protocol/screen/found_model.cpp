#include "protocol/screen/found_model.h"

#include "protocol/chat/search_query.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>
#include <iterator>

namespace hubbub::screen {

void FoundModel::begin(const QString& query)
{
    beginResetModel();
    query_ = query;
    rows_.clear();
    before_.reset();
    hasMore_ = false;
    endResetModel();
}

void FoundModel::add(const chat::PageReply& page, const std::function<bool(const chat::Event&)>& isShown)
{
    hasMore_ = page.more && !page.events.empty();
    std::deque<Row> older;
    for (const chat::PageEntry& entry : page.events) {
        const auto* const event = std::get_if<chat::Event>(&entry.record);
        if (event == nullptr || (before_ && entry.seq >= *before_) || (isShown && !isShown(*event)))
            continue;
        const QString said = qt::messageText(*event);
        const QString line = qt::eventLine(*event);
        older.push_back({entry.seq, event->time, said.isEmpty() ? QString() : qt::shownLine(event->name),
                         said.isEmpty() ? line : said, line});
    }
    if (!page.events.empty())
        before_ = std::min(page.events.front().seq, before_.value_or(page.events.front().seq));
    if (older.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(older.size()) - 1);
    rows_.insert(rows_.begin(), std::make_move_iterator(older.begin()), std::make_move_iterator(older.end()));
    endInsertRows();
}

void FoundModel::remove(Seq seq)
{
    const auto found = std::ranges::find(rows_, seq, &Row::seq);
    if (found == rows_.end())
        return;
    const int at = static_cast<int>(found - rows_.begin());
    beginRemoveRows({}, at, at);
    rows_.erase(found);
    endRemoveRows();
}

QStringList FoundModel::words() const
{
    QStringList words;
    if (const auto query = chat::parseSearchQuery(qt::toUtf8(query_))) {
        for (const std::string& word : query->words)
            words += qt::fromUtf8(word);
    }
    return words;
}

int FoundModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& at = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return at.line;
    case SeqRole:
        return static_cast<quint64>(at.seq.value);
    case TimeRole:
        return static_cast<qint64>(at.time.milliseconds);
    case NameRole:
        return at.name;
    case TextRole:
        return at.text;
    default:
        return {};
    }
}

} // namespace hubbub::screen
