// The core's door to the log's store: requests go out with a turn, replies come back whenever the store is
// done. Values only, so that a store may answer at once, from its own thread, from other machines, or from a
// simulator with bad intentions.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/chat/search_query.h"
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
/// Records [first, first + count), those that still exist; a store may give fewer at a time.
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
/// What may be shown of the log, and how much at once. At least one event is given, if there is one, however
/// large.
struct PageBounds {
    Seq first; ///< none below
    Seq last;  ///< none above: the log as the core knows it
    std::uint32_t events = 0;
    std::size_t bytes = 0;
};
struct ReadPageRequest {
    QueryId query;
    chat::HistoryAnchor anchor;
    PageBounds bounds;
};
/// A slice of a search: the store looks at events below `bounds.last`, newest first, for as long as it may
/// without keeping others waiting. Who gives up just does not ask for the next slice.
struct SearchLogRequest {
    QueryId query;
    chat::SearchQuery what;
    PageBounds bounds;
    bool isFirstSlice = true;
    bool isBegun = false; ///< something has been found: what does not fit is the next page's
};
/// One step of retention: the oldest events go, a few at a time, as long as they are older than `olderThan`
/// or more than `keep` follow them.
struct PruneRequest {
    std::optional<WallTime> olderThan;
    std::optional<std::uint64_t> keep;
    Seq below; ///< these and later ones stay, whatever their age
};
using StoreRequest = std::variant<AppendRequest, FindSubmissionRequest, ReadRecordsRequest, FindChainRequest,
                                  ReadPageRequest, SearchLogRequest, PruneRequest>;

/// What became of one proposal. Each is answered with Committed or NotStored once, and before that perhaps
/// with OutcomeUnknown, any number of times.
struct Committed {
    ProposalId proposal;
    FoldEffect effect;
};
struct NotStored {
    ProposalId proposal;
    std::string why; ///< for the operator
    bool isDiskFull = false;
};
/// Nobody knows: it is proposed again under the same id. Until that comes the store answers all that is
/// proposed with OutcomeUnknown, so that nothing overtakes it: everything unknown is proposed again, in its
/// old order.
struct OutcomeUnknown {
    ProposalId proposal;
};
using ProposalOutcome = std::variant<Committed, NotStored, OutcomeUnknown>;

/// Committed ones stand in the order of their seqs, without a gap to the reply before. A leave that finds no
/// space is not refused: its outcome is missing here, and comes first in a later reply.
struct AppendReply {
    std::vector<ProposalOutcome> outcomes;
    /// False: only such leaves, committed while the store had nothing else to do. It ends no turn.
    bool endsTurn = true;
};
struct FindSubmissionReply {
    QueryId query;
    struct Found {
        Seq seq;
        /// Nothing once its text was removed: it would tell a short one to whoever tries them all. Nor once
        /// its event is no longer kept.
        std::optional<Digest> digest;
    };
    std::optional<Found> found;
    /// The store could not be read: whether there is one is not known.
    bool failed = false;
};
struct ReadRecordsReply {
    QueryId query;
    Seq first;                  ///< of those that exist
    std::vector<Bytes> records; ///< encoded chat::LogRecord, consecutive
};
struct FindChainReply {
    QueryId query;
    std::optional<ChainValue> chain; ///< nothing: no such event, or no longer kept
    /// The store could not be read: whether there is one is not known.
    bool failed = false;
};
struct ReadPageReply {
    QueryId query;
    chat::PageReply page;
    bool failed = false; ///< the store could not be read
};
struct SearchLogReply {
    QueryId query;
    std::vector<chat::PageEntry> found; ///< newest first
    Seq next;                           ///< what is below this has not been looked at
    bool isDone = false;                ///< nothing is left to look at
    bool isFull = false;                ///< no more was to be found, or would have fitted
    Seq firstKept;
    bool failed = false; ///< the store could not be read
};
struct PruneReply {
    Seq firstKept;
    bool isDone = true; ///< nothing more has to go for now
};
/// Told now and then, unasked: how far the full-text index has come.
struct IndexReply {
    Seq indexed;
};
using StoreReply = std::variant<AppendReply, FindSubmissionReply, ReadRecordsReply, FindChainReply,
                                ReadPageReply, SearchLogReply, PruneReply, IndexReply>;

/// What somebody present was called before the last new name.
struct FormerName {
    MemberId member;
    std::string name;
    friend bool operator==(const FormerName&, const FormerName&) = default;
};

/// What a store gives when it is opened: the state to go on from.
struct RestoredRoom {
    LogId log;
    FoldState state;
    std::vector<FormerName> formerNames; ///< by member
    Seq firstKept{1};                    ///< records below are gone
    /// The last records, encoded, ending at state.head; at most as many as asked for.
    std::vector<Bytes> tail;
};

} // namespace hubbub::server
