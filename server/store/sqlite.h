// SQLite with owners and values: handles that close themselves, statements run with typed values, errors as
// texts. A database and all that belongs to it is used by one thread at a time.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3;
struct sqlite3_stmt;

namespace hubbub::server {

class Database {
public:
    /// Opens an existing file, be it empty; changes nothing in it. `fileSystem` is one that SQLite knows by
    /// this name; nullptr: the system's own.
    static Result<Database, Failure> open(const std::filesystem::path& file,
                                          const char* fileSystem = nullptr);

    /// To read only, also while another process writes.
    static Result<Database, Failure> openToRead(const std::filesystem::path& file);
    /// Writes all of it, as of one moment, into the file, which must be there; what the file held is gone.
    /// Others may write to this database meanwhile.
    Result<Done, Failure> copyTo(const std::filesystem::path& file);

    /// One or several statements without values or rows.
    bool execute(const char* sql);
    /// The one number that a query gives; nothing if it fails or gives none.
    std::optional<std::int64_t> number(const char* sql);
    /// What went wrong in the last call that failed.
    std::string errorText() const;
    bool lastErrorIsFull() const;
    bool inTransaction() const;

    /// Pages in the write-ahead log that the database file does not have yet.
    int walPages() const { return *walPages_; }
    /// Copies what it can from the write-ahead log into the database file, without waiting for anyone.
    void checkpoint();
    /// Copies all of it and cuts the write-ahead log off, without waiting for anyone. False if somebody reads
    /// what is in it, or it cannot be written.
    bool emptyLog();

private:
    friend class StatementGroup;
    struct Close {
        void operator()(sqlite3* database) const;
    };
    explicit Database(sqlite3* handle);
    static Result<Database, Failure> open(const std::filesystem::path& file, int mode,
                                          const char* fileSystem);

    std::unique_ptr<int> walPages_; ///< SQLite's hook holds its address
    std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement; empty until one is assigned. It must not outlive its database.
class Statement {
public:
    Statement() = default;

private:
    friend class StatementGroup;
    friend class Run;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Prepares statements that belong together: after the first failure the rest are not tried.
class StatementGroup {
public:
    explicit StatementGroup(Database& database) : database_(database) {}
    Statement prepare(std::string_view sql);
    const std::optional<Failure>& failure() const { return failure_; }

private:
    Database& database_;
    std::optional<Failure> failure_;
};

/// One run of a statement, with its values; the statement is free for the next run when this ends.
class Run {
public:
    template <class... Values>
    explicit Run(Statement& statement, const Values&... values) : statement_(statement.handle_.get())
    {
        CHECK(statement_);
        (bind(values), ...);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    /// Goes to the next row. False at the end, and on failure.
    bool row();
    /// Runs a statement that gives no rows. False on failure.
    bool done() { return !row() && !failed_; }
    bool failed() const { return failed_; }

    // Columns of the row, counted from 0. Views are good until the next row.

    bool isNull(int column) const;
    std::int64_t number(int column) const;
    std::string_view text(int column) const;
    ByteView blob(int column) const;
    template <class Id>
    Id id(int column) const
    {
        return Id{static_cast<typename Id::Value>(number(column))};
    }
    /// Nothing if the column holds no blob of its size.
    template <class Id>
    std::optional<Id> opaque(int column) const
    {
        return Id::from(blob(column));
    }

private:
    template <std::integral Value>
    void bind(Value value)
    {
        bindNumber(static_cast<std::int64_t>(value));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void bind(Enum value)
    {
        bindNumber(static_cast<std::int64_t>(value));
    }
    void bind(std::string_view text);
    void bind(ByteView blob);
    void bind(WallTime time) { bindNumber(time.milliseconds); }
    void bind(std::nullopt_t) { ++bound_; }
    template <class Tag, class Rep>
    void bind(StrongId<Tag, Rep> id)
    {
        bindNumber(static_cast<std::int64_t>(id.value));
    }
    template <class Tag, std::size_t N>
    void bind(const OpaqueId<Tag, N>& id)
    {
        bind(id.view());
    }
    template <class Value>
    void bind(const std::optional<Value>& value)
    {
        if (value)
            bind(*value);
        else
            bind(std::nullopt);
    }
    void bindNumber(std::int64_t number);
    void note(int result);

    sqlite3_stmt* statement_;
    int bound_ = 0;
    bool failed_ = false;
};

/// Rolled back at its end unless it was committed.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() { rollBack(); }

    bool begin() { return database_.execute("BEGIN IMMEDIATE"); }
    bool commit() { return database_.execute("COMMIT"); }
    /// Harmless if there is nothing to roll back.
    void rollBack();

private:
    Database& database_;
};

} // namespace hubbub::server
