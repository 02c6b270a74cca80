// What the person wants of the room: to say something, to have order in it, to know who has read a notice.
// The answers come as notices.
#include "protocol/client/command_line.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/completeness_text.h"
#include "protocol/screen/ignore_commands.h"
#include "protocol/screen/room_commands.h"
#include "protocol/screen/room_controller.h"

#include <algorithm>

namespace hubbub::screen {

namespace {

bool holds(const std::map<client::SubmissionId, Seq>& underWay, Seq announcement)
{
    return std::ranges::any_of(underWay, [&](const auto& each) { return each.second == announcement; });
}

} // namespace

bool RoomController::submit(const QString& line)
{
    const auto parsed = client::parseLine(qt::toUtf8(line));
    if (!parsed) {
        Q_EMIT problem(qt::refusalText(parsed.error()));
        return false;
    }
    if (const auto* const command = std::get_if<client::CommandLine>(&*parsed)) {
        // An answer stands at the end, where it is not seen from the past.
        if (command->word != "goto" && command->word != "search")
            leavePast();
        return runCommand(*this, *command);
    }
    if (const auto* const action = std::get_if<client::ActionLine>(&*parsed))
        return say({qt::fromUtf8(action->text), chat::MessageStyle::action});
    return say({qt::fromUtf8(std::get<client::SayLine>(*parsed).text)});
}

bool RoomController::say(const Draft& draft)
{
    if (!canAsk())
        return false;
    const auto submitted = draft.asksToConfirm  ? client_->askToConfirm(draft.text)
                         : draft.isAnnouncement ? client_->announce(draft.text)
                                                : client_->say(draft.text, draft.style);
    if (!submitted) {
        Q_EMIT problem(qt::refusalText(submitted.error()));
        return false;
    }
    leavePast(); // what one says stands at the end
    messages_.addPending(*submitted, draft, name_, qt::wallTime());
    Q_EMIT linkChanged();
    return true;
}

bool RoomController::kick(const chat::RosterEntry& member, const QString& reason)
{
    if (!canAsk())
        return false;
    const auto id = client_->kick(member.member, member.fingerprint, reason);
    asked_[id] = tr("%1 (member %2) was removed.").arg(qt::shownLine(member.name)).arg(member.member.value);
    return true;
}

bool RoomController::moderate(const client::CommandLine& command)
{
    if (!canAsk())
        return false;
    const auto refused = moderation_.run(0, *client_, command);
    if (refused)
        Q_EMIT problem(qt::refusalText(*refused));
    return !refused;
}

bool RoomController::ask(client::SubmissionId id, const QString& done)
{
    asked_[id] = done;
    return true;
}

bool RoomController::restrict(const chat::RestrictRequest& request, const QString& done)
{
    return canAsk() && ask(client_->restrict(request), done);
}

bool RoomController::lift(Seq restriction)
{
    return canAsk() && ask(client_->lift(restriction), tr("It is lifted: #%1.").arg(restriction.value));
}

bool RoomController::removeMessage(Seq seq, const QString& reason)
{
    return canAsk() && ask(client_->remove(seq, reason), {});
}

bool RoomController::rename(const QString& name)
{
    if (!canAsk())
        return false;
    rename_ = client_->rename(name);
    return true;
}

bool RoomController::setTopic(const QString& topic)
{
    return canAsk() && ask(client_->setTopic(topic), {});
}

bool RoomController::setLocked(bool isLocked)
{
    return canAsk()
        && ask(client_->setLock(isLocked),
               isLocked ? tr("The room is locked: nobody else may enter.") : tr("The room is open again."));
}

bool RoomController::confirm()
{
    if (const auto seq = messages_.toConfirm())
        return confirm(*seq);
    Q_EMIT problem(tr("No notice waits for you to confirm it."));
    return false;
}

bool RoomController::confirm(Seq announcement)
{
    if (!canAsk())
        return false;
    if (!holds(confirmed_, announcement))
        confirmed_[client_->acknowledge(announcement)] = announcement;
    return true;
}

bool RoomController::askRestrictions()
{
    if (!canAsk())
        return false;
    askedRestrictions_.insert(client_->askRestrictions());
    return true;
}

bool RoomController::askConfirmations(Seq announcement)
{
    if (!canAsk())
        return false;
    askedConfirmations_[client_->askConfirmations(announcement)] = announcement;
    return true;
}

bool RoomController::isAskingConfirmations(Seq announcement) const
{
    return holds(askedConfirmations_, announcement);
}

bool RoomController::setAway(const std::optional<QString>& text)
{
    if (!canAsk())
        return false;
    asked_[client_->away(text)] =
        text ? tr("The others see that you are away.") : tr("The others see that you are back.");
    return true;
}

QString RoomController::completenessText() const
{
    return screen::completenessText(client_ ? client_->engine().completeness() : client::Completeness{});
}

bool RoomController::ignore(const QString& name)
{
    return tellIgnored(screen::ignore(ignored_, members_.find(name), name, name_));
}

bool RoomController::unignore(const QString& name)
{
    return tellIgnored(screen::unignore(ignored_, name));
}

bool RoomController::tellIgnored(const Result<QString, chat::Refusal>& answer)
{
    if (!answer) {
        Q_EMIT problem(qt::refusalText(answer.error()));
        return false;
    }
    remark(*answer);
    Q_EMIT ignoredChanged();
    return true;
}

void RoomController::retry(const QModelIndex& index)
{
    const QPersistentModelIndex row(index);
    const auto draft = messages_.unsentDraft(row);
    if (draft && say(*draft))
        messages_.removeUnsent(row);
}

void RoomController::tryNow()
{
    if (client_ && !hasEnded_)
        client_->tryNow();
}

bool RoomController::canAsk()
{
    const bool canAsk = client_ && !hasEnded_ && !isRefused_;
    if (!canAsk)
        Q_EMIT problem(tr("You are not in the room; enter it again first."));
    return canAsk;
}

} // namespace hubbub::screen
