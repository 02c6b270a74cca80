#include "server/core/outbox_table.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub::server {

OutboxTable::OutboxTable(const std::vector<FoldedOutbox>& outboxes)
{
    for (const FoldedOutbox& outbox : outboxes) {
        outboxes_.emplace(outbox.outbox, outbox);
        recent_[outbox.outbox.key].emplace(outbox.used, outbox.outbox.id);
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
    auto& recent = recent_[outbox.key];
    const auto found = outboxes_.find(outbox);
    if (found != outboxes_.end()) {
        change.before = found->second;
        change.wasSurplus = surplus_.erase({found->second.used, outbox}) == 1;
        if (!change.wasSurplus)
            recent.erase({found->second.used, outbox.id});
    }
    change.used = FoldedOutbox{outbox, number, time};
    outboxes_.insert_or_assign(outbox, *change.used);
    recent.emplace(time, outbox.id);
    change.demoted = demoteOldest(outbox.key);
}

void OutboxTable::forgetOld(WallTime time, OutboxChange& change)
{
    while (!surplus_.empty() && surplus_.begin()->first.milliseconds <= time.milliseconds - keptMilliseconds)
    {
        const auto forgotten = outboxes_.find(surplus_.begin()->second);
        change.forgotten.push_back(forgotten->second);
        outboxes_.erase(forgotten);
        surplus_.erase(surplus_.begin());
    }
}

void OutboxTable::undo(const OutboxChange& change)
{
    for (const FoldedOutbox& outbox : change.forgotten) {
        outboxes_.emplace(outbox.outbox, outbox);
        surplus_.emplace(outbox.used, outbox.outbox);
    }
    if (!change.used)
        return;
    const OutboxKey& used = change.used->outbox;
    auto& recent = recent_[used.key];
    if (change.demoted) {
        surplus_.erase({change.demoted->used, change.demoted->outbox});
        recent.emplace(change.demoted->used, change.demoted->outbox.id);
    }
    recent.erase({change.used->used, used.id});
    outboxes_.erase(used);
    if (change.before) {
        outboxes_.emplace(used, *change.before);
        if (change.wasSurplus)
            surplus_.emplace(change.before->used, used);
        else
            recent.emplace(change.before->used, used.id);
    }
    if (recent.empty())
        recent_.erase(used.key);
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

} // namespace hubbub::server
