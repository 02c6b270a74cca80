#include "server/store/sqlite_store.h"

#include "protocol/base/check.h"
#include "server/store/data_folder.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace hubbub::server {

namespace {

/// 4 MiB: beyond that readers and the next start pay for a write-ahead log that is never copied back.
constexpr int walPagesMost = 1024;
/// One step of retention: some milliseconds, in which nothing can be committed.
constexpr std::uint32_t prunedPerStep = 128;

bool isLeave(const Proposal& proposal)
{
    return std::holds_alternative<LeaveCommand>(proposal.command.what);
}

MemberId leaver(const Proposal& proposal)
{
    return std::get<LeaveCommand>(proposal.command.what).member;
}

Unexpected<Failure> damaged(const StorePlace& place, const std::string& what)
{
    return Unexpected(
        Failure{"The database " + place.database().string() + " cannot be used: " + what + "."});
}

} // namespace

Result<SqliteStore::Opened, Failure> SqliteStore::open(const std::filesystem::path& path,
                                                       Durability durability, Entropy& entropy,
                                                       std::uint32_t tail)
{
    auto folder = DataFolder::open(path);
    if (!folder)
        return Unexpected(folder.error());
    return open(std::make_unique<DataFolder>(std::move(*folder)), durability, entropy, tail);
}

Result<SqliteStore::Opened, Failure> SqliteStore::open(std::unique_ptr<StorePlace> place,
                                                       Durability durability, Entropy& entropy,
                                                       std::uint32_t tail)
{
    if (auto made = place->makeDatabaseFile(); !made)
        return Unexpected(made.error());
    auto database = Database::open(place->database(), place->fileSystem());
    if (!database)
        return damaged(*place, database.error().context);
    auto prepared = prepareSchema(*database, place->database(), durability, entropy);
    if (!prepared)
        return Unexpected(prepared.error());
    // Of a process that was killed between writing and fsync the last transaction is there, and would be
    // shown; it must be on the disk before.
    if (durability == Durability::full)
        database->checkpoint();
    auto tables = FoldTables::prepare(*database);
    auto events = EventTable::prepare(*database);
    auto submissions = SubmissionIndex::prepare(*database);
    auto audit = AuditTable::prepare(*database);
    auto index = SearchIndex::prepare(*database);
    auto history = HistoryReader::prepare(*database);
    std::optional<Failure> failure;
    const auto note = [&failure](const auto& result) {
        if (!result && !failure)
            failure = result.error();
    };
    note(tables);
    note(events);
    note(submissions);
    note(audit);
    note(index);
    note(history);
    if (!failure) {
        note(submissions->open());
        note(index->open(*database));
    }
    if (failure)
        return damaged(*place, failure->context);

    std::unique_ptr<SqliteStore> store(
        new SqliteStore(std::move(place), std::move(*database), std::move(*tables), std::move(*events),
                        std::move(*submissions), std::move(*audit), std::move(*index), std::move(*history)));
    auto restored = store->restore(tail);
    if (!restored)
        return damaged(*store->place_, restored.error().context);
    store->place_->makeReserve();
    return Opened{std::move(store), std::move(*restored), std::move(*prepared)};
}

SqliteStore::SqliteStore(std::unique_ptr<StorePlace> place, Database database, FoldTables tables,
                         EventTable events, SubmissionIndex submissions, AuditTable audit, SearchIndex index,
                         HistoryReader history)
    : place_(std::move(place)),
      database_(std::move(database)),
      tables_(std::move(tables)),
      events_(std::move(events)),
      submissions_(std::move(submissions)),
      audit_(std::move(audit)),
      index_(std::move(index)),
      history_(std::move(history))
{
}

