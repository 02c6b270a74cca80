// Hubbub's fan-out beside what the machine allows: a real hubbubd on its own cores, a crowd of light members
// on the others. bench/README.md tells what is measured and how to read it.
#include "bench/fan_out/measurements.h"
#include "protocol/base/check.h"
#include "protocol/base/version.h"
#include "protocol/crypto/identity.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QStringList>

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>

using namespace hubbub;
using namespace hubbub::bench;

namespace {

struct Measurement {
    const char* name;
    void (*measure)(const Options&, Report&);
};
constexpr std::array measurements = {
    Measurement{"floor", measureFloors},           Measurement{"saturation", measureSaturation},
    Measurement{"paced", measurePacedLoad},        Measurement{"storm", measureJoinStorms},
    Measurement{"catching-up", measureCatchingUp},
};

[[noreturn]] void complain(const QString& what)
{
    std::fprintf(stderr, "hubbub-bench: %s\n", qPrintable(what));
    std::exit(2);
}

double number(const QString& text, const char* option, double least, double most)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || value < least || value > most)
        complain(QStringLiteral("--%1 `%2`: expected a number from %3 to %4")
                     .arg(QLatin1String(option), text)
                     .arg(least)
                     .arg(most));
    return value;
}

template <class Number>
std::vector<Number> numbers(const QString& text, const char* option, double least, double most)
{
    std::vector<Number> list;
    for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        list.push_back(static_cast<Number>(number(each, option, least, most)));
    if (list.empty())
        complain(QStringLiteral("--%1 needs at least one number").arg(QLatin1String(option)));
    return list;
}

