// One stream's receiving side: puts records in order, keeps a bounded few that came too early, and knows what
// is missing. Owns no memory while everything comes in order.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/link/ack_pacer.h"
#include "protocol/link/partial_record.h"
#include "protocol/link/reassembly_pool.h"
#include "protocol/wire/frame.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace hubbub::link {

class LogReceiver {
public:
    LogReceiver(StreamId stream, Seq first, ReassemblyPool* pool, Entropy& entropy);

    StreamId stream() const { return stream_; }
    AckPacer& pacer() { return pacer_; }
    const AckPacer& pacer() const { return pacer_; }
    /// For what is to be kept from now on; nullptr: only the bounds of this receiver hold.
    void setPool(ReassemblyPool* pool) { pool_ = pool; }

    enum class Taken : std::uint8_t {
        inOrder,  ///< the caller delivers it, then what takeReady() gives
        kept,     ///< see takeReady()
        repeated, ///< had it already
        noRoom,   ///< dropped, not acknowledged: it comes again
        invalid,  ///< contradicts an earlier part
    };
    Taken take(Instant now, Seq seq, ByteView record);
    Taken takePart(Instant now, const wire::PartFrame& part);

    struct Record {
        Seq seq;
        Bytes bytes;
    };
    /// The next record in order, if it is among the kept ones.
    std::optional<Record> takeReady();
    /// Records below `first` never come. Where it goes on, once takeReady() gives nothing: at a kept record
    /// before `first` (then call again), or at `first`; nothing if it has got there already.
    std::optional<Seq> skipTowards(Seq first);

    /// To be called after each payload that had something of this stream.
    void handlePayloadEnd(Instant now);
    wire::AckFrame ack(bool immediate) const;

    /// The lowest seq that has not arrived.
    Seq lowestMissing() const { return lowest_; }

private:
    Taken keep(Seq seq, Bytes bytes, PoolShare share);
    bool has(Seq seq) const;
    bool hasHole() const;
    /// One more than the highest that was kept.
    Seq nextSeq() const { return kept_.empty() ? lowest_ : next(kept_.back().record.seq); }
    bool hasRoomFor(std::size_t bytes) const;
    void moveTo(Seq lowest);

    struct Kept {
        Record record;
        PoolShare share;
    };

    ReassemblyPool* pool_;
    StreamId stream_;
    Seq lowest_;
    /// Ascending, all of them above lowest_ (or, when ready, at it).
    std::vector<Kept> kept_;
    std::size_t keptBytes_ = 0;
    std::unique_ptr<PartialRecord> partial_;
    AckPacer pacer_;
    bool touched_ = false;
};

} // namespace hubbub::link
