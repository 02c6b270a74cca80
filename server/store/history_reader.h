// Answers what members want to know of the past: pages, and searches in slices. Reads only, through a
// connection of its own, so that what is committed meanwhile waits for nothing.
#pragma once

#include "protocol/base/result.h"
#include "server/core/store_port.h"
#include "server/store/event_table.h"
#include "server/store/sqlite.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace hubbub::server {

class HistoryReader {
public:
    static Result<HistoryReader, Failure> prepare(Database& database);

    // The database is the one that it was prepared for.

    ReadPageReply readPage(Database& database, const ReadPageRequest& request);
    SearchLogReply search(Database& database, const SearchLogRequest& request);

private:
    /// Of the log, as of one moment.
    struct Extent {
        Seq firstKept;
        Seq head;
        Seq indexed;
    };
    struct Slice;
    std::optional<Extent> readExtent();
    /// The first in [first, end) that was said then or later; `end` if there is none. Void numbers have no
    /// time and go with what is behind them.
    Seq firstSince(WallTime time, Seq first, Seq end);
    bool readPage(const ReadPageRequest& request, chat::PageReply& page);
    bool search(const SearchLogRequest& request, SearchLogReply& reply);
    bool scan(Slice& slice, Seq first, Seq end);
    bool askIndex(Slice& slice, const std::string& expression, Seq first, Seq end);

    EventTable events_;
    Statement readExtent_;
    Statement timeFrom_;
    Statement candidates_;
};

/// The same with the connection it reads through, for a thread of its own.
class HistoryConnection {
public:
    static Result<HistoryConnection, Failure> open(const std::filesystem::path& file, const char* fileSystem);

    ReadPageReply readPage(const ReadPageRequest& request) { return reader_.readPage(database_, request); }
    SearchLogReply search(const SearchLogRequest& request) { return reader_.search(database_, request); }

private:
    HistoryConnection(Database database, HistoryReader reader)
        : database_(std::move(database)),
          reader_(std::move(reader))
    {
    }

    Database database_;
    HistoryReader reader_;
};

} // namespace hubbub::server
