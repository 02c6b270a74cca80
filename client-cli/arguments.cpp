#include "client-cli/arguments.h"

#include "client-cli/admin_session.h"
#include "protocol/base/version.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/local_time.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace hubbub::cli {

namespace {

struct CliArguments {
    Q_DECLARE_TR_FUNCTIONS(CliArguments)
};

Unexpected<Failure> wrong(const QString& sentence)
{
    return Unexpected(
        Failure{(sentence + QLatin1Char(' ') + CliArguments::tr("hubbub --help tells more.")).toStdString()});
}

/// All options of all commands; each command says which it takes.
struct Options {
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")},
                            CliArguments::tr("Show this help.")};
    QCommandLineOption version{QStringLiteral("version"), CliArguments::tr("Show the version.")};
    QCommandLineOption lang{QStringLiteral("lang"), CliArguments::tr("Speak zh_CN or en."),
                            QStringLiteral("L")};
    QCommandLineOption profile{QStringLiteral("profile"),
                               CliArguments::tr("Keep keys and known servers in this folder."),
                               QStringLiteral("DIR")};
    QCommandLineOption serverKey{QStringLiteral("server-key"),
                                 CliArguments::tr("Talk to no server but the one with this key."),
                                 QStringLiteral("KEY")};
    QCommandLineOption acceptNewKey{QStringLiteral("accept-new-key"),
                                    CliArguments::tr("Trust the server though its key has changed.")};
    QCommandLineOption timeout{QStringLiteral("timeout"),
                               CliArguments::tr("Wait so many seconds for the server (10; discover: 2)."),
                               QStringLiteral("S")};
    QCommandLineOption name{QStringLiteral("name"), CliArguments::tr("Enter under this name (the last one)."),
                            QStringLiteral("NAME")};
    QCommandLineOption takeOver{QStringLiteral("take-over"),
                                CliArguments::tr("Take the place of another program of yours.")};
    QCommandLineOption passwordFile{
        QStringLiteral("password-file"),
        CliArguments::tr("Take the room's password from the first line of this file (-: of standard input)."),
        QStringLiteral("F")};
    QCommandLineOption rememberPassword{
        QStringLiteral("remember-password"),
        CliArguments::tr("Keep the key made of the password, to enter without it the next time.")};
    QCommandLineOption json{QStringLiteral("json"),
                            CliArguments::tr("One JSON object a line, for programs.")};
    QCommandLineOption plain{QStringLiteral("plain"),
                             CliArguments::tr("Plain lines on a terminal too, for screen readers.")};
    QCommandLineOption stay{QStringLiteral("stay"),
                            CliArguments::tr("Stay when the input has ended, until SIGINT or SIGTERM.")};
    QCommandLineOption multiline{QStringLiteral("multiline"),
                                 CliArguments::tr("Messages end with a NUL byte and not with the line.")};
    QCommandLineOption ascii{QStringLiteral("ascii"),
                             CliArguments::tr("Draw the screen with ASCII characters alone.")};
    QCommandLineOption bell{QStringLiteral("bell"), CliArguments::tr("Ring when somebody names you.")};
    QCommandLineOption noCache{
        QStringLiteral("no-cache"),
        CliArguments::tr("Keep no messages on this computer, and remove those that are kept.")};
    QCommandLineOption giveUp{
        QStringLiteral("give-up"),
        CliArguments::tr("End when the connection stays lost for so many seconds (60; the screen: never)."),
        QStringLiteral("S")};
    QCommandLineOption identity{QStringLiteral("identity"),
                                CliArguments::tr("admin: use the private key in this file."),
                                QStringLiteral("KEYFILE")};

    QCommandLineOption since{QStringLiteral("since"),
                             CliArguments::tr("history: from this day on (2026-01-31), or this moment."),
                             QStringLiteral("T")};
    QCommandLineOption limit{QStringLiteral("limit"),
                             CliArguments::tr("history, search: at most so many events."),
                             QStringLiteral("N")};

