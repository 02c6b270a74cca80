// The room's log as its members' streams read it: the tail in memory, what is further back through a cache of
// blocks.
#pragma once

#include "protocol/link/record_source.h"
#include "server/core/block_cache.h"
#include "server/core/log_tail.h"
#include "server/core/store_port.h"

#include <algorithm>
#include <optional>

namespace hubbub::server {

class RoomLog final : public link::RecordSource {
public:
    /// Of `restored`, the state's head and chain, and the tail.
    explicit RoomLog(RestoredRoom& restored);

    void append(Seq seq, ByteView record, const ChainValue& chain);
    /// Its text is gone from here on, from what is in memory of it.
    void removeText(Seq seq);
    /// What has been appended is for the members' streams from here on: a whole round of fan-out's worth at
    /// once, so that everybody's payloads begin and end at the same records.
    void publish() { published_ = head_; }
    Seq published() const { return published_; }

    Seq head() const override { return head_; }
    Seq first() const override { return firstKept_; }
    std::optional<ByteView> find(Seq seq) const override;
    std::optional<std::size_t> sizeOf(Seq seq) const override;
    link::RecordRun run(Seq first, Seq end, std::size_t most) const override;

    /// h(seq) if it is at hand; seq ≤ head().
    std::optional<ChainValue> chainAt(Seq seq) const;
    /// The restored tail comes without its chain values. They are worked out from h of the record before it,
    /// which the owner asks the store for.
    std::optional<Seq> missingChain() const { return missingChain_; }
    /// Nothing: the store does not know it either, and the values stay unknown.
    void setMissingChain(const std::optional<ChainValue>& before);
    /// The first seq from which on the chain can be told without the store.
    Seq chainsFrom() const { return chainsFrom_; }

    /// From here on records are in memory.
    Seq tailFirst() const { return tail_.first(); }
    /// The store has nothing below: what the tail does not have either is gone.
    void raiseFirst(Seq first);
    /// Retention has removed what is below; it is told to nobody any more.
    void prune(Seq first);
    /// Mutable, since looking for a record of an old block is what makes it wanted.
    BlockCache& blocks() const { return blocks_; }

private:
    Seq published_;
    Seq head_;
    Seq firstKept_;
    ChainValue headChain_;
    LogTail tail_; ///< of which the chain values are known from chainsFrom_ on
    Seq chainsFrom_;
    std::optional<Seq> missingChain_;
    mutable BlockCache blocks_;
};

/// A member's share of the log: up to its own leave, when there was one.
class RoomView final : public link::RecordSource {
public:
    explicit RoomView(const RoomLog& log) : log_(log) {}
    void endAt(std::optional<Seq> last) { last_ = last; }
    std::optional<Seq> end() const { return last_; }

    Seq head() const override { return last_ ? std::min(*last_, log_.published()) : log_.published(); }
    Seq first() const override { return log_.first(); }
    std::optional<ByteView> find(Seq seq) const override
    {
        return seq <= head() ? log_.find(seq) : std::nullopt;
    }
    std::optional<std::size_t> sizeOf(Seq seq) const override
    {
        return seq <= head() ? log_.sizeOf(seq) : std::nullopt;
    }
    link::RecordRun run(Seq first, Seq end, std::size_t most) const override
    {
        return log_.run(first, std::min(end, next(head())), most);
    }

private:
    const RoomLog& log_;
    std::optional<Seq> last_;
};

} // namespace hubbub::server
