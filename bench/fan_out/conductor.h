// One run: a server, a crowd in processes of its own, and the orders that make them do something measurable.
// Owns both; ends the program with an error if anything is lost, comes twice or takes far too long.
#pragma once

#include "bench/fan_out/board.h"
#include "bench/fan_out/light_crowd.h"
#include "bench/server_process.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hubbub::bench {

struct RunSettings {
    ServerSettings server;
    std::vector<int> crowdCores;
    std::uint32_t processes = 1;
    std::uint32_t sockets = 0; ///< over all processes
    bool noteArrivals = false;
    Byte aead = 1;
    std::uint32_t entering = 256;
    double loss = 0; ///< as SocketSettings has it
};

/// What passed between two looks at a run.
struct Tally {
    std::int64_t wall = 0; ///< nanoseconds
    std::int64_t cpu = 0;  ///< of the server
    std::int64_t crowdCpu = 0;
    std::uint64_t said = 0;
    std::uint64_t deliveries = 0;
    std::uint64_t datagramsIn = 0; ///< to the crowd
    std::uint64_t bytesIn = 0;
    std::uint64_t datagramsOut = 0; ///< from the crowd
};

class Run {
public:
    explicit Run(const RunSettings& settings);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    ServerProcess& server() { return *server_; }
    Board& board() { return *board_; }

    /// So many more members come in; returns when all are in and everyone knows of everyone.
    struct Entry {
        std::int64_t allIn = 0; ///< nanoseconds
        std::int64_t allKnow = 0;
        std::int64_t cpu = 0;
        std::uint64_t datagrams = 0; ///< to the crowd
        std::uint64_t bytes = 0;
    };
    Entry enter(std::uint32_t members, bool followsChain = false);
    /// The last member's session ends without a word; it counts no more, but the room has it still.
    void leaveTraveller();
    /// It comes back: for how long (in nanoseconds) until it has all up to this event.
    std::int64_t resumeTraveller(Seq until);
    /// All say what `talk` tells, for so long if it names no number of messages; returns when everyone has
    /// everything and the acknowledgements are in.
    Tally talk(const Talk& talk, double seconds);
    /// The same in steps: a talk begins, goes on while others do something, and ends.
    void beginTalk(const Talk& talk);
    Tally endTalk();
    /// Of this moment, since the beginning.
    Tally look() const;
    /// Of all squads, since the last talk began.
    void addLatencies(Histogram& arrival, Histogram& handled) const;

    void order(Order order, const std::function<void(Board&)>& prepare = {});
    /// Ends the program when it takes longer than `most` seconds or somebody finds a fault.
    void waitUntil(const char* what, double most, const std::function<bool()>& condition);
    void rest(double seconds);
    std::uint64_t sum(std::atomic<std::uint32_t> Squad::*member) const;
    std::uint64_t sum(std::atomic<std::uint64_t> Squad::*member) const;
    std::uint64_t everyoneHas() const;

private:
    void checkFaults();
    /// Says so and ends the program with 1.
    [[noreturn]] void fail(const std::string& what);

    RunSettings settings_;
    std::unique_ptr<ServerProcess> server_;
    Board* board_ = nullptr;
    std::vector<pid_t> crowd_;
    std::uint32_t members_ = 0;
    std::uint32_t travellers_ = 0;
    Tally before_;
};

} // namespace hubbub::bench
