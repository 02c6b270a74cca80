#include "client-cli/admin_session.h"

#include "client-cli/plain_output.h"
#include "client-cli/room_commands.h"
#include "client-cli/top_session.h"
#include "protocol/chat/text.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/command_help.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <array>
#include <utility>

namespace hubbub::cli {

namespace {

struct AdminText {
    Q_DECLARE_TR_FUNCTIONS(AdminText)
};

/// Older ones are asked for anew.
constexpr qint64 namesAreFreshMilliseconds = 3000;

constexpr std::array adminCommands = {"announce", "who", "kick", "stats", "top", "help", "quit"};
/// Those of the server's console that a later version will have from afar.
constexpr std::array unbuiltCommands = {"invite"};

QString withoutSlash(const QString& word)
{
    return word.startsWith(QLatin1Char('/')) ? word.mid(1) : word;
}

template <std::size_t Size>
bool isAmong(const std::array<const char*, Size>& commands, const QString& word)
{
    return std::any_of(commands.begin(), commands.end(),
                       [&](const char* command) { return word == QLatin1String(command); });
}

QString shownMember(const chat::RosterEntry& entry)
{
    return QStringLiteral("%1 (#%2, %3)")
        .arg(shown(entry.name))
        .arg(entry.member.value)
        .arg(QString::fromStdString(shownFingerprint(entry.fingerprint)));
}

} // namespace

bool isAdminCommand(const QString& word)
{
    const auto moderation = AdminModeration::commands();
    const bool moderates = std::any_of(moderation.begin(), moderation.end(), [&](const char* command) {
        return withoutSlash(word) == QLatin1String(command);
    });
    return moderates || isAmong(adminCommands, withoutSlash(word))
        || isAmong(unbuiltCommands, withoutSlash(word));
}

AdminSession::AdminSession(qt::RoomClient& client, Doors doors, LineInput* input, QObject* parent)
    : QObject(parent),
      client_(client),
      doors_(std::move(doors)),
      moderation_(client, {[this](const QString& line) { doors_.print(line); },
                           [this](const chat::Refusal& refusal) { refuse(refusal); }, [this] { done(); }}),
      input_(input)
{
    connect(&client_, &qt::RoomClient::noticed, this, &AdminSession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, [this](const QString& text, bool fatal) {
        doors_.complain(shown(text.toStdString()));
        if (fatal)
            finish(ExitCode::usage);
    });
    if (input_ == nullptr)
        return;
    connect(input_, &LineInput::lineRead, this, &AdminSession::handleLine);
    connect(input_, &LineInput::ended, this, &AdminSession::stop);
}

void AdminSession::start(const QStringList& command)
{
    client_.start();
    if (input_ != nullptr)
        input_->resume();
    else
        run(withoutSlash(command.first()), command.mid(1).join(QLatin1Char(' ')));
}

void AdminSession::stop()
{
    if (std::exchange(isStopping_, true))
        return finish(exitCode_);
    client_.leave({}, false);
}

void AdminSession::learnNames()
{
    const bool isFresh = namesAge_.isValid() && namesAge_.elapsed() < namesAreFreshMilliseconds;
    if (!isFresh && !namesAsked_)
        namesAsked_ = client_.askMembers();
}

screen::CompletionWords AdminSession::completionWords()
{
    learnNames();
    QStringList commands;
    for (const char* const command : adminCommands)
        commands += QLatin1String(command);
    for (const char* const command : AdminModeration::commands())
        commands += QLatin1String(command);
    return {names_, commands};
}

void AdminSession::handleLine(const InputLine& line)
{
    const QString text = QString::fromStdString(line.text).trimmed();
    if (text.isEmpty())
        return;
    // One at a time: the answer belongs to the line above it.
    input_->pause();
    if (!chat::isValidUtf8(line.text))
        return refuse(chat::cleanText(line.text).error());
    if (isAdminCommand(text.toLower()) && !text.startsWith(QLatin1Char('/')))
        return refuseBareCommand(text);
    if (!text.startsWith(QLatin1Char('/')))
        return announce(text);
    if (text.startsWith(QLatin1String("//")))
        return announce(text.mid(1));
    const QString word = text.section(QLatin1Char(' '), 0, 0);
    run(withoutSlash(word), text.mid(word.size()).trimmed());
}

/// Who forgets the slash would tell everyone.
void AdminSession::refuseBareCommand(const QString& word)
{
    const std::string said = word.toStdString();
    refuse({chat::RefusalCode::badArgument,
            "/" + word.toLower().toStdString() + " runs it, /announce " + said + " says it to everyone.",
            std::nullopt, std::nullopt});
}

void AdminSession::run(const QString& word, const QString& rest)
{
    if (word == QLatin1String("announce"))
        announceAsTold(rest);
    else if (moderation_.run(word, rest))
        return;
    else if (word == QLatin1String("kick"))
        kick(rest);
    else if (word == QLatin1String("who"))
        client_.askMembers();
    else if (word == QLatin1String("stats"))
        client_.askStats();
    else if (word == QLatin1String("top"))
        client_.askFigures();
    else if (word == QLatin1String("quit"))
        stop();
    else if (word == QLatin1String("help"))
        printHelp();
    else if (isAmong(unbuiltCommands, word))
        refuse(client::unbuiltRefusal(word.toStdString()));
    else
        refuse({chat::RefusalCode::unknownCommand,
                "There is no command " + word.toStdString() + " here; " + slash() + "help lists them.",
                std::nullopt, std::nullopt});
}

void AdminSession::announce(const QString& text)
{
    if (const auto submission = client_.announce(text); !submission)
        refuse(submission.error());
}

void AdminSession::announceAsTold(const QString& rest)
{
    const QLatin1String option("--ack ");
    if (!rest.startsWith(option))
        return announce(rest);
    if (const auto submission = client_.askToConfirm(rest.mid(option.size()).trimmed()); !submission)
        refuse(submission.error());
}

void AdminSession::kick(const QString& rest)
{
    kickWhom_ = rest.section(QLatin1Char(' '), 0, 0);
    kickWhy_ = rest.section(QLatin1Char(' '), 1).trimmed();
    if (kickWhom_.isEmpty())
        return refuse({chat::RefusalCode::badArgument,
                       "Whom? " + slash() + "kick NAME [WHY], or " + slash() + "kick #NUMBER [WHY].",
                       std::nullopt, std::nullopt});
    client_.askMembers();
}

void AdminSession::kickAmong(const std::vector<chat::MemberInfo>& members)
{
    std::vector<chat::RosterEntry> entries;
    entries.reserve(members.size());
    for (const chat::MemberInfo& member : members)
        entries.push_back(member.entry);
    const QString whom = std::exchange(kickWhom_, {});
    const auto member = findMember(entries, whom);
    if (!member)
        return refuse({chat::RefusalCode::noSuchMember,
                       (whom.startsWith(QLatin1Char('#')) ? "No member has that number; "
                                                          : "Nobody of that name is in the room; ")
                           + slash() + "who lists who is.",
                       std::nullopt, std::nullopt});
    kicked_ = AdminText::tr("removed: %1").arg(shownMember(*member));
    client_.kick(member->member, member->fingerprint, kickWhy_);
}

void AdminSession::handleNotice(const client::Notice& notice)
{
    if (isFinished_ || moderation_.handleNotice(notice))
        return;
    if (const auto* sent = std::get_if<client::SentNotice>(&notice)) {
        doors_.print(AdminText::tr("announced as number %1").arg(sent->seq.value));
        done();
    } else if (std::holds_alternative<client::DoneNotice>(notice)) {
        doors_.print(std::exchange(kicked_, {}));
        done();
    } else if (const auto* refused = std::get_if<client::RefusedNotice>(&notice)) {
        // Nobody has asked for names aloud, so nobody is told.
        if (refused->submission == namesAsked_)
            namesAsked_.reset();
        else
            refuse(refused->refusal);
    } else if (const auto* members = std::get_if<client::MembersNotice>(&notice)) {
        handleMembers(*members);
    } else if (const auto* figures = std::get_if<client::FiguresNotice>(&notice)) {
        for (const QString& line : topTable(figures->members))
            doors_.print(line);
        done();
    } else if (const auto* stats = std::get_if<client::StatsNotice>(&notice)) {
        handleStats(*stats);
    } else if (const auto* key = std::get_if<client::ServerKeyNotice>(&notice)) {
        handleKey(*key);
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        handleEnd(*ended);
    }
}

void AdminSession::handleMembers(const client::MembersNotice& notice)
{
    names_.clear();
    for (const chat::MemberInfo& member : notice.members)
        names_ += qt::fromUtf8(member.entry.name);
    namesAge_.start();
    if (notice.submission == namesAsked_)
        return namesAsked_.reset();
    if (!kickWhom_.isEmpty())
        return kickAmong(notice.members);
    doors_.print(AdminText::tr("members: %1").arg(notice.members.size()));
    for (const chat::MemberInfo& member : notice.members) {
        QString line = shownMember(member.entry);
        if (member.entry.flags.admin)
            line += AdminText::tr(", admin");
        if (member.entry.flags.away)
            line += AdminText::tr(", away");
        if (member.entry.flags.muted)
            line += AdminText::tr(", muted");
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(member.heardAgo).count();
        doors_.print(line + AdminText::tr(", heard %1 s ago").arg(seconds));
    }
    done();
}

void AdminSession::handleStats(const client::StatsNotice& notice)
{
    for (const auto& [name, value] : notice.figures)
        doors_.print(QStringLiteral("%1 %2").arg(shown(name)).arg(value));
    done();
}

void AdminSession::handleKey(const client::ServerKeyNotice& notice)
{
    PlainOutput({doors_.complain, doors_.complain, false}).showServerKey(notice);
}

void AdminSession::handleEnd(const client::EndedNotice& notice)
{
    if (notice.reason == client::EndReason::left)
        return finish(exitCode_);
    PlainOutput({doors_.complain, doors_.complain, false}).showEnd(notice);
    finish(exitCodeFor(notice.reason));
}

std::string AdminSession::slash() const
{
    return input_ != nullptr ? "/" : "";
}

void AdminSession::printHelp()
{
    doors_.print(AdminText::tr("announce TEXT            tells everyone something as the admin\n"
                               "who                      who is in the room\n"
                               "kick NAME|#NUMBER [WHY]  removes a member\n"
                               "stats                    counters and figures\n"
                               "top                      members and their links\n"
                               "help                     this list\n"
                               "quit                     ends"));
    doors_.print(AdminModeration::help());
    QStringList unbuilt;
    for (const char* const command : unbuiltCommands)
        unbuilt += QLatin1String(command);
    doors_.print(qt::unbuiltLine(unbuilt));
    doors_.print(
        AdminText::tr("Line by line, commands begin with a slash, and any other line is announced."));
    done();
}

void AdminSession::refuse(const chat::Refusal& refusal)
{
    PlainOutput({doors_.complain, doors_.complain, false}).showRefused(0, refusal);
    exitCode_ = ExitCode::usage;
    done();
}

void AdminSession::done()
{
    if (input_ != nullptr)
        input_->resume();
    else
        client_.leave({}, true);
}

void AdminSession::finish(ExitCode code)
{
    if (std::exchange(isFinished_, true))
        return;
    if (input_ != nullptr)
        input_->pause();
    Q_EMIT finished(code);
}

} // namespace hubbub::cli
