// A log as a sender sees it: numbered records that stay what they are. The room's log is shared by the
// senders of all members.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"

#include <optional>

namespace hubbub::link {

/// Records that lie together in memory, as a RECORDS frame holds them.
struct RecordRun {
    ByteView framed; ///< each behind its length
    std::uint64_t count = 0;
    std::size_t bytes = 0; ///< of the records without their lengths
};

class RecordSource {
public:
    RecordSource() = default;
    RecordSource(const RecordSource&) = delete;
    RecordSource& operator=(const RecordSource&) = delete;
    virtual ~RecordSource() = default;

    /// The last record there is; 0 if there is none. Never goes back.
    virtual Seq head() const = 0;
    /// The first record that still exists (or will, if there is none yet); those below are gone for good.
    /// Never goes back.
    virtual Seq first() const = 0;
    /// The record, valid until the source changes. Nothing for one that exists but is not in memory: the
    /// sender waits until it is asked again.
    virtual std::optional<ByteView> find(Seq seq) const = 0;
    /// The record's bytes. Nothing if it is not in memory; unlike find(), that does not bring it there.
    virtual std::optional<std::size_t> sizeOf(Seq seq) const
    {
        const auto record = find(seq);
        return record ? std::optional(record->size()) : std::nullopt;
    }
    /// As many of the records from `first` up to `end`, which is not among them, as lie together and take no
    /// more than `most` bytes with their lengths; valid until the source changes. None: find() has them, one
    /// by one, or has not.
    virtual RecordRun run(Seq /*first*/, Seq /*end*/, std::size_t /*most*/) const { return {}; }
};

} // namespace hubbub::link
