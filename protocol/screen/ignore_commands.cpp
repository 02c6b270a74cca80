#include "protocol/screen/ignore_commands.h"

#include "protocol/chat/text.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>

namespace hubbub::screen {

namespace {

struct IgnoreText {
    Q_DECLARE_TR_FUNCTIONS(IgnoreText)
};

Unexpected<chat::Refusal> refused(chat::RefusalCode code, std::string text)
{
    return Unexpected(chat::Refusal{code, std::move(text), std::nullopt, std::nullopt});
}

} // namespace

QString ignoredText(const IgnoreList& ignored)
{
    QStringList names;
    for (const QString& name : ignored.names())
        names += qt::shownLine(qt::toUtf8(name));
    return names.isEmpty()
             ? IgnoreText::tr("You ignore nobody.")
             : IgnoreText::tr("You ignore: %1").arg(names.join(IgnoreText::tr(", ", "between names")));
}

Result<QString, chat::Refusal> ignore(IgnoreList& ignored, const std::optional<chat::RosterEntry>& member,
                                      const QString& typed, const QString& ownName)
{
    if (!member)
        return refused(chat::RefusalCode::noSuchMember,
                       "Nobody called " + chat::printable(qt::toUtf8(typed)) + " is here.");
    if (qt::fromUtf8(member->name) == ownName)
        return refused(chat::RefusalCode::badArgument, "That is you; choose somebody else.");
    ignored.add(*member);
    return IgnoreText::tr("You do not see any more what %1 says.").arg(qt::shownLine(member->name));
}

Result<QString, chat::Refusal> unignore(IgnoreList& ignored, const QString& name)
{
    if (name.isEmpty())
        return refused(chat::RefusalCode::badArgument, "Whom? /unignore NAME.");
    if (!ignored.remove(name))
        return refused(chat::RefusalCode::noSuchMember,
                       "You do not ignore anybody called " + chat::printable(qt::toUtf8(name)) + ".");
    return IgnoreText::tr("You see again what %1 says.").arg(qt::shownLine(qt::toUtf8(name)));
}

} // namespace hubbub::screen
