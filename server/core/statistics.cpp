#include "server/core/statistics.h"

namespace hubbub::server {

Figures gatherStatistics(const RoomState& state, const Reception& reception, std::size_t joinsUnderWay)
{
    TrafficCounters traffic = state.traffic;
    std::uint64_t attached = 0;
    for (const auto& [id, session] : state.sessions.all()) {
        const link::Link::Counters counters = session->connection.link().counters();
        traffic.recordsSent += counters.recordsSent;
        traffic.recordsResent += counters.recordsResent;
        traffic.probes += counters.probes;
        attached += session->member != MemberId{} ? 1 : 0;
    }
    Figures figures = {
        {"members", state.fold.memberCount()},
        {"sessions", state.sessions.size()},
        {"sessions.attached", attached},
        {"handshakes.half-open", reception.acceptor().halfOpen()},
        {"joins.waiting", joinsUnderWay},
        {"log.head", state.records.head().value},
        {"log.first", state.records.first().value},
        {"store.proposals", state.pending.size()},
        {"store.waiting", state.queue.waiting()},
        {"store.turns", state.queue.turnsUnderWay()},
        {"store.queries", state.queries.size()},
        {"datagrams.in", traffic.datagramsIn},
        {"datagrams.out", traffic.datagramsOut},
        {"records.sent", traffic.recordsSent},
        {"records.resent", traffic.recordsResent},
        {"probes", traffic.probes},
    };
    for (std::size_t i = 0; i < dropReasonCount; ++i) {
        const auto reason = static_cast<DropReason>(i);
        figures.emplace_back("drop." + std::string(dropReasonWord(reason)), state.drops[reason]);
    }
    return figures;
}

} // namespace hubbub::server
