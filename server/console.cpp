#include "server/console.h"

#include "protocol/chat/moderation_words.h"
#include "protocol/chat/text.h"

#include <QDateTime>

#include <algorithm>
#include <charconv>

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

QString shownTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

std::optional<Seq> parseSeq(std::string_view word)
{
    if (word.starts_with('#'))
        word.remove_prefix(1);
    Seq seq;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seq.value);
    const bool isGood = error == std::errc{} && end == word.data() + word.size() && seq.value > 0;
    return isGood ? std::optional(seq) : std::nullopt;
}

} // namespace

void Console::handleLine(Instant now, std::string_view line, ServerOutbox& out)
{
    line = trimmed(line);
    if (line.empty())
        return;
    if (line.starts_with("//"))
        return announce(now, line.substr(1), false, out);
    if (!line.starts_with('/'))
        return announce(now, line, false, out);

    const auto [word, rest] = splitFirst(line.substr(1));
    if (word == "help")
        printHelp();
    else if (word == "who")
        printMembers(now);
    else if (word == "stats")
        printStats(now);
    else if (word == "kick")
        kick(now, rest, out);
    else if (word == "announce")
        announceAsTold(now, rest, out);
    else if (moderate(now, word, rest, out))
        return;
    else if (word == "invite")
        doors_.print(doors_.invite());
    else if (word == "reload")
        reload(now, out);
    else if (word == "quit")
        doors_.quit(std::string(rest));
    else
        doors_.print(
            tr("UNKNOWN_COMMAND: there is no /%1. /help lists the commands; //%1 announces it as text.")
                .arg(shown(word)));
}

void Console::reload(Instant now, ServerOutbox& out)
{
    const auto reloaded = doors_.reload(now, out);
    if (!reloaded) {
        doors_.print(tr("Nothing was changed:"));
        for (const QString& line : shown(reloaded.error().context).split(QLatin1Char('\n')))
            doors_.print(line);
        return;
    }
    for (const std::string& key : reloaded->applied)
        doors_.print(tr("in force: %1").arg(shown(key)));
    for (const std::string& key : reloaded->atNextStart)
        doors_.print(tr("not before the next start: %1").arg(shown(key)));
    if (reloaded->applied.empty() && reloaded->atNextStart.empty())
        doors_.print(tr("The configuration says what is in force."));
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
    else if (const auto* moderated = std::get_if<ModeratedNotice>(&notice))
        tellModerated(*moderated);
}

void Console::announce(Instant now, std::string_view text, bool asksToConfirm, ServerOutbox& out)
{
    answer(core_.announce(now, text, asksToConfirm, out));
}

void Console::announceAsTold(Instant now, std::string_view arguments, ServerOutbox& out)
{
    constexpr std::string_view option = "--ack";
    const auto [first, rest] = splitFirst(arguments);
    const bool asks = first == option;
    announce(now, asks ? rest : arguments, asks, out);
}

bool Console::moderate(Instant now, std::string_view word, std::string_view rest, ServerOutbox& out)
{
    using chat::RestrictionKind;
    if (word == "ban")
        restrict(now, RestrictionKind::ban, rest, out);
    else if (word == "mute")
        restrict(now, RestrictionKind::mute, rest, out);
    else if (word == "unban")
        lift(now, RestrictionKind::ban, rest, out);
    else if (word == "unmute")
        lift(now, RestrictionKind::mute, rest, out);
    else if (word == "bans")
        printRestrictions(now);
    else if (word == "topic")
        topic(rest, out);
    else if (word == "lock")
        answer(core_.setLock(true, out));
    else if (word == "unlock")
        answer(core_.setLock(false, out));
    else if (word == "remove")
        remove(now, rest, out);
    else if (word == "acks")
        printConfirmations(rest);
    else
        return false;
    return true;
}

void Console::restrict(Instant now, chat::RestrictionKind kind, std::string_view rest, ServerOutbox& out)
{
    const auto typed = chat::parseRestriction(rest);
    if (!typed)
        return printRefusal(typed.error());
    answer(core_.restrict(now, kind, *typed, out));
}

void Console::lift(Instant now, chat::RestrictionKind kind, std::string_view word, ServerOutbox& out)
{
    bool isFound = false;
    for (const chat::Restriction& each : core_.restrictions(now)) {
        if (each.kind != kind || !chat::isMeant(each, word))
            continue;
        isFound = true;
        answer(core_.lift(each.seq, out));
    }
    if (!isFound)
        doors_.print(tr("BAD_ARGUMENT: there is none like that; /bans lists those there are."));
}

void Console::topic(std::string_view rest, ServerOutbox& out)
{
    if (!rest.empty())
        return answer(core_.setTopic(rest == "-" ? std::string_view() : rest, out));
    doors_.print(core_.topic().empty() ? tr("The room has no topic.")
                                       : tr("Topic: %1").arg(shown(core_.topic())));
}

void Console::remove(Instant now, std::string_view rest, ServerOutbox& out)
{
    const auto [number, why] = splitFirst(rest);
    const auto seq = parseSeq(number);
    if (!seq)
        return doors_.print(tr("BAD_ARGUMENT: which? /remove NUMBER [why], with the message's number."));
    answer(core_.remove(now, *seq, why, out));
}