Result<RestoredRoom, Failure> SqliteStore::restore(std::uint32_t tail)
{
    auto room = tables_.read(database_);
    if (!room)
        return Unexpected(room.error());
    RestoredRoom restored{
        room->log, std::move(room->state), std::move(room->formerNames), room->firstKept, {}};

    // The chain is followed over what is handed out: it finds rows lost or changed that SQLite itself does
    // not miss.
    const std::uint64_t head = restored.state.head.value;
    const Seq first{std::max(restored.firstKept.value, head - std::min<std::uint64_t>(head, tail) + 1)};
    auto chain = events_.chainAt(Seq{first.value - 1});
    auto rows = events_.read(first, tail);
    if (!chain || !rows)
        return Unexpected(chain ? rows.error() : chain.error());
    if (first.value + rows->size() != head + 1)
        return Unexpected(Failure{"events are missing"});
    std::optional<ChainValue> before = *chain;
    for (const EventTable::Row& row : *rows) {
        if (before && chat::chainNext(*before, row.seq, row.record) != row.chain)
            return Unexpected(Failure{"event " + std::to_string(row.seq.value) + " has been changed"});
        before = row.chain;
        restored.tail.push_back(chat::encode(row.record));
    }
    if (before && *before != restored.state.chain)
        return Unexpected(Failure{"its tables do not belong to its last event"});
    fold_ = RoomFold(restored.state);
    firstKept_ = restored.firstKept;
    return restored;
}

std::vector<ProposalOutcome> SqliteStore::append(std::span<const Proposal> proposals)
{
    Outcomes outcomes;
    appendAll(proposals, outcomes);
    if (database_.walPages() > walPagesMost)
        database_.checkpoint();
    if (std::exchange(hasRemoved_, false))
        emptyLog();
    return outcomes;
}

// Pages as they were before stand in the write-ahead log until it is cut off, and a removed text with them.
// While somebody else reads (a backup, an export) it cannot be: it is tried again when there is time.
void SqliteStore::emptyLog()
{
    mayHoldRemoved_ = !database_.emptyLog();
}

void SqliteStore::appendAll(std::span<const Proposal> proposals, Outcomes& outcomes)
{
    place_->makeReserve();
    leavesAreStuck_ = false;
    const std::vector<Proposal> waited = std::exchange(waitingLeaves_, {});
    Batch batch;
    for (const Proposal& leave : waited)
        batch.push_back(&leave);
    for (const Proposal& proposal : proposals)
        batch.push_back(&proposal);
    appendParts(batch, outcomes);
}

void SqliteStore::appendParts(std::span<const Proposal* const> parts, Outcomes& outcomes)
{
    const Batch batch = withoutHopeless(parts, outcomes);
    if (batch.empty() || tryTransaction(batch, outcomes))
        return;
    if (failureIsFull_)
        database_.checkpoint(); // A write-ahead log that has been copied is used again from its beginning.
    if (batch.size() > 1 && !failureIsOfAll_) {
        const std::span all(batch);
        appendParts(all.first(all.size() / 2), outcomes);
        appendParts(all.subspan(all.size() / 2), outcomes);
        return;
    }
    for (const Proposal* proposal : batch) {
        if (isLeave(*proposal))
            appendLeave(*proposal, outcomes);
        else
            outcomes.emplace_back(NotStored{proposal->id, failure_, failureIsFull_});
    }
}

SqliteStore::Batch SqliteStore::withoutHopeless(std::span<const Proposal* const> parts, Outcomes& outcomes)
{
    Batch batch;
    for (const Proposal* proposal : parts) {
        if (isLeave(*proposal) && leavesAreStuck_)
            keepWaiting(*proposal, outcomes);
        else if (!isLeave(*proposal) && !place_->hasReserve()) // What is left of the disk is for leaves.
            outcomes.emplace_back(NotStored{proposal->id, "the disk is full", true});
        else
            batch.push_back(proposal);
    }
    return batch;
}

void SqliteStore::appendLeave(const Proposal& leave, Outcomes& outcomes)
{
    if (!failureIsOfAll_ && failureIsFull_ && place_->hasReserve()) {
        place_->freeReserve();
        const Proposal* batch[] = {&leave};
        if (tryTransaction(batch, outcomes))
            return;
    }
    leavesAreStuck_ = true; // They are all of a size: no other fits either.
    keepWaiting(leave, outcomes);
}

void SqliteStore::keepWaiting(const Proposal& leave, Outcomes& outcomes)
{
    const bool waits = std::any_of(waitingLeaves_.begin(), waitingLeaves_.end(),
                                   [&](const Proposal& other) { return leaver(other) == leaver(leave); });
    if (waits)
        outcomes.emplace_back(NotStored{leave.id, "this member's leave waits for space already"});
    else
        waitingLeaves_.push_back(leave);
}

