#include "protocol/screen/named_member.h"

#include "protocol/chat/name.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>

namespace hubbub::screen {

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
    const std::string name = qt::toUtf8(who);
    if (auto exact = first([&](const chat::RosterEntry& entry) { return entry.name == name; }))
        return exact;
    // Nobody else can have a name that clashes with it.
    const auto fold = chat::nameKeysOf(name).fold;
    return first([&](const chat::RosterEntry& entry) { return chat::nameKeysOf(entry.name).fold == fold; });
}

QString shownMember(const chat::RosterEntry& member)
{
    return QStringLiteral("%1 (#%2, %3)")
        .arg(qt::shownLine(member.name))
        .arg(member.member.value)
        .arg(qt::fromUtf8(shownFingerprint(member.fingerprint)));
}

} // namespace hubbub::screen
