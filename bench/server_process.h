// A real hubbubd in a process of its own, pinned to its cores, and what the system tells of it.
#pragma once

#include "protocol/base/address.h"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace hubbub::bench {

/// What a process has used so far, of all its threads: user and system time, in nanoseconds.
std::int64_t cpuNanoseconds(pid_t process);
/// This process and the threads that it starts from here on.
void pinToCores(const std::vector<int>& cores);

/// From here on SIGINT and SIGTERM only ask for the end; whoever waits for something calls
/// endIfInterrupted(), which ends the program. Servers are stopped and their data removed however this
/// program exits.
void noticeInterruptions();
void endIfInterrupted();

/// The limits that protect a real room, raised as far as they go, for its configuration file.
extern const char* const raisedLimits;

struct ServerSettings {
    std::string program; ///< hubbubd; empty: the one beside this program
    std::vector<int> cores = {0};
    std::vector<std::string> arguments; ///< given to hubbubd after our own
    std::string config;                 ///< its configuration file
    std::string folder = "/tmp";        ///< where its data folder is made, and removed
};

class ServerProcess {
public:
    /// Ends the program if the server does not start.
    explicit ServerProcess(const ServerSettings& settings = {});
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    /// Stops it and removes its data.
    ~ServerProcess();

    const PeerAddress& address() const { return address_; }
    pid_t pid() const { return process_; }
    bool isRunning() const;
    std::int64_t cpu() const { return cpuNanoseconds(process_); }
    /// Bytes of memory: what no other process shares, and its part of what others do.
    std::int64_t memory() const;
    /// Datagrams that found its sockets full, since its start.
    std::uint64_t datagramsDropped() const;

private:
    void start(const ServerSettings& settings);
    void stop();
    static void stopAll();

    std::string data_;
    pid_t process_ = -1;
    int input_ = -1; ///< its console stays open as long as this does
    int output_ = -1;
    PeerAddress address_;
};

} // namespace hubbub::bench
