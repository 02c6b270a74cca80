// Where in the log each submission stands: what a repeat is told by. The latest are kept in memory and
// written into their table thousands at a time, in its order: each by itself would cost a page of its own,
// since every outbox has another place there. A start finds those that were not written yet in the log.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/result.h"
#include "server/core/room_fold.h"
#include "server/store/sqlite.h"

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace hubbub::server {

class SubmissionIndex {
public:
    /// A busy store writes them when they are so many: a hundred bytes of memory each, and 10 ms in which
    /// nothing can be committed.
    static constexpr std::size_t worthWriting = 4096;

    static Result<SubmissionIndex, Failure> prepare(Database& database);
    /// Reads what the log has behind the table. The failure is a clause for the operator.
    Result<Done, Failure> open();

    /// The event may have been pruned since.
    Result<std::optional<Seq>, Failure> find(const OutboxKey& outbox, SubmissionNumber number);
    /// 0 if the log has none of this outbox.
    Result<SubmissionNumber, Failure> highestOf(const OutboxKey& outbox);

    /// Within a transaction of the caller's, who tells what became of it.
    void add(const OutboxKey& outbox, SubmissionNumber number, Seq seq);
    void handleRolledBack();
    void handleCommitted();
    /// Of each outbox so many stay as long as the room remembers it, be their events gone: whoever comes back
    /// asks what became of those that were under way (256), and after a power cut of more.
    static constexpr std::uint32_t keptPerOutbox = 1024;
    /// Events below go, from which a start could no longer read what is not written: so that is. Within a
    /// transaction, before they go; false if the database refused, here and below.
    bool prune(Seq firstKept, const RoomFold& fold);
    /// The room has forgotten it: what has no event any more goes. Within a transaction.
    bool forget(const OutboxKey& outbox, Seq firstKept);

    bool hasUnwritten() const { return !unwritten_.empty(); }
    /// After a try that failed, only when they are so many more.
    bool isWorthWriting() const { return unwritten_.size() >= nextTry_; }
    /// All of them, in a transaction of its own.
    bool write(Database& database);

private:
    using Key = std::pair<OutboxKey, SubmissionNumber>;
    bool writeAll();

    Statement readUnwritten_;
    Statement find_;
    Statement highest_;
    Statement insert_;
    Statement readPruned_;
    Statement delete_;
    Statement forget_;
    Statement setWritten_;
    std::map<Key, Seq> unwritten_;
    std::vector<Key> uncommitted_; ///< of these
    bool isWriting_ = false;       ///< all of these, in the transaction under way
    std::size_t nextTry_ = worthWriting;
};

} // namespace hubbub::server
