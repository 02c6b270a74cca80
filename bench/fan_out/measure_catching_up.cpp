#include "bench/fan_out/measurements.h"

#include <memory>

namespace hubbub::bench {

namespace {

/// Of the others: a busy room.
constexpr double messagesPerSecond = 20;
/// While the log grows; there are two members only, and nothing is measured.
constexpr std::uint64_t growingInFlight = 512;

} // namespace

void measureCatchingUp(const Options& options, Report& report)
{
    const std::uint32_t members = options.others;
    RunSettings settings = runSettings(options, members, options.aeads.front());
    settings.noteArrivals = true;
    settings.processes = 1;
    // Who is away has not left.
    settings.server.config += "[room]\ngrace = 24h\n";
    Run run(settings);
    run.enter(2, true);
    run.leaveTraveller();
    Talk growing;
    growing.messages = options.behind;
    growing.inFlight = growingInFlight;
    growing.textBytes = options.textBytes;
    run.talk(growing, 60);
    run.enter(members - 1);
    run.rest(1);

    Talk talk;
    talk.mode = TalkMode::paced;
    talk.interval = static_cast<std::int64_t>(1e9 / messagesPerSecond);
    talk.textBytes = options.textBytes;
    talk.talkers = options.talkers;
    const auto arrival = std::make_unique<Histogram>();
    const auto handled = std::make_unique<Histogram>();
    run.talk(talk, options.seconds);
    run.addLatencies(*arrival, *handled);
    const double calm50 = arrival->quantile(0.5);
    const double calm99 = arrival->quantile(0.99);

    arrival->clear();
    handled->clear();
    run.beginTalk(talk);
    const std::int64_t cpu = run.server().cpu();
    const std::int64_t took = run.resumeTraveller(Seq{run.everyoneHas()});
    const std::int64_t cpuTaken = run.server().cpu() - cpu;
    run.endTalk();
    run.addLatencies(*arrival, *handled);
    report.add({"catching up",
                std::to_string(options.behind) + " events behind, " + nameOf(options.aeads.front()),
                {{"members", static_cast<double>(members)},
                 {"seconds", static_cast<double>(took) / 1e9},
                 {"events_per_s", static_cast<double>(options.behind) / static_cast<double>(took) * 1e9},
                 {"server_cpu_ms", static_cast<double>(cpuTaken) / 1e6},
                 {"others_p50_us", arrival->quantile(0.5)},
                 {"others_p99_us", arrival->quantile(0.99)},
                 {"calm_p50_us", calm50},
                 {"calm_p99_us", calm99}}});
}

} // namespace hubbub::bench
