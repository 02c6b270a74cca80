#include "protocol/qt/event_lines.h"

#include "protocol/base/limits.h"
#include "protocol/chat/text.h"
#include "protocol/qt/sentences.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>
#include <QStringList>

namespace hubbub::qt {

namespace {

struct EventLines {
    Q_DECLARE_TR_FUNCTIONS(EventLines)
};

/// So that column 0 of a line is never the sender's.
constexpr QStringView indent = u"  ";

QString shownName(const chat::Event& event)
{
    return shownLine(event.name, limits::nameBytes);
}

QString shownReason(const chat::Event& event)
{
    return shownLine(event.text(), limits::reasonBytes);
}

QString removedText(std::string_view why)
{
    const QString reason = shownLine(why, limits::reasonBytes);
    return reason.isEmpty() ? EventLines::tr("(message removed)")
                            : EventLines::tr("(message removed: %1)").arg(reason);
}

/// Each line is isolated for itself: an isolate ends with its paragraph (UAX 9).
QString shownText(const chat::Event& event)
{
    if (std::holds_alternative<chat::Tombstone>(event.content))
        return removedText({});
    const std::string safe = chat::printable(event.text());
    std::string_view rest = safe;
    QString shown;
    while (true) {
        const auto end = rest.find('\n');
        shown += fromUtf8(chat::isolated(rest.substr(0, end)));
        if (end == std::string_view::npos)
            return shown;
        shown += QLatin1Char('\n');
        shown += indent;
        rest.remove_prefix(end + 1);
    }
}

QString leftLine(const chat::Event& event, chat::LeftReason how)
{
    const QString name = shownName(event);
    const QString why = shownReason(event);
    switch (how) {
    case chat::LeftReason::quit:
        // In quotes, so that nobody can leave as if removed.
        return why.isEmpty() ? EventLines::tr("%1 left the room").arg(name)
                             : EventLines::tr("%1 left the room (“%2”)").arg(name, why);
    case chat::LeftReason::lost:
        return EventLines::tr("%1 left the room (connection lost)").arg(name);
    case chat::LeftReason::removed:
        return why.isEmpty() ? EventLines::tr("%1 left the room (removed by the admin)").arg(name)
                             : EventLines::tr("%1 left the room (removed by the admin: %2)").arg(name, why);
    case chat::LeftReason::banned:
        return why.isEmpty() ? EventLines::tr("%1 left the room (banned by the admin)").arg(name)
                             : EventLines::tr("%1 left the room (banned by the admin: %2)").arg(name, why);
    }
    return {};
}

QString messageLine(const chat::Event& event, const chat::Message& message, const QString& text)
{
    if (message.style == chat::MessageStyle::action)
        return QStringLiteral("* %1 %2").arg(shownName(event), text);
    return EventLines::tr("%1: %2", "who speaks, and what").arg(shownName(event), text);
}

QString announcementLine(const QString& text)
{
    return EventLines::tr("Admin notice: %1").arg(text);
}

/// Who has set it is told, unless it was the console, or an admin from outside.
QString topicLine(const chat::Event& event)
{
    const QString who = shownName(event);
    const QString topic = shownReason(event);
    if (who.isEmpty())
        return topic.isEmpty() ? EventLines::tr("The room has no topic any more")
                               : EventLines::tr("The topic is now: %1").arg(topic);
    return topic.isEmpty() ? EventLines::tr("%1 has taken the topic away").arg(who)
                           : EventLines::tr("%1 has set the topic: %2").arg(who, topic);
}

struct LineOf {
    const chat::Event& event;

