#include "server/core/statistics.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace hubbub::server {

namespace {

constexpr auto gauge = FigureType::gauge;
constexpr auto counter = FigureType::counter;

// NOLINTBEGIN(readability-magic-numbers)
constexpr std::array figureTable = std::to_array<FigureKind>({
    {"uptime", gauge, "seconds", "since the server was started"},
    {"members", gauge, "", "members in the room"},
    {"sessions", gauge, "", "sessions, joined or not"},
    {"sessions.attached", gauge, "", "sessions that have joined"},
    {"listeners", gauge, "", "sessions that are told what happens in the room"},
    {"handshakes", counter, "", "handshakes that began a session"},
    {"handshakes.renewed", counter, "", "handshakes that gave a session new keys"},
    {"handshakes.half-open", gauge, "", "handshakes begun and not finished"},
    {"handshakes.waiting", gauge, "", "handshake packets that wait for the loop to have time"},
    {"joins", counter, "", "people who entered"},
    {"joins.waiting", gauge, "", "joins that wait for a probe, a look-up or the store"},
    {"leaves", counter, "", "members who left, in whatever way"},
    {"leaves.lost", counter, "", "of these, those not heard any more"},
    {"messages", counter, "", "messages of members"},
    {"announcements", counter, "", "notices of admins"},
    {"refused.*", counter, "", "requests refused, by code"},
    {"log.head", gauge, "", "number of the log's last event"},
    {"log.first", gauge, "", "number of the first event kept"},
    {"log.in-memory", gauge, "", "events held in memory"},
    {"store.proposals", gauge, "", "proposals whose outcome is not known"},
    {"store.waiting", gauge, "", "of these, those not handed to the store yet"},
    {"store.turns", gauge, "", "transactions under way"},
    {"store.queries", gauge, "", "look-ups under way"},
    {"history.pages", counter, "", "pages of the past that were asked for"},
    {"history.searches", counter, "", "searches that were asked for"},
    {"history.under-way", gauge, "", "pages and slices of searches that the store has not answered yet"},
    {"history.not-indexed", gauge, "",
     "events that a search has to read, since its index has not got to them"},
    {"commits", counter, "", "transactions of the store"},
    {"commits.time", counter, "microseconds", "time that they took, all together"},
    {"commits.longest", gauge, "microseconds", "time that the longest of them took"},
    {"datagrams.in", counter, "", "datagrams received"},
    {"datagrams.out", counter, "", "datagrams sent"},
    {"records.sent", counter, "", "records sent for the first time"},
    {"records.resent", counter, "", "records sent again because they were lost"},
    {"records.repeated", counter, "", "records that rode along once more in case they were lost"},
    {"probes", counter, "", "probes sent because nothing was acknowledged"},
    {"outflow.waiting", gauge, "", "sessions with something to send that waits for its turn"},
    {"outflow.behind", gauge, "", "sessions that need events from the database"},
    {"reassembly.bytes", gauge, "bytes", "records in pieces, and records that came early"},
    {"window.p50", gauge, "datagrams", "window of joined sessions, median"},
    {"window.p99", gauge, "datagrams", "window that 99 % of joined sessions do not exceed"},
    {"rtt.p50", gauge, "microseconds", "round trip of joined sessions, median"},
    {"rtt.p99", gauge, "microseconds", "round trip that 99 % of joined sessions do not exceed"},
    {"drop.*", counter, "", "datagrams and parts of datagrams disregarded, by reason"},
    {"log.lines-left-out", counter, "", "lines of the log not written because there were too many"},
    {"memory.resident", gauge, "bytes", "memory that the server has from the machine"},
});
// NOLINTEND(readability-magic-numbers)

std::uint64_t microseconds(Duration duration)
{
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

/// What so many percent of the values do not exceed; 0 of none. Changes their order.
std::uint64_t percentile(std::vector<std::uint64_t>& values, std::size_t percent)
{
    constexpr std::size_t whole = 100;
    if (values.empty())
        return 0;
    const std::size_t rank = (values.size() * percent + whole - 1) / whole;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::ranges::nth_element(values, place);
    return *place;
}

/// What is asked of every session.
struct Survey {
    TrafficCounters traffic;
    std::uint64_t attached = 0;
    std::vector<std::uint64_t> windows;
    std::vector<std::uint64_t> roundTrips;
};

Survey survey(const RoomState& state)
{
    Survey survey;
    for (const auto& shard : state.shards)
        survey.traffic += shard->traffic;
    for (const auto& [id, session] : state.sessions.all()) {
        const link::Link& link = session->connection.link();
        const link::Link::Counters counters = link.counters();
        survey.traffic.addLink(counters.recordsSent, counters.recordsResent, counters.recordsRepeated,
                               counters.probes);
        if (session->member == MemberId{})
            continue;
        ++survey.attached;
        survey.windows.push_back(counters.windowDatagrams);
        if (const auto roundTrip = link.roundTrip())
            survey.roundTrips.push_back(microseconds(*roundTrip));
    }
    return survey;
}

void addLog(Figures& figures, const RoomState& state)
{
    const std::uint64_t head = state.records.head().value;
    figures.emplace_back("log.head", head);
    figures.emplace_back("log.first", state.records.first().value);
    figures.emplace_back("log.in-memory", head + 1 - state.records.tailFirst().value);
    figures.emplace_back("store.proposals", state.pending.size());
    figures.emplace_back("store.waiting", state.queue.waiting());
    figures.emplace_back("store.turns", state.queue.turnsUnderWay());
    figures.emplace_back("store.queries", state.queries.size());
    figures.emplace_back("history.pages", state.pagesAsked);
    figures.emplace_back("history.searches", state.searchesAsked);
    figures.emplace_back("history.under-way", state.pastUnderWay);
    figures.emplace_back("history.not-indexed", head - std::min(state.records.head(), state.indexed).value);
    const CommitTimes& commits = state.counters.commits;
    figures.emplace_back("commits", commits.count());
    figures.emplace_back("commits.time", microseconds(commits.total()));
    figures.emplace_back("commits.longest", microseconds(commits.longest()));
    figures.emplace_back("log.lines-left-out", state.notices.leftOut());
}

void addRoom(Figures& figures, const RoomState& state)
{
    const RoomCounters& counters = state.counters;
    figures.emplace_back("handshakes", counters.handshakes);
    figures.emplace_back("handshakes.renewed", counters.newKeys);
    figures.emplace_back("joins", counters.joins);
    figures.emplace_back("leaves", counters.leaves);
    figures.emplace_back("leaves.lost", counters.losses);
    figures.emplace_back("messages", counters.messages);
    figures.emplace_back("announcements", counters.announcements);
    for (std::size_t code = 1; code < counters.refusals.size(); ++code) {
        std::string word(chat::refusalWord(static_cast<chat::RefusalCode>(code)));
        std::ranges::replace(word, '_', '-');
        std::ranges::transform(word, word.begin(),
                               [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        figures.emplace_back("refused." + word, counters.refusals[code]);
    }
}

void addShards(Figures& figures, const RoomState& state)
{
    std::uint64_t listeners = 0;
    std::uint64_t waiting = 0;
    std::uint64_t behind = 0;
    std::uint64_t reassembly = 0;
    for (const auto& shard : state.shards) {
        listeners += shard->listeners.size();
        waiting += shard->lanes.size() + shard->listeners.toCome();
        behind += shard->behind.size();
        reassembly += shard->reassembly.taken();
    }
    figures.emplace_back("listeners", listeners);
    figures.emplace_back("outflow.waiting", waiting);
    figures.emplace_back("outflow.behind", behind + state.waitingForBlocks.size());
    figures.emplace_back("reassembly.bytes", reassembly);
    for (std::size_t i = 0; i < dropReasonCount; ++i) {
        const auto reason = static_cast<DropReason>(i);
        std::uint64_t drops = 0;
        for (const auto& shard : state.shards)
            drops += shard->drops[reason];
        figures.emplace_back("drop." + std::string(dropReasonWord(reason)), drops);
    }
}

} // namespace

std::span<const FigureKind> figureKinds()
{
    return figureTable;
}

const FigureKind* figureKindOf(std::string_view name)
{
    const auto* const found = std::ranges::find_if(figureTable, [&](const FigureKind& kind) {
        return kind.isFamily() ? name.starts_with(kind.prefix()) : name == kind.name;
    });
    return found == figureTable.end() ? nullptr : found;
}

Figures gatherStatistics(Instant now, const RoomState& state, const Reception& reception,
                         std::size_t joinsUnderWay)
{
    constexpr std::size_t median = 50;
    constexpr std::size_t nearlyAll = 99;
    Survey all = survey(state);
    Figures figures = {
        {"uptime", microseconds(now - state.started) / 1'000'000},
        {"members", state.fold.memberCount()},
        {"sessions", state.sessions.size()},
        {"sessions.attached", all.attached},
        {"handshakes.half-open", reception.acceptor().halfOpen()},
        {"joins.waiting", joinsUnderWay},
        {"datagrams.in", all.traffic.datagramsIn},
        {"datagrams.out", all.traffic.datagramsOut},
        {"records.sent", all.traffic.recordsSent},
        {"records.resent", all.traffic.recordsResent},
        {"records.repeated", all.traffic.recordsRepeated},
        {"probes", all.traffic.probes},
        {"window.p50", percentile(all.windows, median)},
        {"window.p99", percentile(all.windows, nearlyAll)},
        {"rtt.p50", percentile(all.roundTrips, median)},
        {"rtt.p99", percentile(all.roundTrips, nearlyAll)},
    };
    addLog(figures, state);
    addRoom(figures, state);
    addShards(figures, state);
    return figures;
}

void sortFigures(Figures& figures)
{
    std::ranges::stable_sort(figures, {}, [](const auto& figure) {
        const FigureKind* const kind = figureKindOf(figure.first);
        return kind == nullptr ? figureTable.size() : static_cast<std::size_t>(kind - figureTable.data());
    });
}

} // namespace hubbub::server
