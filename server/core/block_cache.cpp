#include "server/core/block_cache.h"

#include "server/core/limits.h"

#include <utility>

namespace hubbub::server {

namespace {

Seq blockStart(Seq seq)
{
    return Seq{(seq.value - 1) / limits::blockRecords * limits::blockRecords + 1};
}

} // namespace

std::optional<ByteView> BlockCache::find(Seq seq)
{
    const Seq start = blockStart(seq);
    if (const auto found = blocks_.find(start); found != blocks_.end()) {
        Block& block = found->second;
        block.used = ++uses_;
        if (seq >= block.first && seq.value - block.first.value < block.records.size())
            return ByteView(block.records[static_cast<std::size_t>(seq.value - block.first.value)]);
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

std::vector<Seq> BlockCache::takeWanted(Instant now)
{
    std::vector<Seq> starts;
    if (now < pausedUntil_)
        return starts;
    while (!wanted_.empty() && starts.size() < limits::blocksPerTurn && underWay_ < limits::blocksUnderWay) {
        starts.push_back(wanted_.front());
        wanted_.pop_front();
        ++underWay_;
    }
    return starts;
}

void BlockCache::put(Instant now, Seq asked, Seq first, std::vector<Bytes> records)
{
    --underWay_;
    known_.erase(asked);
    if (records.empty()) {
        pausedUntil_ = now + limits::blockRetry;
        return;
    }
    Block block{first, std::move(records), 0, ++uses_};
    for (const Bytes& record : block.records)
        block.bytes += record.size() + sizeof(Bytes);
    Block& place = blocks_[asked];
    bytes_ = bytes_ - place.bytes + block.bytes;
    place = std::move(block);
    evict(asked);
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
