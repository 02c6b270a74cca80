// What the store answers: proposals become facts, or are taken back; and only then anybody is told.
#pragma once

#include "server/core/admission.h"
#include "server/core/attachments.h"
#include "server/core/departures.h"
#include "server/core/enforcement.h"
#include "server/core/look_back.h"
#include "server/core/moderation_requests.h"
#include "server/core/presence.h"
#include "server/core/retention.h"
#include "server/core/submissions.h"

namespace hubbub::server {

class Settlement {
public:
    Settlement(RoomState& state, Admission& admission, Attachments& attachments, Submissions& submissions,
               Departures& departures, Presence& presence, ModerationRequests& moderation,
               Enforcement& enforcement, LookBack& lookBack, Retention& retention)
        : state_(state),
          admission_(admission),
          attachments_(attachments),
          submissions_(submissions),
          departures_(departures),
          presence_(presence),
          moderation_(moderation),
          enforcement_(enforcement),
          lookBack_(lookBack),
          retention_(retention)
    {
    }

    void handle(Instant now, StoreReply reply);
    /// Asks again for chain values that the store could not read.
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const { return retryAt_; }

private:
    void handle(Instant now, AppendReply& reply);
    void handle(Instant now, FindSubmissionReply& reply);
    void handle(Instant now, ReadRecordsReply& reply);
    void handle(Instant now, FindChainReply& reply);
    void handle(Instant now, ReadPageReply& reply);
    void handle(Instant now, SearchLogReply& reply);
    void handle(Instant now, PruneReply& reply);
    void handle(Instant now, IndexReply& reply);

    void settle(Instant now, Committed& outcome);
    void settle(Instant now, NotStored& outcome);
    void settle(Instant now, OutcomeUnknown& outcome);

    void joined(Instant now, const PendingProposal& proposal, const FoldEffect& effect);
    void left(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
              const std::optional<FoldedMember>& before);
    void said(Instant now, const PendingProposal& proposal, const FoldEffect& effect);
    void answerAll(const PendingProposal& proposal, const decltype(chat::Reply::what)& what);

    RoomState& state_;
    Admission& admission_;
    Attachments& attachments_;
    Submissions& submissions_;
    Departures& departures_;
    Presence& presence_;
    ModerationRequests& moderation_;
    Enforcement& enforcement_;
    LookBack& lookBack_;
    Retention& retention_;
    std::vector<Query> failed_;
    std::optional<Instant> retryAt_;
};

} // namespace hubbub::server
