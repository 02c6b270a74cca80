// Fills a real hubbubd with members from one process, each with an engine and a socket of its own, and
// measures how long it takes until all are in, and from a message's send to the last member's event.
//
//   room_bench [--members N] [--messages M] [--interval MS]
//
// The server is pinned to the first core, the members to the second.

#include "protocol/base/check.h"
#include "protocol/base/version.h"
#include "protocol/client/client_engine.h"
#include "protocol/crypto/identity.h"
#include "server/net/udp_port.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <sched.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace hubbub;

namespace {

Instant readClock()
{
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

double milliseconds(Duration duration)
{
    return static_cast<double>(duration.count()) / 1000.0;
}

void pin(pid_t process, int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    if (sched_setaffinity(process, sizeof cores, &cores) != 0)
        std::fprintf(stderr, "cannot pin process %d to core %d\n", static_cast<int>(process), core);
}

/// hubbubd on a free loopback port with a data folder of its own.
class RealServer {
public:
    RealServer()
    {
        process_.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/hubbubd"));
        process_.setArguments({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                               QStringLiteral("--data"), folder_.path()});
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start();
        CHECK(process_.waitForReadyRead(10'000));
        const QString ready = QString::fromUtf8(process_.readLine());
        const QString address = ready.section(QLatin1Char(' '), 2, 2);
        address_ = {IpAddress::v4(0x7f000001), address.section(QLatin1Char(':'), 1).toUShort()};
        CHECK(address_.port != 0);
        pin(pid(), 0);
    }
    RealServer(const RealServer&) = delete;
    RealServer& operator=(const RealServer&) = delete;
    ~RealServer()
    {
        process_.terminate();
        process_.waitForFinished(10'000);
    }

    const PeerAddress& address() const { return address_; }
    pid_t pid() const { return static_cast<pid_t>(process_.processId()); }

    /// User and system time so far.
    Duration cpuTime() const
    {
        std::ifstream file("/proc/" + std::to_string(pid()) + "/stat");
        std::string text((std::istreambuf_iterator<char>(file)), {});
        std::istringstream fields(text.substr(text.rfind(')') + 2));
        std::string skipped;
        for (int i = 0; i < 11; ++i)
            fields >> skipped;
        std::int64_t user = 0;
        std::int64_t system = 0;
        fields >> user >> system;
        return Duration{(user + system) * 1'000'000 / sysconf(_SC_CLK_TCK)};
    }

    std::int64_t residentKilobytes() const
    {
        std::ifstream file("/proc/" + std::to_string(pid()) + "/statm");
        std::int64_t total = 0;
        std::int64_t resident = 0;
        file >> total >> resident;
        return resident * sysconf(_SC_PAGESIZE) / 1024;
    }

private:
    QTemporaryDir folder_;
    QProcess process_;
    PeerAddress address_;
};

struct Member {
    std::unique_ptr<server::UdpPort> port;
    std::unique_ptr<client::ClientEngine> engine;
    std::optional<Instant> due;
    bool isIn = false;
    bool knowsEveryone = false;
    std::uint64_t messagesSeen = 0;
};

class Crowd {
public:
    Crowd(std::size_t count, const RealServer& server) : server_(server), members_(count)
    {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        epoll_ = epoll_create1(EPOLL_CLOEXEC);
        for (std::size_t i = 0; i < count; ++i) {
            Member& member = members_[i];
            auto port = server::UdpPort::bind({IpAddress::v4(0x7f000001), 0}, 0);
            CHECK(port.has_value());
            member.port = std::move(*port);
            client::ClientSettings settings;
            settings.place = server.address().text();
            settings.timeout = 120s;
            crypto::ProfileSecret secret;
            entropy_.fill(secret.bytes());
            settings.identity = secret;
            settings.clientVersion = version;
            member.engine = std::make_unique<client::ClientEngine>(std::move(settings), entropy_);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            CHECK(epoll_ctl(epoll_, EPOLL_CTL_ADD, static_cast<int>(member.port->descriptor()), &event) == 0);
        }
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    ~Crowd() { ::close(epoll_); }

    void enter()
    {
        for (std::size_t i = 0; i < members_.size(); ++i) {
            act(i, [&](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
                engine.start(now, {server_.address()}, out);
                engine.join(now, "member" + std::to_string(i), false, out);
            });
            poll(0ms);
        }
    }

    void say(std::size_t member, const std::string& text)
    {
        act(member, [&](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
            CHECK(engine.say(now, text, chat::MessageStyle::plain, out).has_value());
        });
    }

    void leave()
    {
        for (std::size_t i = 0; i < members_.size(); ++i)
            act(i, [](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
                engine.leave(now, {}, false, out);
            });
    }

    template <class Condition>
    bool runUntil(Duration most, Condition condition)
    {
        const Instant end = readClock() + most;
        while (!condition()) {
            if (readClock() >= end)
                return false;
            poll(100ms);
        }
        return true;
    }

    std::size_t count() const { return members_.size(); }
    std::size_t in() const { return in_; }
    std::size_t knowing() const { return knowing_; }
    std::uint64_t seen() const { return seen_; }
    Instant lastSeen() const { return lastSeen_; }

private:
    void poll(std::chrono::milliseconds most)
    {
        Instant now = readClock();
        while (!dues_.empty() && dues_.begin()->first <= now) {
            const std::size_t index = dues_.begin()->second;
            act(index, [](client::ClientEngine& engine, Instant at, client::ClientOutbox& out) {
                engine.handleDeadline(at, out);
            });
        }
        auto wait = most;
        if (!dues_.empty())
            wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(dues_.begin()->first - now), 0ms,
                              most);
        std::array<epoll_event, 256> events{};
        const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                     static_cast<int>(wait.count()));
        for (int i = 0; i < ready; ++i) {
            const auto index = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
            members_[index].port->receive(64, [&](const Path& from, ByteView bytes) {
                act(index, [&](client::ClientEngine& engine, Instant at, client::ClientOutbox& out) {
                    engine.handleDatagram(at, from.remote, bytes, out);
                });
            });
        }
    }

    template <class Action>
    void act(std::size_t index, Action action)
    {
        Member& member = members_[index];
        const Instant now = readClock();
        client::ClientOutbox out;
        action(*member.engine, now, out);
        for (const client::OutgoingDatagram& datagram : out.datagrams)
            member.port->send(std::vector<server::OutgoingDatagram>{{{{}, datagram.to, 0}, datagram.bytes}});
        for (const client::Notice& notice : out.notices)
            note(member, notice);
        if (member.due)
            dues_.erase({*member.due, index});
        member.due = member.engine->deadline();
        if (member.due)
            dues_.insert({*member.due, index});
    }

    void note(Member& member, const client::Notice& notice)
    {
        if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice)) {
            if (!std::exchange(member.isIn, true))
                ++in_;
            present_[&member] = welcome->members.size();
        } else if (const auto* event = std::get_if<client::EventNotice>(&notice)) {
            if (std::holds_alternative<chat::Joined>(event->event.what) && !event->history && !event->own)
                ++present_[&member];
            if (std::holds_alternative<chat::Message>(event->event.what) && !event->history) {
                ++seen_;
                lastSeen_ = readClock();
            }
        } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
            if (ended->reason != client::EndReason::left)
                std::fprintf(stderr, "a member's engine ended: %s\n", ended->text.c_str());
        }
        if (member.isIn && !member.knowsEveryone && present_[&member] >= members_.size()) {
            member.knowsEveryone = true;
            ++knowing_;
        }
    }

    const RealServer& server_;
    crypto::SystemEntropy entropy_;
    int epoll_ = -1;
    std::vector<Member> members_;
    std::set<std::pair<Instant, std::size_t>> dues_;
    std::map<const Member*, std::size_t> present_;
    std::size_t in_ = 0;
    std::size_t knowing_ = 0;
    std::uint64_t seen_ = 0;
    Instant lastSeen_;
};

} // namespace

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
    Crowd crowd(parser.value(members).toUInt(), server);
    const auto count = static_cast<double>(crowd.count());

    const Instant begin = readClock();
    const Duration cpuBefore = server.cpuTime();
    crowd.enter();
    CHECK(crowd.runUntil(120s, [&] { return crowd.in() == crowd.count(); }));
    const Duration allIn = readClock() - begin;
    CHECK(crowd.runUntil(120s, [&] { return crowd.knowing() == crowd.count(); }));
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
    crowd.leave();
    crowd.runUntil(500ms, [] { return false; });
    return 0;
}
