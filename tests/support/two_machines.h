// Two machines within this one, joined by a wire; gone with the test. Needs the right to make network
// namespaces; tests skip without.
#pragma once

#include "tests/support/program.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace hubbub::test {

class TwoMachines {
public:
    TwoMachines() = default;
    TwoMachines(const TwoMachines&) = delete;
    TwoMachines& operator=(const TwoMachines&) = delete;
    ~TwoMachines()
    {
        ip(QStringLiteral("netns delete ") + server);
        ip(QStringLiteral("netns delete ") + client);
    }

    bool connect() const
    {
        return ip(QStringLiteral("netns add ") + server) && ip(QStringLiteral("netns add ") + client)
            && ip(QStringLiteral("-n %1 link add wire type veth peer name wire netns %2").arg(server, client))
            // IPv6 addresses that are there at once, and not only when nobody has objected.
            && ip(QStringLiteral("-n %1 link set wire addrgenmode none").arg(server))
            && ip(QStringLiteral("-n %1 link set wire addrgenmode none").arg(client))
            && ip(QStringLiteral("-n %1 address add fe80::1/64 dev wire nodad").arg(server))
            && ip(QStringLiteral("-n %1 address add fe80::2/64 dev wire nodad").arg(client))
            && ip(QStringLiteral("-n %1 address add 10.177.0.1/24 brd + dev wire").arg(server))
            && ip(QStringLiteral("-n %1 address add 10.177.0.2/24 brd + dev wire").arg(client))
            && ip(QStringLiteral("-n %1 link set lo up").arg(server))
            && ip(QStringLiteral("-n %1 link set lo up").arg(client))
            && ip(QStringLiteral("-n %1 link set wire up").arg(server))
            && ip(QStringLiteral("-n %1 link set wire up").arg(client));
    }
    /// Programs started from here on run on this machine.
    static bool enter(const QString& machine)
    {
        const int space =
            ::open(qUtf8Printable(QStringLiteral("/run/netns/") + machine), O_RDONLY | O_CLOEXEC);
        const bool isIn = space >= 0 && setns(space, CLONE_NEWNET) == 0;
        ::close(space);
        return isIn;
    }
    /// With the words of ip(8), on one of them.
    static bool configure(const QString& machine, const QString& arguments)
    {
        return ip(QStringLiteral("-n %1 ").arg(machine) + arguments);
    }

    const QString server = QStringLiteral("hubbub-server-%1").arg(QCoreApplication::applicationPid());
    const QString client = QStringLiteral("hubbub-client-%1").arg(QCoreApplication::applicationPid());

private:
    static bool ip(const QString& arguments)
    {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QStringLiteral("ip"), arguments.split(QLatin1Char(' ')));
        return process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }
};

} // namespace hubbub::test