std::vector<PacedLoad> loads(const QString& text)
{
    std::vector<PacedLoad> list;
    for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList both = each.split(QLatin1Char('x'));
        if (both.size() != 2)
            complain(QStringLiteral("--paced `%1`: expected MEMBERSxMESSAGES, such as 1000x20").arg(each));
        list.push_back({static_cast<std::uint32_t>(number(both[0], "paced", 1, 100'000)),
                        number(both[1], "paced", 0.1, 10'000)});
    }
    return list;
}

std::vector<crypto::AeadAlgorithm> aeads(const QString& text)
{
    std::vector<crypto::AeadAlgorithm> list;
    for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (each == QLatin1String("aes") && crypto::hasFastAes())
            list.push_back(crypto::AeadAlgorithm::aes256Gcm);
        else if (each == QLatin1String("chacha"))
            list.push_back(crypto::AeadAlgorithm::chaCha20Poly1305);
        else
            complain(QStringLiteral("--aead `%1`: expected aes (if this processor has it), chacha, or both "
                                    "with a comma")
                         .arg(each));
    }
    if (list.empty())
        complain(QStringLiteral("--aead needs aes or chacha"));
    return list;
}

TalkMode talkMode(const QString& text)
{
    if (text == QLatin1String("heard"))
        return TalkMode::heard;
    if (text == QLatin1String("confirmed"))
        return TalkMode::confirmed;
    complain(QStringLiteral("--mode `%1`: expected heard or confirmed").arg(text));
}

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown";
}

void noteMachine(Report& report)
{
    utsname system{};
    uname(&system);
    report.note("version", std::string(version));
    report.note("processor", processorName());
    report.note("cores", std::to_string(sysconf(_SC_NPROCESSORS_ONLN)));
    report.note("kernel", std::string(system.sysname) + ' ' + system.release);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    CHECK(crypto::initialize());
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Measures a real hubbubd: what each delivery costs it, beside what the machine allows.\n"
        "Ends with 1 if one event is missing or comes twice at any member, with 2 if it cannot begin."));
    parser.addPositionalArgument(QStringLiteral("measurement"),
                                 QStringLiteral("floor, saturation, paced, storm, catching-up; none: all"),
                                 QStringLiteral("[measurement...]"));
    const auto option = [&](const char* name, const char* value, const char* what, const char* preset = "") {
        const QCommandLineOption added{QString::fromLatin1(name), QString::fromLatin1(what),
                                       QString::fromLatin1(value), QString::fromLatin1(preset)};
        parser.addOption(added);
        return added;
    };
    const auto server = option("server", "PATH", "hubbubd; default: the one beside this program");
    const auto serverCores = option("server-cores", "LIST", "where the server runs", "0");
    const auto crowdCores = option("crowd-cores", "LIST", "where the crowd runs", "1");
    const auto serverArgument = option("server-argument", "WORD", "given to hubbubd; may be repeated");
    const auto serverConfig = option("server-config", "FILE", "added to hubbubd's configuration file");
    const auto folder = option("folder", "PATH", "where data folders are made", "/tmp");
    const auto processes = option("processes", "N", "processes of the crowd", "1");
    const auto sockets = option("sockets", "N", "sockets of the crowd; 0: one for eight members", "0");
    const auto aead = option("aead", "LIST", "aes, chacha; the first one where one will do", "aes,chacha");
    const auto members = option("members", "LIST", "sizes of saturated rooms", "100,1000,5000");
    const auto inFlight = option("in-flight", "LIST", "messages under way at once", "1,64");
    const auto mode = option("mode", "heard|confirmed", "when a message is no longer in flight", "heard");
    const auto text = option("text", "BYTES", "length of a message", "100");
    const auto talkers = option("talkers", "N", "members that speak in turn", "64");
    const auto seconds = option("seconds", "S", "length of one measurement", "3");
    const auto repeats = option("repeats", "N", "of each; medians are shown", "3");
    const auto segments = option("segments", "N", "datagrams in one GSO send of the floor", "10");
    const auto paced =
        option("paced", "LIST", "MEMBERSxMESSAGES per second", "10x10,100x200,100x500,1000x20");
    const auto storms = option("storms", "LIST", "members that join at once", "1000,5000,10000");
    const auto entering = option("entering", "N", "handshakes under way at once in a storm", "512");
    const auto loss = option("loss", "PERCENT", "of datagrams, each way, between crowd and server", "0");
    const auto settling = option("settling-seconds", "S", "before a server's memory is looked at", "8");
    const auto idle = option("idle-seconds", "S", "how long the largest room is idle", "20");
    const auto behind = option("behind", "N", "events that somebody catches up on", "100000");
    const auto others = option("others", "N", "members of the room in which somebody catches up", "1000");
    const auto json = option("json", "FILE", "where the figures are written");
    parser.addHelpOption();
    parser.process(application);

    Options options;
    options.server.program = parser.value(server).toStdString();
    options.server.cores = numbers<int>(parser.value(serverCores), "server-cores", 0, 1023);
    options.crowdCores = numbers<int>(parser.value(crowdCores), "crowd-cores", 0, 1023);
    for (const QString& each : parser.values(serverArgument))
        options.server.arguments.push_back(each.toStdString());
    if (parser.isSet(serverConfig)) {
        QFile file(parser.value(serverConfig));
        if (!file.open(QIODevice::ReadOnly))
            complain(QStringLiteral("cannot read ") + file.fileName());
        options.server.config = file.readAll().toStdString();
    }
    options.server.folder = parser.value(folder).toStdString();
    const auto count = [&](const QCommandLineOption& of, const char* name, double least, double most) {
        return static_cast<std::uint32_t>(number(parser.value(of), name, least, most));
    };
    options.processes = count(processes, "processes", 1, mostSquads);
    options.sockets = count(sockets, "sockets", 0, 100'000);
    options.aeads = aeads(parser.value(aead));
    options.members = numbers<std::uint32_t>(parser.value(members), "members", 1, 100'000);
    options.inFlight = numbers<std::uint64_t>(parser.value(inFlight), "in-flight", 1, 100'000);
    options.mode = talkMode(parser.value(mode));
    options.textBytes = count(text, "text", leastTextBytes, limits::textBytes);
    options.talkers = count(talkers, "talkers", 1, 100'000);
    options.seconds = number(parser.value(seconds), "seconds", 0.1, 3600);
    options.repeats = count(repeats, "repeats", 1, 1000);
    options.segments = count(segments, "segments", 1, 50);
    options.paced = loads(parser.value(paced));
    options.storms = numbers<std::uint32_t>(parser.value(storms), "storms", 1, 100'000);
    options.entering = count(entering, "entering", 1, 100'000);
    options.loss = number(parser.value(loss), "loss", 0, 50) / 100;
    options.settlingSeconds = number(parser.value(settling), "settling-seconds", 0, 3600);
    options.idleSeconds = number(parser.value(idle), "idle-seconds", 0.1, 3600);
    options.behind = count(behind, "behind", 1, 10'000'000);
    options.others = count(others, "others", 2, 100'000);

    const QStringList wanted = parser.positionalArguments();
    for (const QString& each : wanted)
        if (std::ranges::none_of(measurements,
                                 [&](const Measurement& one) { return each == QLatin1String(one.name); }))
            complain(QStringLiteral("there is no measurement `%1`: choose floor, saturation, paced, storm or "
                                    "catching-up")
                         .arg(each));
    noticeInterruptions();
    Report report;
    noteMachine(report);
    for (const Measurement& each : measurements) {
        // Saturation takes the floor along.
        const bool isWanted =
            wanted.isEmpty() ? each.measure != measureFloors : wanted.contains(QLatin1String(each.name));
        if (isWanted)
            each.measure(options, report);
    }
    if (parser.isSet(json) && !report.writeJson(parser.value(json).toStdString()))
        complain(QStringLiteral("cannot write ") + parser.value(json));
}
