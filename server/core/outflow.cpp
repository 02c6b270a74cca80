#include "server/core/outflow.h"

#include "protocol/base/prefetch.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

/// What a member's datagram is made from is asked for some members before its turn, so that it has come by
/// then: going from one piece of memory to the next takes about as long as a member's turn.
void prefetchRound(const Listeners& listeners)
{
    if (const Session* const session = listeners.ahead(5))
        prefetch(session, sizeof *session);
    if (const Session* const session = listeners.ahead(3))
        session->connection.prefetch(0);
    if (const Session* const session = listeners.ahead(2))
        session->connection.prefetch(1);
    if (const Session* const session = listeners.ahead(1))
        session->connection.prefetch(2);
}

} // namespace

void Outflow::handOver(Instant now, WallTime wall, ServerOutbox& out)
{
    for (StoreRequest& request : std::exchange(state_.storeRequests, {}))
        out.store.push_back(std::move(request));
    for (const BlockCache::Read& read : state_.records.blocks().takeWanted(now))
        out.store.emplace_back(
            ReadRecordsRequest{state_.queries.add(BlockQuery{read}), read.first, read.count});
    const auto ids = state_.queue.takeTurn();
    if (ids.empty())
        return;
    AppendRequest request;
    request.proposals.reserve(ids.size());
    for (const ProposalId id : ids) {
        PendingProposal& proposal = *state_.pending.find(id);
        if (!std::exchange(proposal.isStamped, true)) {
            proposal.command.time = wall;
            proposal.command.salt = state_.entropy.draw<Salt>();
        }
        request.proposals.push_back({id, proposal.command});
    }
    out.store.emplace_back(std::move(request));
    state_.counters.commits.begin(now);
}

void Outflow::flush(Instant now, std::span<DatagramSink* const> sinks, std::size_t quota, ShardRunner& runner)
{
    beginRound(now);
    const auto work = [&](std::size_t i) { flushShard(now, *state_.shards[i], *sinks[i], quota); };
    SerialRunner serial;
    ShardRunner& chosen = isWorthSharing() ? runner : serial;
    chosen.run(state_.shards.size(), work);
    for (std::size_t i = 0; i < sinks.size(); ++i)
        flushBehind(now, *state_.shards[i], *sinks[i], quota);
    closeEnded(now, sinks);
}

/// When the next round may begin; nothing: there is nothing to begin one for.
std::optional<Instant> Outflow::roundAt() const
{
    if (state_.records.published() == state_.records.head())
        return std::nullopt;
    std::size_t listeners = 0;
    for (const auto& shard : state_.shards) {
        if (shard->listeners.isRoundUnderWay())
            return std::nullopt;
        listeners += shard->listeners.size();
    }
    return state_.fanOut.mayBeginAt(listeners,
                                    state_.records.head().value - state_.records.published().value);
}

void Outflow::beginRound(Instant now)
{
    const auto at = roundAt();
    if (!at || now < *at)
        return;
    state_.fanOut.begin(now, state_.records);
    for (const auto& shard : state_.shards)
        shard->listeners.beginRound();
}

bool Outflow::isWorthSharing() const
{
    std::size_t sessions = 0;
    for (const auto& shard : state_.shards)
        sessions += shard->listeners.toCome() + shard->lanes.size();
    return state_.shards.size() > 1 && sessions >= limits::sharedRound;
}

/// What people wait for, what everybody is told, and what merely has to arrive, in this order.
void Outflow::flushShard(Instant now, Shard& shard, DatagramSink& sink, std::size_t quota) const
{
    flushLanes(now, shard, Lane::live, sink, quota);
    flushRound(now, shard, sink, quota);
    flushLanes(now, shard, Lane::catchUp, sink, quota);
}

void Outflow::flushLanes(Instant now, Shard& shard, Lane last, DatagramSink& sink, std::size_t& quota) const
{
    while (quota > 0 && sink.ready()) {
        const FlushOrder::Taken taken = shard.lanes.take(state_.sessions, last);
        if (taken.session == nullptr)
            break;
        flushSession(now, taken, sink, quota);
    }
}

void Outflow::flushRound(Instant now, Shard& shard, DatagramSink& sink, std::size_t& quota) const
{
    while (quota > 0 && sink.ready()) {
        Session* const session = shard.listeners.take();
        if (session == nullptr)
            break;
        prefetchRound(shard.listeners);
        flushSession(now, {session, Lane::live}, sink, quota);
    }
}

