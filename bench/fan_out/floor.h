// What the machine allows: the same datagrams sent by plain sendmmsg to the same sockets, without keys,
// records or anybody's history; and the simplest chat there is, a relay that sends whatever it receives to
// everyone, in plain text.
#pragma once

#include "bench/fan_out/board.h"
#include "bench/fan_out/sockets.h"

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace hubbub::bench {

struct FloorSettings {
    std::uint32_t members = 1000;
    std::uint32_t sockets = 125;
    std::size_t datagramBytes = 150;
    /// Datagrams to a member in one system call's entry (UDP_SEGMENT); 1: without.
    std::size_t segments = 1;
    double seconds = 1;
    std::vector<int> senderCores;
    std::vector<int> crowdCores;
};
struct FloorResult {
    std::uint64_t datagrams = 0;
    std::uint64_t lost = 0; ///< not received: the socket was full, and the figure too good
    std::int64_t cpu = 0;   ///< nanoseconds of the sender
    double microsecondsPerDatagram() const
    {
        return static_cast<double>(cpu) / 1000 / static_cast<double>(datagrams);
    }
};
/// Sends from a process on `senderCores` while this one, pinned to `crowdCores`, receives.
FloorResult measureFloor(const FloorSettings& settings);

struct RelaySettings {
    std::uint32_t members = 1000;
    std::uint32_t sockets = 125;
    std::size_t messageBytes = 150;
    /// Messages that have arrived together travel together: so many in a datagram, and the datagrams as
    /// segments of one send (UDP_SEGMENT).
    std::size_t messagesPerDatagram = 1;
    std::vector<int> relayCores;
    std::vector<int> crowdCores;
    bool noteArrivals = false;
};

/// The relay in a process of its own, with everyone registered.
class Relay {
public:
    explicit Relay(const RelaySettings& settings);
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    ~Relay();

    struct Result {
        std::uint64_t deliveries = 0;
        std::uint64_t datagrams = 0;
        std::uint64_t lost = 0;
        std::int64_t cpu = 0;
        std::int64_t wall = 0;
    };
    /// As hubbubd's crowd does it: talk in the modes heard and paced.
    Result talk(const Talk& talk, double seconds, Histogram& arrival, Histogram& handled);

private:
    RelaySettings settings_;
    PeerAddress address_;
    pid_t process_ = -1;
    std::unique_ptr<Sockets> sockets_;
};

} // namespace hubbub::bench
