#include "server/arguments.h"

#include "protocol/base/version.h"
#include "protocol/chat/text.h"
#include "server/config_keys.h"
#include "server/config_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace hubbub::server {

namespace {

struct HubbubdArguments {
    Q_DECLARE_TR_FUNCTIONS(HubbubdArguments)
};

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string toText(const QString& text)
{
    return text.toStdString();
}

Unexpected<Failure> wrong(const std::string& sentence)
{
    return Unexpected(
        Failure{sentence + ' ' + toText(HubbubdArguments::tr("hubbubd --help lists what it takes."))});
}

QCommandLineOption optionOf(const ConfigKey& key)
{
    QString meaning = meaningOf(key);
    if (const auto values = key.values(Settings{}); !values.empty())
        meaning = HubbubdArguments::tr("%1 Default: %2.", "what an option means, a value")
                      .arg(meaning, toQt(values.front()));
    return QCommandLineOption(toQt(key.option), meaning, toQt(key.placeholder));
}

/// All options, in the order of --help: first what is done, then the keys of the configuration.
struct Options {
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")},
                            HubbubdArguments::tr("Show this help.")};
    QCommandLineOption version{QStringLiteral("version"), HubbubdArguments::tr("Show the version.")};
    QCommandLineOption config{QStringLiteral("config"), HubbubdArguments::tr("Read this configuration file."),
                              QStringLiteral("FILE")};
    QCommandLineOption checkConfig{
        QStringLiteral("check-config"),
        HubbubdArguments::tr("Look for mistakes in configuration, environment and options, and end.")};
    QCommandLineOption printConfig{
        QStringLiteral("print-config"),
        HubbubdArguments::tr("Print a configuration file with every key explained, and end.")};
    QCommandLineOption json{
        QStringLiteral("json"),
        HubbubdArguments::tr("export: as JSON, one event a line, with what its chain needs (the default).")};
    QCommandLineOption text{QStringLiteral("text"),
                            HubbubdArguments::tr("export: as the lines that everybody saw.")};
    QCommandLineOption from{QStringLiteral("from"),
                            HubbubdArguments::tr("export: from this number of the log or time on "
                                                 "(2026-11-29, 2026-11-29T18:00)."),
                            QStringLiteral("SEQ|TIME")};
    QCommandLineOption to{QStringLiteral("to"),
                          HubbubdArguments::tr("export: up to this number or time, which belongs to it."),
                          QStringLiteral("SEQ|TIME")};

    void addTo(QCommandLineParser& parser) const
    {
        parser.setApplicationDescription(
            HubbubdArguments::tr("The server of a Hubbub chat room. Standard input is the admin console."));
        parser.addOptions({help, version, config, checkConfig, printConfig, json, text, from, to});
        for (const ConfigKey& key : configKeys())
            parser.addOption(optionOf(key));
        parser.addPositionalArgument(QStringLiteral("export"),
                                     HubbubdArguments::tr("Write the room's log to standard output."),
                                     QStringLiteral("[export"));
        parser.addPositionalArgument(
            QStringLiteral("backup"),
            HubbubdArguments::tr("Copy the database to FILE, also while the server runs."),
            QStringLiteral("| backup FILE"));
        parser.addPositionalArgument(
            QStringLiteral("hash-password"),
            HubbubdArguments::tr(
                "Ask for the room's password, or read it from standard input, and print what the "
                "configuration is to hold."),
            QStringLiteral("| hash-password]"));
    }
};

enum class CommandWord { serve, exportLog, backup, hashPassword };

Result<CommandWord, Failure> commandOf(const QStringList& words)
{
    const QString word = words.value(0);
    const CommandWord command = word == QLatin1String("export")        ? CommandWord::exportLog
                              : word == QLatin1String("backup")        ? CommandWord::backup
                              : word == QLatin1String("hash-password") ? CommandWord::hashPassword
                                                                       : CommandWord::serve;
    const qsizetype taken = command == CommandWord::serve ? 0 : command == CommandWord::backup ? 2 : 1;
    if (words.size() > taken)
        return wrong('`' + chat::printable(toText(words[taken])) + "` is no command or option of hubbubd.");
    if (words.size() < taken)
        return wrong("backup needs the file to write.");
    return command;
}

