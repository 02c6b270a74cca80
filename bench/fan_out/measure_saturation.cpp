#include "bench/fan_out/measurements.h"

namespace hubbub::bench {

namespace {

struct Samples {
    std::vector<double> perSecond;
    std::vector<double> perCpuSecond;
    std::vector<double> serverBusy;
    std::vector<double> crowdBusy;
    std::vector<double> eventsPerDatagram;
    std::vector<double> bytesPerDatagram;
    std::vector<double> backPerDatagram;

    void add(const Tally& tally)
    {
        const auto number = [](auto value) { return static_cast<double>(value); };
        const double deliveries = number(tally.deliveries);
        const double datagrams = number(tally.datagramsIn);
        perSecond.push_back(deliveries * 1000 / number(tally.wall));
        perCpuSecond.push_back(deliveries * 1000 / number(tally.cpu));
        serverBusy.push_back(number(tally.cpu) / number(tally.wall) * 100);
        crowdBusy.push_back(number(tally.crowdCpu) / number(tally.wall) * 100);
        eventsPerDatagram.push_back(deliveries / datagrams);
        bytesPerDatagram.push_back(number(tally.bytesIn) / datagrams);
        backPerDatagram.push_back(number(tally.datagramsOut) / datagrams);
    }
};

void measureRoom(const Options& options, std::uint32_t members, crypto::AeadAlgorithm aead, Floors& floors,
                 Report& report)
{
    std::vector<Samples> samples(options.inFlight.size());
    {
        Run run(runSettings(options, members, aead));
        run.enter(members);
        run.rest(1);
        for (unsigned repeat = 0; repeat < options.repeats; ++repeat) {
            floors.take();
            for (std::size_t i = 0; i < samples.size(); ++i) {
                Talk talk;
                talk.mode = options.mode;
                talk.inFlight = options.inFlight[i];
                talk.textBytes = options.textBytes;
                talk.talkers = options.talkers;
                samples[i].add(run.talk(talk, options.seconds));
            }
        }
    }
    const auto perFull = static_cast<double>(wireSizes(options).perFullDatagram);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Samples& of = samples[i];
        const double perCpu = median(of.perCpuSecond);
        const auto [low, high] = std::ranges::minmax(of.perCpuSecond);
        report.add({"saturation",
                    std::to_string(members) + ", " + nameOf(aead) + ", " + std::to_string(options.inFlight[i])
                        + " in flight",
                    {{"members", static_cast<double>(members)},
                     {"M_per_s", median(of.perSecond)},
                     {"M_per_cpu_s", perCpu},
                     {"least", low},
                     {"most", high},
                     {"to_relay", perCpu * floors.relay(options.inFlight[i])},
                     {"to_single", perCpu * floors.single()},
                     {"to_gso", perCpu * floors.joined() / perFull},
                     {"server_busy_%", median(of.serverBusy)},
                     {"crowd_busy_%", median(of.crowdBusy)},
                     {"events_per_datagram", median(of.eventsPerDatagram)},
                     {"bytes_per_datagram", median(of.bytesPerDatagram)},
                     {"back_per_datagram", median(of.backPerDatagram)}}});
    }
}

} // namespace

void measureSaturation(const Options& options, Report& report)
{
    for (const std::uint32_t members : options.members) {
        Floors floors(options, members);
        for (const crypto::AeadAlgorithm aead : options.aeads)
            measureRoom(options, members, aead, floors, report);
        report.add({"floor", "plain sendmmsg to " + std::to_string(members), floors.figures()});
    }
}

} // namespace hubbub::bench
