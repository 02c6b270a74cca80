#include "server/core/outbox_table.h"

#include <iterator>

namespace hubbub::server {

OutboxTable::OutboxTable(const std::vector<FoldedOutbox>& outboxes)
{
    for (const FoldedOutbox& outbox : outboxes) {
        insert(outbox, false);
        demoteOldest(outbox.outbox.key);
    }
}

SubmissionNumber OutboxTable::cursorOf(const OutboxKey& outbox) const
{
    const auto found = outboxes_.find(outbox);
    return found == outboxes_.end() ? SubmissionNumber{} : found->second.cursor;
}

std::vector<FoldedOutbox> OutboxTable::all() const
{
    std::vector<FoldedOutbox> all;
    all.reserve(outboxes_.size());
    for (const auto& [key, outbox] : outboxes_)
        all.push_back(outbox);
    return all;
}

void OutboxTable::use(const OutboxKey& outbox, SubmissionNumber number, WallTime time, OutboxChange& change)
{
    if (const auto found = outboxes_.find(outbox); found != outboxes_.end()) {
        change.before = found->second;
        change.wasSurplus = erase(*change.before);
    }
    change.used = FoldedOutbox{outbox, number, time};
    insert(*change.used, false);
    change.demoted = demoteOldest(outbox.key);
    if (outboxes_.size() > keptInAll) {
        const auto oldest = all_.begin();
        forget(oldest->second == outbox ? std::next(oldest)->second : oldest->second, change);
    }
}

void OutboxTable::forgetOld(WallTime time, OutboxChange& change)
{
    while (!surplus_.empty() && surplus_.begin()->first.milliseconds <= time.milliseconds - keptMilliseconds)
        forget(surplus_.begin()->second, change);
}

void OutboxTable::undo(const OutboxChange& change)
{
    for (const OutboxChange::Forgotten& forgotten : change.forgotten)
        insert(forgotten.outbox, forgotten.wasSurplus);
    if (change.demoted) {
        erase(*change.demoted);
        insert(*change.demoted, false);
    }
    if (change.used)
        erase(*change.used);
    if (change.before)
        insert(*change.before, change.wasSurplus);
}

void OutboxTable::insert(const FoldedOutbox& outbox, bool isSurplus)
{
    outboxes_.emplace(outbox.outbox, outbox);
    all_.emplace(outbox.used, outbox.outbox);
    if (isSurplus)
        surplus_.emplace(outbox.used, outbox.outbox);
    else
        recent_[outbox.outbox.key].emplace(outbox.used, outbox.outbox.id);
}

bool OutboxTable::erase(const FoldedOutbox& outbox)
{
    outboxes_.erase(outbox.outbox);
    all_.erase({outbox.used, outbox.outbox});
    if (surplus_.erase({outbox.used, outbox.outbox}) == 1)
        return true;
    const auto recent = recent_.find(outbox.outbox.key);
    recent->second.erase({outbox.used, outbox.outbox.id});
    if (recent->second.empty())
        recent_.erase(recent);
    return false;
}

std::optional<FoldedOutbox> OutboxTable::demoteOldest(const PublicKey& key)
{
    auto& recent = recent_[key];
    if (recent.size() <= keptPerKey)
        return std::nullopt;
    const auto [used, id] = *recent.begin();
    recent.erase(recent.begin());
    const OutboxKey demoted{key, id};
    surplus_.emplace(used, demoted);
    return outboxes_.at(demoted);
}

void OutboxTable::forget(const OutboxKey& outbox, OutboxChange& change)
{
    const FoldedOutbox forgotten = outboxes_.at(outbox);
    change.forgotten.push_back({forgotten, erase(forgotten)});
}

} // namespace hubbub::server
