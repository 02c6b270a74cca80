#include "bench/server_process.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace hubbub::bench {

namespace {

constexpr int startMilliseconds = 10'000;

volatile std::sig_atomic_t isInterrupted = 0;

/// Those that run, to be stopped when the program exits.
std::vector<ServerProcess*>& running()
{
    static std::vector<ServerProcess*> servers;
    return servers;
}

[[noreturn]] void giveUp(const std::string& why)
{
    std::fprintf(stderr, "hubbub-bench: %s\n", why.c_str());
    std::exit(2);
}

std::string besideThisProgram()
{
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "hubbubd").string();
}

} // namespace

const char* const raisedLimits = R"([room]
member-limit = 100000
[limits]
messages-per-second = 10000
message-burst = 100000
fan-out-per-member = 1099511627776
fan-out-for-room = 1099511627776
joins-per-prefix-per-second = 100000
join-burst-per-prefix = 100000
)";

std::int64_t cpuNanoseconds(pid_t process)
{
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

void pinToCores(const std::vector<int>& cores)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int core : cores)
        CPU_SET(static_cast<unsigned>(core), &set);
    if (!cores.empty() && sched_setaffinity(0, sizeof set, &set) != 0)
        std::fprintf(stderr, "hubbub-bench: cannot pin a process to its cores\n");
}

void noticeInterruptions()
{
    for (const int each : {SIGINT, SIGTERM})
        std::signal(each, [](int) { isInterrupted = 1; });
}

void endIfInterrupted()
{
    if (isInterrupted != 0)
        giveUp("interrupted");
}

ServerProcess::ServerProcess(const ServerSettings& settings)
{
    if (running().empty())
        std::atexit(stopAll);
    running().push_back(this);
    std::string pattern = settings.folder + "/hubbub-bench-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
        giveUp("cannot make a folder in " + settings.folder);
    data_ = pattern;
    std::ofstream(data_ + "/hubbubd.conf") << settings.config;
    start(settings);
    std::string line;
    pollfd waiting{output_, POLLIN, 0};
    while (line.find('\n') == std::string::npos) {
        std::array<char, 512> text{};
        const auto count =
            ::poll(&waiting, 1, startMilliseconds) > 0 ? ::read(output_, text.data(), text.size()) : 0;
        if (count <= 0)
            giveUp("the server did not start");
        line.append(text.data(), static_cast<std::size_t>(count));
    }
    std::istringstream words(line);
    std::string address;
    words >> address >> address >> address;
    address_ = {IpAddress::v4(0x7f000001),
                static_cast<std::uint16_t>(std::atoi(address.substr(address.rfind(':') + 1).c_str()))};
    if (address_.port == 0)
        giveUp("the server said: " + line);
}

void ServerProcess::start(const ServerSettings& settings)
{
    std::vector<std::string> words = {settings.program.empty() ? besideThisProgram() : settings.program,
                                      "--listen",
                                      "127.0.0.1:0",
                                      "--data",
                                      data_ + "/data",
                                      "--log",
                                      "warning",
                                      "--config",
                                      data_ + "/hubbubd.conf"};
    words.insert(words.end(), settings.arguments.begin(), settings.arguments.end());
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    CHECK(::pipe2(input.data(), O_CLOEXEC) == 0 && ::pipe2(output.data(), O_CLOEXEC) == 0);
    process_ = ::fork();
    CHECK(process_ >= 0);
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        pinToCores(settings.cores);
        ::dup2(input[0], 0);
        ::dup2(output[1], 1);
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::execv(arguments[0], arguments.data());
        std::perror(arguments[0]);
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = output[0];
}

ServerProcess::~ServerProcess()
{
    stop();
    std::erase(running(), this);
}

void ServerProcess::stopAll()
{
    for (ServerProcess* const each : running())
        each->stop();
}

void ServerProcess::stop()
{
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        // With its output still open, or it would be ended by what it says last.
        std::array<char, 512> text{};
        while (::read(output_, text.data(), text.size()) > 0) {
        }
        ::waitpid(process_, nullptr, 0);
        ::close(input_);
        ::close(output_);
        process_ = -1;
    }
    std::error_code ignored;
    if (!data_.empty())
        std::filesystem::remove_all(data_, ignored);
}

bool ServerProcess::isRunning() const
{
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0
        && ended.si_pid == 0;
}

std::int64_t ServerProcess::memory() const
{
    std::ifstream file("/proc/" + std::to_string(process_) + "/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("Pss:"))
            return std::stoll(line.substr(4)) * 1024;
    }
    return 0;
}

std::uint64_t ServerProcess::datagramsDropped() const
{
    std::array<char, 8> port{};
    std::snprintf(port.data(), port.size(), ":%04X", static_cast<unsigned>(address_.port));
    std::uint64_t sum = 0;
    std::ifstream file("/proc/net/udp");
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string slot;
        std::string local;
        fields >> slot >> local;
        if (!local.ends_with(port.data()))
            continue;
        std::string last;
        for (std::string field; fields >> field;)
            last = field;
        sum += std::stoull(last);
    }
    return sum;
}

} // namespace hubbub::bench
