// A real hubbubd in a process of its own, pinned to the first core, and what the system tells of it.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/check.h"
#include "protocol/base/time.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <sched.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace hubbub::bench {

inline Instant readClock()
{
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

inline double milliseconds(Duration duration)
{
    return static_cast<double>(duration.count()) / 1000.0;
}

inline void pin(pid_t process, int core)
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
                               QStringLiteral("--data"), folder_.path(), QStringLiteral("--log"),
                               QStringLiteral("warning")});
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
    bool isRunning() const { return access(("/proc/" + std::to_string(pid())).c_str(), F_OK) == 0; }

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

    /// Datagrams that found the server's socket full, since its start.
    std::uint64_t datagramsDropped() const
    {
        std::array<char, 8> port{};
        std::snprintf(port.data(), port.size(), ":%04X", static_cast<unsigned>(address_.port));
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
            return std::stoull(last);
        }
        return 0;
    }

private:
    QTemporaryDir folder_;
    QProcess process_;
    PeerAddress address_;
};

} // namespace hubbub::bench
