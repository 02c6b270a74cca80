// What has been added to a log, as whole payloads, made once for everybody who has all that came before.
// Sealing is all that is left to do for each of them.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/link/record_source.h"

#include <array>
#include <vector>

namespace hubbub::link {

class SharedPayloads {
public:
    /// A burst's worth; what is more than that goes to each receiver at its own pace.
    static constexpr std::size_t most = 10;

    /// Payloads with the records of `stream` from `first` up to the head of `source`, full but for the last,
    /// as far as `most` go; a record too large for a payload ends them. Nothing of the source is kept.
    /// Several payloads are as long as a payload can be, all but the last, so that they may be sent as
    /// segments of one datagram.
    void make(const RecordSource& source, StreamId stream, Seq first);
    void clear() { payloads_.clear(); }

    StreamId stream() const { return stream_; }
    bool empty() const { return payloads_.empty(); }
    /// True if nothing of the source comes after this record in what was made, nor came after it when that
    /// was made.
    bool isEnd(Seq end) const { return isWhole_ && end == payloads_.back().end; }

    struct Payload {
        Seq first;
        Seq end;
        /// What its records take in flight.
        std::size_t flightBytes = 0;
        /// As many of the records before `first` may ride along as there are further forms.
        unsigned repeats = 0;
        std::array<Bytes, 1 + limits::repeatedRecords> forms; ///< the first without, the next with one, …
    };
    /// The payload that begins there; nullptr if none does.
    const Payload* from(Seq first) const;

private:
    Payload write(const RecordSource& source, Seq first);

    StreamId stream_;
    bool isWhole_ = false;
    std::vector<Payload> payloads_;
};

} // namespace hubbub::link
