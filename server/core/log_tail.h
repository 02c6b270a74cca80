// The newest records of the log and their chain values, in memory. Records lie together, in slabs, as a
// RECORDS frame holds them: a payload for one member is then a copy or two, however many records it has.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/link/record_source.h"

#include <deque>
#include <vector>

namespace hubbub::server {

class LogTail {
public:
    /// `first`: the number that the first record will have.
    explicit LogTail(Seq first) : end_(first) {}

    void append(ByteView record, const ChainValue& chain);
    /// Nothing of it stays in memory, so records go by the slab; the last slab stays. False: there is no
    /// other.
    bool dropOldest();
    /// Another record takes the place of one that is here.
    void replace(Seq seq, ByteView record);
    void setChain(Seq seq, const ChainValue& chain);

    Seq first() const { return slabs_.empty() ? end_ : slabs_.front().first; }
    std::uint64_t size() const { return end_.value - first().value; }
    /// Of all records.
    std::size_t bytes() const { return bytes_; }
    // Of one that is here.
    ByteView record(Seq seq) const;
    const ChainValue& chain(Seq seq) const;
    /// As RecordSource has it; `first` must be here.
    link::RecordRun run(Seq first, Seq end, std::size_t most) const;

private:
    /// Up to and with one record.
    struct Sum {
        std::uint32_t framed = 0;
        std::uint32_t bytes = 0;
    };
    struct Slab {
        Seq first;
        Bytes framed;
        std::vector<Sum> sums;
        std::vector<ChainValue> chains;
        /// Of the first `records`.
        Sum sumOf(std::size_t records) const { return records == 0 ? Sum{} : sums[records - 1]; }
        void add(ByteView record);
        ByteView record(std::size_t index) const;
    };
    struct Place {
        std::size_t slab;
        std::size_t index;
    };
    /// Where a record is that is here.
    Place placeOf(Seq seq) const;

    Seq end_;
    std::size_t bytes_ = 0;
    std::deque<Slab> slabs_; ///< all full but the last
};

} // namespace hubbub::server
