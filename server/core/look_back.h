// What a session wants to know of the past, one thing at a time: a page of the log, or what a search finds.
// The store looks it up meanwhile, a search slice by slice; the answer waits until the session's stream is
// nearly drained, so that it is never in the way of results and live events.
#pragma once

#include "protocol/chat/reply.h"
#include "protocol/chat/search_query.h"
#include "server/core/room_state.h"

namespace hubbub::server {

/// Of one session.
struct PastQuestion {
    Seq request;
    QueryId query;                         ///< under way at the store; 0: none
    std::optional<chat::SearchQuery> what; ///< nothing: a page
    PageBounds bounds;                     ///< of a search, what is still to be looked at and found
    chat::PageReply page;                  ///< the answer, as far as it is known
    bool isAnswered = false;               ///< the page is whole and waits for room
};

class LookBack {
public:
    explicit LookBack(RoomState& state) : state_(state) {}

    void ask(Instant now, Session& session, Seq request, const chat::HistoryRequest& asked);
    void ask(Instant now, Session& session, Seq request, const chat::SearchRequest& asked);
    void found(SessionId session, ReadPageReply& reply);
    void found(SessionId session, SearchLogReply& reply);
    /// Gives an answer that waited for room.
    void answerIfDrained(Session& session);

private:
    /// What the session may see; refused if that is nothing.
    Result<PageBounds, chat::Refusal> boundsFor(Instant now, const Session& session) const;
    PastQuestion& begin(Session& session, Seq request, const PageBounds& bounds);
    bool mayAsk(Session& session, Seq request, TokenBucket& bucket, const BucketRate& rate, Instant now);
    void askStore(Session& session, chat::HistoryAnchor anchor);
    void searchOn(Session& session, bool isFirstSlice);
    /// The question that this look-up was made for, unless it is gone.
    Session* askerOf(SessionId id, QueryId query) const;
    void finish(Session& session);
    void fail(Session& session);

    RoomState& state_;
};

} // namespace hubbub::server
