#include "bench/fan_out/measurements.h"

#include <algorithm>

namespace hubbub::bench {

namespace {

/// Said to the full room before memory is looked at again: a few windows' worth, so that what a talking
/// room needs for each member is there.
constexpr std::uint64_t messagesBeforeMemory = 64;

void measureIdleRoom(const Options& options, Run& run, double members, Report& report)
{
    const Tally before = run.look();
    run.rest(options.idleSeconds);
    const Tally after = run.look();
    const auto difference = [](auto end, auto begin) { return static_cast<double>(end - begin); };
    const double seconds = difference(after.wall, before.wall) / 1e9;
    report.add({"idle room",
                std::to_string(static_cast<unsigned>(members)) + ", " + nameOf(options.aeads.front()),
                {{"members", members},
                 {"server_busy_%", difference(after.cpu, before.cpu) / seconds / 1e7},
                 {"datagrams_in_per_s", difference(after.datagramsOut, before.datagramsOut) / seconds},
                 {"datagrams_out_per_s", difference(after.datagramsIn, before.datagramsIn) / seconds}}});
}

} // namespace

void measureJoinStorms(const Options& options, Report& report)
{
    const crypto::AeadAlgorithm aead = options.aeads.front();
    for (const std::uint32_t members : options.storms) {
        Run run(runSettings(options, members, aead));
        run.rest(1);
        const auto memoryEmpty = static_cast<double>(run.server().memory());
        const Run::Entry entry = run.enter(members);
        const double count = members;
        report.add({"join storm",
                    std::to_string(members) + ", " + nameOf(aead),
                    {{"members", count},
                     {"all_in_ms", static_cast<double>(entry.allIn) / 1e6},
                     {"all_know_ms", static_cast<double>(entry.allKnow) / 1e6},
                     {"server_cpu_ms", static_cast<double>(entry.cpu) / 1e6},
                     {"cpu_us_per_member", static_cast<double>(entry.cpu) / 1e3 / count},
                     {"datagrams_per_member", static_cast<double>(entry.datagrams) / count},
                     {"kB_per_member", static_cast<double>(entry.bytes) / 1e3 / count}}});

        run.rest(options.settlingSeconds);
        const auto memoryFull = static_cast<double>(run.server().memory());
        if (members == std::ranges::max(options.storms))
            measureIdleRoom(options, run, members, report);
        Talk talk;
        talk.messages = messagesBeforeMemory;
        talk.inFlight = 1;
        talk.textBytes = options.textBytes;
        talk.talkers = options.talkers;
        run.talk(talk, 0);
        run.rest(options.settlingSeconds);
        const auto memoryTalked = static_cast<double>(run.server().memory());
        report.add({"memory",
                    std::to_string(members) + ", " + nameOf(aead),
                    {{"members", count},
                     {"empty_KiB", memoryEmpty / 1024},
                     {"full_KiB", memoryFull / 1024},
                     {"bytes_per_member", (memoryFull - memoryEmpty) / count},
                     {"bytes_per_member_talking", (memoryTalked - memoryEmpty) / count}}});
    }
}

} // namespace hubbub::bench