/// Where a service is told to keep its state (systemd.exec(5)), else where programs of a person keep theirs.
std::string ownDataFolder(const Environment& environment)
{
    if (const auto given = environment("STATE_DIRECTORY"))
        return *given;
    return toText(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                  + QStringLiteral("/hubbubd"));
}

Result<Settings, Failure> readSettings(const QCommandLineParser& parser, const std::string& file,
                                       const Environment& environment)
{
    Settings settings;
    if (!file.empty()) {
        const auto entries = readConfigFile(file);
        if (!entries)
            return Unexpected(entries.error());
        if (const auto applied = applyConfig(*entries, file, settings); !applied)
            return Unexpected(applied.error());
    }
    if (const auto applied = applyEnvironment(environment, settings); !applied)
        return Unexpected(applied.error());
    std::vector<GivenValue> values;
    for (const ConfigKey& key : configKeys())
        for (const QString& value : parser.values(toQt(key.option)))
            values.push_back({&key, toText(value), "--" + std::string(key.option)});
    if (const auto applied = applyValues(values, settings); !applied)
        return Unexpected(applied.error());
    if (settings.dataFolder.empty())
        settings.dataFolder = ownDataFolder(environment);
    return settings;
}

Result<Order, Failure> readExport(const QCommandLineParser& parser, const Options& options,
                                  const Settings& settings)
{
    if (parser.isSet(options.json) && parser.isSet(options.text))
        return wrong("--json and --text exclude each other.");
    ExportOrder order{settings.dataFolder};
    order.form = parser.isSet(options.text) ? ExportForm::text : ExportForm::json;
    if (parser.isSet(options.from)) {
        const auto from = parseFrom(toText(parser.value(options.from)));
        if (!from)
            return Unexpected(Failure{"--from " + from.error().context});
        order.range.from = *from;
    }
    if (parser.isSet(options.to)) {
        const auto to = parseTo(toText(parser.value(options.to)));
        if (!to)
            return Unexpected(Failure{"--to " + to.error().context});
        order.range.to = *to;
    }
    return Order(std::move(order));
}

PrintAndExit checked(const std::string& file)
{
    const QString found =
        file.empty() ? HubbubdArguments::tr("No mistakes found; no configuration file was named.")
                     : HubbubdArguments::tr("No mistakes found in %1.").arg(toQt(chat::printable(file)));
    return {found + QLatin1Char('\n')};
}

} // namespace

Result<Order, Failure> readArguments(const QStringList& arguments, const Environment& environment)
{
    const Options options;
    QCommandLineParser parser;
    options.addTo(parser);
    if (!parser.parse(arguments))
        return wrong(toText(parser.errorText()));
    if (parser.isSet(options.help))
        return Order(PrintAndExit{parser.helpText()});
    if (parser.isSet(options.version))
        return Order(PrintAndExit{QStringLiteral("hubbubd %1\n").arg(toQt(version))});
    if (parser.isSet(options.printConfig))
        return Order(PrintAndExit{QString::fromStdString(configText())});

    const auto command = commandOf(parser.positionalArguments());
    if (!command)
        return Unexpected(command.error());
    for (const auto* const option : {&options.json, &options.text, &options.from, &options.to})
        if (parser.isSet(*option) && *command != CommandWord::exportLog)
            return wrong("--" + toText(option->names().constFirst()) + " belongs to `hubbubd export`.");

    if (*command == CommandWord::hashPassword)
        return Order(HashPasswordOrder{});
    const std::string file = parser.isSet(options.config) ? toText(parser.value(options.config))
                                                          : environment("HUBBUB_CONFIG").value_or("");
    auto settings = readSettings(parser, file, environment);
    if (!settings)
        return Unexpected(settings.error());
    if (parser.isSet(options.checkConfig))
        return Order(checked(file));
    switch (*command) {
    case CommandWord::exportLog:
        return readExport(parser, options, *settings);
    case CommandWord::backup:
        return Order(BackupOrder{settings->dataFolder, toText(parser.positionalArguments()[1])});
    case CommandWord::hashPassword:
    case CommandWord::serve:
        break;
    }
    return Order(std::move(*settings));
}

std::optional<std::string> ownEnvironment(const std::string& variable)
{
    const QByteArray value = qgetenv(variable.c_str());
    return value.isEmpty() ? std::nullopt : std::optional(value.toStdString());
}

} // namespace hubbub::server
