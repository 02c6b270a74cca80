#include "server/store/schema.h"

#include "protocol/chat/name.h"
#include "server/store/backup.h"
#include "server/store/data_folder.h"

#include <array>
#include <string>
#include <system_error>

namespace hubbub::server {

namespace {

// Kinds, reasons and styles are the numbers of docs/PROTOCOL.md, section 7; kind 0 is a void number. An event
// keeps what its command said and clients are not told (keys, digest, rests_until), so that the log can be
// folded again. `room` has one row: where the fold stands. It and the three tables below it are written with
// the events they follow from.
constexpr const char* version1 = R"sql(
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

// What moderation does: kinds from 101 on are commands that concern the server alone (docs/ARCHITECTURE.md),
// and clients see void numbers there. `subject` is a new name, or whom a restriction is meant for;
// `subject_seq` what is lifted, removed or confirmed; `by_key` and `by_name` tell who did it (both empty: the
// console). `audit` is for people to read, and outlives the events.
constexpr const char* version2 = R"sql(
ALTER TABLE events ADD COLUMN subject TEXT;
ALTER TABLE events ADD COLUMN subject_seq INTEGER;
ALTER TABLE events ADD COLUMN address_range BLOB;
ALTER TABLE events ADD COLUMN until INTEGER;
ALTER TABLE events ADD COLUMN by_key BLOB;
ALTER TABLE events ADD COLUMN by_name TEXT;

ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN is_locked INTEGER NOT NULL DEFAULT 0;
CREATE TABLE restrictions (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    key BLOB,
    address_range BLOB,
    name TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_fingerprint BLOB,
    since INTEGER NOT NULL,
    until INTEGER,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE questions (
    announcement INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE confirmations (
    announcement INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (announcement, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    action TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_key BLOB,
    whom TEXT NOT NULL,
    until INTEGER,
    reason TEXT NOT NULL
) STRICT;
)sql";

// What is searched for: `said` holds no texts, only which events hold which pieces (search_grams.h), up to
// event `indexed`. `before_kept` is h(first_kept - 1), once events have gone.
constexpr const char* version3 = R"sql(
CREATE VIRTUAL TABLE said USING fts5(document, content='', columnsize=0, detail=none, tokenize='hubbub_grams');
CREATE TABLE search (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    indexed INTEGER NOT NULL DEFAULT 0,
    unicode_version TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO search (id) VALUES (1);
ALTER TABLE room ADD COLUMN before_kept BLOB;
)sql";

// `former_name` is what a member was called before the last new name: who was not told of it asks for that.
// Where submissions stand in the log is in a table of its own, which is written many at a time
// (submission_index.h): it is complete for events up to `submissions_written`.
constexpr const char* version4 = R"sql(
ALTER TABLE members ADD COLUMN former_name TEXT;
CREATE TABLE submissions (
    key BLOB NOT NULL,
    outbox BLOB NOT NULL,
    number INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, outbox, number)
) STRICT, WITHOUT ROWID;
INSERT INTO submissions SELECT key, outbox, number, seq FROM events WHERE number > 0 ORDER BY key, outbox, number;
DROP INDEX events_by_submission;
ALTER TABLE room ADD COLUMN submissions_written INTEGER NOT NULL DEFAULT 0;
UPDATE room SET submissions_written = head;
)sql";

constexpr std::array allSteps = {version1, version2, version3, version4};

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

bool insertRoom(Database& database, Entropy& entropy)
{
    StatementGroup group(database);
    Statement insert =
        group.prepare("INSERT INTO room (id, log, unicode_version, chain) VALUES (1, ?, ?, ?)");
    return !group.failure()
        && Run(insert, entropy.draw<LogId>(), chat::unicodeVersion(), ChainValue{}).done();
}

/// All steps behind `version`, or none; the failure is SQLite's.
Result<Done, Failure> takeSteps(Database& database, std::int64_t version, SchemaSteps steps, Entropy& entropy)
{
    Transaction transaction(database);
    bool isDone = transaction.begin();
    for (const char* const step : steps.subspan(static_cast<std::size_t>(version)))
        isDone = isDone && database.execute(step);
    if (version == 0)
        isDone = isDone && database.execute(pragma("application_id", applicationId).c_str())
              && insertRoom(database, entropy);
    isDone = isDone && database.execute(pragma("user_version", schemaVersion(steps)).c_str())
          && transaction.commit();
    if (isDone)
        return Done{};
    return Unexpected(Failure{database.errorText()}); // before the transaction is rolled back
}

Result<std::optional<Migration>, Failure> migrate(Database& database, const std::filesystem::path& file,
                                                  std::int64_t version, SchemaSteps steps, Entropy& entropy)
{
    const Migration migration{version, schemaVersion(steps),
                              file.string() + ".schema-" + std::to_string(version)};
    const std::string wanted = "must be brought from schema " + std::to_string(version) + " to "
                             + std::to_string(migration.to) + ", which failed, and is as it was: ";
    // The copy of an earlier try is older than the database.
    std::error_code error;
    std::filesystem::remove(migration.copy, error);
    if (const auto copied = backUp(database, migration.copy); !copied)
        return failure(file, wanted + copied.error().context);
    if (const auto taken = takeSteps(database, version, steps, entropy); !taken)
        return failure(file, wanted + taken.error().context);
    return std::optional(migration);
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

SchemaSteps schemaSteps()
{
    return allSteps;
}

Result<std::int64_t, Failure> schemaVersionOf(Database& database, const std::filesystem::path& file,
                                              SchemaSteps steps)
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
    if (!isStub && *application == 0 && *version == 0 && *objects == 0)
        return 0;
    if (*application != applicationId || *version < 1)
        return failure(file, "was not made by hubbubd");
    if (*version > schemaVersion(steps))
        return failure(file, "was made by a newer hubbubd (schema " + std::to_string(*version)
                                 + ", this one knows " + std::to_string(schemaVersion(steps)) + ")");
    return *version;
}

Result<Database, Failure> openToRead(const std::filesystem::path& folder, bool isVersionOurs)
{
    const auto file = databaseOf(folder);
    auto database = Database::openToRead(file);
    if (!database)
        return failure(file, "cannot be read: " + database.error().context);
    const auto version = schemaVersionOf(*database, file);
    if (!version)
        return Unexpected(version.error());
    if (*version == 0)
        return failure(file, "holds no room yet");
    if (isVersionOurs && *version < schemaVersion())
        return failure(file, "was made by an older hubbubd (schema " + std::to_string(*version)
                                 + "); start this one on it once, which brings it to schema "
                                 + std::to_string(schemaVersion()));
    return database;
}

Result<std::optional<Migration>, Failure> prepareSchema(Database& database, const std::filesystem::path& file,
                                                        Durability durability, Entropy& entropy,
                                                        SchemaSteps steps)
{
    const auto version = schemaVersionOf(database, file, steps);
    if (!version)
        return Unexpected(version.error());
    if (!isWhole(database))
        return failure(file, "is damaged; restore a backup, or move it away to begin with an empty room");

    // 16 MiB of cache: submissions of many people touch their tables all over.
    const bool isSetUp =
        database.execute(
            "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;"
            "PRAGMA journal_size_limit = 8388608; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384")
        && database.execute(durability == Durability::full ? "PRAGMA synchronous = FULL"
                                                           : "PRAGMA synchronous = NORMAL");
    if (!isSetUp)
        return failure(file, "cannot be written: " + database.errorText());
    if (*version == 0) {
        if (const auto made = takeSteps(database, 0, steps, entropy); !made)
            return failure(file, "cannot be written: " + made.error().context);
    }
    std::optional<Migration> migration;
    if (*version != 0 && *version < schemaVersion(steps)) {
        auto migrated = migrate(database, file, *version, steps, entropy);
        if (!migrated)
            return Unexpected(migrated.error());
        migration = std::move(*migrated);
    }
    if (!drawLogIdOfBackup(database, entropy))
        return failure(file, "cannot be written: " + database.errorText());
    return migration;
}

} // namespace hubbub::server
