#include "server/core/look_back.h"

#include "protocol/chat/past_limits.h"
#include "server/core/refusals.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

constexpr BucketRate pageRate{limits::pagesPerSecond, limits::pageBurst};
constexpr BucketRate searchRate{limits::searchesPerSecond, limits::searchBurst};

chat::Refusal pastRefusal(std::string text)
{
    return refusal(chat::RefusalCode::notAllowed, std::move(text));
}

std::uint32_t eventsAsked(std::uint32_t limit)
{
    return std::clamp<std::uint32_t>(limit, 1, limits::pageEvents);
}

} // namespace

void LookBack::ask(Instant now, Session& session, Seq request, const chat::HistoryRequest& asked)
{
    if (!mayAsk(session, request, session.pages, pageRate, now))
        return;
    auto bounds = boundsFor(now, session);
    if (!bounds)
        return state_.refuse(session, request, std::move(bounds.error()));
    bounds->events = eventsAsked(asked.limit);
    ++state_.pagesAsked;
    begin(session, request, *bounds);
    askStore(session, asked.anchor);
}

void LookBack::ask(Instant now, Session& session, Seq request, const chat::SearchRequest& asked)
{
    if (!mayAsk(session, request, session.searches, searchRate, now))
        return;
    auto bounds = boundsFor(now, session);
    if (!bounds)
        return state_.refuse(session, request, std::move(bounds.error()));
    auto what = chat::parseSearchQuery(asked.query);
    if (!what)
        return state_.refuse(session, request,
                             refusal(chat::RefusalCode::badArgument, std::move(what.error())));
    bounds->events = eventsAsked(asked.limit);
    if (asked.before)
        bounds->last = std::min(bounds->last,
                                Seq{asked.before->value - std::min<std::uint64_t>(asked.before->value, 1)});
    ++state_.searchesAsked;
    begin(session, request, *bounds).what = std::move(*what);
    searchOn(session, true);
}

Result<PageBounds, chat::Refusal> LookBack::boundsFor(Instant now, const Session& session) const
{
    PageBounds bounds{Seq{1}, state_.records.published(), 0, limits::pageBytes};
    if (state_.isAdmin(session.key))
        return bounds;
    const bool isOpen = state_.settings.readBack == ReadBack::everything;
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr) {
        // Whoever could not enter reads nothing either; whether somebody knows the password only a join
        // tells.
        if (const auto* const ban = state_.restrictionOf(now, chat::RestrictionKind::ban, session))
            return Unexpected(restrictedRefusal(*ban, state_.wallAt(now)));
        if (isOpen && !state_.settings.password && !state_.fold.isLocked() && state_.isAllowed(session.key))
            return bounds;
        return Unexpected(pastRefusal("Only members can read what was said here; join the room first."));
    }
    if (!isOpen)
        bounds.first = Seq{std::max<std::uint64_t>(
            member->joined.value - std::min<std::uint64_t>(member->joined.value, state_.settings.history),
            1)};
    return bounds;
}

bool LookBack::mayAsk(Session& session, Seq request, TokenBucket& bucket, const BucketRate& rate, Instant now)
{
    if (const Duration wait = bucket.waitFor(now, rate, 1); wait > Duration::zero()) {
        state_.refuse(session, request,
                      refusal(chat::RefusalCode::rate, "That was asked too often; wait a moment.", wait));
        return false;
    }
    if (state_.pastUnderWay >= limits::pastUnderWay || state_.queries.isFull()) {
        state_.refuse(session, request, busyRefusal(limits::busyRetry));
        return false;
    }
    bucket.take(now, rate, 1);
    return true;
}

/// Who asks anew does not want to wait for what was asked before.
PastQuestion& LookBack::begin(Session& session, Seq request, const PageBounds& bounds)
{
    if (session.past)
        state_.refuse(session, session.past->request,
                      refusal(chat::RefusalCode::busy, "A later question took the place of this one."));
    session.past = std::make_unique<PastQuestion>();
    session.past->request = request;
    session.past->bounds = bounds;
    return *session.past;
}

void LookBack::askStore(Session& session, chat::HistoryAnchor anchor)
{
    PastQuestion& question = *session.past;
    question.query = state_.queries.add(PastQuery{session.id});
    ++state_.pastUnderWay;
    state_.storeRequests.emplace_back(ReadPageRequest{question.query, anchor, question.bounds});
}

void LookBack::searchOn(Session& session, bool isFirstSlice)
{
    PastQuestion& question = *session.past;
    question.query = state_.queries.add(PastQuery{session.id});
    ++state_.pastUnderWay;
    state_.storeRequests.emplace_back(SearchLogRequest{question.query, *question.what, question.bounds,
                                                       isFirstSlice, !question.page.events.empty()});
}

Session* LookBack::askerOf(SessionId id, QueryId query) const
{
    Session* const session = state_.liveSession(id);
    const bool isAsking = session != nullptr && session->past && session->past->query == query;
    return isAsking ? session : nullptr;
}

void LookBack::found(SessionId id, ReadPageReply& reply)
{
    --state_.pastUnderWay;
    Session* const session = askerOf(id, reply.query);
    if (session == nullptr)
        return;
    if (reply.failed)
        return fail(*session);
    session->past->page = std::move(reply.page);
    finish(*session);
}

void LookBack::found(SessionId id, SearchLogReply& reply)
{
    --state_.pastUnderWay;
    Session* const session = askerOf(id, reply.query);
    if (session == nullptr)
        return;
    if (reply.failed)
        return fail(*session);
    PastQuestion& question = *session->past;
    chat::PageReply& page = question.page;
    for (chat::PageEntry& entry : reply.found) {
        question.bounds.bytes -= std::min(question.bounds.bytes, chat::encode(entry.record).size());
        page.events.push_back(std::move(entry));
    }
    page.firstKept = reply.firstKept;
    const auto count = static_cast<std::uint32_t>(reply.found.size());
    question.bounds.events -= std::min(question.bounds.events, count);
    question.bounds.last = Seq{reply.next.value - std::min<std::uint64_t>(reply.next.value, 1)};
    page.more = !reply.isDone;
    if (!reply.isDone && !reply.isFull)
        return searchOn(*session, false);
    std::ranges::reverse(page.events);
    finish(*session);
}

void LookBack::finish(Session& session)
{
    session.past->isAnswered = true;
    answerIfDrained(session);
}

void LookBack::answerIfDrained(Session& session)
{
    if (!session.past || !session.past->isAnswered || !session.answers.hasRoomForPages())
        return;
    const auto question = std::exchange(session.past, nullptr);
    state_.answer(session, question->request, std::move(question->page));
}

void LookBack::fail(Session& session)
{
    state_.refuse(session, session.past->request, busyRefusal(limits::queryRetry));
    session.past.reset();
}

} // namespace hubbub::server