    /// With a server, entered or not.
    QList<QCommandLineOption> ofPing() const { return {profile, serverKey, acceptNewKey, timeout, lang}; }
    QList<QCommandLineOption> ofDoctor() const { return ofPing() + QList{json}; }
    QList<QCommandLineOption> ofDiscover() const { return {json, timeout, lang}; }
    QList<QCommandLineOption> ofAdmin() const { return ofPing() + QList{identity}; }
    QList<QCommandLineOption> ofSearch() const { return ofPing() + QList{json, limit}; }
    QList<QCommandLineOption> ofHistory() const { return ofSearch() + QList{since}; }
    QList<QCommandLineOption> ofRoom() const
    {
        return ofPing() + QList{name,      takeOver, passwordFile, rememberPassword, json,  plain, stay,
                                multiline, ascii,    bell,         noCache,          giveUp};
    }
    QList<QCommandLineOption> all() const
    {
        return {name,     profile, serverKey, acceptNewKey, takeOver, passwordFile, rememberPassword, json,
                plain,    stay,    multiline, ascii,        bell,     noCache,      timeout,          giveUp,
                identity, since,   limit,     lang,         version,  help};
    }
};

/// One that does not know what it is for must not believe that it was heeded.
std::optional<Failure> misplacedOption(const QCommandLineParser& parser, const Options& options,
                                       const QString& command, const QList<QCommandLineOption>& heeded)
{
    for (const QCommandLineOption& option : options.all()) {
        const QString name = option.names().last();
        const auto isIt = [&](const QCommandLineOption& other) { return other.names().last() == name; };
        if (!parser.isSet(option) || std::any_of(heeded.begin(), heeded.end(), isIt))
            continue;
        const QString sentence =
            command.isEmpty() ? CliArguments::tr("--%1 is not for the room, only for hubbub %2.")
                                    .arg(name, name == QLatin1String("identity") ? QStringLiteral("admin")
                                                                                 : QStringLiteral("history"))
                              : CliArguments::tr("--%1 is not for hubbub %2.").arg(name, command);
        return wrong(sentence).error();
    }
    return std::nullopt;
}

QString helpText(const QCommandLineParser& parser)
{
    QString text = parser.helpText();
    text += QLatin1Char('\n');
    text += CliArguments::tr(
        "Commands:\n"
        "  hubbub [SERVER]                    enter the room: every line is said, /help lists the commands\n"
        "  hubbub ping [SERVER]               one line about the server, and one's own key there\n"
        "  hubbub admin [SERVER] [COMMAND…]   the server's console from afar: announce TEXT, who,\n"
        "                                     kick NAME|#NUMBER [WHY], stats, top; without a command, line "
        "by line:\n"
        "                                     /who, /kick, …, and any other line is announced\n"
        "  hubbub discover                    the rooms on this network, a line each with its invite link\n"
        "  hubbub doctor [SERVER]             why a server cannot be reached, and what to do about it\n"
        "  hubbub history [SERVER]            what was said: the last 100 events, --limit N of them, or "
        "those\n"
        "                                     --since a day\n"
        "  hubbub search [SERVER] QUERY       what was said with all these words, from:NAME, before: or "
        "after: "
        "a day,\n"
        "                                     has:link; \"several words\" in one piece\n"
        "  hubbub verify FILE                 whether an export of hubbubd is whole and as it was said\n"
        "  hubbub demo                        plays a whole room on this machine\n"
        "\n"
        "SERVER is HOST, HOST:PORT, [IPv6]:PORT or hubbub://HOST:PORT/#KEY; left out, it is the last one, or "
        "else\n"
        "127.0.0.1 (for admin always 127.0.0.1). On a terminal, who has no last one chooses among the rooms "
        "of\n"
        "this network. A domain may name its servers in the DNS (SRV records of _hubbub._udp).\n"
        "\n"
        "Exit codes: 0 done; 1 wrong usage or an error on this machine; 2 no answer; 3 the name was "
        "refused;\n"
        "4 the server's key is another one; 5 not admitted, removed, banned or taken over; 6 connection "
        "lost.\n");
    return text;
}

Result<Duration, Failure> seconds(const QCommandLineParser& parser, const QCommandLineOption& option,
                                  Duration unlessGiven)
{
    if (!parser.isSet(option))
        return unlessGiven;
    bool good = false;
    const double value = parser.value(option).toDouble(&good);
    constexpr double most = 1e6;
    if (!good || !std::isfinite(value) || value <= 0 || value > most)
        return wrong(CliArguments::tr("--%1 takes a number of seconds.").arg(option.names().first()));
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value));
}

/// A search for rooms is over sooner than an attempt to reach one.
Result<Arguments, Failure> discoverArguments(const QCommandLineParser& parser, const Options& options)
{
    DiscoverArguments discover;
    discover.json = parser.isSet(options.json);
    const auto timeout = seconds(parser, options.timeout, discover.timeout);
    if (!timeout)
        return Unexpected(timeout.error());
    discover.timeout = *timeout;
    return Arguments(discover);
}

