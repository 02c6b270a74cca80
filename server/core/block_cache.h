// Records read back from the store for members further behind than the tail, in blocks of
// limits::blockRecords; and which blocks somebody waits for.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace hubbub::server {

class BlockCache {
public:
    /// Nothing, and the block is wanted, when it is not here.
    std::optional<ByteView> find(Seq seq);
    /// Only if it is here.
    std::optional<ByteView> peek(Seq seq) const;
    struct Read {
        Seq block; ///< its first seq
        Seq first; ///< what is missing of it
        std::uint32_t count = 0;
    };
    /// What to read next, each told once, at most limits::blocksPerTurn.
    std::vector<Read> takeWanted(Instant now);
    /// What came of it: perhaps only a part, and then the rest is read when it is wanted. Nothing: it is
    /// asked for again later.
    void put(Instant now, const Read& read, Seq first, std::vector<Bytes> records);
    /// Takes the place of one that is here.
    void replace(Seq seq, Bytes record);
    std::optional<Instant> deadline() const;
    /// True once after a find() that gave nothing.
    bool takeMissed();

private:
    struct Block {
        Seq first;
        std::vector<Bytes> records;
        std::size_t bytes = 0;
        std::uint64_t used = 0;
        Seq end() const { return Seq{first.value + records.size()}; }
        std::optional<ByteView> record(Seq seq) const;
    };
    void want(Seq start);
    void evict(Seq keep);

    std::map<Seq, Block> blocks_; ///< by their first seqs
    std::size_t bytes_ = 0;
    std::uint64_t uses_ = 0;
    std::deque<Seq> wanted_;
    std::set<Seq> known_; ///< wanted or under way
    std::size_t underWay_ = 0;
    Instant pausedUntil_{};
    bool missed_ = false;
};

} // namespace hubbub::server