void Outflow::flushSession(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink,
                           std::size_t& quota) const
{
    Session& session = *taken.session;
    if (session.isClosing)
        return;
    if (session.listener) {
        const auto flushed = session.connection.flushShared(now, state_.fanOut.payloads(), sink);
        session.shard.traffic.datagramsOut += flushed.datagrams;
        quota -= std::min(quota, flushed.datagrams);
        if (flushed.isDone) {
            // Only a probe has been added, and not soon: asking after the deadline of each would cost more
            // than the rest.
            if (session.dueAt > now + link::RoundTrip::shortestProbeTimeout)
                state_.schedule(now, session);
            return;
        }
        if (isBehind(session)) {
            session.shard.behind.push_back(session.id);
            return;
        }
    }
    quota -= flushConnection(now, taken, sink, quota);
}

/// Returns how many datagrams were sent.
std::size_t Outflow::flushConnection(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink,
                                     std::size_t quota) const
{
    Session& session = *taken.session;
    const std::size_t most = std::min(quota, limits::roundDatagrams);
    const std::size_t sent = session.connection.flush(now, sink, most);
    session.shard.traffic.datagramsOut += sent;
    // Who could not be served for want of a socket or quota keeps its place; who has had its round comes
    // again after the others; who waits for its own window or block does not.
    const bool hadItsRound = sent == limits::roundDatagrams;
    const bool wasCut = hadItsRound || sent == most || !sink.ready();
    if (wasCut && session.connection.hasSomethingDue(now))
        session.shard.lanes.add(session, hadItsRound ? Lane::catchUp : taken.lane);
    else
        state_.schedule(now, session);
    return sent;
}

/// True for one that follows the room and may want records which are not in memory.
bool Outflow::isBehind(const Session& session) const
{
    return session.connection.link().acknowledgedBelow(session.roomStream) < state_.records.tailFirst();
}

void Outflow::flushBehind(Instant now, Shard& shard, DatagramSink& sink, std::size_t quota)
{
    for (const SessionId id : std::exchange(shard.behind, {})) {
        Session* const session = state_.liveSession(id);
        if (session == nullptr)
            continue;
        if (quota == 0 || !sink.ready()) {
            shard.lanes.add(*session, Lane::catchUp);
            continue;
        }
        quota -= flushConnection(now, {session, Lane::catchUp}, sink, quota);
        if (state_.records.blocks().takeMissed() && !std::exchange(session->isWaitingForBlock, true))
            state_.waitingForBlocks.push_back(session->id);
    }
}

void Outflow::closeEnded(Instant now, std::span<DatagramSink* const> sinks)
{
    auto each = state_.ended.begin();
    for (; each != state_.ended.end(); ++each) {
        Session& session = *state_.sessions.find(each->session);
        DatagramSink& sink = sinkOf(session, sinks);
        if (!sink.ready())
            break;
        if (each->closing) {
            // What it should still see, as far as it goes in one round: CLOSE ends everything.
            if (each->closing->isFlushed)
                session.shard.traffic.datagramsOut +=
                    session.connection.flush(now, sink, limits::roundDatagrams);
            if (!close(session, *each->closing, sink))
                break;
        }
        remove(session);
    }
    state_.ended.erase(state_.ended.begin(), each);
}

DatagramSink& Outflow::sinkOf(const Session& session, std::span<DatagramSink* const> sinks) const
{
    const auto shard = std::ranges::find(state_.shards, &session.shard, &std::unique_ptr<Shard>::get);
    return *sinks[static_cast<std::size_t>(shard - state_.shards.begin())];
}

void Outflow::remove(Session& session)
{
    const link::Link::Counters counters = session.connection.link().counters();
    session.shard.traffic.addLink(counters.recordsSent, counters.recordsResent, counters.recordsRepeated,
                                  counters.probes);
    session.shard.listeners.remove(session);
    session.shard.due.remove(session.id);
    state_.sessions.remove(session.id);
}

bool Outflow::isPending() const
{
    return !state_.ended.empty() || std::ranges::any_of(state_.shards, [](const auto& shard) {
        return !shard->lanes.isEmpty() || shard->listeners.isRoundUnderWay();
    });
}

bool Outflow::closeAll(std::string_view reason, std::span<DatagramSink* const> sinks)
{
    const auto& sessions = state_.sessions.all();
    for (auto each = sessions.upper_bound(lastClosed_); each != sessions.end(); ++each) {
        Session& session = *each->second;
        if (!close(session, {wire::CloseCode::shutdown, std::string(reason)}, sinkOf(session, sinks)))
            return false;
        lastClosed_ = each->first;
    }
    return true;
}

bool Outflow::close(Session& session, const Closing& closing, DatagramSink& sink)
{
    session.shard.traffic.datagramsOut +=
        session.connection.close(closing.code, closing.text, limits::closeCopies, sink);
    return session.connection.isClosed();
}

} // namespace hubbub::server
