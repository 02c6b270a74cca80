#include "protocol/qt/command_help.h"

#include "protocol/qt/utf8.h"

#include <QCoreApplication>

#include <array>
#include <string>

namespace hubbub::qt {

namespace {

/// What client::commands() says, where lupdate finds it; a test compares the two.
[[maybe_unused]] constexpr std::array texts{
    QT_TRANSLATE_NOOP("Commands", "lists the commands, or tells about one"),
    QT_TRANSLATE_NOOP("Commands", "takes another name"),
    QT_TRANSLATE_NOOP("Commands", "says what you do: /me waves"),
    QT_TRANSLATE_NOOP("Commands", "lists who is here"),
    QT_TRANSLATE_NOOP("Commands", "shows the room's topic; admins set it, and a - takes it away"),
    QT_TRANSLATE_NOOP("Commands", "finds messages that hold all these words"),
    QT_TRANSLATE_NOOP("Commands", "shows what was said then: /goto 2026-01-31, /goto 2026-01-31 18:30"),
    QT_TRANSLATE_NOOP("Commands", "tells how far what is shown is proven to be without a gap"),
    QT_TRANSLATE_NOOP("Commands",
                      "hides what someone says, on your screen only; alone: lists whom you ignore"),
    QT_TRANSLATE_NOOP("Commands", "shows what they say again"),
    QT_TRANSLATE_NOOP("Commands", "clears the screen; the room keeps everything"),
    QT_TRANSLATE_NOOP("Commands", "tells the others that you are away, and why"),
    QT_TRANSLATE_NOOP("Commands", "tells them that you are back"),
    QT_TRANSLATE_NOOP("Commands", "takes back the last message of someone, or the one with this number: your "
                                  "own, or as an admin anybody's"),
    QT_TRANSLATE_NOOP("Commands", "confirms that you have read a notice that asks for it"),
    QT_TRANSLATE_NOOP("Commands", "tries at once to reach the server again"),
    QT_TRANSLATE_NOOP("Commands", "leaves the room"),
    QT_TRANSLATE_NOOP("Commands",
                      "tells everyone something as the admin; with --ack they are asked to confirm"),
    QT_TRANSLATE_NOOP("Commands", "tells who has confirmed a notice"),
    QT_TRANSLATE_NOOP("Commands", "removes someone from the room"),
    QT_TRANSLATE_NOOP("Commands", "removes someone and keeps them out"),
    QT_TRANSLATE_NOOP("Commands", "lets them in again"),
    QT_TRANSLATE_NOOP("Commands", "lists who is kept out, and who may not speak"),
    QT_TRANSLATE_NOOP("Commands", "lets someone read but not speak"),
    QT_TRANSLATE_NOOP("Commands", "lets them speak again"),
    QT_TRANSLATE_NOOP("Commands", "lets nobody else enter"),
    QT_TRANSLATE_NOOP("Commands", "lets people enter again"),
    // What stands behind the commands' words
    QT_TRANSLATE_NOOP("Commands", "[COMMAND]"),
    QT_TRANSLATE_NOOP("Commands", "NAME"),
    QT_TRANSLATE_NOOP("Commands", "TEXT"),
    QT_TRANSLATE_NOOP("Commands", "[TEXT]"),
    QT_TRANSLATE_NOOP("Commands", "WORDS"),
    QT_TRANSLATE_NOOP("Commands", "DATE|#NUMBER"),
    QT_TRANSLATE_NOOP("Commands", "[NAME]"),
    QT_TRANSLATE_NOOP("Commands", "[REASON]"),
    QT_TRANSLATE_NOOP("Commands", "[#NUMBER]"),
    QT_TRANSLATE_NOOP("Commands", "[--ack] TEXT"),
    QT_TRANSLATE_NOOP("Commands", "NAME|#NUMBER [WHY]"),
    QT_TRANSLATE_NOOP("Commands", "NAME|#NUMBER|ADDRESS|KEY [for 2h] [WHY]"),
    QT_TRANSLATE_NOOP("Commands", "NAME|#NUMBER|ADDRESS|KEY [for 10m] [WHY]"),
    QT_TRANSLATE_NOOP("Commands", "NAME|#NUMBER|ADDRESS|KEY"),
};

QString translated(std::string_view english)
{
    return QCoreApplication::translate("Commands", std::string(english).c_str());
}

} // namespace

QString commandUsage(const client::CommandInfo& command)
{
    const QString usage = QLatin1Char('/') + fromUtf8(command.word);
    return command.arguments.empty() ? usage : usage + QLatin1Char(' ') + translated(command.arguments);
}

QString commandHelp(const client::CommandInfo& command)
{
    return translated(command.help);
}

QString commandLine(const client::CommandInfo& command)
{
    return QStringLiteral("%1 – %2").arg(commandUsage(command), commandHelp(command));
}

QString unbuiltLine(const QStringList& commands)
{
    if (commands.isEmpty())
        return {};
    return QCoreApplication::translate("Commands", "In a later version: %1")
        .arg(commands.join(QCoreApplication::translate("Commands", ", ", "between commands")));
}

} // namespace hubbub::qt
