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
    QT_TRANSLATE_NOOP("Commands", "enters under another name"),
    QT_TRANSLATE_NOOP("Commands", "says what you do: /me waves"),
    QT_TRANSLATE_NOOP("Commands", "lists who is here"),
    QT_TRANSLATE_NOOP("Commands", "shows the room's topic, or sets it"),
    QT_TRANSLATE_NOOP("Commands", "finds messages that hold all these words"),
    QT_TRANSLATE_NOOP("Commands",
                      "hides what someone says, on your screen only; alone: lists whom you ignore"),
    QT_TRANSLATE_NOOP("Commands", "shows what they say again"),
    QT_TRANSLATE_NOOP("Commands", "clears the screen; the room keeps everything"),
    QT_TRANSLATE_NOOP("Commands", "tells the others that you are away, and why"),
    QT_TRANSLATE_NOOP("Commands", "tells them that you are back"),
    QT_TRANSLATE_NOOP("Commands", "tries at once to reach the server again"),
    QT_TRANSLATE_NOOP("Commands", "leaves the room"),
    QT_TRANSLATE_NOOP("Commands", "tells everyone something as the admin"),
    QT_TRANSLATE_NOOP("Commands", "removes someone from the room"),
    QT_TRANSLATE_NOOP("Commands", "removes someone and keeps them out"),
    QT_TRANSLATE_NOOP("Commands", "lets them in again"),
    QT_TRANSLATE_NOOP("Commands", "lists who is kept out"),
    QT_TRANSLATE_NOOP("Commands", "lets someone read but not speak"),
    QT_TRANSLATE_NOOP("Commands", "lets them speak again"),
};

} // namespace

QString commandUsage(const client::CommandInfo& command)
{
    const QString usage = QLatin1Char('/') + fromUtf8(command.word);
    return command.arguments.empty() ? usage : usage + QLatin1Char(' ') + fromUtf8(command.arguments);
}

QString commandHelp(const client::CommandInfo& command)
{
    return QCoreApplication::translate("Commands", std::string(command.help).c_str());
}

} // namespace hubbub::qt
