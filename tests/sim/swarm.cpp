// Runs many seeds, and says of each that fails what broke, at which step, and how to see it again.
#include "protocol/crypto/identity.h"
#include "tests/sim/fault_switch.h"
#include "tests/sim/run.h"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::sim;

namespace {

constexpr std::size_t tracedLines = 250;

struct Arguments {
    std::uint64_t first = 1;
    std::uint64_t count = 1;
    bool traces = false;
    int failuresMost = 10; ///< more say nothing new
};

int usage()
{
    std::fputs("usage: swarm --seeds N [--from S]    runs N seeds, from S (1) on\n"
               "       swarm --seed S [--trace]      runs one, and tells its last steps\n"
               "       --fault NAME                  with a deliberate fault (swarm_with_faults), up to the "
               "first find\n",
               stderr);
    return 2;
}

std::optional<Arguments> parse(const std::vector<std::string_view>& words)
{
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--trace") {
            arguments.traces = true;
            continue;
        }
        if (i + 1 == words.size())
            return std::nullopt;
        if (words[i] == "--fault") {
            if (!chooseFault(words[++i]))
                return std::nullopt;
            arguments.failuresMost = 1;
            continue;
        }
        char* end = nullptr;
        const std::string value(words[i + 1]);
        const std::uint64_t number = std::strtoull(value.c_str(), &end, 10);
        if (value.empty() || *end != '\0')
            return std::nullopt;
        if (words[i] == "--seeds")
            arguments.count = number;
        else if (words[i] == "--from" || words[i] == "--seed")
            arguments.first = number;
        else
            return std::nullopt;
        ++i;
    }
    return arguments;
}

/// A CHECK that fails ends the program: the seed must be known then, too.
std::uint64_t seedUnderWay = 0;

void tellSeed(int signal)
{
    std::array<char, 128> line{};
    const int length = std::snprintf(
        line.data(), line.size(), "seed %llu: the program ended; replay: swarm --seed %llu --trace\n",
        static_cast<unsigned long long>(seedUnderWay), static_cast<unsigned long long>(seedUnderWay));
    if (write(STDOUT_FILENO, line.data(), static_cast<std::size_t>(length)) < 0)
        std::_Exit(3);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void tellFailure(std::uint64_t seed, const Outcome& outcome, bool traces)
{
    std::printf("seed %llu, step %llu: %s\n  %s\n", static_cast<unsigned long long>(seed),
                static_cast<unsigned long long>(outcome.steps), outcome.complaint->c_str(),
                outcome.plan.c_str());
    std::printf("  replay: swarm --seed %llu --trace\n", static_cast<unsigned long long>(seed));
    if (traces) {
        for (const std::string& line : run(seed, tracedLines).trace)
            std::printf("%s\n", line.c_str());
    }
    std::fflush(stdout);
}

} // namespace

int main(int count, char** words)
{
    const auto arguments = parse({words + 1, words + count});
    if (!arguments || count == 1)
        return usage();
    if (!crypto::initialize())
        return 2;
    std::signal(SIGABRT, tellSeed);
    std::signal(SIGSEGV, tellSeed);
    const auto begun = std::chrono::steady_clock::now();
    int failures = 0;
    std::uint64_t done = 0;
    Outcome sum;
    for (; done < arguments->count && failures < arguments->failuresMost; ++done) {
        seedUnderWay = arguments->first + done;
        const Outcome outcome = run(seedUnderWay);
        sum.steps += outcome.steps;
        sum.datagrams += outcome.datagrams;
        sum.events += outcome.events;
        sum.lasted += outcome.lasted;
        if (outcome.complaint) {
            ++failures;
            tellFailure(seedUnderWay, outcome, arguments->traces);
        }
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::printf(
        "%llu seeds, %d failed; %.0f s of virtual time, %llu steps, %llu datagrams, %llu events in %.1f s\n",
        static_cast<unsigned long long>(done), failures, std::chrono::duration<double>(sum.lasted).count(),
        static_cast<unsigned long long>(sum.steps), static_cast<unsigned long long>(sum.datagrams),
        static_cast<unsigned long long>(sum.events), seconds);
    return failures > 0 ? 1 : 0;
}
