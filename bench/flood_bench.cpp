// A room in which people talk, on a real hubbubd, while outsiders flood its port as fast as the other core
// can: how long messages take, whether newcomers get in, what it costs the server.
//
//   flood_bench [--members N] [--seconds S] [--interval MS] [--only KIND] [--rounds R]
//
// The server is pinned to the first core, members and flood to the second; the members go before. KIND is one
// of those in flood.h, or `none`. Ends with 1 if a message was lost or shown twice, a member's link was lost,
// or the server ended.

#include "bench/flood.h"

#include <QCommandLineParser>

#include <cstdlib>

using namespace hubbub;
using namespace hubbub::bench;

namespace {

/// A message is called late when people would notice.
constexpr Duration lateAfter = 1s;
/// After a flood: for what is on its way, and for half-open handshakes to be forgotten.
constexpr Duration calm = 6s;
constexpr Duration newcomerEvery = 500ms;
/// The least that a newcomer has of a flood: about what people wait.
constexpr Duration newcomerTime = 3s;
constexpr std::size_t recordMost = 20'000;

struct Options {
    std::size_t members = 100;
    Duration length = 8s;
    Duration interval = 20ms;
};

/// What members say at an even pace, and when each of them sees it.
class Talk {
public:
    Talk(Crowd& crowd, std::size_t members) : crowd_(crowd), members_(members)
    {
        crowd_.messageSeen = [this](std::size_t member, std::string_view text, Instant now) {
            const auto number = static_cast<std::size_t>(std::atoi(std::string(text.substr(0, 8)).c_str()));
            // Newcomers come in the middle of it.
            if (member >= members_ || number < first_)
                return;
            delays_.push_back(now - saidAt_[number]);
        };
    }

    void run(Duration length, Duration interval, const std::function<void(Instant)>& meanwhile)
    {
        first_ = saidAt_.size();
        delays_.clear();
        const Instant begin = readClock();
        for (Instant next = begin; next < begin + length; next += interval) {
            crowd_.runUntil(next - readClock(), [] { return false; });
            std::string text = std::to_string(saidAt_.size());
            text.resize(100, ' ');
            text.back() = '.';
            saidAt_.push_back(readClock());
            crowd_.say((saidAt_.size() - 1) % members_, text);
            meanwhile(readClock());
        }
    }
    /// Until all that was said has been seen by all, or calm has passed in vain.
    void finish()
    {
        crowd_.runUntil(calm, [&] { return delays_.size() >= expected(); });
        std::ranges::sort(delays_);
    }

    std::size_t said() const { return saidAt_.size() - first_; }
    std::size_t expected() const { return said() * members_; }
    std::size_t seen() const { return delays_.size(); }
    std::size_t late() const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(delays_, [](Duration delay) { return delay > lateAfter; }));
    }
    /// Of the deliveries, in milliseconds; after finish().
    double delay(double share) const
    {
        if (delays_.empty())
            return 0;
        return milliseconds(
            delays_[static_cast<std::size_t>(share * static_cast<double>(delays_.size() - 1))]);
    }

private:
    Crowd& crowd_;
    std::size_t members_;
    std::vector<Instant> saidAt_;
    std::size_t first_ = 0; ///< of this run
    std::vector<Duration> delays_;
};

/// People who try to get in during a flood, one after the other, each with some seconds of it left.
class Newcomers {
public:
    Newcomers(Crowd& crowd, Duration flood)
        : crowd_(crowd),
          next_(readClock() + newcomerEvery),
          last_(readClock() + flood - newcomerTime)
    {
    }

    void handleTime(Instant now)
    {
        if (now < next_ || now > last_)
            return;
        next_ += newcomerEvery;
        all_.push_back(crowd_.enter());
    }
    /// How many of them are in already, and after how long: half of them, and the last.
    std::string verdict() const
    {
        std::vector<Duration> times;
        for (const std::size_t index : all_)
            if (const auto time = crowd_.timeToEnter(index))
                times.push_back(*time);
        std::ranges::sort(times);
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%zu/%zu %.0f/%.0f", times.size(), all_.size(),
                      times.empty() ? 0 : milliseconds(times[times.size() / 2]),
                      times.empty() ? 0 : milliseconds(times.back()));
        return text.data();
    }
    void leave()
    {
        for (const std::size_t index : all_)
            crowd_.leave(index);
    }

private:
    Crowd& crowd_;
    Instant next_;
    Instant last_;
    std::vector<std::size_t> all_;
};

