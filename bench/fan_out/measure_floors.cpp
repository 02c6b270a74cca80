#include "bench/fan_out/floor.h"
#include "bench/fan_out/measurements.h"
#include "protocol/chat/event.h"
#include "protocol/wire/frame.h"

namespace hubbub::bench {

namespace {

/// Long enough for a thousand rounds to a thousand members.
constexpr double floorSeconds = 0.7;

} // namespace

std::uint32_t socketsFor(const Options& options, std::uint32_t members)
{
    constexpr std::uint32_t membersPerSocket = 8;
    const std::uint32_t wanted = options.sockets != 0 ? options.sockets : members / membersPerSocket;
    return std::max(1U, std::min(wanted, members));
}

RunSettings runSettings(const Options& options, std::uint32_t members, crypto::AeadAlgorithm aead)
{
    RunSettings settings;
    settings.server = options.server;
    settings.server.config = raisedLimits + options.server.config;
    settings.crowdCores = options.crowdCores;
    settings.processes = options.processes;
    settings.sockets = socketsFor(options, members);
    settings.aead = static_cast<Byte>(aead);
    settings.entering = options.entering;
    settings.loss = options.loss;
    return settings;
}

std::string nameOf(crypto::AeadAlgorithm aead)
{
    return aead == crypto::AeadAlgorithm::aes256Gcm ? "AES-256-GCM" : "ChaCha20-Poly1305";
}

WireSizes wireSizes(const Options& options)
{
    chat::Event event;
    event.time = {1'800'000'000'000};
    event.member = MemberId{500};
    event.name = "member000500";
    event.number = SubmissionNumber{1000};
    event.content = chat::Content{{}, std::string(options.textBytes, 'x')};
    event.what = chat::Message{};
    const Bytes record = chat::encode(event);
    const auto measure = [&](std::size_t most) {
        ByteArray<limits::payloadBytes> payload;
        wire::Writer out(payload);
        wire::RecordsWriter records(out, StreamId{2}, Seq{100'000});
        while (records.count() < most && records.add(record)) {
        }
        return std::pair(out.written(), records.count());
    };
    return {measure(1).first + limits::packetHeaderBytes + limits::tagBytes,
            std::max<std::size_t>(1, measure(limits::payloadBytes).second)};
}

void Floors::take()
{
    FloorSettings floor;
    floor.members = members_;
    floor.sockets = socketsFor(options_, members_);
    floor.seconds = floorSeconds;
    floor.senderCores = options_.server.cores;
    floor.crowdCores = options_.crowdCores;
    const auto measure = [&](std::size_t bytes, std::size_t segments, std::vector<double>& results) {
        floor.datagramBytes = bytes;
        floor.segments = segments;
        const FloorResult result = measureFloor(floor);
        results.push_back(result.microsecondsPerDatagram());
        lost_ += result.lost;
    };
    const std::size_t singleBytes = wireSizes(options_).singleDatagram;
    measure(singleBytes, 1, single_);
    measure(limits::datagramBytes, 1, full_);
    measure(limits::datagramBytes, options_.segments, joined_);
    for (const std::uint64_t inFlight : options_.inFlight)
        takeRelay(inFlight);
}

void Floors::takeRelay(std::uint64_t inFlight)
{
    const WireSizes sizes = wireSizes(options_);
    RelaySettings settings;
    settings.members = members_;
    settings.sockets = socketsFor(options_, members_);
    settings.messageBytes = sizes.singleDatagram;
    if (inFlight > 1) {
        settings.messagesPerDatagram = sizes.perFullDatagram;
        settings.messageBytes = limits::datagramBytes / sizes.perFullDatagram;
    }
    settings.relayCores = options_.server.cores;
    settings.crowdCores = options_.crowdCores;
    Relay relay(settings);
    Talk talk;
    talk.inFlight = inFlight;
    Histogram arrival;
    Histogram handled;
    const Relay::Result result = relay.talk(talk, floorSeconds, arrival, handled);
    relay_[inFlight].push_back(static_cast<double>(result.cpu) / 1000
                               / static_cast<double>(result.deliveries));
    lost_ += result.lost;
}

std::vector<Figure> Floors::figures() const
{
    const auto perFull = static_cast<double>(wireSizes(options_).perFullDatagram);
    std::vector<Figure> figures = {{"members", static_cast<double>(members_)},
                                   {"single_us", single()},
                                   {"full_us", full()},
                                   {"gso_us", joined()},
                                   {"single_M_per_cpu_s", 1 / single()},
                                   {"full_M_per_cpu_s", perFull / full()},
                                   {"gso_M_per_cpu_s", perFull / joined()}};
    for (const auto& [inFlight, times] : relay_)
        figures.push_back({"relay_" + std::to_string(inFlight) + "_M_per_cpu_s", 1 / median(times)});
    figures.push_back({"lost", static_cast<double>(lost_)});
    return figures;
}

void measureFloors(const Options& options, Report& report)
{
    for (const std::uint32_t members : options.members) {
        Floors floors(options, members);
        for (unsigned i = 0; i < options.repeats; ++i)
            floors.take();
        report.add({"floor", "plain sendmmsg to " + std::to_string(members), floors.figures()});
    }
}

} // namespace hubbub::bench