Result<ServerArguments, Failure> serverArguments(const QCommandLineParser& parser, const Options& options)
{
    ServerArguments server;
    server.acceptNewKey = parser.isSet(options.acceptNewKey);
    server.profile = parser.value(options.profile);
    if (parser.isSet(options.profile) && server.profile.isEmpty())
        return wrong(CliArguments::tr("--profile takes a folder."));
    if (parser.isSet(options.serverKey)) {
        server.serverKey = crypto::parsePublicKey(parser.value(options.serverKey).toStdString());
        if (!server.serverKey)
            return wrong(CliArguments::tr("--server-key takes a key: 43 letters, digits, - and _."));
    }
    const auto timeout = seconds(parser, options.timeout, server.timeout);
    if (!timeout)
        return Unexpected(timeout.error());
    server.timeout = *timeout;
    return server;
}

Result<Arguments, Failure> roomArguments(const QCommandLineParser& parser, const Options& options,
                                         ServerArguments server)
{
    RoomArguments room;
    room.server = std::move(server);
    if (parser.isSet(options.name))
        room.name = parser.value(options.name);
    room.takeOver = parser.isSet(options.takeOver);
    room.passwordFile = parser.value(options.passwordFile);
    if (parser.isSet(options.passwordFile) && room.passwordFile.isEmpty())
        return wrong(CliArguments::tr("--password-file takes a file."));
    room.rememberPassword = parser.isSet(options.rememberPassword);
    room.json = parser.isSet(options.json);
    room.plain = parser.isSet(options.plain);
    room.stay = parser.isSet(options.stay);
    room.multiline = parser.isSet(options.multiline);
    room.ascii = parser.isSet(options.ascii);
    room.bell = parser.isSet(options.bell);
    room.noCache = parser.isSet(options.noCache);
    if (parser.isSet(options.giveUp)) {
        const auto giveUp = seconds(parser, options.giveUp, {});
        if (!giveUp)
            return Unexpected(giveUp.error());
        room.giveUp = *giveUp;
    }
    return Arguments(std::move(room));
}

Unexpected<Failure> tooMany(const QString& word)
{
    const std::string safe = chat::cleanLine(word.toStdString(), limits::reasonBytes);
    return wrong(CliArguments::tr("“%1” is one word too many.").arg(QString::fromStdString(safe)));
}

/// Empty, as an unset variable makes it, names no server; least of all the last one.
Unexpected<Failure> emptyServer()
{
    return wrong(CliArguments::tr("The server's address is empty."));
}

Result<Arguments, Failure> adminArguments(const QCommandLineParser& parser, const Options& options,
                                          ServerArguments server, QStringList words)
{
    if (!words.isEmpty() && !isAdminCommand(words.first())) {
        server.server = words.takeFirst();
        if (server.server.isEmpty())
            return emptyServer();
    }
    if (parser.isSet(options.identity) && parser.value(options.identity).isEmpty())
        return wrong(CliArguments::tr("--identity takes a file."));
    return Arguments(AdminArguments{std::move(server), parser.value(options.identity), std::move(words)});
}

/// The last so many, unless told otherwise; everything that is found.
constexpr std::uint64_t historyLimit = 100;
constexpr std::uint64_t limitMost = 100'000'000;

Result<Arguments, Failure> historyArguments(const QCommandLineParser& parser, const Options& options,
                                            ServerArguments server, QStringList words, bool isSearch)
{
    HistoryArguments history;
    history.json = parser.isSet(options.json);
    if (isSearch) {
        if (words.isEmpty())
            return wrong(CliArguments::tr("Say what to search for."));
        history.query = words.takeLast();
    }
    if (words.size() > 1)
        return tooMany(words[1]);
    if (!words.isEmpty() && words.first().isEmpty())
        return emptyServer();
    server.server = words.value(0);
    history.server = std::move(server);
    if (parser.isSet(options.since)) {
        history.since = qt::parseLocalTime(parser.value(options.since));
        if (!history.since)
            return wrong(
                CliArguments::tr("--since takes a day such as 2026-01-31, or 2026-01-31T18:00+08:00."));
    }
    history.limit = isSearch || history.since ? limitMost : historyLimit;
    if (parser.isSet(options.limit)) {
        bool isGood = false;
        history.limit = parser.value(options.limit).toULongLong(&isGood);
        if (!isGood || history.limit < 1 || history.limit > limitMost)
            return wrong(CliArguments::tr("--limit takes a number of events."));
    }
    return Arguments(std::move(history));
}

