#include "client-cli/plain_output.h"

#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"

#include <QStringList>

namespace hubbub::cli {

namespace {

constexpr std::size_t namesWorthReading = 30;

QString codeWord(chat::RefusalCode code)
{
    const auto word = chat::refusalWord(code);
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

QString keyText(const PublicKey& key)
{
    return QString::fromStdString(crypto::publicKeyText(key));
}

} // namespace

QString shown(std::string_view text)
{
    const std::string safe = chat::isolated(chat::printable(text));
    return QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
}

QString unconfirmedText(std::size_t count)
{
    return PlainOutput::tr("Lines that were not confirmed: %1").arg(count);
}

QString shownNames(const std::vector<chat::RosterEntry>& members)
{
    QStringList names;
    for (const chat::RosterEntry& entry : members) {
        if (static_cast<std::size_t>(names.size()) == namesWorthReading)
            break;
        names += shown(entry.name);
    }
    const QString list = names.join(PlainOutput::tr(", ", "between names"));
    const auto more = members.size() - static_cast<std::size_t>(names.size());
    return more == 0 ? list : PlainOutput::tr("%1 and %2 more").arg(list).arg(more);
}

void PlainOutput::showWelcome(const client::WelcomeNotice& welcome)
{
    doors_.note(tr("You are in the room “%1” as %2.").arg(shown(welcome.room), shown(welcome.name)));
    if (!welcome.topic.empty())
        doors_.note(tr("Topic: %1").arg(shown(welcome.topic)));
    for (const QString& line : shown(welcome.text).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        doors_.note(line);
    doors_.note(tr("Here (%1): %2").arg(welcome.members.size()).arg(shownNames(welcome.members)));
}

void PlainOutput::showEvent(const client::EventNotice& event, bool isIgnored)
{
    if (isIgnored)
        return;
    if (const QString line = qt::eventLine(event.event); !line.isEmpty())
        doors_.line(line);
    const auto* const announcement = std::get_if<chat::Announcement>(&event.event.what);
    if (announcement != nullptr && announcement->asksToConfirm && !event.own && !event.history)
        doors_.note(
            tr("This notice asks to be confirmed; /ack does it, later on /ack #%1.").arg(event.seq.value));
}

void PlainOutput::showGap(const client::GapNotice& gap)
{
    doors_.note(tr("The events %1 to %2 were missed.").arg(gap.from.value).arg(gap.to.value));
}

void PlainOutput::showSent(LineNumber /*line*/, Seq /*seq*/)
{
    // The message itself follows.
}

void PlainOutput::showRefused(LineNumber line, const chat::Refusal& refusal)
{
    const QString why = codeWord(refusal.code) + QLatin1String(": ") + qt::refusalText(refusal);
    if (line && doors_.numbersLines)
        doors_.note(tr("Line %1 was refused: %2").arg(*line).arg(why));
    else if (line)
        doors_.note(why);
    else
        doors_.note(tr("Something said earlier was refused: %1").arg(why));
    if (refusal.suggestion)
        doors_.note(tr("This one is free: %1").arg(shown(*refusal.suggestion)));
}

void PlainOutput::showDone(std::uint64_t /*line*/, const CommandAnswer& answer)
{
    if (!answer.text.isEmpty())
        doors_.note(answer.text);
}

void PlainOutput::showLink(const client::LinkNotice& link)
{
    if (link.state != client::LinkState::connecting && link.state != client::LinkState::connected)
        doors_.note(qt::linkText(link));
}

void PlainOutput::showServerKey(const client::ServerKeyNotice& key)
{
    switch (key.verdict) {
    case client::KeyVerdict::known:
        return;
    case client::KeyVerdict::firstSight:
        return doors_.note(
            tr("This server is met for the first time; its key is kept: %1").arg(keyText(key.key)));
    case client::KeyVerdict::changed:
        const QString expected = key.expected ? keyText(*key.expected) : QString();
        return doors_.note(
            tr("The server's key has changed.\n  known: %1\n  shown: %2").arg(expected, keyText(key.key)));
    }
}

void PlainOutput::showJoinRefused(const chat::Refusal& refusal)
{
    doors_.note(codeWord(refusal.code) + QLatin1String(": ") + qt::refusalText(refusal));
    if (refusal.suggestion)
        doors_.note(tr("This one is free: %1").arg(shown(*refusal.suggestion)));
    if (refusal.code == chat::RefusalCode::selfInUse)
        doors_.note(tr("--take-over moves you here."));
}

void PlainOutput::showEnd(const client::EndedNotice& ended)
{
    doors_.note(qt::endText(ended));
    if (ended.reason == client::EndReason::keyChanged)
        doors_.note(tr("If you know that the new key is right, --accept-new-key takes it."));
}

void PlainOutput::showFailure(const QString& text, bool /*fatal*/)
{
    doors_.note(shown(text.toStdString()));
}

void PlainOutput::showWaiting(const QString& text)
{
    doors_.note(tr("(waits for the connection) %1").arg(shown(text.toStdString())));
}

} // namespace hubbub::cli
