#include "server/console.h"

#include "protocol/chat/text.h"

#include <algorithm>

namespace hubbub::server {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct Words {
    std::string_view first;
    std::string_view rest;
};

Words splitFirst(std::string_view text)
{
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    return {text.substr(0, end), trimmed(text.substr(end))};
}

QString shown(std::string_view text)
{
    const std::string safe = chat::printable(text);
    return QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
}

QString shownMember(const std::string& name, MemberId member, const Fingerprint& fingerprint)
{
    return QStringLiteral("%1 (#%2, %3)")
        .arg(shown(name))
        .arg(member.value)
        .arg(QString::fromStdString(shownFingerprint(fingerprint)));
}

} // namespace

void Console::handleLine(Instant now, std::string_view line, ServerOutbox& out)
{
    line = trimmed(line);
    if (line.empty())
        return;
    if (line.starts_with("//"))
        return announce(now, line.substr(1), out);
    if (!line.starts_with('/'))
        return announce(now, line, out);

    const auto [word, rest] = splitFirst(line.substr(1));
    if (word == "help")
        printHelp();
    else if (word == "who")
        printMembers(now);
    else if (word == "stats")
        printStats();
    else if (word == "kick")
        kick(now, rest, out);
    else if (word == "invite")
        doors_.print(doors_.invite());
    else if (word == "quit")
        doors_.quit(std::string(rest));
    else
        doors_.print(
            tr("UNKNOWN_COMMAND: there is no /%1. /help lists the commands; //%1 announces it as text.")
                .arg(shown(word)));
}

void Console::handleNotice(const ServerNotice& notice)
{
    if (const auto* announced = std::get_if<AnnouncedNotice>(&notice))
        doors_.print(tr("announced as number %1: %2").arg(announced->seq.value).arg(shown(announced->text)));
    else if (const auto* removed = std::get_if<RemovedNotice>(&notice))
        doors_.print(
            tr("removed: %1").arg(shownMember(removed->name, removed->member, removed->fingerprint)));
    else if (const auto* refused = std::get_if<ConsoleRefusedNotice>(&notice))
        printRefusal(refused->refusal);
}

void Console::announce(Instant now, std::string_view text, ServerOutbox& out)
{
    if (const auto done = core_.announce(now, text, out); !done)
        printRefusal(done.error());
}

void Console::kick(Instant now, std::string_view arguments, ServerOutbox& out)
{
    const auto [who, reason] = splitFirst(arguments);
    if (who.empty()) {
        doors_.print(tr("BAD_ARGUMENT: whom? /kick NAME [why], or /kick #NUMBER [why]."));
        return;
    }
    if (const auto done = core_.kick(now, who, reason, out); !done)
        printRefusal(done.error());
}

void Console::printHelp()
{
    doors_.print(tr(
        "A plain line is a notice to everyone; a line that begins with // is one that begins with a slash."));
    doors_.print(tr("/who                 who is in the room"));
    doors_.print(tr("/kick NAME [why]     remove a member (also #NUMBER for a name)"));
    doors_.print(tr("/stats               counters and figures"));
    doors_.print(tr("/invite              the link that lets people in"));
    doors_.print(tr("/quit [why]          stop the server; members come back when it is up again"));
    doors_.print(tr("/help                this list"));
}

void Console::printMembers(Instant now)
{
    const auto members = core_.members(now);
    doors_.print(tr("%n member(s)", nullptr, static_cast<int>(members.size())));
    for (const chat::MemberInfo& member : members) {
        QString line = shownMember(member.entry.name, member.entry.member, member.entry.fingerprint);
        if (member.entry.flags.admin)
            line += tr(", admin");
        if (member.entry.flags.away)
            line += tr(", away, last heard %1 s ago")
                        .arg(std::chrono::duration_cast<std::chrono::seconds>(member.heardAgo).count());
        doors_.print(line);
    }
}

void Console::printStats()
{
    for (const auto& [name, value] : core_.stats())
        doors_.print(QStringLiteral("%1 %2").arg(QString::fromStdString(name)).arg(value));
}

void Console::printRefusal(const chat::Refusal& refusal)
{
    const auto word = chat::refusalWord(refusal.code);
    doors_.print(QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())) + QStringLiteral(": ")
                 + shown(refusal.text));
}

} // namespace hubbub::server
