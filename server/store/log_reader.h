// The log of a data folder, read from outside of its server, which may be running. Changes nothing.
#pragma once

#include "protocol/base/result.h"
#include "server/store/event_table.h"
#include "server/store/sqlite.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace hubbub::server {

class LogReader {
public:
    /// A failure is a sentence for the operator, here and below.
    static Result<LogReader, Failure> open(const std::filesystem::path& folder);

    LogId log() const { return log_; }
    /// The first event that is kept, and the last one at the time of opening; there is none if this is 0.
    Seq first() const { return first_; }
    Seq head() const { return head_; }
    /// The first event at or after this time, head() + 1 if there is none; or the last one at or before,
    /// first() - 1 if there is none.
    Result<Seq, Failure> firstSince(WallTime time);
    Result<Seq, Failure> lastUntil(WallTime time);

    /// h(seq); nothing if it is not kept.
    Result<std::optional<ChainValue>, Failure> chainAt(Seq seq);
    /// At least one and at most `count`, from an event that is there. Each call reads for itself, so that the
    /// server's log can be tidied up between two of them.
    Result<std::vector<EventTable::Row>, Failure> read(Seq first, std::uint32_t count);

private:
    LogReader(std::filesystem::path file, Database database, EventTable events);
    Result<Done, Failure> readRoom();
    Result<Seq, Failure> find(const char* sql, WallTime time, Seq ifNone);
    Unexpected<Failure> failure(const std::string& what) const;

    std::filesystem::path file_;
    Database database_;
    EventTable events_;
    LogId log_;
    Seq first_;
    Seq head_;
};

} // namespace hubbub::server
