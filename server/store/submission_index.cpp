#include "server/store/submission_index.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

namespace hubbub::server {

Result<SubmissionIndex, Failure> SubmissionIndex::prepare(Database& database)
{
    StatementGroup group(database);
    SubmissionIndex index;
    index.readUnwritten_ =
        group.prepare("SELECT key, outbox, number, seq FROM events WHERE number > 0 AND seq > (SELECT "
                      "submissions_written FROM room WHERE id = 1) ORDER BY seq");
    index.find_ = group.prepare("SELECT seq FROM submissions WHERE key = ? AND outbox = ? AND number = ?");
    index.highest_ = group.prepare("SELECT max(number) FROM submissions WHERE key = ? AND outbox = ?");
    index.insert_ = group.prepare("INSERT INTO submissions (key, outbox, number, seq) VALUES (?, ?, ?, ?)");
    index.readPruned_ = group.prepare(
        "SELECT key, outbox, max(number) FROM events WHERE seq < ? AND number > 0 GROUP BY key, outbox");
    index.delete_ = group.prepare("DELETE FROM submissions WHERE key = ? AND outbox = ? AND number <= ?");
    index.forget_ = group.prepare("DELETE FROM submissions WHERE key = ? AND outbox = ? AND seq < ?");
    index.setWritten_ = group.prepare("UPDATE room SET submissions_written = ? WHERE id = 1");
    if (group.failure())
        return Unexpected(*group.failure());
    return index;
}

Result<Done, Failure> SubmissionIndex::open()
{
    Run run(readUnwritten_);
    while (run.row()) {
        const auto key = run.opaque<PublicKey>(0);
        const auto id = run.opaque<OutboxId>(1);
        if (!key || !id)
            return Unexpected(Failure{"event " + std::to_string(run.number(3)) + " is damaged"});
        add({*key, *id}, run.id<SubmissionNumber>(2), run.id<Seq>(3));
    }
    handleCommitted();
    if (run.failed())
        return Unexpected(Failure{"the log cannot be read"});
    return Done{};
}

Result<std::optional<Seq>, Failure> SubmissionIndex::find(const OutboxKey& outbox, SubmissionNumber number)
{
    if (const auto found = unwritten_.find({outbox, number}); found != unwritten_.end())
        return std::optional(found->second);
    Run run(find_, outbox.key, outbox.id, number);
    if (run.row())
        return std::optional(run.id<Seq>(0));
    if (run.failed())
        return Unexpected(Failure{"the log cannot be read"});
    return std::optional<Seq>();
}

Result<SubmissionNumber, Failure> SubmissionIndex::highestOf(const OutboxKey& outbox)
{
    constexpr SubmissionNumber last{std::numeric_limits<SubmissionNumber::Value>::max()};
    const auto behind = unwritten_.upper_bound({outbox, last});
    if (behind != unwritten_.begin() && std::prev(behind)->first.first == outbox)
        return std::prev(behind)->first.second; // none that is written is higher
    Run run(highest_, outbox.key, outbox.id);
    if (!run.row())
        return Unexpected(Failure{"the log cannot be read"});
    return run.id<SubmissionNumber>(0); // NULL is read as 0
}

void SubmissionIndex::add(const OutboxKey& outbox, SubmissionNumber number, Seq seq)
{
    unwritten_.emplace(Key{outbox, number}, seq);
    uncommitted_.emplace_back(outbox, number);
}

void SubmissionIndex::handleRolledBack()
{
    for (const Key& key : uncommitted_)
        unwritten_.erase(key);
    uncommitted_.clear();
    isWriting_ = false;
}

void SubmissionIndex::handleCommitted()
{
    uncommitted_.clear();
    if (!std::exchange(isWriting_, false))
        return;
    unwritten_.clear();
    nextTry_ = worthWriting;
}

bool SubmissionIndex::prune(Seq firstKept, const RoomFold& fold)
{
    if (!writeAll())
        return false;
    Run pruned(readPruned_, firstKept);
    while (pruned.row()) {
        const auto key = pruned.opaque<PublicKey>(0);
        const auto id = pruned.opaque<OutboxId>(1);
        if (!key || !id)
            return false;
        std::uint32_t last = pruned.id<SubmissionNumber>(2).value;
        // 0: it is forgotten.
        if (const std::uint32_t cursor = fold.cursorOf({*key, *id}).value; cursor > 0)
            last = std::min(last, cursor - std::min(cursor, keptPerOutbox));
        if (!Run(delete_, *key, *id, last).done())
            return false;
    }
    return !pruned.failed();
}

bool SubmissionIndex::forget(const OutboxKey& outbox, Seq firstKept)
{
    return Run(forget_, outbox.key, outbox.id, firstKept).done();
}

bool SubmissionIndex::write(Database& database)
{
    Transaction transaction(database);
    if (!transaction.begin() || !writeAll() || !transaction.commit()) {
        handleRolledBack();
        nextTry_ = unwritten_.size() + worthWriting;
        return false;
    }
    handleCommitted();
    return true;
}

bool SubmissionIndex::writeAll()
{
    if (unwritten_.empty())
        return true;
    isWriting_ = true;
    Seq last;
    for (const auto& [key, seq] : unwritten_) {
        const auto& [outbox, number] = key;
        last = std::max(last, seq);
        if (!Run(insert_, outbox.key, outbox.id, number, seq).done())
            return false;
    }
    return Run(setWritten_, last).done();
}

} // namespace hubbub::server
