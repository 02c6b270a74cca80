#include "protocol/screen/room_commands.h"

#include "protocol/qt/command_help.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/ignore_commands.h"
#include "protocol/screen/room_controller.h"
#include "protocol/screen/row_search.h"

#include <QCoreApplication>
#include <QDateTime>

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

bool refuse(RoomController& room, const chat::Refusal& why)
{
    return refuse(room, qt::refusalText(why));
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
        return refuse(room, client::unbuiltRefusal(info->word));
    room.remark(qt::commandLine(*info));
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
    room.remark(ignoredText(room.ignored()));
    return true;
}

bool unignore(RoomController& room, const QString& rest)
{
    return room.unignore(rest);
}

bool topic(RoomController& room, const QString& rest)
{
    if (!rest.isEmpty())
        return room.moderate({"topic", qt::toUtf8(rest)});
    if (room.title().isEmpty())
        return refuse(room, RoomCommandText::tr("The topic is known once you are in the room."));
    room.remark(room.topic().isEmpty() ? RoomCommandText::tr("The room has no topic.")
                                       : RoomCommandText::tr("Topic: %1").arg(room.topic()));
    return true;
}

bool search(RoomController& room, const QString& rest)
{
    if (rest.isEmpty())
        return refuse(room, {chat::RefusalCode::badArgument, std::string(RowSearch::forWhat)});
    room.requestSearch(rest);
    return true;
}

/// Midnight of that day here, or that time of it; or as chat::parseTime() reads it.
std::optional<PastReader::Place> placeNamed(const QString& rest)
{
    bool isNumber = false;
    const Seq seq{rest.mid(rest.startsWith(QLatin1Char('#')) ? 1 : 0).toULongLong(&isNumber)};
    if (isNumber && seq != Seq{})
        return seq;
    if (const auto time = qt::parseLocalTime(rest))
        return *time;
    const QString iso = QString(rest).replace(QChar::Space, QLatin1Char('T'));
    for (const auto* const form : {"yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"}) {
        const auto local = QDateTime::fromString(iso, QLatin1String(form));
        if (local.isValid() && local.toMSecsSinceEpoch() >= 0)
            return WallTime{local.toMSecsSinceEpoch()};
    }
    return std::nullopt;
}

bool goTo(RoomController& room, const QString& rest)
{
    const auto place = placeNamed(rest);
    const Seq last = room.messages().newest();
    if (const auto* const seq = place ? std::get_if<Seq>(&*place) : nullptr;
        seq != nullptr && last != Seq{} && *seq > last)
        return refuse(
            room,
            RoomCommandText::tr("There is no #%1 yet; the last is #%2.").arg(seq->value).arg(last.value));
    if (place)
        return room.goTo(*place);
    return refuse(room, RoomCommandText::tr("Where to? /goto 2026-01-31, /goto 2026-01-31 18:30, or "
                                            "/goto #4812 with a message's number."));
}

bool complete(RoomController& room, const QString& /*rest*/)
{
    room.remark(room.completenessText());
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
    return room.say(announcementDraft(rest));
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
};

constexpr std::array built{
    Command{"help", help},           Command{"who", who},
    Command{"topic", topic},         Command{"search", search},
    Command{"ignore", ignore},       Command{"unignore", unignore},
    Command{"away", away},           Command{"back", back},
    Command{"clear", clear},         Command{"quit", quit},
    Command{"reconnect", reconnect}, Command{"announce", announce},
    Command{"kick", kick},           Command{"goto", goTo},
    Command{"complete", complete},
};

/// Beside those above: it is something to say, and needs no action.
constexpr std::string_view sayWord = "me";

bool isBuilt(std::string_view word)
{
    return word == sayWord || ModerationCommands::has(word)
        || std::ranges::find(built, word, &Command::word) != built.end();
}

} // namespace

bool runCommand(RoomController& room, const client::CommandLine& command)
{
    const auto* const info = client::findCommand(command.word);
    if (info != nullptr && info->admin && !room.isAdmin())
        return refuse(room, RoomCommandText::tr("/%1 is for admins.").arg(qt::fromUtf8(command.word)));
    const auto* const found = std::ranges::find(built, command.word, &Command::word);
    if (found != built.end())
        return found->action(room, qt::fromUtf8(command.rest));
    if (ModerationCommands::has(command.word))
        return room.moderate(command);
    return refuse(room, client::unbuiltRefusal(command.word));
}

Draft announcementDraft(const QString& typed)
{
    constexpr QLatin1String asking("--ack");
    Draft draft;
    draft.isAnnouncement = true;
    draft.asksToConfirm = typed.section(QChar::Space, 0, 0) == asking;
    draft.text = draft.asksToConfirm ? typed.mid(asking.size()).trimmed() : typed;
    return draft;
}

QStringList commandWords(bool isAdmin)
{
    QStringList words;
    for (const client::CommandInfo& info : client::commands()) {
        if (isBuilt(info.word) && (isAdmin || !info.admin))
            words += qt::fromUtf8(info.word);
    }
    return words;
}

QString commandHelp(bool isAdmin)
{
    QStringList lines;
    const QStringList words = commandWords(isAdmin);
    for (const QString& word : words) {
        lines += qt::commandLine(*client::findCommand(qt::toUtf8(word)));
    }
    QStringList unbuilt;
    for (const client::CommandInfo& info : client::commands()) {
        if (!isBuilt(info.word) && (isAdmin || !info.admin))
            unbuilt += QLatin1Char('/') + qt::fromUtf8(info.word);
    }
    if (!unbuilt.isEmpty())
        lines += qt::unbuiltLine(unbuilt);
    return lines.join(QLatin1Char('\n'));
}

} // namespace hubbub::screen
