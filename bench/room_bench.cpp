// Fills a real hubbubd with members from one process, each with an engine and a socket of its own, and
// measures how long it takes until all are in, and from a message's send to the last member's event.
//
//   room_bench [--members N] [--messages M] [--interval MS]
//
// The server is pinned to the first core, the members to the second.

#include "bench/crowd.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cstdio>

using namespace hubbub;
using namespace hubbub::bench;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    CHECK(crypto::initialize());
    QCommandLineParser parser;
    const QCommandLineOption members(QStringLiteral("members"), {}, QStringLiteral("N"),
                                     QStringLiteral("10"));
    const QCommandLineOption messages(QStringLiteral("messages"), {}, QStringLiteral("M"),
                                      QStringLiteral("500"));
    const QCommandLineOption interval(QStringLiteral("interval"), {}, QStringLiteral("MS"),
                                      QStringLiteral("10"));
    parser.addOptions({members, messages, interval});
    parser.addHelpOption();
    parser.process(application);

    const RealServer server;
    pin(0, 1);
    Crowd crowd(server);
    const std::size_t wanted = parser.value(members).toUInt();
    const auto count = static_cast<double>(wanted);

    const Instant begin = readClock();
    const Duration cpuBefore = server.cpuTime();
    for (std::size_t i = 0; i < wanted; ++i) {
        crowd.enter();
        crowd.poll(std::chrono::milliseconds{0});
    }
    CHECK(crowd.runUntil(120s, [&] { return crowd.in() == crowd.count(); }));
    const Duration allIn = readClock() - begin;
    CHECK(crowd.runUntil(120s, [&] { return crowd.knowing(wanted) == crowd.count(); }));
    const Duration allKnow = readClock() - begin;
    std::printf(
        "members %.0f: all in after %.0f ms, everyone knows of everyone after %.0f ms, server CPU %.0f ms\n",
        count, milliseconds(allIn), milliseconds(allKnow), milliseconds(server.cpuTime() - cpuBefore));

    std::vector<Duration> delays;
    const Duration cpuTalk = server.cpuTime();
    const Duration pause = std::chrono::milliseconds{parser.value(interval).toInt()};
    const std::string text(100, 'x');
    for (unsigned i = 0; i < parser.value(messages).toUInt(); ++i) {
        const std::uint64_t expected = crowd.seen() + crowd.count();
        const Instant said = readClock();
        crowd.say(i % crowd.count(), text);
        CHECK(crowd.runUntil(60s, [&] { return crowd.seen() >= expected; }));
        delays.push_back(crowd.lastSeen() - said);
        crowd.runUntil(pause, [] { return false; });
    }
    std::ranges::sort(delays);
    if (!delays.empty()) {
        const auto at = [&](double share) {
            return milliseconds(
                delays[static_cast<std::size_t>(share * static_cast<double>(delays.size() - 1))]);
        };
        std::printf("messages %zu of 100 bytes: from send to the last member p50 %.2f ms, p90 %.2f ms, p99 "
                    "%.2f ms, worst %.2f ms\n",
                    delays.size(), at(0.5), at(0.9), at(0.99), at(1));
        std::printf("server CPU per delivery %.2f us, resident memory %lld KiB\n",
                    static_cast<double>((server.cpuTime() - cpuTalk).count())
                        / (count * static_cast<double>(delays.size())),
                    static_cast<long long>(server.residentKilobytes()));
    }
    for (std::size_t i = 0; i < wanted; ++i)
        crowd.leave(i);
    crowd.runUntil(500ms, [] { return false; });
    return 0;
}