// The fold runs along with the rows, and is taken back command by command if they cannot be written: that
// costs what the batch cost, where reading the tables again would cost the whole room for each part of a
// batch that fails.
bool SqliteStore::tryTransaction(std::span<const Proposal* const> batch, Outcomes& outcomes)
{
    const std::size_t outcomesBefore = outcomes.size();
    std::vector<FoldChange> changes;
    failure_.clear();
    failureIsFull_ = false;
    Transaction transaction(database_);
    const bool begun = transaction.begin();
    if (begun && write(batch, changes, outcomes) && tables_.writeRoom(fold_) && transaction.commit()) {
        submissions_.handleCommitted();
        return true;
    }
    submissions_.handleRolledBack();
    if (failure_.empty()) {
        failure_ = database_.errorText();
        failureIsFull_ = database_.lastErrorIsFull();
    }
    failureIsOfAll_ = !begun; // Somebody else writes, and each further try would wait for him again.
    outcomes.resize(outcomesBefore);
    for (const FoldChange& change : std::views::reverse(changes))
        fold_.undo(change);
    return false;
}

bool SqliteStore::write(std::span<const Proposal* const> batch, std::vector<FoldChange>& changes,
                        Outcomes& outcomes)
{
    for (const Proposal* proposal : batch) {
        FoldEffect effect = fold_.apply(proposal->command, changes.emplace_back());
        const FoldChange& change = changes.back();
        if (!noteOutbox(change.outbox, effect.seq) || !events_.insert(proposal->command, effect)
            || !tables_.write(change) || !audit_.write(proposal->command, effect, change)
            || (change.removed && !removeText(*change.removed)))
            return false;
        hasRemoved_ = hasRemoved_ || change.removed.has_value();
        outcomes.emplace_back(Committed{proposal->id, std::move(effect)});
    }
    return true;
}

bool SqliteStore::noteOutbox(const OutboxChange& change, Seq seq)
{
    for (const OutboxChange::Forgotten& each : change.forgotten) {
        if (!submissions_.forget(each.outbox.outbox, firstKept_))
            return false;
    }
    if (!change.used)
        return true;
    const auto& [outbox, number, time] = *change.used;
    // The fold may have forgotten the outbox; the log has not.
    if (!change.before) {
        const auto highest = submissions_.highestOf(outbox);
        if (highest && number <= *highest)
            failure_ = "what this client said then, or later, is in the log already";
        if (!highest || number <= *highest)
            return false;
    }
    submissions_.add(outbox, number, seq);
    return true;
}

/// Within a transaction; false if the database refused.
bool SqliteStore::removeText(Seq seq)
{
    const auto rows = events_.read(seq, 1);
    if (!rows)
        return false;
    // Removed before, or no longer kept: there is nothing to be found of it either.
    const auto* const event = rows->empty() ? nullptr : std::get_if<chat::Event>(&rows->front().record);
    if (event == nullptr || !std::holds_alternative<chat::Content>(event->content))
        return true;
    return index_.remove(seq, *event) && events_.remove(seq);
}

Result<std::optional<FindSubmissionReply::Found>, Failure> SqliteStore::findSubmission(
    const OutboxKey& outbox, SubmissionNumber number)
{
    const auto seq = submissions_.find(outbox, number);
    if (!seq)
        return Unexpected(seq.error());
    if (!*seq)
        return std::optional<FindSubmissionReply::Found>();
    auto found = events_.submissionAt(**seq);
    // Its event is no longer kept.
    if (found && !*found)
        return std::optional(FindSubmissionReply::Found{**seq, std::nullopt});
    return found;
}

ReadRecordsReply SqliteStore::readRecords(const ReadRecordsRequest& request)
{
    ReadRecordsReply reply{request.query, request.first, {}};
    const auto rows = events_.read(request.first, std::min(request.count, readRecordsMost));
    if (!rows || rows->empty())
        return reply;
    reply.first = rows->front().seq;
    std::size_t bytes = 0;
    for (const EventTable::Row& row : *rows) {
        reply.records.push_back(chat::encode(row.record));
        bytes += reply.records.back().size();
        if (bytes >= readBytesMost)
            break;
    }
    return reply;
}

Result<std::optional<ChainValue>, Failure> SqliteStore::chainAt(Seq seq)
{
    return events_.chainAt(seq);
}

PruneReply SqliteStore::prune(const PruneRequest& request)
{
    const auto rows = events_.read(firstKept_, prunedPerStep + 1);
    if (!rows)
        return {firstKept_, true};
    const std::size_t count = std::min<std::size_t>(countPrunable(request, *rows), prunedPerStep);
    const bool isDone = count < prunedPerStep || count == rows->size();
    if (count == 0 || !tryPrune(std::span(*rows).first(count)))
        return {firstKept_, true};
    if (database_.walPages() > walPagesMost)
        database_.checkpoint();
    return {firstKept_, isDone};
}

