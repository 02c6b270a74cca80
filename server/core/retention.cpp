#include "server/core/retention.h"

#include <algorithm>

namespace hubbub::server {

void Retention::handleDeadline(Instant now)
{
    if (!isWanted() || isUnderWay_ || now < nextAt_)
        return;
    nextAt_ = now + limits::pruneStep;
    if (state_.queue.waiting() > 0)
        return;
    PruneRequest request;
    request.below = firstToStay(now);
    if (state_.settings.keepDays > 0) {
        const std::chrono::milliseconds kept = std::chrono::days(state_.settings.keepDays);
        request.olderThan = WallTime{state_.wallAt(now).milliseconds - kept.count()};
    }
    if (state_.settings.keepEvents > 0)
        request.keep = std::max(state_.settings.keepEvents, state_.settings.keptAlways);
    isUnderWay_ = true;
    state_.storeRequests.emplace_back(request);
}

std::optional<Instant> Retention::deadline() const
{
    return isWanted() && !isUnderWay_ ? std::optional(nextAt_) : std::nullopt;
}

void Retention::pruned(Instant now, const PruneReply& reply)
{
    isUnderWay_ = false;
    nextAt_ = now + (reply.isDone ? limits::pruneEvery : limits::pruneStep);
    state_.records.prune(reply.firstKept);
    // Of who came and went in what is gone they would never hear: they need a new roster.
    state_.endWhoLacks(Seq{reply.firstKept.value - 1});
}

void Retention::followSettings(Instant now)
{
    nextAt_ = std::min(nextAt_, now + limits::pruneStep);
}

/// Who has just entered or comes back in a moment goes on from the last events, and from the roster.
Seq Retention::firstToStay(Instant now) const
{
    const std::uint64_t published = state_.records.published().value;
    Seq first{published - std::min(published, state_.settings.keptAlways) + 1};
    if (state_.roster != nullptr && now < state_.rosterMade + limits::rosterInUse)
        first = std::min(first, next(state_.roster->asOf()));
    return first;
}

} // namespace hubbub::server
