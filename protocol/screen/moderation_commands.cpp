#include "protocol/screen/moderation_commands.h"

#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/moderation_text.h"
#include "protocol/screen/named_member.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hubbub::screen {

namespace {

constexpr std::string_view noTopic = "-";

chat::Refusal refusal(chat::RefusalCode code, std::string text)
{
    return {code, std::move(text), std::nullopt, std::nullopt};
}

chat::Refusal nobody(std::string_view whom)
{
    return refusal(chat::RefusalCode::noSuchMember, whom.starts_with('#')
                                                        ? "No member has that number; /who lists who is."
                                                        : "Nobody of that name is here; /who lists who is.");
}

/// `#12` or `12`
std::optional<Seq> parseSeq(std::string_view word)
{
    if (word.starts_with('#'))
        word.remove_prefix(1);
    Seq::Value value = 0;
    const auto* const end = word.data() + word.size();
    const auto [at, error] = std::from_chars(word.data(), end, value);
    return error == std::errc() && at == end && value > 0 ? std::optional(Seq{value}) : std::nullopt;
}

/// The first word, and what follows.
std::pair<QString, QString> splitWord(std::string_view rest)
{
    const QString text = qt::fromUtf8(rest).trimmed();
    const auto isSpace = [](QChar letter) { return letter.isSpace(); };
    const auto length = std::ranges::find_if(text, isSpace) - text.begin();
    return {text.left(length), text.mid(length).trimmed()};
}

} // namespace

ModerationCommands::Run ModerationCommands::find(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Run>, 12> table{{
        {"nick", &ModerationCommands::rename},
        {"topic", &ModerationCommands::topic},
        {"ban", &ModerationCommands::ban},
        {"unban", &ModerationCommands::unban},
        {"bans", &ModerationCommands::bans},
        {"mute", &ModerationCommands::mute},
        {"unmute", &ModerationCommands::unmute},
        {"lock", &ModerationCommands::lock},
        {"unlock", &ModerationCommands::unlock},
        {"remove", &ModerationCommands::removeMessage},
        {"ack", &ModerationCommands::confirm},
        {"acks", &ModerationCommands::confirmations},
    }};
    const auto* const found = std::ranges::find(table, word, &std::pair<std::string_view, Run>::first);
    return found == table.end() ? nullptr : found->second;
}

std::optional<chat::Refusal> ModerationCommands::run(Line line, qt::RoomClient& client,
                                                     const client::CommandLine& command)
{
    const Run action = find(command.word);
    if (action == nullptr)
        return client::unbuiltRefusal(command.word);
    client_ = &client;
    return (this->*action)({line, client, command.rest});
}

std::optional<chat::Refusal> ModerationCommands::rename(const Call& call)
{
    if (call.rest.empty())
        return refusal(chat::RefusalCode::badArgument, "Which name? /nick NAME.");
    const QString name = qt::fromUtf8(call.rest);
    return asked(call.client.rename(name),
                 {.line = call.line, .done = tr("You are now called %1.").arg(qt::shownLine(call.rest))});
}

std::optional<chat::Refusal> ModerationCommands::topic(const Call& call)
{
    const bool isCleared = call.rest == noTopic;
    return asked(
        call.client.setTopic(isCleared ? QString() : qt::fromUtf8(call.rest)),
        {.line = call.line, .done = isCleared ? tr("The topic is taken away.") : tr("The topic is set.")});
}

std::optional<chat::Refusal> ModerationCommands::ban(const Call& call)
{
    return restrict(call, chat::RestrictionKind::ban);
}

std::optional<chat::Refusal> ModerationCommands::mute(const Call& call)
{
    return restrict(call, chat::RestrictionKind::mute);
}

