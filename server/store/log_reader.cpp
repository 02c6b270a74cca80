#include "server/store/log_reader.h"

#include "server/store/data_folder.h"
#include "server/store/schema.h"

#include <string>
#include <utility>

namespace hubbub::server {

Result<LogReader, Failure> LogReader::open(const std::filesystem::path& folder)
{
    auto database = openToRead(folder, true);
    if (!database)
        return Unexpected(database.error());
    auto events = EventTable::prepare(*database);
    const auto file = databaseOf(folder);
    if (!events)
        return Unexpected(
            Failure{"The database " + file.string() + " is damaged: " + events.error().context + "."});
    LogReader reader(file, std::move(*database), std::move(*events));
    if (const auto read = reader.readRoom(); !read)
        return Unexpected(read.error());
    return reader;
}

LogReader::LogReader(std::filesystem::path file, Database database, EventTable events)
    : file_(std::move(file)),
      database_(std::move(database)),
      events_(std::move(events))
{
}

Result<Done, Failure> LogReader::readRoom()
{
    StatementGroup group(database_);
    Statement statement = group.prepare("SELECT log, first_kept, head FROM room WHERE id = 1");
    if (group.failure())
        return failure(group.failure()->context);
    Run run(statement);
    const auto log = run.row() ? run.opaque<LogId>(0) : std::nullopt;
    if (!log)
        return failure("its room row is missing or damaged");
    log_ = *log;
    first_ = run.id<Seq>(1);
    head_ = run.id<Seq>(2);
    return Done{};
}

Result<Seq, Failure> LogReader::find(const char* sql, WallTime time, Seq ifNone)
{
    StatementGroup group(database_);
    Statement statement = group.prepare(sql);
    if (group.failure())
        return failure(group.failure()->context);
    Run run(statement, time);
    if (!run.row())
        return failure("the log cannot be read");
    return run.isNull(0) ? ifNone : run.id<Seq>(0);
}

// Void numbers have no time: they go with the event before them.

Result<Seq, Failure> LogReader::firstSince(WallTime time)
{
    return find("SELECT min(seq) FROM events WHERE time >= ?", time, next(head_));
}

Result<Seq, Failure> LogReader::lastUntil(WallTime time)
{
    return find("SELECT max(seq) FROM events WHERE time <= ?", time, Seq{first_.value - 1});
}

Result<std::optional<ChainValue>, Failure> LogReader::chainAt(Seq seq)
{
    auto chain = events_.chainAt(seq);
    if (!chain)
        return failure(chain.error().context);
    return chain;
}

Result<std::vector<EventTable::Row>, Failure> LogReader::read(Seq first, std::uint32_t count)
{
    auto rows = events_.read(first, count);
    if (!rows)
        return failure(rows.error().context);
    if (rows->empty() || rows->front().seq != first)
        return failure("event " + std::to_string(first.value) + " is missing");
    return rows;
}

Unexpected<Failure> LogReader::failure(const std::string& what) const
{
    return Unexpected(Failure{"The database " + file_.string() + " is damaged: " + what + "."});
}

} // namespace hubbub::server
