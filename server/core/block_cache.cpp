#include "server/core/block_cache.h"

#include "server/core/limits.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

Seq blockStart(Seq seq)
{
    return Seq{(seq.value - 1) / limits::blockRecords * limits::blockRecords + 1};
}

} // namespace

std::optional<ByteView> BlockCache::Block::record(Seq seq) const
{
    if (seq < first || seq >= end())
        return std::nullopt;
    return ByteView(records[static_cast<std::size_t>(seq.value - first.value)]);
}

std::optional<ByteView> BlockCache::peek(Seq seq) const
{
    const auto found = blocks_.find(blockStart(seq));
    return found == blocks_.end() ? std::nullopt : found->second.record(seq);
}

std::optional<ByteView> BlockCache::find(Seq seq)
{
    const Seq start = blockStart(seq);
    if (const auto found = blocks_.find(start); found != blocks_.end()) {
        found->second.used = ++uses_;
        if (const auto record = found->second.record(seq))
            return record;
    }
    missed_ = true;
    want(start);
    return std::nullopt;
}

void BlockCache::want(Seq start)
{
    if (wanted_.size() >= limits::blocksWanted || !known_.insert(start).second)
        return;
    wanted_.push_back(start);
}

std::vector<BlockCache::Read> BlockCache::takeWanted(Instant now)
{
    std::vector<Read> reads;
    if (now < pausedUntil_)
        return reads;
    while (!wanted_.empty() && reads.size() < limits::blocksPerTurn && underWay_ < limits::blocksUnderWay) {
        const Seq start = wanted_.front();
        wanted_.pop_front();
        ++underWay_;
        const auto known = blocks_.find(start);
        const Seq end{start.value + limits::blockRecords};
        const Seq first = known == blocks_.end() ? start : std::min(known->second.end(), end);
        reads.push_back({start, first, static_cast<std::uint32_t>(end.value - first.value)});
    }
    return reads;
}

void BlockCache::put(Instant now, const Read& read, Seq first, std::vector<Bytes> records)
{
    --underWay_;
    known_.erase(read.block);
    if (records.empty()) {
        pausedUntil_ = now + limits::blockRetry;
        return;
    }
    Block& block = blocks_[read.block];
    if (block.records.empty() || block.end() != first) {
        bytes_ -= std::exchange(block.bytes, 0);
        block.first = first;
        block.records.clear();
    }
    for (Bytes& record : records) {
        block.bytes += record.size() + sizeof(Bytes);
        bytes_ += record.size() + sizeof(Bytes);
        block.records.push_back(std::move(record));
    }
    block.used = ++uses_;
    evict(read.block);
}

void BlockCache::replace(Seq seq, Bytes record)
{
    const auto found = blocks_.find(blockStart(seq));
    if (found == blocks_.end() || !found->second.record(seq))
        return;
    Block& block = found->second;
    Bytes& before = block.records[static_cast<std::size_t>(seq.value - block.first.value)];
    bytes_ = bytes_ - before.size() + record.size();
    block.bytes = block.bytes - before.size() + record.size();
    before = std::move(record);
}

void BlockCache::evict(Seq keep)
{
    while (bytes_ > limits::blockCacheBytes && blocks_.size() > 1) {
        auto oldest = blocks_.end();
        for (auto block = blocks_.begin(); block != blocks_.end(); ++block)
            if (block->first != keep && (oldest == blocks_.end() || block->second.used < oldest->second.used))
                oldest = block;
        bytes_ -= oldest->second.bytes;
        blocks_.erase(oldest);
    }
}

std::optional<Instant> BlockCache::deadline() const
{
    return wanted_.empty() || underWay_ > 0 ? std::nullopt : std::optional(pausedUntil_);
}

bool BlockCache::takeMissed()
{
    return std::exchange(missed_, false);
}

} // namespace hubbub::server
