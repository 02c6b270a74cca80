// What the benchmark measures. Each function starts servers and crowds of its own, measures, and adds its
// rows to the report; each ends the program with an error if an event is missing or comes twice anywhere.
#pragma once

#include "bench/fan_out/conductor.h"
#include "bench/fan_out/report.h"
#include "protocol/crypto/aead.h"

#include <cstdint>
#include <map>
#include <vector>

namespace hubbub::bench {

struct PacedLoad {
    std::uint32_t members = 0;
    double messagesPerSecond = 0;
};

struct Options {
    ServerSettings server;
    std::vector<int> crowdCores;
    std::uint32_t processes = 1;
    std::uint32_t sockets = 0; ///< 0: one for eight members
    std::vector<crypto::AeadAlgorithm> aeads;
    std::vector<std::uint32_t> members; ///< of the saturated rooms
    std::vector<std::uint64_t> inFlight;
    TalkMode mode = TalkMode::heard;
    std::uint32_t textBytes = 100;
    std::uint32_t talkers = 64;
    double seconds = 3;
    unsigned repeats = 3;
    std::size_t segments = 10;
    std::vector<PacedLoad> paced;
    std::vector<std::uint32_t> storms;
    std::uint32_t entering = 512;
    double loss = 0; ///< of datagrams each way, between crowd and server; 0 to 1
    /// After which a server's memory no longer changes by itself: handshakes kept for repeats are forgotten,
    /// and what was sent last is acknowledged.
    double settlingSeconds = 8;
    double idleSeconds = 20;
    std::uint64_t behind = 100'000;
    std::uint32_t others = 1000; ///< in the room in which somebody catches up
};

void measureFloors(const Options& options, Report& report);
void measureSaturation(const Options& options, Report& report);
void measurePacedLoad(const Options& options, Report& report);
/// With memory per member and, of the largest, the cost of an idle room.
void measureJoinStorms(const Options& options, Report& report);
void measureCatchingUp(const Options& options, Report& report);

// What they share.

std::uint32_t socketsFor(const Options& options, std::uint32_t members);
RunSettings runSettings(const Options& options, std::uint32_t members, crypto::AeadAlgorithm aead);
std::string nameOf(crypto::AeadAlgorithm aead);
/// Bytes of the datagram that carries one message of the options' length, and how many fit into a full one.
struct WireSizes {
    std::size_t singleDatagram = 0;
    std::size_t perFullDatagram = 0;
};
WireSizes wireSizes(const Options& options);

/// The machine's figures for a number of members, medians of what was taken so far.
class Floors {
public:
    Floors(const Options& options, std::uint32_t members) : options_(options), members_(members) {}
    /// Once more: some seconds.
    void take();
    /// Sender's microseconds for a datagram.
    double single() const { return median(single_); }
    double full() const { return median(full_); }
    double joined() const { return median(joined_); }
    /// Of the relay with so many messages in flight, per delivery.
    double relay(std::uint64_t inFlight) const { return median(relay_.at(inFlight)); }
    std::vector<Figure> figures() const;

private:
    void takeRelay(std::uint64_t inFlight);

    const Options& options_;
    std::uint32_t members_;
    std::vector<double> single_;
    std::vector<double> full_;
    std::vector<double> joined_;
    std::map<std::uint64_t, std::vector<double>> relay_;
    std::uint64_t lost_ = 0;
};

} // namespace hubbub::bench