void Console::printRestrictions(Instant now)
{
    const auto restrictions = core_.restrictions(now);
    doors_.print(tr("bans and mutes: %1").arg(restrictions.size()));
    for (const chat::Restriction& each : restrictions) {
        QString line = QStringLiteral("#%1 %2 %3")
                           .arg(each.seq.value)
                           .arg(shown(chat::restrictionWord(each.kind)), shown(chat::whomText(each)));
        line += each.until ? tr(", until %1").arg(shownTime(*each.until)) : tr(", without end");
        const QString by = !each.by.empty() ? shown(each.by)
                         : each.byKey       ? QString::fromStdString(shownFingerprint(*each.byKey))
                                            : tr("the console");
        line += tr(", by %1").arg(by);
        if (!each.reason.empty())
            line += QStringLiteral(": ") + shown(each.reason);
        doors_.print(line);
    }
    if (core_.isLocked())
        doors_.print(tr("The room is locked: nobody may enter."));
}

void Console::printConfirmations(std::string_view number)
{
    const auto seq = parseSeq(number);
    const auto confirmations = seq ? core_.confirmations(*seq) : std::nullopt;
    if (!confirmations)
        return doors_.print(
            tr("BAD_ARGUMENT: no notice under that number has asked to be confirmed, or it is "
               "long ago. /acks NUMBER."));
    for (const auto state : {chat::ConfirmationState::confirmed, chat::ConfirmationState::delivered,
                             chat::ConfirmationState::unreachable})
    {
        QStringList names;
        for (const chat::Confirmation& each : *confirmations) {
            if (each.state == state)
                names += shown(each.name);
        }
        const QString label = state == chat::ConfirmationState::confirmed ? tr("confirmed (%1)")
                            : state == chat::ConfirmationState::delivered ? tr("delivered (%1)")
                                                                          : tr("unreachable (%1)");
        const QString all = names.join(QStringLiteral(", "));
        doors_.print(label.arg(names.size()) + (all.isEmpty() ? QString() : QStringLiteral(": ") + all));
    }
}

void Console::tellModerated(const ModeratedNotice& notice)
{
    const auto& what = notice.command.what;
    const QString whom = notice.restriction ? shown(chat::whomText(*notice.restriction)) : QString();
    if (const auto* restriction = std::get_if<RestrictCommand>(&what)) {
        const QString line = restriction->kind == chat::RestrictionKind::ban ? tr("banned, as number %1: %2")
                                                                             : tr("muted, as number %1: %2");
        doors_.print(line.arg(notice.seq.value).arg(whom));
    } else if (const auto* lift = std::get_if<LiftCommand>(&what)) {
        doors_.print(tr("lifted, number %1: %2").arg(lift->restriction.value).arg(whom));
    } else if (const auto* topic = std::get_if<TopicCommand>(&what)) {
        doors_.print(topic->topic.empty() ? tr("The room has no topic.")
                                          : tr("Topic: %1").arg(shown(topic->topic)));
    } else if (const auto* lock = std::get_if<LockCommand>(&what)) {
        doors_.print(lock->isLocked ? tr("The room is locked: nobody may enter.")
                                    : tr("The room is open again."));
    } else if (const auto* remove = std::get_if<RemoveCommand>(&what)) {
        doors_.print(tr("the text of number %1 is removed").arg(remove->seq.value));
    }
}

void Console::answer(const Result<Done, chat::Refusal>& result)
{
    if (!result)
        printRefusal(result.error());
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
    doors_.print(tr("/ban WHOM [for TIME] [why]"));
    doors_.print(
        tr("                     keep out a name, #NUMBER, address (10.1.0.0/16) or key, for 10m, 2h, 3d"));
    doors_.print(tr("/unban WHOM          let them in again"));
    doors_.print(tr("/mute, /unmute       the same, for who may read but not speak"));
    doors_.print(tr("/bans                bans and mutes, with their numbers"));
    doors_.print(tr("/topic [TEXT]        show the topic, or set it; - takes it away"));
    doors_.print(tr("/lock, /unlock       nobody may enter, or everybody again"));
    doors_.print(tr("/remove NUMBER [why] take away the text of what was said"));
    doors_.print(tr("/announce --ack TEXT a notice that everyone is to confirm"));
    doors_.print(tr("/acks NUMBER         who has confirmed it"));
    doors_.print(tr("/stats               counters and figures"));
    doors_.print(tr("/invite              the link that lets people in"));
    doors_.print(tr("/reload              read the configuration again"));
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
        if (member.entry.flags.muted)
            line += tr(", muted");
        if (member.entry.flags.away)
            line += tr(", away, last heard %1 s ago")
                        .arg(std::chrono::duration_cast<std::chrono::seconds>(member.heardAgo).count());
        doors_.print(line);
    }
}

void Console::printStats(Instant now)
{
    for (const auto& [name, value] : core_.stats(now))
        doors_.print(QStringLiteral("%1 %2").arg(QString::fromStdString(name)).arg(value));
}

void Console::printRefusal(const chat::Refusal& refusal)
{
    const auto word = chat::refusalWord(refusal.code);
    doors_.print(QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())) + QStringLiteral(": ")
                 + shown(refusal.text));
}

} // namespace hubbub::server
