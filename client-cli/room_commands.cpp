#include "client-cli/room_commands.h"

#include "client-cli/plain_output.h"
#include "protocol/chat/name.h"
#include "protocol/qt/command_help.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::cli {

namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::optional<chat::RosterEntry> findMember(const std::vector<chat::RosterEntry>& members, const QString& who)
{
    const auto first = [&](auto matches) -> std::optional<chat::RosterEntry> {
        const auto found = std::ranges::find_if(members, matches);
        return found == members.end() ? std::nullopt : std::optional(*found);
    };
    if (who.startsWith(QLatin1Char('#'))) {
        const auto number = who.mid(1).toUInt();
        return first([&](const chat::RosterEntry& entry) { return entry.member.value == number; });
    }
    const std::string name = who.toStdString();
    if (auto exact = first([&](const chat::RosterEntry& entry) { return entry.name == name; }))
        return exact;
    // Nobody else can have a name that clashes with it.
    const auto fold = chat::nameKeysOf(name).fold;
    return first([&](const chat::RosterEntry& entry) { return chat::nameKeysOf(entry.name).fold == fold; });
}

RoomCommands::RoomCommands(qt::RoomClient& client, RoomOutput& output, SubmissionLines& lines,
                           std::function<void(const QString&)> quit)
    : client_(client),
      output_(output),
      lines_(lines),
      quit_(std::move(quit))
{
}

RoomCommands::Run RoomCommands::find(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Run>, 8> table{{
        {"help", &RoomCommands::help},
        {"who", &RoomCommands::who},
        {"away", &RoomCommands::away},
        {"back", &RoomCommands::back},
        {"reconnect", &RoomCommands::reconnect},
        {"quit", &RoomCommands::quit},
        {"announce", &RoomCommands::announce},
        {"kick", &RoomCommands::kick},
    }};
    const auto* const found = std::ranges::find(table, word, &std::pair<std::string_view, Run>::first);
    return found == table.end() ? nullptr : found->second;
}

void RoomCommands::run(std::uint64_t line, const client::CommandLine& command)
{
    if (const Run action = find(command.word))
        return (this->*action)(line, fromUtf8(command.rest));
    refuse(line, chat::RefusalCode::unknownCommand,
           "/" + command.word + " is not there yet in this version; /help lists what is.");
}

void RoomCommands::handleDone(const client::DoneNotice& done)
{
    const auto answer = answers_.extract(done.submission);
    if (const auto line = lines_.take(done.submission))
        output_.showDone(*line, {answer ? answer.mapped() : QString(), {}});
}

void RoomCommands::help(std::uint64_t line, const QString& rest)
{
    const QString word = rest.startsWith(QLatin1Char('/')) ? rest.mid(1) : rest;
    QStringList help;
    for (const client::CommandInfo& command : client::commands()) {
        const bool isThere = command.word == "me" || find(command.word) != nullptr;
        if (!isThere || (!word.isEmpty() && fromUtf8(command.word) != word))
            continue;
        help += QStringLiteral("%1  %2").arg(qt::commandUsage(command), -28).arg(qt::commandHelp(command));
    }
    if (help.isEmpty())
        return refuse(line, chat::RefusalCode::unknownCommand, "There is no such command; /help lists them.");
    if (word.isEmpty())
        help += tr("Everything else is said to the room; //text says what begins with a slash.");
    output_.showDone(line, {help.join(QLatin1Char('\n')), {}});
}

void RoomCommands::who(std::uint64_t line, const QString& /*rest*/)
{
    const auto members = client_.engine().members();
    CommandAnswer answer;
    QStringList people;
    for (const chat::RosterEntry& entry : members) {
        answer.members.push_back(entry.name);
        QString person = QStringLiteral("%1 (#%2, %3)")
                             .arg(shown(entry.name))
                             .arg(entry.member.value)
                             .arg(QString::fromStdString(shownFingerprint(entry.fingerprint)));
        if (entry.flags.admin)
            person += tr(", admin");
        if (entry.flags.away)
            person += tr(", away");
        people += person;
    }
    answer.text = people.join(QLatin1Char('\n'));
    output_.showDone(line, answer);
}

void RoomCommands::away(std::uint64_t line, const QString& rest)
{
    lines_.add(client_.away(rest), line);
}

void RoomCommands::back(std::uint64_t line, const QString& /*rest*/)
{
    lines_.add(client_.away(std::nullopt), line);
}

void RoomCommands::reconnect(std::uint64_t line, const QString& /*rest*/)
{
    client_.tryNow();
    output_.showDone(line, {});
}

void RoomCommands::quit(std::uint64_t line, const QString& rest)
{
    output_.showDone(line, {});
    quit_(rest);
}

void RoomCommands::announce(std::uint64_t line, const QString& rest)
{
    const auto submission = client_.announce(rest);
    if (!submission)
        return output_.showRefused(line, submission.error());
    lines_.add(*submission, line);
}

void RoomCommands::kick(std::uint64_t line, const QString& rest)
{
    const QString who = rest.section(QLatin1Char(' '), 0, 0);
    if (who.isEmpty())
        return refuse(line, chat::RefusalCode::badArgument,
                      "Whom? /kick NAME [WHY], or /kick #NUMBER [WHY].");
    const auto member = findMember(client_.engine().members(), who);
    if (!member)
        return refuse(line, chat::RefusalCode::noSuchMember,
                      who.startsWith(QLatin1Char('#')) ? "No member has that number; /who lists who is."
                                                       : "Nobody of that name is here; /who lists who is.");
    const QString why = rest.section(QLatin1Char(' '), 1).trimmed();
    const auto submission = client_.kick(member->member, member->fingerprint, why);
    lines_.add(submission, line);
    answers_.emplace(submission, tr("removed: %1 (#%2, %3)")
                                     .arg(shown(member->name))
                                     .arg(member->member.value)
                                     .arg(QString::fromStdString(shownFingerprint(member->fingerprint))));
}

void RoomCommands::refuse(std::uint64_t line, chat::RefusalCode code, const std::string& text)
{
    output_.showRefused(line, {code, text, std::nullopt, std::nullopt});
}

} // namespace hubbub::cli
