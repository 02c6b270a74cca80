#include "client-cli/admin_moderation.h"

#include "client-cli/plain_output.h"
#include "client-cli/room_commands.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>
#include <utility>

namespace hubbub::cli {

namespace {

struct AdminModerationText {
    Q_DECLARE_TR_FUNCTIONS(AdminModerationText)
};

constexpr std::array moderationCommands = {"ban",   "unban", "bans",   "mute",   "unmute",
                                           "topic", "lock",  "unlock", "remove", "acks"};

QString shownTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

std::optional<Seq> parseNumber(QString word)
{
    if (word.startsWith(QLatin1Char('#')))
        word.remove(0, 1);
    bool isGood = false;
    const auto number = word.toULongLong(&isGood);
    return isGood && number > 0 ? std::optional(Seq{number}) : std::nullopt;
}

} // namespace

std::span<const char* const> AdminModeration::commands()
{
    return moderationCommands;
}

QString AdminModeration::help()
{
    return AdminModerationText::tr(
        "ban WHOM [for TIME] [WHY]  keeps out a name, #NUMBER, address (10.1.0.0/16) or key\n"
        "unban WHOM                 lets them in again\n"
        "mute WHOM [for TIME] [WHY] lets them read but not speak\n"
        "unmute WHOM                lets them speak again\n"
        "bans                       bans and mutes, with their numbers\n"
        "topic TEXT                 sets the room's topic; - takes it away\n"
        "lock, unlock               nobody may enter, or everybody again\n"
        "remove NUMBER [WHY]        takes away the text of what was said\n"
        "announce --ack TEXT        tells everyone, and asks to confirm it\n"
        "acks NUMBER                who has confirmed it");
}

bool AdminModeration::run(const QString& word, const QString& rest)
{
    using chat::RestrictionKind;
    if (word == QLatin1String("ban"))
        restrict(RestrictionKind::ban, rest);
    else if (word == QLatin1String("mute"))
        restrict(RestrictionKind::mute, rest);
    else if (word == QLatin1String("unban"))
        lift(RestrictionKind::ban, rest);
    else if (word == QLatin1String("unmute"))
        lift(RestrictionKind::mute, rest);
    else if (word == QLatin1String("bans"))
        asked_ = client_.askRestrictions();
    else if (word == QLatin1String("topic"))
        setTopic(rest);
    else if (word == QLatin1String("lock"))
        await(client_.setLock(true), AdminModerationText::tr("locked: nobody may enter"));
    else if (word == QLatin1String("unlock"))
        await(client_.setLock(false), AdminModerationText::tr("unlocked: everybody may enter"));
    else if (word == QLatin1String("remove"))
        remove(rest);
    else if (word == QLatin1String("acks"))
        askConfirmations(rest);
    else
        return false;
    return true;
}

void AdminModeration::restrict(chat::RestrictionKind kind, const QString& rest)
{
    const auto typed = chat::parseRestriction(qt::toUtf8(rest));
    if (!typed)
        return doors_.refuse(typed.error());
    restriction_ = chat::RestrictRequest{kind, {}, typed->lasts, typed->reason};
    whom_ = typed->whom;
    if (const auto* key = std::get_if<PublicKey>(&*whom_)) {
        restriction_->whom = *key;
    } else if (const auto* range = std::get_if<AddressRange>(&*whom_)) {
        restriction_->whom = *range;
    } else {
        asked_ = client_.askMembers();
        return;
    }
    const auto request = *std::exchange(restriction_, std::nullopt);
    const bool isBan = kind == chat::RestrictionKind::ban;
    await(client_.restrict(request), isBan ? AdminModerationText::tr("banned, as number %1")
                                           : AdminModerationText::tr("muted, as number %1"));
}

void AdminModeration::restrictAmong(const std::vector<chat::MemberInfo>& members)
{
    auto request = *std::exchange(restriction_, std::nullopt);
    std::vector<chat::RosterEntry> entries;
    entries.reserve(members.size());
    for (const chat::MemberInfo& member : members)
        entries.push_back(member.entry);
    const auto* id = std::get_if<MemberId>(&*whom_);
    const QString who = id != nullptr ? QLatin1Char('#') + QString::number(id->value)
                                      : qt::fromUtf8(std::get<chat::TypedName>(*whom_).text);
    const auto member = findMember(entries, who);
    if (!member)
        return refuse(chat::RefusalCode::noSuchMember,
                      "Nobody of that name or number is in the room; who has left can be named by the key or "
                      "the address.");
    request.whom = chat::NamedMember{member->member, member->fingerprint};
    const bool isBan = request.kind == chat::RestrictionKind::ban;
    const QString words = isBan ? AdminModerationText::tr("banned by the key: %1 (#%2, %3), as number %4")
                                : AdminModerationText::tr("muted by the key: %1 (#%2, %3), as number %4");
    await(client_.restrict(request),
          words.arg(shown(member->name))
              .arg(member->member.value)
              .arg(QString::fromStdString(shownFingerprint(member->fingerprint)), QStringLiteral("%1")));
}

void AdminModeration::lift(chat::RestrictionKind kind, const QString& word)
{
    if (word.isEmpty())
        return refuse(chat::RefusalCode::badArgument,
                      "Whom? A name, an address, a key, or #NUMBER as bans lists them.");
    lift_ = Lift{kind, qt::toUtf8(word)};
    asked_ = client_.askRestrictions();
}

void AdminModeration::liftAmong(const std::vector<chat::Restriction>& restrictions)
{
    const Lift wanted = *std::exchange(lift_, std::nullopt);
    asked_.reset();
    for (const chat::Restriction& each : restrictions) {
        if (each.kind != wanted.kind || !chat::isMeant(each, wanted.word))
            continue;
        // All but the last are answered in silence.
        doors_.print(AdminModerationText::tr("lifted: %1 #%2 of %3")
                         .arg(QString::fromLatin1(chat::restrictionWord(each.kind).data()))
                         .arg(each.seq.value)
                         .arg(shown(chat::whomText(each))));
        if (asked_)
            silent_.insert(*asked_);
        asked_ = client_.lift(each.seq);
        words_.clear();
    }
    if (!asked_)
        refuse(chat::RefusalCode::badArgument, "There is none like that; bans lists those there are.");
}

void AdminModeration::setTopic(const QString& topic)
{
    if (topic.isEmpty())
        return refuse(chat::RefusalCode::badArgument, "Which? topic TEXT sets it, topic - takes it away.");
    const bool isNone = topic == QLatin1String("-");
    await(client_.setTopic(isNone ? QString() : topic),
          isNone ? AdminModerationText::tr("the topic is taken away")
                 : AdminModerationText::tr("the topic is set"));
}

void AdminModeration::remove(const QString& rest)
{
    const auto seq = parseNumber(rest.section(QLatin1Char(' '), 0, 0));
    if (!seq)
        return refuse(chat::RefusalCode::badArgument,
                      "Which? remove NUMBER [WHY], with the message's number.");
    await(client_.remove(*seq, rest.section(QLatin1Char(' '), 1).trimmed()),
          AdminModerationText::tr("the text of number %1 is removed").arg(seq->value));
}

void AdminModeration::askConfirmations(const QString& number)
{
    const auto seq = parseNumber(number);
    if (!seq)
        return refuse(chat::RefusalCode::badArgument, "Which? acks NUMBER, with the notice's number.");
    asked_ = client_.askConfirmations(*seq);
}

bool AdminModeration::handleNotice(const client::Notice& notice)
{
    if (const auto* done = std::get_if<client::DoneNotice>(&notice)) {
        if (silent_.erase(done->submission) > 0)
            return true;
        if (!isMine(done->submission))
            return false;
        asked_.reset();
        const QString words = std::exchange(words_, {});
        if (!words.isEmpty())
            doors_.print(words.contains(QLatin1String("%1")) ? words.arg(done->seq.value_or(Seq{}).value)
                                                             : words);
        doors_.done();
        return true;
    }
    if (const auto* refused = std::get_if<client::RefusedNotice>(&notice)) {
        if (silent_.erase(refused->submission) > 0)
            return true;
        if (!isMine(refused->submission))
            return false;
        asked_.reset();
        restriction_.reset();
        lift_.reset();
        doors_.refuse(refused->refusal);
        return true;
    }
    if (const auto* members = std::get_if<client::MembersNotice>(&notice)) {
        if (!isMine(members->submission) || !restriction_)
            return false;
        asked_.reset();
        restrictAmong(members->members);
        return true;
    }
    if (const auto* restrictions = std::get_if<client::RestrictionsNotice>(&notice)) {
        if (!isMine(restrictions->submission))
            return false;
        if (lift_)
            liftAmong(restrictions->restrictions);
        else
            printRestrictions(restrictions->restrictions);
        return true;
    }
    if (const auto* confirmations = std::get_if<client::ConfirmationsNotice>(&notice)) {
        if (!isMine(confirmations->submission))
            return false;
        printConfirmations(*confirmations);
        return true;
    }
    return false;
}

void AdminModeration::printRestrictions(const std::vector<chat::Restriction>& restrictions)
{
    asked_.reset();
    doors_.print(AdminModerationText::tr("bans and mutes: %1").arg(restrictions.size()));
    for (const chat::Restriction& each : restrictions) {
        QString line = QStringLiteral("#%1 %2 %3")
                           .arg(each.seq.value)
                           .arg(QString::fromLatin1(chat::restrictionWord(each.kind).data()),
                                shown(chat::whomText(each)));
        line += each.until ? AdminModerationText::tr(", until %1").arg(shownTime(*each.until))
                           : AdminModerationText::tr(", without end");
        const QString by = !each.by.empty() ? shown(each.by)
                         : each.byKey       ? QString::fromStdString(shownFingerprint(*each.byKey))
                                            : AdminModerationText::tr("the console");
        line += AdminModerationText::tr(", by %1").arg(by);
        if (!each.reason.empty())
            line += QStringLiteral(": ") + shown(each.reason);
        doors_.print(line);
    }
    doors_.done();
}

void AdminModeration::printConfirmations(const client::ConfirmationsNotice& notice)
{
    asked_.reset();
    for (const auto state : {chat::ConfirmationState::confirmed, chat::ConfirmationState::delivered,
                             chat::ConfirmationState::unreachable})
    {
        QStringList names;
        for (const chat::Confirmation& each : notice.confirmations) {
            if (each.state == state)
                names += shown(each.name);
        }
        const QString label =
            state == chat::ConfirmationState::confirmed   ? AdminModerationText::tr("confirmed (%1)")
            : state == chat::ConfirmationState::delivered ? AdminModerationText::tr("delivered (%1)")
                                                          : AdminModerationText::tr("unreachable (%1)");
        const QString all = names.join(QStringLiteral(", "));
        doors_.print(label.arg(names.size()) + (all.isEmpty() ? QString() : QStringLiteral(": ") + all));
    }
    doors_.done();
}

void AdminModeration::await(client::SubmissionId asked, const QString& words)
{
    asked_ = asked;
    words_ = words;
}

void AdminModeration::refuse(chat::RefusalCode code, const char* text)
{
    asked_.reset();
    doors_.refuse({code, text, std::nullopt, std::nullopt});
}

} // namespace hubbub::cli
