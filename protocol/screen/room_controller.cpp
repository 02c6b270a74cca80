#include "protocol/screen/room_controller.h"

#include "protocol/client/command_line.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/room_commands.h"

#include <QDateTime>

#include <ranges>

namespace hubbub::screen {

namespace {

/// Completion offers these first; the rest follows anyway.
constexpr qsizetype mostSpeakers = 50;

WallTime wallTime()
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

} // namespace

RoomController::RoomController(QObject* parent) : QObject(parent) {}

void RoomController::begin(qt::RoomClient& client, const QString& name)
{
    if (!hasEnded_)
        messages_.handleEnd(unsureText());
    client_ = &client;
    hasEnded_ = false;
    isAdmin_ = false;
    wasWelcome_ = false;
    hasForked_ = false;
    isRefused_ = false;
    name_ = name;
    whyLink_.clear();
    asked_.clear();
    members_.clear();
    Q_EMIT linkChanged();
}

void RoomController::enterAs(const QString& name)
{
    isRefused_ = false;
    name_ = name;
    Q_EMIT linkChanged();
}

void RoomController::handleNotice(const client::Notice& notice)
{
    std::visit([this](const auto& told) { handle(told); }, notice);
}

void RoomController::handleFailure(const QString& text)
{
    end(text);
}

bool RoomController::isInRoom() const
{
    return client_ && !hasEnded_ && client_->engine().isAdmitted();
}

QString RoomController::title() const
{
    return room_.isEmpty() ? QString()
                           : tr("%1 – %2", "own name, room").arg(qt::shownLine(qt::toUtf8(name_)), room_);
}

qsizetype RoomController::textBytes() const
{
    return client_ ? static_cast<qsizetype>(client_->engine().textBytes())
                   : static_cast<qsizetype>(limits::textBytes);
}

LinkPicture RoomController::linkPicture() const
{
    LinkPicture picture;
    picture.why = whyLink_;
    picture.hasEnded = hasEnded_;
    picture.isRefused = isRefused_;
    if (!client_)
        return picture;
    const client::ClientEngine& engine = client_->engine();
    picture.state = engine.linkState();
    picture.isAdmitted = engine.isAdmitted();
    picture.server = qt::fromUtf8(client_->server().text());
    picture.roundTrip = engine.roundTrip();
    picture.untilNextAttempt = client_->untilNextAttempt();
    picture.sinceHeard = client_->sinceLastHeard();
    picture.unconfirmed = engine.unconfirmed();
    return picture;
}

QStringList RoomController::likelyNames() const
{
    QStringList names = members_.names();
    names.removeAll(name_);
    names.sort(Qt::CaseInsensitive);
    for (const QString& speaker : std::views::reverse(speakers_)) {
        if (names.removeOne(speaker))
            names.prepend(speaker);
    }
    return names;
}

bool RoomController::submit(const QString& line)
{
    const auto parsed = client::parseLine(qt::toUtf8(line));
    if (!parsed) {
        Q_EMIT problem(qt::refusalText(parsed.error()));
        return false;
    }
    if (const auto* const command = std::get_if<client::CommandLine>(&*parsed))
        return runCommand(*this, *command);
    if (const auto* const action = std::get_if<client::ActionLine>(&*parsed))
        return say({qt::fromUtf8(action->text), chat::MessageStyle::action});
    return say({qt::fromUtf8(std::get<client::SayLine>(*parsed).text)});
}

bool RoomController::say(const Draft& draft)
{
    if (!canAsk())
        return false;
    const auto submitted =
        draft.isAnnouncement ? client_->announce(draft.text) : client_->say(draft.text, draft.style);
    if (!submitted) {
        Q_EMIT problem(qt::refusalText(submitted.error()));
        return false;
    }
    messages_.addPending(*submitted, draft, name_, wallTime());
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

bool RoomController::setAway(const std::optional<QString>& text)
{
    if (!canAsk())
        return false;
    asked_[client_->away(text)] =
        text ? tr("The others see that you are away.") : tr("The others see that you are back.");
    return true;
}

bool RoomController::ignore(const QString& name)
{
    const auto member = members_.find(name);
    if (!member || name == name_) {
        Q_EMIT problem(member ? tr("That is you.") : tr("Nobody called %1 is here.").arg(name));
        return false;
    }
    ignored_.add(*member);
    remark(tr("You do not see any more what %1 says.").arg(qt::shownLine(member->name)));
    Q_EMIT ignoredChanged();
    return true;
}

bool RoomController::unignore(const QString& name)
{
    if (!ignored_.remove(name)) {
        Q_EMIT problem(tr("You do not ignore anybody called %1.").arg(name));
        return false;
    }
    remark(tr("You see again what %1 says.").arg(name));
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

void RoomController::remark(const QString& text)
{
    messages_.addRemark(text, wallTime());
}

void RoomController::handle(const client::ServerKeyNotice& /*notice*/) {}

void RoomController::handle(const client::WelcomeNotice& notice)
{
    name_ = qt::fromUtf8(notice.name);
    room_ = qt::shownLine(notice.room);
    topic_ = qt::shownLine(notice.topic);
    isAdmin_ = notice.admin;
    messages_.setOwnName(name_);
    if (!std::exchange(wasWelcome_, true)) {
        const auto before = std::exchange(serverKey_, notice.serverKey);
        if (before && before != notice.serverKey) {
            Q_EMIT roomEnds();
            messages_.beginElsewhere();
        }
        if (before != notice.serverKey)
            Q_EMIT roomBegins(notice.serverKey);
        messages_.beginRun(notice.head);
        ignored_.forgetMembers();
    } else if (std::exchange(hasForked_, false)) {
        messages_.beginFork(notice.head);
        ignored_.forgetMembers();
    }
    isRefused_ = false;
    members_.handleWelcome(notice);
    for (const chat::RosterEntry& member : notice.members)
        ignored_.learn(member.member, member.fingerprint);
    Q_EMIT roomChanged();
    Q_EMIT linkChanged();
}

void RoomController::handle(const client::EventNotice& notice)
{
    members_.handleEvent(notice);
    if (const auto* const joined = std::get_if<chat::Joined>(&notice.event.what))
        ignored_.learn(notice.event.member, joined->fingerprint);
    if (ignored_.hides(notice.event))
        return;
    messages_.handleEvent(notice);
    if (!std::holds_alternative<chat::Message>(notice.event.what) || notice.own)
        return;
    const QString speaker = qt::fromUtf8(notice.event.name);
    speakers_.removeOne(speaker);
    speakers_.prepend(speaker);
    if (speakers_.size() > mostSpeakers)
        speakers_.removeLast();
}

void RoomController::handle(const client::GapNotice& notice)
{
    messages_.handleGap(notice, wallTime());
}

void RoomController::handle(const client::SentNotice& notice)
{
    messages_.handleSent(notice);
    Q_EMIT linkChanged();
}

void RoomController::handle(const client::RefusedNotice& notice)
{
    const QString reason = qt::refusalText(notice.refusal);
    asked_.erase(notice.submission);
    if (messages_.handleRefused(notice.submission, reason))
        return;
    remark(notice.submission == client::ofEarlierRun
               ? tr("Something you wrote before was refused: %1").arg(reason)
               : tr("Refused: %1").arg(reason));
}

void RoomController::handle(const client::DoneNotice& notice)
{
    if (const auto done = asked_.extract(notice.submission))
        remark(done.mapped());
}

void RoomController::handle(const client::JoinRefusedNotice& notice)
{
    isRefused_ = true;
    whyLink_ = qt::refusalText(notice.refusal);
    Q_EMIT linkChanged();
}

void RoomController::handle(const client::PresenceNotice& notice)
{
    members_.handlePresence(notice);
}

void RoomController::handle(const client::MembersNotice& /*notice*/) {}

void RoomController::handle(const client::StatsNotice& /*notice*/) {}

void RoomController::handle(const client::InfoNotice& /*notice*/) {}

void RoomController::handle(const client::LinkNotice& notice)
{
    // That it is lost, and tried again, stands beside this wherever it is shown.
    whyLink_ =
        notice.state == client::LinkState::lost ? qt::translatedSentence(notice.text) : qt::linkText(notice);
    if (notice.state == client::LinkState::forked) {
        hasForked_ = true;
        messages_.handleFork(whyLink_, wallTime());
    }
    Q_EMIT linkChanged();
}

void RoomController::handle(const client::EndedNotice& notice)
{
    end(qt::endText(notice));
}

bool RoomController::canAsk()
{
    const bool canAsk = client_ && !hasEnded_ && !isRefused_;
    if (!canAsk)
        Q_EMIT problem(tr("You are not in the room; enter it again first."));
    return canAsk;
}

QString RoomController::unsureText() const
{
    return wasWelcome_ ? tr("Perhaps not sent: the connection ended before the server confirmed it.")
                       : tr("Not sent: you did not get into the room.");
}

void RoomController::end(const QString& why)
{
    if (std::exchange(hasEnded_, true))
        return;
    whyLink_ = why;
    messages_.handleEnd(unsureText());
    members_.clear();
    if (wasWelcome_) // an attempt that failed is no part of the room's talk
        remark(why);
    Q_EMIT linkChanged();
}

} // namespace hubbub::screen
