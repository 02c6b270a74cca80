#include "server/core/outflow.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

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
}

void Outflow::flush(Instant now, DatagramSink& sink, std::size_t quota)
{
    if (std::exchange(state_.hasRoomGrown, false)) {
        for (const auto& [id, session] : state_.sessions.all()) {
            if (session->roomStream != StreamId{})
                state_.lanes.add(*session, Lane::live);
        }
    }
    while (quota > 0 && sink.ready()) {
        const FlushOrder::Taken taken = state_.lanes.take(state_.sessions);
        if (taken.session == nullptr)
            break;
        flushSession(now, taken, sink, quota);
    }
    closeEnded(now, sink);
}

void Outflow::flushSession(Instant now, const FlushOrder::Taken& taken, DatagramSink& sink,
                           std::size_t& quota)
{
    Session& session = *taken.session;
    if (session.isClosing)
        return;
    const std::size_t most = std::min(quota, limits::roundDatagrams);
    const std::size_t sent = session.connection.flush(now, sink, most);
    state_.traffic.datagramsOut += sent;
    quota -= sent;
    state_.sessions.dropRetired(session);
    if (state_.records.blocks().takeMissed() && !std::exchange(session.isWaitingForBlock, true))
        state_.waitingForBlocks.push_back(session.id);
    // Who could not be served for want of a socket or quota keeps its place; who has had its round comes
    // again after the others; who waits for its own window or block does not.
    const bool hadItsRound = sent == limits::roundDatagrams;
    const bool wasCut = hadItsRound || sent == most || !sink.ready();
    if (wasCut && session.connection.hasSomethingDue(now))
        state_.lanes.add(session, hadItsRound ? Lane::catchUp : taken.lane);
    else
        state_.schedule(now, session);
}

void Outflow::closeEnded(Instant now, DatagramSink& sink)
{
    auto each = state_.ended.begin();
    for (; each != state_.ended.end() && sink.ready(); ++each) {
        Session& session = *state_.sessions.find(each->session);
        if (each->closing) {
            // What it should still see, as far as it goes in one round: CLOSE ends everything.
            state_.traffic.datagramsOut += session.connection.flush(now, sink, limits::roundDatagrams);
            if (!close(session, *each->closing, sink))
                break;
        }
        remove(session);
    }
    state_.ended.erase(state_.ended.begin(), each);
}

void Outflow::remove(Session& session)
{
    const link::Link::Counters counters = session.connection.link().counters();
    state_.traffic.recordsSent += counters.recordsSent;
    state_.traffic.recordsResent += counters.recordsResent;
    state_.traffic.probes += counters.probes;
    state_.sessionsDue.remove(session.id);
    state_.sessions.remove(session.id);
}

bool Outflow::isPending() const
{
    return !state_.lanes.isEmpty() || !state_.ended.empty() || state_.hasRoomGrown;
}

bool Outflow::closeAll(std::string_view reason, DatagramSink& sink)
{
    const auto& sessions = state_.sessions.all();
    for (auto each = sessions.upper_bound(lastClosed_); each != sessions.end(); ++each) {
        if (!close(*each->second, {wire::CloseCode::shutdown, std::string(reason)}, sink))
            return false;
        lastClosed_ = each->first;
    }
    return true;
}

bool Outflow::close(Session& session, const Closing& closing, DatagramSink& sink)
{
    state_.traffic.datagramsOut +=
        session.connection.close(closing.code, closing.text, limits::closeCopies, sink);
    return session.connection.isClosed();
}

} // namespace hubbub::server
