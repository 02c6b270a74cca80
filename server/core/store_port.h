// The core's door to the log's store: requests go out with a turn, replies come back whenever the store is done. Values only, so that a store may answer at
// once, from its own thread, from other machines, or from a simulator with bad intentions.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "server/core/command.h"
#include "server/core/room_fold.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hubbub::server {

using QueryId = StrongId<struct QueryIdTag, std::uint64_t>;

/// One transaction: all the proposals of one turn, in order.
struct AppendRequest {
    std::vector<Proposal> proposals;
};
/// The event that a submission became, if any.
struct FindSubmissionRequest {
    QueryId query;
    OutboxKey outbox;
    SubmissionNumber number;
};
/// Records [first, first + count), those that still exist.
struct ReadRecordsRequest {
    QueryId query;
    Seq first;
    std::uint32_t count = 0;
};
/// h(seq), for a client that resumes.
struct FindChainRequest {
    QueryId query;
    Seq seq;
};
using StoreRequest = std::variant<AppendRequest, FindSubmissionRequest, ReadRecordsRequest, FindChainRequest>;

/// What became of one proposal.
struct Committed {
    ProposalId proposal;
    FoldEffect effect;
};
struct NotStored {
    ProposalId proposal;
    std::string why; ///< for the operator: disk full, …
};
/// Nobody knows: it is proposed again under the same id.
struct OutcomeUnknown {
    ProposalId proposal;
};
using ProposalOutcome = std::variant<Committed, NotStored, OutcomeUnknown>;

/// Committed ones stand in the order of their seqs, without a gap to the reply before.
struct AppendReply {
    std::vector<ProposalOutcome> outcomes;
};
struct FindSubmissionReply {
    QueryId query;
    struct Found {
        Seq seq;
        Digest digest;
    };
    std::optional<Found> found;
};
struct ReadRecordsReply {
    QueryId query;
    Seq first; ///< of those that exist
    std::vector<Bytes> records; ///< encoded chat::LogRecord, consecutive
};
struct FindChainReply {
    QueryId query;
    std::optional<ChainValue> chain; ///< nothing: no such event, or no longer kept
};
using StoreReply = std::variant<AppendReply, FindSubmissionReply, ReadRecordsReply, FindChainReply>;

/// What a store gives when it is opened: the state to go on from.
struct RestoredRoom {
    LogId log;
    FoldState state;
    Seq firstKept{1}; ///< records below are gone
    /// The last records, encoded, ending at state.head; at most as many as asked for.
    std::vector<Bytes> tail;
};

} // namespace hubbub::server