std::size_t SqliteStore::countPrunable(const PruneRequest& request,
                                       std::span<const EventTable::Row> rows) const
{
    const std::uint64_t head = fold_.head().value;
    std::size_t count = 0;
    for (const EventTable::Row& row : rows) {
        const bool isSurplus = request.keep && head - row.seq.value >= *request.keep;
        const auto* const event = std::get_if<chat::Event>(&row.record);
        // A void number has no time: it goes with the event behind it.
        const bool isOld = request.olderThan && (event == nullptr || event->time < *request.olderThan);
        if (row.seq >= request.below || (!isSurplus && !isOld))
            break;
        ++count;
    }
    return count;
}

bool SqliteStore::tryPrune(std::span<const EventTable::Row> rows)
{
    const Seq firstKept = next(rows.back().seq);
    Transaction transaction(database_);
    const bool isDone = transaction.begin() && index_.prune(rows) && submissions_.prune(firstKept, fold_)
                     && events_.prune(firstKept, rows.back().chain) && transaction.commit();
    if (!isDone) {
        index_.handleRolledBack();
        submissions_.handleRolledBack();
        return false;
    }
    index_.handleCommitted();
    submissions_.handleCommitted();
    firstKept_ = firstKept;
    return true;
}

bool SqliteStore::feedIndex()
{
    // What is left of a full disk is for leaves.
    if (indexLag() == 0 || !place_->hasReserve() || !index_.feed(database_, events_))
        return false;
    if (database_.walPages() > walPagesMost)
        database_.checkpoint();
    return true;
}

bool SqliteStore::writeSubmissions()
{
    // What is left of a full disk is for leaves.
    if (!place_->hasReserve() || !submissions_.write(database_))
        return false;
    if (database_.walPages() > walPagesMost)
        database_.checkpoint();
    return true;
}

Result<HistoryConnection, Failure> SqliteStore::openHistory() const
{
    return HistoryConnection::open(place_->database(), place_->fileSystem());
}

StoreReply SqliteStore::answer(const StoreRequest& request)
{
    struct Answer {
        SqliteStore& store;
        StoreReply operator()(const AppendRequest& append) const
        {
            return AppendReply{store.append(append.proposals)};
        }
        StoreReply operator()(const FindSubmissionRequest& find) const
        {
            const auto found = store.findSubmission(find.outbox, find.number);
            return FindSubmissionReply{find.query, found ? *found : std::nullopt, !found};
        }
        StoreReply operator()(const ReadRecordsRequest& read) const { return store.readRecords(read); }
        StoreReply operator()(const FindChainRequest& find) const
        {
            const auto chain = store.chainAt(find.seq);
            return FindChainReply{find.query, chain ? *chain : std::nullopt, !chain};
        }
        StoreReply operator()(const ReadPageRequest& read) const
        {
            return store.history_.readPage(store.database_, read);
        }
        StoreReply operator()(const SearchLogRequest& search) const
        {
            return store.history_.search(store.database_, search);
        }
        StoreReply operator()(const PruneRequest& prune) const { return store.prune(prune); }
    };
    return std::visit(Answer{*this}, request);
}

bool SqliteStore::hasIdleWork() const
{
    return database_.walPages() > 0 || mayHoldRemoved_ || submissions_.hasUnwritten() || !place_->hasReserve()
        || !waitingLeaves_.empty();
}

std::vector<ProposalOutcome> SqliteStore::doIdleWork()
{
    Outcomes outcomes;
    if (!waitingLeaves_.empty())
        appendAll({}, outcomes);
    place_->makeReserve();
    if (submissions_.hasUnwritten())
        writeSubmissions();
    if (mayHoldRemoved_)
        emptyLog();
    if (database_.walPages() > 0)
        database_.checkpoint();
    return outcomes;
}

bool SqliteStore::limitPages(std::uint32_t pages)
{
    constexpr std::uint32_t none = 0xfffffffe; // SQLite's own limit
    return database_.execute(
        ("PRAGMA max_page_count = " + std::to_string(pages == 0 ? none : pages)).c_str());
}

} // namespace hubbub::server
