#include "server/store/sqlite.h"

#include "server/store/gram_tokenizer.h"

#include <sqlite3.h>

namespace hubbub::server {

namespace {

/// A backup tool or a person's shell may hold the write lock for a moment.
constexpr int busyTimeoutMilliseconds = 2000;

int noteWalPages(void* pages, sqlite3*, const char*, int inWal)
{
    *static_cast<int*>(pages) = inWal;
    return SQLITE_OK;
}

} // namespace

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close(database);
}

Database::Database(sqlite3* handle) : walPages_(std::make_unique<int>(0)), handle_(handle)
{
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busyTimeoutMilliseconds);
    // Takes the place of SQLite's automatic checkpoint: the owner makes them when there is time, not in the
    // middle of a turn.
    sqlite3_wal_hook(handle, noteWalPages, walPages_.get());
    addGramTokenizer(handle);
}

Result<Database, Failure> Database::open(const std::filesystem::path& file, int mode, const char* fileSystem)
{
    sqlite3* handle = nullptr;
    // One thread at a time is the rule of this class, so SQLite needs no mutex.
    const int result = sqlite3_open_v2(file.c_str(), &handle, mode | SQLITE_OPEN_NOMUTEX, fileSystem);
    if (result == SQLITE_OK)
        return Database(handle);
    Failure failure{handle ? sqlite3_errmsg(handle) : "out of memory"};
    sqlite3_close(handle);
    return Unexpected(std::move(failure));
}

Result<Database, Failure> Database::open(const std::filesystem::path& file, const char* fileSystem)
{
    return open(file, SQLITE_OPEN_READWRITE, fileSystem);
}

Result<Database, Failure> Database::openToRead(const std::filesystem::path& file)
{
    return open(file, SQLITE_OPEN_READONLY, nullptr);
}

Result<Done, Failure> Database::copyTo(const std::filesystem::path& file)
{
    auto target = open(file);
    if (!target)
        return Unexpected(target.error());
    sqlite3_backup* const copy = sqlite3_backup_init(target->handle_.get(), "main", handle_.get(), "main");
    if (copy == nullptr)
        return Unexpected(Failure{target->errorText()});
    constexpr int allPages = -1;
    const int stepped = sqlite3_backup_step(copy, allPages);
    const int finished = sqlite3_backup_finish(copy);
    if (stepped == SQLITE_DONE && finished == SQLITE_OK)
        return Done{};
    return Unexpected(Failure{sqlite3_errstr(finished != SQLITE_OK ? finished : stepped)});
}

bool Database::execute(const char* sql)
{
    return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::optional<std::int64_t> Database::number(const char* sql)
{
    StatementGroup group(*this);
    Statement statement = group.prepare(sql);
    if (group.failure())
        return std::nullopt;
    Run run(statement);
    if (!run.row())
        return std::nullopt;
    return run.number(0);
}

std::string Database::errorText() const
{
    return sqlite3_errmsg(handle_.get());
}

bool Database::lastErrorIsFull() const
{
    const int code = sqlite3_extended_errcode(handle_.get());
    // A quota that is used up, or no room for the shared-memory file, comes as an I/O error.
    return (code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE;
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

void Database::checkpoint()
{
    int inWal = 0;
    int copied = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &inWal, &copied);
    if (result == SQLITE_OK)
        *walPages_ = inWal - copied;
}

bool Database::emptyLog()
{
    sqlite3_busy_timeout(handle_.get(), 0);
    const int result =
        sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle_.get(), busyTimeoutMilliseconds);
    if (result == SQLITE_OK)
        *walPages_ = 0;
    return result == SQLITE_OK;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement StatementGroup::prepare(std::string_view sql)
{
    Statement statement;
    if (failure_)
        return statement;
    sqlite3_stmt* handle = nullptr;
    const int result = sqlite3_prepare_v3(database_.handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (result != SQLITE_OK)
        failure_ = Failure{database_.errorText()};
    statement.handle_.reset(handle);
    return statement;
}

Run::~Run()
{
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Run::row()
{
    if (failed_)
        return false;
    const int result = sqlite3_step(statement_);
    failed_ = result != SQLITE_ROW && result != SQLITE_DONE;
    return result == SQLITE_ROW;
}

bool Run::isNull(int column) const
{
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Run::number(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

std::string_view Run::text(int column) const
{
    return textOf(blob(column));
}

ByteView Run::blob(int column) const
{
    const auto* data = static_cast<const Byte*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Run::bind(std::string_view text)
{
    // A null pointer would bind NULL, which is not the empty text.
    note(sqlite3_bind_text64(statement_, ++bound_, text.empty() ? "" : text.data(), text.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Run::bind(ByteView blob)
{
    note(sqlite3_bind_blob64(statement_, ++bound_, blob.data(), blob.size(), SQLITE_TRANSIENT));
}

void Run::bindNumber(std::int64_t number)
{
    note(sqlite3_bind_int64(statement_, ++bound_, number));
}

void Run::note(int result)
{
    if (result != SQLITE_OK)
        failed_ = true;
}

void Transaction::rollBack()
{
    if (!database_.inTransaction())
        return; // SQLite rolls back by itself after some errors.
    database_.execute("ROLLBACK");
    CHECK(!database_.inTransaction());
}

} // namespace hubbub::server
