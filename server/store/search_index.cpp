#include "server/store/search_index.h"

#include "protocol/chat/name.h"
#include "server/store/search_grams.h"

namespace hubbub::server {

namespace {

/// What one step takes in: some milliseconds, in which nothing can be committed.
constexpr std::uint32_t eventsPerStep = 128;
constexpr std::size_t bytesPerStep = std::size_t{64} * 1024;

const chat::Event* searchable(const chat::LogRecord& record)
{
    const auto* const event = std::get_if<chat::Event>(&record);
    return event != nullptr && chat::isSearchable(*event) ? event : nullptr;
}

} // namespace

Result<SearchIndex, Failure> SearchIndex::prepare(Database& database)
{
    StatementGroup group(database);
    SearchIndex index;
    index.read_ = group.prepare("SELECT indexed, unicode_version FROM search WHERE id = 1");
    index.insert_ = group.prepare("INSERT INTO said (rowid, document) VALUES (?, ?)");
    index.delete_ = group.prepare("INSERT INTO said (said, rowid, document) VALUES ('delete', ?, ?)");
    index.deleteAll_ = group.prepare("INSERT INTO said (said) VALUES ('delete-all')");
    index.setIndexed_ = group.prepare("UPDATE search SET indexed = ? WHERE id = 1");
    index.setUnicodeVersion_ = group.prepare("UPDATE search SET unicode_version = ? WHERE id = 1");
    if (group.failure())
        return Unexpected(*group.failure());
    return index;
}

Result<Done, Failure> SearchIndex::open(Database& database)
{
    bool isOurs = false;
    {
        Run run(read_);
        if (!run.row())
            return Unexpected(
                Failure{run.failed() ? database.errorText() : "it does not say what is indexed"});
        indexed_ = run.id<Seq>(0);
        isOurs = run.text(1) == chat::unicodeVersion();
    }
    if (!isOurs) {
        Transaction transaction(database);
        const bool isAnew = transaction.begin() && Run(deleteAll_).done() && setIndexed(Seq{0})
                         && Run(setUnicodeVersion_, chat::unicodeVersion()).done();
        // By itself, and told before the transaction is rolled back: the end of a statement forgets the
        // error.
        if (!isAnew || !transaction.commit())
            return Unexpected(Failure{database.errorText()});
    }
    handleCommitted();
    return Done{};
}

bool SearchIndex::feed(Database& database, EventTable& events)
{
    const auto rows = events.read(next(indexed_), eventsPerStep);
    if (!rows)
        return false;
    Transaction transaction(database);
    bool isDone = transaction.begin();
    std::size_t bytes = 0;
    for (const EventTable::Row& row : *rows) {
        if (!isDone || bytes >= bytesPerStep)
            break;
        if (const chat::Event* const event = searchable(row.record)) {
            const std::string document = indexDocument(*event);
            bytes += document.size();
            isDone = Run(insert_, row.seq, document).done();
        }
        indexed_ = row.seq;
    }
    isDone = isDone && setIndexed(indexed_) && transaction.commit();
    if (isDone)
        handleCommitted();
    else
        handleRolledBack();
    return isDone;
}

bool SearchIndex::remove(Seq seq, const chat::Event& event)
{
    return seq > indexed_ || !chat::isSearchable(event) || Run(delete_, seq, indexDocument(event)).done();
}

bool SearchIndex::prune(std::span<const EventTable::Row> rows)
{
    for (const EventTable::Row& row : rows) {
        const chat::Event* const event = searchable(row.record);
        if (event != nullptr && !remove(row.seq, *event))
            return false;
    }
    return rows.empty() || rows.back().seq <= indexed_ || setIndexed(rows.back().seq);
}

bool SearchIndex::setIndexed(Seq seq)
{
    indexed_ = seq;
    return Run(setIndexed_, seq).done();
}

} // namespace hubbub::server
