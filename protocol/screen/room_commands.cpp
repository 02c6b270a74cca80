#include "protocol/screen/room_commands.h"

#include "protocol/qt/command_help.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/room_controller.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace hubbub::screen {

namespace {

struct RoomCommandText {
    Q_DECLARE_TR_FUNCTIONS(RoomCommandText)
};

using Action = bool (*)(RoomController& room, const QString& rest);

bool refuse(RoomController& room, const QString& why)
{
    room.refuseLocally(why);
    return false;
}

QString unbuiltText(const QString& word)
{
    return RoomCommandText::tr("This version does not have /%1 yet.").arg(word);
}

QString lineOf(const client::CommandInfo& command)
{
    return QStringLiteral("%1 – %2").arg(qt::commandUsage(command), qt::commandHelp(command));
}

bool help(RoomController& room, const QString& rest)
{
    if (rest.isEmpty()) {
        room.remark(RoomCommandText::tr("Commands:") + QLatin1Char('\n') + commandHelp(room.isAdmin()));
        return true;
    }
    const QString word = QString(rest).remove(QLatin1Char('/')).toLower();
    const auto* const info = client::findCommand(qt::toUtf8(word));
    if (info == nullptr)
        return refuse(room, RoomCommandText::tr("There is no command /%1.").arg(word));
    if (!commandWords(true).contains(word))
        return refuse(room, unbuiltText(word));
    room.remark(lineOf(*info));
    return true;
}

bool who(RoomController& room, const QString& /*rest*/)
{
    if (!room.isInRoom())
        return refuse(room, RoomCommandText::tr("Who is here is known once you are in the room."));
    QStringList names = room.members().names();
    names.sort(Qt::CaseInsensitive);
    room.remark(RoomCommandText::tr("Here (%1): %2", "how many, who")
                    .arg(names.size())
                    .arg(names.join(RoomCommandText::tr(", ", "between names"))));
    return true;
}

bool away(RoomController& room, const QString& rest)
{
    return room.setAway(rest);
}

bool back(RoomController& room, const QString& /*rest*/)
{
    return room.setAway(std::nullopt);
}

bool ignore(RoomController& room, const QString& rest)
{
    if (!rest.isEmpty())
        return room.ignore(rest);
    const QStringList names = room.ignored().names();
    room.remark(names.isEmpty() ? RoomCommandText::tr("You ignore nobody.")
                                : RoomCommandText::tr("You ignore: %1")
                                      .arg(names.join(RoomCommandText::tr(", ", "between names"))));
    return true;
}

bool unignore(RoomController& room, const QString& rest)
{
    return rest.isEmpty() ? refuse(room, RoomCommandText::tr("Whom? /unignore NAME.")) : room.unignore(rest);
}

bool topic(RoomController& room, const QString& rest)
{
    if (!rest.isEmpty())
        return refuse(room,
                      RoomCommandText::tr("This version cannot set the topic yet; /topic alone shows it."));
    if (room.title().isEmpty())
        return refuse(room, RoomCommandText::tr("The topic is known once you are in the room."));
    room.remark(room.topic().isEmpty() ? RoomCommandText::tr("The room has no topic.")
                                       : RoomCommandText::tr("Topic: %1").arg(room.topic()));
    return true;
}

bool search(RoomController& room, const QString& rest)
{
    if (rest.isEmpty())
        return refuse(room, RoomCommandText::tr("Search for what? /search WORDS."));
    room.requestSearch(rest);
    return true;
}

bool clear(RoomController& room, const QString& /*rest*/)
{
    room.messages().clear();
    return true;
}

bool reconnect(RoomController& room, const QString& /*rest*/)
{
    room.tryNow();
    return true;
}

bool quit(RoomController& room, const QString& rest)
{
    room.requestQuit(rest);
    return true;
}

bool announce(RoomController& room, const QString& rest)
{
    Draft draft;
    draft.text = rest;
    draft.isAnnouncement = true;
    return room.say(draft);
}

/// `NAME` or `#NUMBER`.
std::optional<chat::RosterEntry> memberNamed(RoomController& room, const QString& who)
{
    if (!who.startsWith(QLatin1Char('#')))
        return room.members().find(who);
    bool isNumber = false;
    const MemberId member{who.mid(1).toUInt(&isNumber)};
    return isNumber ? room.members().find(member) : std::nullopt;
}

bool kick(RoomController& room, const QString& rest)
{
    const QString name = rest.section(QChar::Space, 0, 0);
    if (name.isEmpty())
        return refuse(room, RoomCommandText::tr("Whom? /kick NAME or /kick #NUMBER, and why."));
    const auto member = memberNamed(room, name);
    if (!member)
        return refuse(room, RoomCommandText::tr("Nobody called %1 is here.").arg(name));
    return room.kick(*member, rest.section(QChar::Space, 1).trimmed());
}

struct Command {
    std::string_view word;
    Action action;
    bool isForAdmins = false;
};

constexpr std::array built{
    Command{"help", help},           Command{"who", who},
    Command{"topic", topic},         Command{"search", search},
    Command{"ignore", ignore},       Command{"unignore", unignore},
    Command{"away", away},           Command{"back", back},
    Command{"clear", clear},         Command{"quit", quit},
    Command{"reconnect", reconnect}, Command{"announce", announce, true},
    Command{"kick", kick, true},
};

/// Beside those above: it is something to say, and needs no action.
constexpr std::string_view sayWord = "me";

} // namespace

bool runCommand(RoomController& room, const client::CommandLine& command)
{
    const auto* const found = std::ranges::find(built, command.word, &Command::word);
    if (found == built.end())
        return refuse(room, unbuiltText(qt::fromUtf8(command.word)));
    if (found->isForAdmins && !room.isAdmin())
        return refuse(room, RoomCommandText::tr("/%1 is for admins.").arg(qt::fromUtf8(command.word)));
    return found->action(room, qt::fromUtf8(command.rest));
}

QStringList commandWords(bool isAdmin)
{
    QStringList words;
    for (const client::CommandInfo& info : client::commands()) {
        const bool isBuilt =
            info.word == sayWord || std::ranges::find(built, info.word, &Command::word) != built.end();
        if (isBuilt && (isAdmin || !info.admin))
            words += qt::fromUtf8(info.word);
    }
    return words;
}

QString commandHelp(bool isAdmin)
{
    QStringList lines;
    const QStringList words = commandWords(isAdmin);
    for (const QString& word : words) {
        lines += lineOf(*client::findCommand(qt::toUtf8(word)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace hubbub::screen
