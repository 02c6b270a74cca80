// The room's log in SQLite: decides what commands do, writes it down in one transaction per turn, and answers
// the core's questions. It waits for the disk: give it a thread of its own (store_thread.h).
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "server/core/room_fold.h"
#include "server/core/store_port.h"
#include "server/store/audit_table.h"
#include "server/store/event_table.h"
#include "server/store/fold_tables.h"
#include "server/store/history_reader.h"
#include "server/store/schema.h"
#include "server/store/search_index.h"
#include "server/store/sqlite.h"
#include "server/store/store_place.h"
#include "server/store/submission_index.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hubbub::server {

class SqliteStore {
public:
    struct Opened;
    /// Records handed to the core at the start: what it keeps in memory to send again.
    static constexpr std::uint32_t restoredRecords = 16'384;
    /// Fewer than asked for are given beyond these: a slow reader must not hold up a turn for long.
    static constexpr std::uint32_t readRecordsMost = 1024;
    static constexpr std::size_t readBytesMost = std::size_t{1024} * 1024;

    /// Makes folder and database if they are missing. A failure is a sentence for the operator.
    static Result<Opened, Failure> open(const std::filesystem::path& folder, Durability durability,
                                        Entropy& entropy, std::uint32_t tail = restoredRecords);
    static Result<Opened, Failure> open(std::unique_ptr<StorePlace> place, Durability durability,
                                        Entropy& entropy, std::uint32_t tail = restoredRecords);
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    /// One transaction, if all of it can be stored; otherwise as its parts, so that only what cannot is
    /// refused. Leaves are not refused but wait for space: no outcome for these, it is among those of a later
    /// call. Never OutcomeUnknown: a commit that fails has been rolled back.
    std::vector<ProposalOutcome> append(std::span<const Proposal> proposals);
    Result<std::optional<FindSubmissionReply::Found>, Failure> findSubmission(const OutboxKey& outbox,
                                                                              SubmissionNumber number);
    ReadRecordsReply readRecords(const ReadRecordsRequest& request);
    Result<std::optional<ChainValue>, Failure> chainAt(Seq seq);
    /// One step; nothing goes if the database cannot be written.
    PruneReply prune(const PruneRequest& request);
    /// Any of the above; pages and searches too, which a HistoryConnection can answer meanwhile.
    StoreReply answer(const StoreRequest& request);
    Result<HistoryConnection, Failure> openHistory() const;

    /// True while doIdleWork() has something to do or to try.
    bool hasIdleWork() const;
    /// Brings table of submissions and database file up to date, makes the reserve again, tries the leaves
    /// that wait; their outcomes.
    std::vector<ProposalOutcome> doIdleWork();
    std::size_t waitingLeaves() const { return waitingLeaves_.size(); }

    /// How far the full-text index is behind the log.
    std::uint64_t indexLag() const
    {
        return fold_.head().value - std::min(fold_.head(), index_.indexed()).value;
    }
    Seq indexed() const { return index_.indexed(); }
    /// One small step towards the head; false if there is none or the database refused.
    bool feedIndex();

    /// Of submissions, what has to be done while the store is busy, too.
    bool isWorthWritingSubmissions() const { return submissions_.isWorthWriting(); }
    /// False if the database refused.
    bool writeSubmissions();

    const RoomFold& fold() const { return fold_; }
    /// The most the database file may grow to, in pages: what it would need beyond is refused as by a full
    /// disk. 0: no limit.
    bool limitPages(std::uint32_t pages);

private:
    using Outcomes = std::vector<ProposalOutcome>;
    using Batch = std::vector<const Proposal*>;

    SqliteStore(std::unique_ptr<StorePlace> place, Database database, FoldTables tables, EventTable events,
                SubmissionIndex submissions, AuditTable audit, SearchIndex index, HistoryReader history);
    Result<RestoredRoom, Failure> restore(std::uint32_t tail);

    /// Leaves that waited, then what is proposed.
    void appendAll(std::span<const Proposal> proposals, Outcomes& outcomes);
    /// The whole, else its halves, and so on.
    void appendParts(std::span<const Proposal* const> parts, Outcomes& outcomes);
    /// Without what is known to find no space.
    Batch withoutHopeless(std::span<const Proposal* const> parts, Outcomes& outcomes);
    /// A leave that did not fit gets the reserve.
    void appendLeave(const Proposal& leave, Outcomes& outcomes);
    void keepWaiting(const Proposal& leave, Outcomes& outcomes);
    /// All or nothing. On failure log, tables and fold are as before, and failure_ says why.
    bool tryTransaction(std::span<const Proposal* const> batch, Outcomes& outcomes);
    bool write(std::span<const Proposal* const> batch, std::vector<FoldChange>& changes, Outcomes& outcomes);
    /// False if what it said is in the log already, or the database refused.
    bool noteOutbox(const OutboxChange& change, Seq seq);
    bool removeText(Seq seq);
    /// Of these, those that go, from the first on.
    std::size_t countPrunable(const PruneRequest& request, std::span<const EventTable::Row> rows) const;
    bool tryPrune(std::span<const EventTable::Row> rows);

    void emptyLog();

    // Destroyed from the last to the first: statements before their database, the lock at the very end.
    std::unique_ptr<StorePlace> place_;
    Database database_;
    FoldTables tables_;
    EventTable events_;
    SubmissionIndex submissions_;
    AuditTable audit_;
    SearchIndex index_;
    HistoryReader history_;
    RoomFold fold_;
    Seq firstKept_;
    std::vector<Proposal> waitingLeaves_;
    bool leavesAreStuck_ = false; ///< in the append under way
    bool hasRemoved_ = false;     ///< in this turn
    bool mayHoldRemoved_ = true;  ///< the write-ahead log; also from before a kill
    // Of the last transaction that failed:
    std::string failure_;
    bool failureIsFull_ = false;
    bool failureIsOfAll_ = false;
};

struct SqliteStore::Opened {
    std::unique_ptr<SqliteStore> store;
    RestoredRoom restored;
    std::optional<Migration> migration; ///< if the database was older
};

} // namespace hubbub::server
