#include "bench/fan_out/floor.h"
#include "bench/fan_out/measurements.h"

#include <memory>

namespace hubbub::bench {

namespace {

struct Quantiles {
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> p999;
    std::vector<double> handled99;
    std::vector<double> busy;

    void add(const Histogram& arrival, const Histogram& handled, double busyPercent)
    {
        p50.push_back(arrival.quantile(0.5));
        p99.push_back(arrival.quantile(0.99));
        p999.push_back(arrival.quantile(0.999));
        handled99.push_back(handled.quantile(0.99));
        busy.push_back(busyPercent);
    }
    std::vector<Figure> figures(const PacedLoad& load, const Quantiles& relay) const
    {
        return {{"members", static_cast<double>(load.members)},
                {"deliveries_per_s", load.members * load.messagesPerSecond},
                {"p50_us", median(p50)},
                {"p99_us", median(p99)},
                {"p99.9_us", median(p999)},
                {"handled_p99_us", median(handled99)},
                {"p50_to_relay", median(p50) / median(relay.p50)},
                {"p99_to_relay", median(p99) / median(relay.p99)},
                {"p99.9_to_relay", median(p999) / median(relay.p999)},
                {"server_busy_%", median(busy)}};
    }
};

void measureLoad(const Options& options, const PacedLoad& load, crypto::AeadAlgorithm aead, Report& report)
{
    RunSettings settings = runSettings(options, load.members, aead);
    settings.noteArrivals = true;
    RelaySettings relaySettings;
    relaySettings.members = load.members;
    relaySettings.sockets = settings.sockets;
    relaySettings.messageBytes = wireSizes(options).singleDatagram;
    relaySettings.relayCores = options.server.cores;
    relaySettings.crowdCores = options.crowdCores;
    relaySettings.noteArrivals = true;

    Talk talk;
    talk.mode = TalkMode::paced;
    talk.interval = static_cast<std::int64_t>(1e9 / load.messagesPerSecond);
    talk.textBytes = options.textBytes;
    talk.talkers = options.talkers;

    Run run(settings);
    run.enter(load.members);
    run.rest(1);
    Quantiles ofRelay;
    Quantiles ofServer;
    for (unsigned repeat = 0; repeat < options.repeats; ++repeat) {
        const auto arrival = std::make_unique<Histogram>();
        const auto handled = std::make_unique<Histogram>();
        {
            Relay relay(relaySettings);
            const Relay::Result result = relay.talk(talk, options.seconds, *arrival, *handled);
            ofRelay.add(*arrival, *handled,
                        static_cast<double>(result.cpu) / static_cast<double>(result.wall) * 100);
        }
        arrival->clear();
        handled->clear();
        const Tally tally = run.talk(talk, options.seconds);
        run.addLatencies(*arrival, *handled);
        ofServer.add(*arrival, *handled,
                     static_cast<double>(tally.cpu) / static_cast<double>(tally.wall) * 100);
    }
    const std::string what = std::to_string(load.members) + " at "
                           + std::to_string(static_cast<unsigned>(load.messagesPerSecond)) + " messages/s, ";
    report.add({"paced load", what + "plain relay", ofRelay.figures(load, ofRelay)});
    report.add({"paced load", what + nameOf(aead), ofServer.figures(load, ofRelay)});
}

} // namespace

void measurePacedLoad(const Options& options, Report& report)
{
    for (const PacedLoad& load : options.paced)
        measureLoad(options, load, options.aeads.front(), report);
}

} // namespace hubbub::bench
