#include "server/arguments.h"

#include "protocol/base/version.h"
#include "protocol/chat/text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace hubbub::server {

namespace {

struct HubbubdArguments {
    Q_DECLARE_TR_FUNCTIONS(HubbubdArguments)
};

QString versionText()
{
    return QStringLiteral("hubbubd %1")
        .arg(QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size())));
}

std::string toText(const QString& text)
{
    return text.toStdString();
}

} // namespace

Result<std::variant<Settings, PrintAndExit>, Failure> readArguments(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        HubbubdArguments::tr("The server of a Hubbub chat room. Standard input is the admin console."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  HubbubdArguments::tr("Show this help."));
    const QCommandLineOption showVersion(QStringLiteral("version"),
                                         HubbubdArguments::tr("Show the version."));
    const QCommandLineOption listen(
        QStringLiteral("listen"),
        HubbubdArguments::tr("Listen on this address and UDP port (default 0.0.0.0:7788; several "
                             "times for several; port 0 picks one)."),
        QStringLiteral("ADDR:PORT"));
    const QCommandLineOption data(
        QStringLiteral("data"),
        HubbubdArguments::tr("Keep the room in this folder (default ~/.local/share/hubbubd)."),
        QStringLiteral("DIR"));
    const QCommandLineOption config(QStringLiteral("config"),
                                    HubbubdArguments::tr("Read this configuration file."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption room(QStringLiteral("room"), HubbubdArguments::tr("Name of the room."),
                                  QStringLiteral("NAME"));
    const QCommandLineOption log(
        QStringLiteral("log"),
        HubbubdArguments::tr("Say how much on standard error: debug, info, warning or error."),
        QStringLiteral("LEVEL"));
    parser.addOptions({listen, data, config, room, log, showVersion, help});
    const Failure usage{toText(HubbubdArguments::tr("hubbubd --help lists what it takes."))};
    if (!parser.parse(arguments))
        return Unexpected(Failure{toText(parser.errorText()) + ' ' + usage.context});
    if (parser.isSet(help))
        return std::variant<Settings, PrintAndExit>(PrintAndExit{parser.helpText()});
    if (parser.isSet(showVersion))
        return std::variant<Settings, PrintAndExit>(PrintAndExit{versionText() + QLatin1Char('\n')});
    if (const auto extra = parser.positionalArguments(); !extra.isEmpty())
        return Unexpected(Failure{'`' + chat::printable(toText(extra.first())) + "` is no option of hubbubd. "
                                  + usage.context});

    Settings settings;
    if (parser.isSet(config)) {
        const std::string file = toText(parser.value(config));
        const auto entries = readConfigFile(file);
        if (!entries)
            return Unexpected(entries.error());
        if (const auto applied = applyConfig(*entries, file, settings); !applied)
            return Unexpected(applied.error());
    }
    if (parser.isSet(listen)) {
        settings.listen.clear();
        for (const QString& text : parser.values(listen)) {
            const auto address = parseListenAddress(toText(text));
            if (!address)
                return Unexpected(address.error());
            settings.listen.push_back(*address);
        }
    }
    if (settings.listen.empty())
        settings.listen.push_back({IpAddress::v4(0), limits::defaultPort});
    if (parser.isSet(room)) {
        // Through the same door as the file's key, so that the same rules hold.
        const std::vector<ConfigEntry> entry = {{"room", "name", toText(parser.value(room)), 1}};
        if (const auto applied = applyConfig(entry, "--room", settings); !applied)
            return Unexpected(applied.error());
    }
    if (parser.isSet(log)) {
        const auto level = parseLogLevel(toText(parser.value(log)));
        if (!level)
            return Unexpected(level.error());
        settings.core.logLevel = *level;
    }
    settings.dataFolder = parser.isSet(data)
                            ? toText(parser.value(data))
                            : toText(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                                     + QStringLiteral("/hubbubd"));
    if (settings.dataFolder.empty())
        return Unexpected(Failure{"--data needs a folder."});
    return std::variant<Settings, PrintAndExit>(std::move(settings));
}

} // namespace hubbub::server
