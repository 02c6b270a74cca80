// hubbubd: puts the server together and runs it until it is told to stop.

#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "server/arguments.h"
#include "server/console.h"
#include "server/console_input.h"
#include "server/invite.h"
#include "server/room_server.h"
#include "server/server_keys.h"
#include "server/signal_watch.h"
#include "server/translations.h"

#include <QCoreApplication>

#include <cstdio>

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
    printLine(stderr, QStringLiteral("hubbubd: ") + QString::fromStdString(chat::printable(failure.context)));
    return 1;
}

std::string_view levelWord(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "";
}

void logNotice(const LogNotice& notice)
{
    const std::string line = std::string(levelWord(notice.level)) + ' ' + std::string(notice.category) + ": "
                           + chat::printable(notice.text);
    printLine(stderr, QString::fromStdString(line));
}

QString readyLine(const std::vector<PeerAddress>& addresses, const PublicKey& key)
{
    std::string line = "ready";
    for (const PeerAddress& address : addresses)
        line += " udp " + address.text();
    return QString::fromStdString(line + " key " + crypto::publicKeyText(key));
}

int serve(Settings settings)
{
    crypto::SystemEntropy entropy;
    auto ports = RoomServer::bindAll(settings.listen);
    if (!ports)
        return fail(ports.error());
    auto opened = SqliteStore::open(settings.dataFolder, settings.durability, entropy);
    if (!opened)
        return fail(opened.error());
    const RoomAge age = opened->restored.state.head == Seq{} ? RoomAge::isNew : RoomAge::hasEvents;
    auto keys = openServerKeys(settings.dataFolder, age, entropy);
    if (!keys)
        return fail(keys.error());
    settings.core.admins.insert(settings.core.admins.end(), keys->admins.begin(), keys->admins.end());

    RoomServer room(settings.core, keys->identity, std::move(*ports), std::move(*opened), entropy);
    const auto invite = [&] {
        const auto address = inviteAddress(settings.publicAddress, room.addresses(), interfaceAddresses(),
                                           keys->identity.shared);
        return QString::fromStdString(address.link());
    };
    const auto print = [](const QString& line) { printLine(stdout, line); };
    Console console(room.core(), {print, [&](const std::string& why) { room.stop(why); }, invite});
    QObject::connect(&room, &RoomServer::noticed, [&](const ServerNotice& notice) {
        if (const auto* log = std::get_if<LogNotice>(&notice))
            logNotice(*log);
        else
            console.handleNotice(notice);
    });
    QObject::connect(&room, &RoomServer::stopped, QCoreApplication::instance(), &QCoreApplication::quit);

    SignalWatch signalWatch;
    QObject::connect(&signalWatch, &SignalWatch::stopRequested, [&] { room.stop({}); });

    print(readyLine(room.addresses(), keys->identity.shared));
    print(invite());
    if (keys->newAdminKeyFile && settings.core.logLevel <= LogLevel::info)
        logNotice({LogLevel::info, "admin",
                   "the first admin key is in " + *keys->newAdminKeyFile
                       + "; use it with hubbub admin --identity"});

    ConsoleInput input;
    QObject::connect(&input, &ConsoleInput::lineRead, [&](const std::string& line) {
        room.act([&](Instant now, ServerOutbox& out) { console.handleLine(now, line, out); });
    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hubbubd"));
    installTranslations();
    if (!crypto::initialize())
        return fail({"this machine gives no random bytes; a server cannot work without."});
    auto settings = readArguments(QCoreApplication::arguments());
    if (!settings)
        return fail(settings.error());
    if (const auto* text = std::get_if<PrintAndExit>(&*settings)) {
        std::fputs(text->text.toUtf8().constData(), stdout);
        return 0;
    }
    return serve(std::move(std::get<Settings>(*settings)));
}
