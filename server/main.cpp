// hubbubd: puts the server together and runs it until it is told to stop.

#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "server/arguments.h"
#include "server/console.h"
#include "server/console_input.h"
#include "server/discoverability.h"
#include "server/hash_password.h"
#include "server/invite.h"
#include "server/log_writer.h"
#include "server/metrics.h"
#include "server/metrics_port.h"
#include "server/room_server.h"
#include "server/server_keys.h"
#include "server/service_manager.h"
#include "server/signal_watch.h"
#include "server/store/backup.h"
#include "server/store/log_reader.h"
#include "server/translations.h"

#include <QCoreApplication>
#include <QNetworkProxy>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

using namespace hubbub;
using namespace hubbub::server;

namespace {

void printLine(std::FILE* stream, const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

int fail(const Failure& failure)
{
    LogWriter log;
    if (log.isJournal()) {
        log.write({LogLevel::error, "start", failure.context});
        return 1;
    }
    const QString lines = QString::fromStdString(chat::printable(failure.context));
    for (const QString& line : lines.split(QLatin1Char('\n')))
        printLine(stderr, QStringLiteral("hubbubd: ") + line);
    return 1;
}

QString readyLine(const std::vector<PeerAddress>& addresses, const PublicKey& key)
{
    std::string line = "ready";
    for (const PeerAddress& address : addresses)
        line += " udp " + address.text();
    return QString::fromStdString(line + " key " + crypto::publicKeyText(key));
}

/// What does not work is told, and the room goes on without.
void setDiscoverability(Discoverability& discoverability, const Settings& settings, LogWriter& log)
{
    const auto done = discoverability.set(settings.isDiscoverable);
    if (!done && settings.core.logLevels.isWritten(LogLevel::warning, "room"))
        log.write({LogLevel::warning, "room",
                   "nobody can find this room without its address, since " + done.error().context});
}

CoreSettings withAdmins(CoreSettings settings, const std::vector<PublicKey>& more)
{
    settings.admins.insert(settings.admins.end(), more.begin(), more.end());
    return settings;
}

int serve(Settings settings)
{
    LogWriter log;
    crypto::SystemEntropy entropy;
    auto ports = RoomServer::bindAll(settings.listen,
                                     settings.threads != 0 ? settings.threads : Workers::forThisMachine());
    if (!ports)
        return fail(ports.error());
    RoomServer* served = nullptr;
    std::unique_ptr<MetricsPort> metrics;
    if (settings.metrics) {
        auto port = MetricsPort::open(
            *settings.metrics, [&served] { return served != nullptr ? metricsText(served->figures()) : ""; });
        if (!port)
            return fail(port.error());
        metrics = std::move(*port);
    }
    auto opened = SqliteStore::open(settings.dataFolder, settings.durability, entropy);
    if (!opened)
        return fail(opened.error());
    if (const auto& done = opened->migration)
        log.write({LogLevel::info, "store",
                   "the database was brought from schema " + std::to_string(done->from) + " to "
                       + std::to_string(done->to) + "; a copy of it as it was is " + done->copy.string()});
    const RoomAge age = opened->restored.state.head == Seq{} ? RoomAge::isNew : RoomAge::hasEvents;
    auto keys = openServerKeys(settings.dataFolder, age, entropy);
    if (!keys)
        return fail(keys.error());

    RoomServer room(withAdmins(settings.core, keys->admins), keys->identity, std::move(*ports),
                    std::move(*opened), entropy);
    served = &room;
    Discoverability discoverability(room, keys->identity.shared);
    setDiscoverability(discoverability, settings, log);
    const auto invite = [&] {
        const auto address = inviteAddress(settings.publicAddress, room.addresses(), interfaceAddresses(),
                                           keys->identity.shared);
        return QString::fromStdString(address.link());
    };
    const auto print = [](const QString& line) { printLine(stdout, line); };
    const auto reload = [&](Instant now, ServerOutbox& out) -> Result<Reloaded, Failure> {
        const auto order = readArguments(QCoreApplication::arguments(), ownEnvironment);
        const auto admins = readAdminKeys(settings.dataFolder);
        if (!order || !admins)
            return Unexpected(!order ? order.error() : admins.error());
        Reloaded reloaded = takeOver(std::get<Settings>(*order), settings);
        if (std::exchange(keys->admins, *admins) != *admins)
            reloaded.applied.push_back(settings.dataFolder + "/admins");
        room.core().apply(now, withAdmins(settings.core, *admins), out);
        setDiscoverability(discoverability, settings, log);
        return reloaded;
    };
    Console console(room.core(), {print, [&](const std::string& why) { room.stop(why); }, invite, reload});
    QObject::connect(&room, &RoomServer::noticed, [&](const ServerNotice& notice) {
        if (const auto* line = std::get_if<LogNotice>(&notice))
            log.write(*line);
        else
            console.handleNotice(notice);
    });
    QObject::connect(&room, &RoomServer::stopped, [] { tellServiceManager("STOPPING=1"); });
    QObject::connect(&room, &RoomServer::stopped, QCoreApplication::instance(), &QCoreApplication::quit);

    SignalWatch signalWatch;
    QObject::connect(&signalWatch, &SignalWatch::stopRequested, [&] { room.stop({}); });
    QObject::connect(&signalWatch, &SignalWatch::reloadRequested,
                     [&] { room.act([&](Instant now, ServerOutbox& out) { console.reload(now, out); }); });

    print(readyLine(room.addresses(), keys->identity.shared));
    print(invite());
    if (keys->newAdminKeyFile && settings.core.logLevels.isWritten(LogLevel::info, "admin"))
        log.write({LogLevel::info, "admin",
                   "the first admin key is in " + *keys->newAdminKeyFile
                       + "; use it with hubbub admin --identity"});

    if (metrics && settings.core.logLevels.isWritten(LogLevel::info, "admin"))
        log.write({LogLevel::info, "admin",
                   "figures for Prometheus: http://" + metrics->address().text() + "/metrics"});

    tellServiceManager("READY=1");
    ConsoleInput input;
    QObject::connect(&input, &ConsoleInput::lineRead, [&](const std::string& line) {
        room.act([&](Instant now, ServerOutbox& out) { console.handleLine(now, line, out); });
    });
    return QCoreApplication::exec();
}

int exportTo(std::FILE* stream, const ExportOrder& order)
{
    auto log = LogReader::open(order.dataFolder);
    if (!log)
        return fail(log.error());
    const auto write = [stream](const QByteArray& lines) -> std::optional<std::string> {
        const auto size = static_cast<std::size_t>(lines.size());
        if (std::fwrite(lines.constData(), 1, size, stream) == size && std::fflush(stream) == 0)
            return std::nullopt;
        return std::generic_category().message(errno);
    };
    if (const auto done = exportLog(*log, order.form, order.range, write); !done)
        return fail(done.error());
    return 0;
}

int backUp(const BackupOrder& order)
{
    if (const auto done = backUpFolder(order.dataFolder, order.file); !done)
        return fail(done.error());
    return 0;
}

int hashPassword()
{
    crypto::SystemEntropy entropy;
    const auto key = hashedPassword(entropy);
    if (!key)
        return fail(key.error());
    printLine(stdout, QString::fromStdString(*key));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    // Qt's own event loop: that on GLib is woken by every socket that is turned to or from, which makes four
    // system calls more for each keep-alive in a large room.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hubbubd"));
    // Its sockets listen; Qt would ask for a proxy before each, in a thread of its own that may read files
    // and look for hosts.
    QNetworkProxyFactory::setUseSystemConfiguration(false);
    installTranslations();
    if (!crypto::initialize())
        return fail({"this machine gives no random bytes; a server cannot work without."});
    auto order = readArguments(QCoreApplication::arguments(), ownEnvironment);
    if (!order)
        return fail(order.error());
    if (const auto* text = std::get_if<PrintAndExit>(&*order)) {
        std::fputs(text->text.toUtf8().constData(), stdout);
        return 0;
    }
    if (const auto* exporting = std::get_if<ExportOrder>(&*order))
        return exportTo(stdout, *exporting);
    if (const auto* backup = std::get_if<BackupOrder>(&*order))
        return backUp(*backup);
    if (std::holds_alternative<HashPasswordOrder>(*order))
        return hashPassword();
    return serve(std::move(std::get<Settings>(*order)));
}