class Bench {
public:
    explicit Bench(Options options) : options_(options), crowd_(server_), talk_(crowd_, options.members)
    {
        pinToCores({1});
        crowd_.recordMost = recordMost;
        for (std::size_t i = 0; i < options_.members; ++i)
            crowd_.enter();
        CHECK(crowd_.runUntil(60s, [&] { return crowd_.knowing(options_.members) == options_.members; }));
        std::printf("%zu members, one message of 100 bytes every %.0f ms, %.0f s each\n", options_.members,
                    milliseconds(options_.interval), milliseconds(options_.length) / 1000);
        std::printf("%-18s %9s %7s %8s %8s %8s %6s %6s  %-15s %5s %s\n", "flood", "sent/s", "dropped",
                    "p50 ms", "p99 ms", "max ms", "late", "lost", "newcomers ms", "CPU", "resident KiB");
    }

    void run(const char* name, std::optional<FloodKind> kind)
    {
        const std::int64_t residentBefore = server_.memory() / 1024;
        const std::int64_t cpuBefore = server_.cpu();
        const std::uint64_t droppedBefore = server_.datagramsDropped();
        const std::size_t lostBefore = crowd_.linksLost();
        const Instant begin = readClock();
        std::unique_ptr<Flood> flood;
        if (kind)
            flood = std::make_unique<Flood>(*kind, server_.address(), crowd_, options_.length);
        Newcomers newcomers(crowd_, options_.length);
        std::int64_t residentMost = residentBefore;
        talk_.run(options_.length, options_.interval, [&](Instant now) {
            newcomers.handleTime(now);
            if (talk_.said() % 32 == 0)
                residentMost = std::max(residentMost, server_.memory() / 1024);
        });
        const std::uint64_t sent = flood ? flood->end() : 0;
        const Duration took = readClock() - begin;
        const double cpu = static_cast<double>(server_.cpu() - cpuBefore) / 1e6 / milliseconds(took) * 100;
        const std::uint64_t dropped = server_.datagramsDropped() - droppedBefore;
        const std::string entered = newcomers.verdict();
        talk_.finish();
        newcomers.leave();
        crowd_.runUntil(calm, [] { return false; });
        const std::size_t linksLost = crowd_.linksLost() - lostBefore;
        const std::size_t missing = talk_.expected() - std::min(talk_.expected(), talk_.seen());
        std::printf(
            "%-18s %9.0f %6.1f%% %8.2f %8.2f %8.1f %6zu %6zu  %-15s %4.0f%% %lld, most %lld, after %lld\n",
            name, static_cast<double>(sent) / milliseconds(took) * 1000,
            sent == 0 ? 0.0 : static_cast<double>(dropped) / static_cast<double>(sent) * 100,
            talk_.delay(0.5), talk_.delay(0.99), talk_.delay(1), talk_.late(), missing, entered.c_str(), cpu,
            static_cast<long long>(residentBefore), static_cast<long long>(residentMost),
            static_cast<long long>(server_.memory() / 1024));
        if (linksLost > 0)
            std::printf("  links lost: %zu\n", linksLost);
        std::fflush(stdout);
        isWell_ = isWell_ && talk_.seen() == talk_.expected() && linksLost == 0 && server_.isRunning();
    }

    bool isWell() const { return isWell_; }

private:
    Options options_;
    ServerProcess server_;
    Crowd crowd_;
    Talk talk_;
    bool isWell_ = true;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    CHECK(crypto::initialize());
    QCommandLineParser parser;
    const auto option = [&](const char* name, const char* value, const char* preset) {
        const QCommandLineOption added(QLatin1String(name), {}, QLatin1String(value), QLatin1String(preset));
        parser.addOption(added);
        return added;
    };
    const auto members = option("members", "N", "100");
    const auto seconds = option("seconds", "S", "8");
    const auto interval = option("interval", "MS", "20");
    const auto rounds = option("rounds", "R", "1");
    const auto only = option("only", "KIND", "");
    parser.addHelpOption();
    parser.process(application);

    Bench bench({parser.value(members).toUInt(), std::chrono::seconds{parser.value(seconds).toInt()},
                 std::chrono::milliseconds{parser.value(interval).toInt()}});
    const std::string wanted = parser.value(only).toStdString();
    for (unsigned round = 0; round < parser.value(rounds).toUInt(); ++round) {
        bench.run("none", std::nullopt);
        for (const NamedFlood& flood : floods)
            if (wanted.empty() || wanted == flood.name)
                bench.run(flood.name, flood.kind);
    }
    return bench.isWell() ? 0 : 1;
}