Result<Arguments, Failure> commandArguments(const QCommandLineParser& parser, const Options& options,
                                            ServerArguments server)
{
    QStringList words = parser.positionalArguments();
    QString command = words.value(0);
    QList<QCommandLineOption> heeded = options.ofRoom();
    if (command == QLatin1String("demo") || command == QLatin1String("verify"))
        heeded = {options.lang};
    else if (command == QLatin1String("ping"))
        heeded = options.ofPing();
    else if (command == QLatin1String("admin"))
        heeded = options.ofAdmin();
    else if (command == QLatin1String("discover"))
        heeded = options.ofDiscover();
    else if (command == QLatin1String("doctor"))
        heeded = options.ofDoctor();
    else if (command == QLatin1String("history"))
        heeded = options.ofHistory();
    else if (command == QLatin1String("search"))
        heeded = options.ofSearch();
    else
        command.clear();
    if (const auto misplaced = misplacedOption(parser, options, command, heeded))
        return Unexpected(*misplaced);

    if (!command.isEmpty())
        words.removeFirst();
    if (command == QLatin1String("admin"))
        return adminArguments(parser, options, std::move(server), std::move(words));
    if (command == QLatin1String("history") || command == QLatin1String("search"))
        return historyArguments(parser, options, std::move(server), std::move(words),
                                command == QLatin1String("search"));
    const bool takesNoServer = command == QLatin1String("demo") || command == QLatin1String("discover");
    const qsizetype most = takesNoServer ? 0 : 1;
    if (words.size() > most)
        return tooMany(words[most]);
    if (command == QLatin1String("verify")) {
        if (words.value(0).isEmpty())
            return wrong(CliArguments::tr("Which file? hubbub verify takes an export of hubbubd."));
        return Arguments(VerifyArguments{words.first()});
    }
    if (!words.isEmpty() && words.first().isEmpty())
        return emptyServer();
    if (command == QLatin1String("demo"))
        return Arguments(DemoArguments{});
    if (command == QLatin1String("discover"))
        return discoverArguments(parser, options);
    server.server = words.value(0);
    if (command == QLatin1String("doctor"))
        return Arguments(DoctorArguments{std::move(server), parser.isSet(options.json)});
    return command.isEmpty() ? roomArguments(parser, options, std::move(server))
                             : Arguments(PingArguments{std::move(server)});
}

} // namespace

QString languageArgument(const QStringList& arguments)
{
    const QLatin1String option("--lang");
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == option)
            return arguments.value(i + 1);
        if (arguments[i].startsWith(option) && arguments[i].mid(option.size()).startsWith(QLatin1Char('=')))
            return arguments[i].mid(option.size() + 1);
    }
    return {};
}

Result<Arguments, Failure> readArguments(const QStringList& arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(CliArguments::tr("A chat room in the terminal."));
    parser.addPositionalArgument(QStringLiteral("SERVER"), CliArguments::tr("Where the room is."),
                                 QStringLiteral("[SERVER]"));
    parser.addOptions(options.all());
    if (!parser.parse(arguments)) {
        const std::string safe = chat::cleanLine(parser.errorText().toStdString(), limits::reasonBytes);
        return wrong(QString::fromStdString(safe));
    }
    if (parser.isSet(options.help))
        return Arguments(PrintAndExit{helpText(parser)});
    if (parser.isSet(options.version)) {
        const QString number = QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size()));
        return Arguments(PrintAndExit{QStringLiteral("hubbub %1\n").arg(number)});
    }
    auto server = serverArguments(parser, options);
    if (!server)
        return Unexpected(server.error());
    return commandArguments(parser, options, std::move(*server));
}

Result<chat::ServerAddress, Failure> serverAddress(const ServerArguments& arguments, const QString& fallback)
{
    const QString text = !arguments.server.isEmpty() ? arguments.server
                       : !fallback.isEmpty()         ? fallback
                                                     : QStringLiteral("127.0.0.1");
    auto address = chat::ServerAddress::parse(text.toStdString());
    if (!address || !arguments.serverKey)
        return address;
    if (address->key && *address->key != *arguments.serverKey)
        return wrong(CliArguments::tr("The link and --server-key name different keys."));
    address->key = arguments.serverKey;
    return address;
}

} // namespace hubbub::cli