/// A name, or a number, is looked up once; from there on it is the member with that fingerprint.
std::optional<chat::Refusal> ModerationCommands::restrict(const Call& call, chat::RestrictionKind kind)
{
    const auto typed = chat::parseRestriction(call.rest);
    if (!typed)
        return typed.error();
    chat::RestrictRequest request{kind, {}, typed->lasts, typed->reason};
    QString whom;
    if (const auto* const range = std::get_if<AddressRange>(&typed->whom)) {
        request.whom = *range;
        whom = qt::fromUtf8(range->text());
    } else if (const auto* const key = std::get_if<PublicKey>(&typed->whom)) {
        request.whom = *key;
        whom = qt::fromUtf8(crypto::publicKeyText(*key));
    } else {
        const auto [word, rest] = splitWord(call.rest);
        const auto member = findMember(members_(), word);
        if (!member)
            return nobody(qt::toUtf8(word));
        request.whom = chat::NamedMember{member->member, member->fingerprint};
        whom = shownMember(*member);
    }
    const QString what =
        kind == chat::RestrictionKind::ban ? tr("banned: %1").arg(whom) : tr("muted: %1").arg(whom);
    return asked(call.client.restrict(request),
                 {.line = call.line,
                  .done = typed->lasts
                            ? tr("%1, for %2", "a ban, how long").arg(what, lengthText(*typed->lasts))
                            : what});
}

std::optional<chat::Refusal> ModerationCommands::unban(const Call& call)
{
    return lift(call, chat::RestrictionKind::ban);
}

std::optional<chat::Refusal> ModerationCommands::unmute(const Call& call)
{
    return lift(call, chat::RestrictionKind::mute);
}

std::optional<chat::Refusal> ModerationCommands::lift(const Call& call, chat::RestrictionKind kind)
{
    if (call.rest.empty())
        return refusal(chat::RefusalCode::badArgument,
                       "Whom? A name, the #NUMBER that /bans shows, addresses or a key.");
    Asked what{.line = call.line, .lifted = kind, .whom = std::string(call.rest)};
    // Whoever has another name by now is meant all the same.
    // A number is that of the ban.
    const auto member =
        call.rest.starts_with('#') ? std::nullopt : findMember(members_(), qt::fromUtf8(call.rest));
    if (member)
        what.fingerprint = member->fingerprint;
    return asked(call.client.askRestrictions(), std::move(what));
}

std::optional<chat::Refusal> ModerationCommands::bans(const Call& call)
{
    return asked(call.client.askRestrictions(), {.line = call.line});
}

std::optional<chat::Refusal> ModerationCommands::lock(const Call& call)
{
    return asked(call.client.setLock(true),
                 {.line = call.line, .done = tr("The room is locked: nobody else may enter.")});
}

std::optional<chat::Refusal> ModerationCommands::unlock(const Call& call)
{
    return asked(call.client.setLock(false), {.line = call.line, .done = tr("The room is open again.")});
}

std::optional<chat::Refusal> ModerationCommands::removeMessage(const Call& call)
{
    const auto [whom, why] = splitWord(call.rest);
    if (whom.isEmpty())
        return refusal(chat::RefusalCode::badArgument,
                       "Which message? /remove #NUMBER [WHY], or /remove NAME "
                       "[WHY] for the last one of somebody.");
    const bool isNumber = whom.startsWith(QLatin1Char('#'));
    const auto seq = isNumber ? parseSeq(qt::toUtf8(whom)) : messages_.lastOf(whom);
    if (!seq)
        return refusal(chat::RefusalCode::badArgument,
                       isNumber ? "A message's number is a number, such as #12."
                                : "Nothing of what was read here is by somebody of that name.");
    return asked(call.client.remove(*seq, why),
                 {.line = call.line, .done = tr("Message #%1 is removed.").arg(seq->value)});
}

std::optional<chat::Refusal> ModerationCommands::confirm(const Call& call)
{
    const auto seq = call.rest.empty() ? messages_.toConfirm() : parseSeq(call.rest);
    if (!seq)
        return refusal(chat::RefusalCode::badArgument, call.rest.empty()
                                                           ? "No notice waits for you to confirm it."
                                                           : "A notice's number is a number, such as #12.");
    return asked(
        call.client.acknowledge(*seq),
        {.line = call.line, .done = tr("Notice #%1 is confirmed.").arg(seq->value), .confirmed = *seq});
}

