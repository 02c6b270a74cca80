#include "client-cli/room_commands.h"

#include "client-cli/plain_output.h"
#include "protocol/qt/command_help.h"
#include "protocol/screen/completeness_text.h"
#include "protocol/screen/ignore_commands.h"
#include "protocol/screen/room_commands.h"
#include "protocol/screen/row_search.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace hubbub::cli {

namespace {

/// More is not read on a terminal, and no program asks a room for all it has said.
constexpr std::uint32_t mostFound = 100;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

RoomCommands::RoomCommands(qt::RoomClient& client, RoomMemory& memory, RoomOutput& output,
                           SubmissionLines& lines, std::function<void(const QString&)> quit)
    : client_(client),
      memory_(memory),
      output_(output),
      lines_(lines),
      quit_(std::move(quit)),
      moderation_(
          memory.messages(), [&client] { return client.engine().members(); },
          [this](std::uint64_t line, const auto& answer) { answerModeration(line, answer); })
{
}

RoomCommands::Run RoomCommands::find(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Run>, 15> table{{
        {"help", &RoomCommands::help},
        {"who", &RoomCommands::who},
        {"topic", &RoomCommands::topic},
        {"search", &RoomCommands::search},
        {"ignore", &RoomCommands::ignore},
        {"unignore", &RoomCommands::unignore},
        {"clear", &RoomCommands::clear},
        {"goto", &RoomCommands::goTo},
        {"complete", &RoomCommands::complete},
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
    moderate(line, command);
}

void RoomCommands::moderate(std::uint64_t line, const client::CommandLine& command)
{
    if (const auto refused = moderation_.run(line, client_, command))
        output_.showRefused(line, *refused);
}

void RoomCommands::handle(const client::DoneNotice& done)
{
    if (moderation_.handle(done))
        return;
    const auto answer = answers_.extract(done.submission);
    if (const auto line = lines_.take(done.submission))
        tell(*line, answer ? answer.mapped() : QString());
}

void RoomCommands::help(std::uint64_t line, const QString& rest)
{
    const QString word = QString(rest).remove(QLatin1Char('/')).toLower();
    if (word.isEmpty())
        return tell(line,
                    screen::commandHelp(memory_.isAdmin()) + QLatin1Char('\n')
                        + tr("Everything else is said to the room; //text says what begins with a slash."));
    const auto* const command = client::findCommand(word.toStdString());
    if (command == nullptr)
        return refuse(line, chat::RefusalCode::unknownCommand, "There is no such command; /help lists them.");
    if (!screen::commandWords(true).contains(word))
        return output_.showRefused(line, client::unbuiltRefusal(command->word));
    tell(line, qt::commandLine(*command));
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

void RoomCommands::topic(std::uint64_t line, const QString& rest)
{
    if (!rest.isEmpty())
        return moderate(line, {"topic", rest.toStdString()});
    tell(line,
         memory_.topic().isEmpty() ? tr("The room has no topic.") : tr("Topic: %1").arg(memory_.topic()));
}

void RoomCommands::search(std::uint64_t line, const QString& rest)
{
    if (rest.isEmpty())
        return refuse(line, chat::RefusalCode::badArgument, std::string(screen::RowSearch::forWhat));
    const client::LinkState link = client_.engine().linkState();
    if (link == client::LinkState::lost || link == client::LinkState::closed)
        return searchHere(line, rest);
    lines_.add(client_.search(rest, std::nullopt, mostFound), line);
}

/// The server is out of reach: what this run has read is better than nothing.
void RoomCommands::searchHere(std::uint64_t line, const QString& words)
{
    const auto found = memory_.search(words);
    const auto shown = std::min<std::size_t>(found.size(), mostFound);
    CommandAnswer answer;
    answer.found.emplace();
    answer.more = found.size() > shown;
    QStringList lines = {tr("The server is out of reach; of what was read since this program began:")};
    for (const RoomMemory::Found& each : std::span(found).last(shown)) {
        answer.found->push_back(each.seq);
        lines += each.line;
    }
    if (found.empty())
        lines += tr("Nothing of what was read so far holds this.");
    answer.text = lines.join(QLatin1Char('\n'));
    output_.showDone(line, answer);
}

void RoomCommands::handle(const client::FoundNotice& found)
{
    const auto line = lines_.take(found.submission);
    if (!line)
        return;
    CommandAnswer answer;
    answer.found.emplace();
    answer.more = found.page.more;
    QStringList lines;
    for (const chat::PageEntry& entry : found.page.events) {
        const auto* const event = std::get_if<chat::Event>(&entry.record);
        if (event == nullptr || memory_.ignored().hides(*event))
            continue;
        answer.found->push_back(entry.seq);
        lines += RoomMemory::lineOf(*event);
    }
    if (lines.isEmpty())
        lines += tr("Nothing that was said here holds this.");
    else if (answer.more)
        lines.prepend(tr("The last that were found: %1. There are older ones.").arg(lines.size()));
    else
        lines.prepend(tr("Found: %1").arg(lines.size()));
    answer.text = lines.join(QLatin1Char('\n'));
    output_.showDone(*line, answer);
}

void RoomCommands::ignore(std::uint64_t line, const QString& rest)
{
    if (rest.isEmpty())
        return tell(line, screen::ignoredText(memory_.ignored()));
    answer(line, memory_.ignore(findMember(client_.engine().members(), rest), rest));
}

void RoomCommands::unignore(std::uint64_t line, const QString& rest)
{
    answer(line, memory_.unignore(rest));
}

/// What is printed cannot be taken back.
void RoomCommands::clear(std::uint64_t line, const QString& /*rest*/)
{
    memory_.clear();
    tell(line, tr("The lines above stay, and /search finds them: they are the room's."));
}

/// There is no place to be at where lines are only printed.
void RoomCommands::goTo(std::uint64_t line, const QString& /*rest*/)
{
    refuse(line, chat::RefusalCode::badArgument,
           "/goto is for the full screen; `hubbub history --since DATE` prints what was said then.");
}

void RoomCommands::complete(std::uint64_t line, const QString& /*rest*/)
{
    tell(line, screen::completenessText(client_.engine().completeness()));
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
    const screen::Draft draft = screen::announcementDraft(rest);
    const auto submission =
        draft.asksToConfirm ? client_.askToConfirm(draft.text) : client_.announce(draft.text);
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

void RoomCommands::answer(std::uint64_t line, const Result<QString, chat::Refusal>& answer)
{
    if (answer)
        tell(line, *answer);
    else
        output_.showRefused(line, answer.error());
}

void RoomCommands::answerModeration(std::uint64_t line,
                                    const Result<screen::ModerationCommands::Answer, chat::Refusal>& answer)
{
    if (!answer)
        return output_.showRefused(line, answer.error());
    CommandAnswer told;
    told.text = answer->text;
    told.restrictions = answer->restrictions;
    told.confirmations = answer->confirmations;
    output_.showDone(line, told);
}

void RoomCommands::tell(std::uint64_t line, const QString& text)
{
    CommandAnswer answer;
    answer.text = text;
    output_.showDone(line, answer);
}

void RoomCommands::refuse(std::uint64_t line, chat::RefusalCode code, const std::string& text)
{
    output_.showRefused(line, {code, text, std::nullopt, std::nullopt});
}

} // namespace hubbub::cli
