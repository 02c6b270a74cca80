#include "client-gui/arguments.h"

#include "protocol/base/version.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/utf8.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace hubbub::gui {

namespace {

struct DesktopArguments {
    Q_DECLARE_TR_FUNCTIONS(DesktopArguments)
};

Unexpected<Failure> wrong(const QString& sentence)
{
    return Unexpected(Failure{
        qt::toUtf8(sentence + QLatin1Char(' ') + DesktopArguments::tr("hubbub-desktop --help tells more."))});
}

struct Options {
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")},
                            DesktopArguments::tr("Show this help.")};
    QCommandLineOption version{QStringLiteral("version"), DesktopArguments::tr("Show the version.")};
    QCommandLineOption lang{QStringLiteral("lang"), DesktopArguments::tr("Speak zh_CN or en."),
                            QStringLiteral("L")};
    QCommandLineOption name{QStringLiteral("name"), DesktopArguments::tr("Enter under this name."),
                            QStringLiteral("NAME")};
    QCommandLineOption profile{QStringLiteral("profile"),
                               DesktopArguments::tr("Keep keys and known servers in this folder."),
                               QStringLiteral("DIR")};
    QCommandLineOption serverKey{QStringLiteral("server-key"),
                                 DesktopArguments::tr("Talk to no server but the one with this key."),
                                 QStringLiteral("KEY")};
    QCommandLineOption acceptNewKey{QStringLiteral("accept-new-key"),
                                    DesktopArguments::tr("Trust the server though its key has changed.")};

    QList<QCommandLineOption> all() const
    {
        return {name, profile, serverKey, acceptNewKey, lang, version, help};
    }
};

Result<std::optional<chat::ServerAddress>, Failure> serverOf(const QCommandLineParser& parser,
                                                             const Options& options)
{
    const QStringList positional = parser.positionalArguments();
    if (positional.size() > 1)
        return wrong(DesktopArguments::tr("One server at a time; “%1” is one too many.").arg(positional[1]));
    if (positional.isEmpty()) {
        if (parser.isSet(options.serverKey))
            return wrong(DesktopArguments::tr("--server-key needs the server beside it."));
        return std::optional<chat::ServerAddress>();
    }
    auto server = chat::ServerAddress::parse(qt::toUtf8(positional.first()));
    if (!server)
        return wrong(
            DesktopArguments::tr("“%1” is no server's address: it looks like HOST, HOST:PORT, [IPv6]:PORT "
                                 "or hubbub://HOST:PORT/#KEY.")
                .arg(positional.first()));
    if (!parser.isSet(options.serverKey))
        return std::optional(*server);
    const auto key = crypto::parsePublicKey(qt::toUtf8(parser.value(options.serverKey)));
    if (!key)
        return wrong(DesktopArguments::tr("--server-key takes a key: 43 letters, digits, - and _."));
    if (server->key && *server->key != *key)
        return wrong(DesktopArguments::tr("The link and --server-key name two different keys."));
    server->key = key;
    return std::optional(*server);
}

} // namespace

Result<std::variant<Arguments, PrintAndExit>, Failure> readArguments(const QStringList& arguments)
{
    using Read = std::variant<Arguments, PrintAndExit>;
    QCommandLineParser parser;
    const Options options;
    parser.setApplicationDescription(DesktopArguments::tr("The desktop client of the Hubbub chat room."));
    parser.addOptions(options.all());
    parser.addPositionalArgument(
        QStringLiteral("SERVER"),
        DesktopArguments::tr("HOST, HOST:PORT, [IPv6]:PORT or hubbub://HOST:PORT/#KEY"),
        QStringLiteral("[SERVER]"));
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(options.help))
        return Read(PrintAndExit{parser.helpText()});
    if (parser.isSet(options.version))
        return Read(PrintAndExit{QStringLiteral("hubbub-desktop %1\n").arg(qt::fromUtf8(version))});
    auto server = serverOf(parser, options);
    if (!server)
        return Unexpected(server.error());
    if (parser.isSet(options.profile) && parser.value(options.profile).isEmpty())
        return wrong(DesktopArguments::tr("--profile takes a folder."));
    Arguments read;
    read.server = *server;
    if (parser.isSet(options.name))
        read.name = parser.value(options.name);
    read.profile = parser.value(options.profile);
    read.acceptNewKey = parser.isSet(options.acceptNewKey);
    return Read(std::move(read));
}

} // namespace hubbub::gui
