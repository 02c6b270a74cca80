// One large record being put together from its parts, which come in any order, repeated, and cut differently
// when sent again.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/link/reassembly_pool.h"
#include "protocol/wire/frame.h"

#include <vector>

namespace hubbub::link {

class PartialRecord {
public:
    /// Pieces with gaps between them that are kept; a record of the greatest size comes in 18 parts.
    static constexpr std::size_t mostPieces = 32;

    PartialRecord(Seq seq, std::uint32_t total, PoolShare share);

    Seq seq() const { return seq_; }
    std::uint32_t total() const { return static_cast<std::uint32_t>(bytes_.size()); }

    enum class Added : std::uint8_t { added, repeated, noRoom };
    /// The part must lie within the record.
    Added add(std::uint32_t offset, ByteView part);

    bool complete() const;
    /// The first bytes that are missing; it must not be complete.
    wire::ByteRange firstGap() const;
    /// True if there is something behind the first gap.
    bool hasHole() const;
    /// One more than the last byte that has arrived; 0 before the first part.
    std::uint32_t end() const { return pieces_.empty() ? 0 : pieces_.back().to; }
    Bytes takeBytes() { return std::move(bytes_); }
    PoolShare takeShare() { return std::move(share_); }

private:
    Seq seq_;
    Bytes bytes_;
    /// What has arrived: ascending, with gaps between.
    std::vector<wire::ByteRange> pieces_;
    PoolShare share_;
};

} // namespace hubbub::link
