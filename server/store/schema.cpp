#include "server/store/schema.h"

#include "protocol/chat/name.h"

#include <string>
#include <system_error>

namespace hubbub::server {

namespace {

// Kinds, reasons and styles are the numbers of docs/PROTOCOL.md, section 7; kind 0 is a void number. An event
// keeps what its command said and clients are not told (keys, digest, rests_until), so that the log can be
// folded again. `room` has one row: where the fold stands. It and the three tables below it are written with
// the events they follow from.
constexpr const char* tables = R"sql(
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    time INTEGER,
    member INTEGER,
    name TEXT,
    fold_key TEXT,
    lookalike_key TEXT,
    key BLOB,
    outbox BLOB,
    number INTEGER NOT NULL DEFAULT 0,
    digest BLOB,
    salt BLOB,
    text TEXT,
    content_digest BLOB,
    detail INTEGER,
    rests_until INTEGER,
    chain BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_submission ON events (key, outbox, number) WHERE number > 0;

CREATE TABLE room (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    log BLOB NOT NULL,
    is_backup INTEGER NOT NULL DEFAULT 0,
    unicode_version TEXT NOT NULL,
    first_kept INTEGER NOT NULL DEFAULT 1,
    head INTEGER NOT NULL DEFAULT 0,
    chain BLOB NOT NULL,
    last_time INTEGER NOT NULL DEFAULT 0,
    next_member INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    fold_key TEXT NOT NULL,
    lookalike_key TEXT NOT NULL,
    key BLOB NOT NULL,
    instance BLOB NOT NULL,
    joined INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE resting (
    fold_key TEXT PRIMARY KEY,
    lookalike_key TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE outboxes (
    key BLOB NOT NULL,
    id BLOB NOT NULL,
    cursor INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (key, id)
) STRICT, WITHOUT ROWID;
)sql";

/// Up to this size every page is checked at the start, which takes a fraction of a second.
constexpr std::int64_t checkedWholeBytes = std::int64_t{64} * 1024 * 1024;

Unexpected<Failure> failure(const std::filesystem::path& file, const std::string& what)
{
    return Unexpected(Failure{"The database " + file.string() + " " + what + "."});
}

std::string pragma(const char* name, std::int64_t value)
{
    return std::string("PRAGMA ") + name + " = " + std::to_string(value);
}

bool createTables(Database& database, Entropy& entropy)
{
    Transaction transaction(database);
    if (!transaction.begin() || !database.execute(tables)
        || !database.execute(pragma("application_id", applicationId).c_str())
        || !database.execute(pragma("user_version", schemaVersion).c_str()))
        return false;
    StatementGroup group(database);
    Statement insert =
        group.prepare("INSERT INTO room (id, log, unicode_version, chain) VALUES (1, ?, ?, ?)");
    return !group.failure() && Run(insert, entropy.draw<LogId>(), chat::unicodeVersion(), ChainValue{}).done()
        && transaction.commit();
}

bool drawLogIdOfBackup(Database& database, Entropy& entropy)
{
    StatementGroup group(database);
    Statement update = group.prepare("UPDATE room SET log = ?, is_backup = 0 WHERE is_backup != 0");
    return !group.failure() && Run(update, entropy.draw<LogId>()).done();
}

bool isWhole(Database& database)
{
    const auto pages = database.number("PRAGMA page_count");
    const auto pageBytes = database.number("PRAGMA page_size");
    if (!pages || !pageBytes)
        return false;
    if (*pages * *pageBytes > checkedWholeBytes)
        return true;
    return database.number("SELECT count(*) FROM pragma_quick_check WHERE quick_check = 'ok'") == 1;
}

} // namespace

Result<Done, Failure> prepareSchema(Database& database, const std::filesystem::path& file,
                                    Durability durability, Entropy& entropy)
{
    const auto application = database.number("PRAGMA application_id");
    const auto version = database.number("PRAGMA user_version");
    const auto objects = database.number("SELECT count(*) FROM sqlite_schema");
    if (!application || !version || !objects)
        return failure(file, "cannot be read: " + database.errorText());
    // SQLite takes a file that is shorter than a header for an empty database.
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(file, error);
    const bool isStub = database.number("PRAGMA page_count") == 0 && !error && bytes > 0;
    const bool isEmpty = !isStub && *application == 0 && *version == 0 && *objects == 0;
    if (!isEmpty && *application != applicationId)
        return failure(file, "was not made by hubbubd");
    if (*version > schemaVersion)
        return failure(file, "was made by a newer hubbubd (schema " + std::to_string(*version)
                                 + ", this one knows " + std::to_string(schemaVersion) + ")");
    if (!isWhole(database))
        return failure(file, "is damaged; restore a backup, or move it away to begin with an empty room");

    // 16 MiB of cache: submissions of many people touch the index all over.
    const bool isSetUp =
        database.execute(
            "PRAGMA journal_mode = WAL;"
            "PRAGMA journal_size_limit = 8388608; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384")
        && database.execute(durability == Durability::full ? "PRAGMA synchronous = FULL"
                                                           : "PRAGMA synchronous = NORMAL");
    if (!isSetUp || (isEmpty && !createTables(database, entropy)) || !drawLogIdOfBackup(database, entropy))
        return failure(file, "cannot be written: " + database.errorText());
    return Done{};
}

Result<Done, Failure> markAsBackup(const std::filesystem::path& file)
{
    auto database = Database::open(file);
    if (!database)
        return failure(file, "cannot be opened: " + database.error().context);
    if (database->number("PRAGMA application_id") != applicationId)
        return failure(file, "was not made by hubbubd");
    if (!database->execute("UPDATE room SET is_backup = 1"))
        return failure(file, "cannot be written: " + database->errorText());
    return Done{};
}

} // namespace hubbub::server