    QString operator()(const chat::Joined& /*joined*/) const
    {
        return EventLines::tr("%1 joined the room").arg(shownName(event));
    }
    QString operator()(const chat::Left& left) const { return leftLine(event, left.reason); }
    QString operator()(const chat::Message& message) const
    {
        return messageLine(event, message, shownText(event));
    }
    QString operator()(const chat::Announcement& /*announcement*/) const
    {
        return announcementLine(shownText(event));
    }
    QString operator()(const chat::Renamed& renamed) const
    {
        return EventLines::tr("%1 is now called %2")
            .arg(shownName(event), shownLine(renamed.name, limits::nameBytes));
    }
    QString operator()(const chat::TopicSet& /*topic*/) const { return topicLine(event); }
    QString operator()(const chat::Removed& /*removed*/) const
    {
        const QString why = shownReason(event);
        return why.isEmpty() ? EventLines::tr("A message was removed")
                             : EventLines::tr("A message was removed (%1)").arg(why);
    }
    QString operator()(const chat::UnknownKind& /*unknown*/) const { return {}; }
};

QString withDetail(const QString& sentence, QString detail)
{
    while (detail.endsWith(QLatin1Char('.')) || detail.endsWith(QChar(u'\u3002')))
        detail.chop(1);
    return detail.isEmpty() ? sentence : EventLines::tr("%1 (%2)", "sentence, detail").arg(sentence, detail);
}

QString endSentence(client::EndReason reason)
{
    switch (reason) {
    case client::EndReason::left:
        return EventLines::tr("You have left the room.");
    case client::EndReason::noAnswer:
        return EventLines::tr("The server does not answer.");
    case client::EndReason::keyChanged:
        return EventLines::tr("The server's key is not the one it is known by. Somebody may be posing as the "
                              "server, or it has been set up anew; ask whoever runs it.");
    case client::EndReason::keyNotTrusted:
        return EventLines::tr("The server's key was not trusted.");
    case client::EndReason::noCommonVersion:
        return EventLines::tr("The server speaks another version of the protocol; one of the two programs is "
                              "too old.");
    case client::EndReason::notAdmitted:
        return EventLines::tr("The server did not let you in.");
    case client::EndReason::removed:
        return EventLines::tr("You were removed from the room.");
    case client::EndReason::banned:
        return EventLines::tr("You were banned from the room.");
    case client::EndReason::takenOver:
        return EventLines::tr("Another program of yours has taken over your place in the room.");
    case client::EndReason::gaveUp:
        return EventLines::tr("The connection was lost and did not come back.");
    case client::EndReason::protocolError:
        return EventLines::tr("The server said something that makes no sense; the connection was closed.");
    }
    return {};
}

QString linkSentence(client::LinkState state)
{
    switch (state) {
    case client::LinkState::connecting:
        return EventLines::tr("connecting");
    case client::LinkState::connected:
        return EventLines::tr("connected");
    case client::LinkState::lost:
        return EventLines::tr("connection lost, trying again");
    case client::LinkState::resumed:
        return EventLines::tr("connected again");
    case client::LinkState::closed:
        return EventLines::tr("connection closed");
    case client::LinkState::forked:
        return EventLines::tr("the server was restored from an older copy; some of the above may no longer "
                              "be in the room");
    }
    return {};
}

} // namespace

QString shownLine(std::string_view text, std::size_t most)
{
    return fromUtf8(chat::isolated(chat::cleanLine(text, most)));
}

QString eventLine(const chat::Event& event)
{
    return std::visit(LineOf{event}, event.what);
}

QString removedLine(const chat::Event& event, std::string_view why)
{
    if (const auto* const message = std::get_if<chat::Message>(&event.what))
        return messageLine(event, *message, removedText(why));
    return announcementLine(removedText(why));
}

QString messageText(const chat::Event& event)
{
    return std::holds_alternative<chat::Message>(event.what) ? shownText(event) : QString();
}

QString endText(const client::EndedNotice& ended)
{
    // The engine knows more than its code tells, as long as the person can read it.
    if (!ended.text.empty() && (speaksEnglish() || isKnownSentence(ended.text)))
        return translatedSentence(ended.text);
    return withDetail(endSentence(ended.reason), translatedSentence(ended.text));
}

QString linkText(const client::LinkNotice& link)
{
    const bool isBad = link.state == client::LinkState::lost || link.state == client::LinkState::closed;
    return withDetail(linkSentence(link.state), isBad ? translatedSentence(link.text) : QString());
}

} // namespace hubbub::qt