std::optional<chat::Refusal> ModerationCommands::confirmations(const Call& call)
{
    const auto seq = call.rest.empty() ? std::optional(messages_.lastAsking()) : parseSeq(call.rest);
    if (!seq || seq->value == 0)
        return refusal(chat::RefusalCode::badArgument, call.rest.empty()
                                                           ? "No notice has asked to be confirmed; /announce "
                                                             "--ack TEXT makes one."
                                                           : "A notice's number is a number, such as #12.");
    return asked(call.client.askConfirmations(*seq), {.line = call.line});
}

bool ModerationCommands::isLifting() const
{
    return std::ranges::any_of(asked_, [](const auto& each) { return each.second.lifted.has_value(); });
}

std::nullopt_t ModerationCommands::asked(client::SubmissionId id, Asked what)
{
    asked_.emplace(id, std::move(what));
    return std::nullopt;
}

bool ModerationCommands::handle(const client::DoneNotice& notice)
{
    const auto done = asked_.extract(notice.submission);
    if (!done)
        return false;
    if (done.mapped().confirmed)
        messages_.handleConfirmed(*done.mapped().confirmed);
    if (done.mapped().isLast)
        tell(done.mapped().line, done.mapped().done);
    return true;
}

bool ModerationCommands::handle(const client::RefusedNotice& notice)
{
    const auto refused = asked_.extract(notice.submission);
    if (!refused)
        return false;
    // What cannot be confirmed need not be asked for again.
    if (refused.mapped().confirmed)
        messages_.handleConfirmed(*refused.mapped().confirmed);
    if (refused.mapped().isLast)
        tell_(refused.mapped().line, Unexpected(notice.refusal));
    return true;
}

bool ModerationCommands::handle(const client::RestrictionsNotice& notice)
{
    const auto told = asked_.extract(notice.submission);
    if (!told)
        return false;
    if (told.mapped().lifted)
        liftAmong(told.mapped(), notice.restrictions);
    else
        tell_(told.mapped().line, Answer{restrictionsText(notice.restrictions), notice.restrictions, {}});
    return true;
}

/// All that fit: who is let in again is not to be kept out by another ban.
void ModerationCommands::liftAmong(const Asked& wanted, const std::vector<chat::Restriction>& restrictions)
{
    std::vector<chat::Restriction> lifted;
    for (const chat::Restriction& restriction : restrictions) {
        const auto* const key = std::get_if<PublicKey>(&restriction.whom);
        const bool isOfMember =
            key != nullptr && wanted.fingerprint && crypto::fingerprintOf(*key) == *wanted.fingerprint;
        if (restriction.kind == *wanted.lifted && (isOfMember || chat::isMeant(restriction, wanted.whom)))
            lifted.push_back(restriction);
    }
    if (lifted.empty() || !client_) {
        tell_(wanted.line, Unexpected(refusal(chat::RefusalCode::badArgument,
                                              "There is no such ban or mute; /bans lists them.")));
        return;
    }
    QStringList whom;
    for (const chat::Restriction& restriction : lifted)
        whom += restrictedText(restriction);
    const QString done = tr("lifted: %1").arg(whom.join(QLatin1Char('\n')));
    for (const chat::Restriction& restriction : lifted) {
        const bool isLast = restriction.seq == lifted.back().seq;
        asked(client_->lift(restriction.seq), {.line = wanted.line, .done = done, .isLast = isLast});
    }
}

bool ModerationCommands::handle(const client::ConfirmationsNotice& notice)
{
    const auto told = asked_.extract(notice.submission);
    if (told)
        tell_(told.mapped().line, Answer{confirmationsText(notice.confirmations), {}, notice.confirmations});
    return !told.empty();
}

} // namespace hubbub::screen
