#include "protocol/screen/room_controller.h"

#include "protocol/chat/past_limits.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/sentences.h"
#include "protocol/qt/utf8.h"

#include <QTimer>

#include <algorithm>
#include <ranges>

namespace hubbub::screen {

namespace {

/// Completion offers these first; the rest follows anyway.
constexpr qsizetype mostSpeakers = 50;

/// Its lines, each safe to show.
QString welcomeTextOf(const client::WelcomeNotice& notice)
{
    QStringList lines;
    const QStringList typed = qt::fromUtf8(notice.text).split(QLatin1Char('\n'));
    for (const QString& line : typed)
        lines += qt::shownLine(qt::toUtf8(line));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

RoomController::RoomController(QObject* parent, int mostRows)
    : QObject(parent),
      messages_(nullptr, mostRows),
      past_([this](const chat::HistoryAnchor& from) { return client_->history(from, limits::pageEvents); },
            [this](const chat::Event& event) { return !ignored_.hides(event); }),
      moderation_(
          messages_, [this] { return members_.entries(); },
          [this](auto, const auto& answer) { tellModerated(answer); })
{
    connect(&past_, &PastReader::opened, this, [this](Seq at) {
        Q_EMIT placeChanged(&past_.messages(), at);
        Q_EMIT pastChanged();
    });
    connect(&past_, &PastReader::met, this, &RoomController::joinPast);
    connect(&past_, &PastReader::grownBack, this, &RoomController::olderLoaded);
    connect(&past_, &PastReader::grownOn, this, &RoomController::newerLoaded);
    connect(&past_, &PastReader::nothingThere, this,
            [this] { Q_EMIT pastFailed(tr("The room shows nothing of that time.")); });
}

void RoomController::tellModerated(const Result<ModerationCommands::Answer, chat::Refusal>& answer)
{
    if (answer)
        return remark(answer->text);
    QString why = tr("Refused: %1").arg(qt::refusalText(answer.error()));
    if (const auto& free = answer.error().suggestion)
        why += QChar::Space + tr("This one is free: %1").arg(qt::shownLine(*free));
    remark(why);
}

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
    olderAsked_.reset();
    searchAsked_.reset();
    past_.forgetAsked();
    beginning_.reset();
    hasFailed_ = false;
    moderation_.forget();
    rename_.reset();
    askedRestrictions_.clear();
    askedConfirmations_.clear();
    confirmed_.clear();
    members_.clear();
    Q_EMIT linkChanged();
}

bool RoomController::showKept(const qt::KeptRoom& kept)
{
    if (serverKey_ || kept.events.empty())
        return false;
    serverKey_ = kept.server;
    showsKept_ = true;
    room_ = qt::shownLine(kept.room);
    messages_.setOwnName(qt::fromUtf8(kept.ownName));
    Q_EMIT roomBegins(kept.server);
    keptReadUpTo_ = messages_.readUpTo();
    messages_.beginRun(kept.events.back().seq);
    for (const qt::KeptEvent& event : kept.events) {
        if (const auto* const joined = std::get_if<chat::Joined>(&event.event.what))
            ignored_.learn(event.event.member, joined->fingerprint);
        if (!ignored_.hides(event.event))
            messages_.handleEvent({event.seq, event.event, true, event.own, std::nullopt});
    }
    messages_.markKept(tr("As it was at %1; not connected to %2 yet.", "when, the server")
                           .arg(qt::shortTimeText(kept.seenAt), qt::shownLine(kept.place)),
                       qt::wallTime());
    if (client_)
        client_->tryForEver(); // who has something to read is not put out because nobody answers
    Q_EMIT roomChanged();
    return true;
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

void RoomController::remark(const QString& text)
{
    messages_.addRemark(text, qt::wallTime());
}

void RoomController::handle(const client::ServerKeyNotice& /*notice*/) {}

void RoomController::handle(const client::WelcomeNotice& notice)
{
    name_ = qt::fromUtf8(notice.name);
    room_ = qt::shownLine(notice.room);
    topic_ = qt::shownLine(notice.topic);
    isAdmin_ = notice.admin;
    messages_.setOwnName(name_);
    past_.messages().setOwnName(name_);
    if (!std::exchange(wasWelcome_, true)) {
        welcomeText_ = welcomeTextOf(notice);
        welcomeHead_ = notice.head;
        const auto before = std::exchange(serverKey_, notice.serverKey);
        if (before && before != notice.serverKey) {
            leavePast();
            Q_EMIT roomEnds();
            messages_.beginElsewhere();
        }
        if (before != notice.serverKey)
            Q_EMIT roomBegins(notice.serverKey);
        catchUp_.begin(showsKept_ ? keptReadUpTo_ : messages_.readUpTo(), notice.head);
        messages_.beginRun(notice.head);
        showsKept_ = false;
        if (client_)
            messages_.goOnFrom(client_->engine().completeness().first);
        ignored_.forgetMembers();
    } else if (std::exchange(hasForked_, false)) {
        messages_.beginFork(notice.head);
        ignored_.forgetMembers();
    }
    isRefused_ = false;
    members_.handleWelcome(notice);
    for (const chat::RosterEntry& member : notice.members)
        ignored_.learn(member.member, member.fingerprint);
    // Behind what the room tells of the past, even if the last of it has nothing to show.
    QTimer::singleShot(0, this, &RoomController::tellWelcomeText);
    QTimer::singleShot(0, this, &RoomController::catchUpChanged);
    Q_EMIT roomChanged();
    Q_EMIT linkChanged();
    Q_EMIT pastChanged();
}

/// To those who have not read it yet.
void RoomController::tellWelcomeText()
{
    const QString text = std::exchange(welcomeText_, {});
    if (!text.isEmpty() && text != std::exchange(toldWelcomeText_, text))
        remark(text);
}

void RoomController::handle(const client::EventNotice& notice)
{
    members_.handleEvent(notice);
    follow(notice);
    if (const auto* const joined = std::get_if<chat::Joined>(&notice.event.what))
        ignored_.learn(notice.event.member, joined->fingerprint);
    if (ignored_.hides(notice.event))
        return;
    catchUp_.add(notice, name_);
    messages_.handleEvent(notice);
    noteMeanwhile(notice);
    if (const auto* const removed = std::get_if<chat::Removed>(&notice.event.what)) {
        found_.remove(removed->seq);
        past_.handleRemoved(removed->seq, notice.event.text());
    }
    if (notice.seq >= welcomeHead_)
        tellWelcomeText();
    if (!std::holds_alternative<chat::Message>(notice.event.what) || notice.own)
        return;
    const QString speaker = qt::fromUtf8(notice.event.name);
    speakers_.removeOne(speaker);
    speakers_.prepend(speaker);
    if (speakers_.size() > mostSpeakers)
        speakers_.removeLast();
}

/// What the welcome has told, from there on.
void RoomController::follow(const client::EventNotice& notice)
{
    if (notice.history)
        return;
    if (const auto* const renamed = std::get_if<chat::Renamed>(&notice.event.what)) {
        handleRenamed(qt::fromUtf8(notice.event.name), qt::fromUtf8(renamed->name), notice.own);
    } else if (std::holds_alternative<chat::TopicSet>(notice.event.what)) {
        topic_ = qt::shownLine(notice.event.text());
        Q_EMIT roomChanged();
    } else if (const auto* const announcement = std::get_if<chat::Announcement>(&notice.event.what);
               announcement != nullptr && announcement->asksToConfirm && notice.submission)
    {
        Q_EMIT askedToConfirm(notice.seq);
    }
}

void RoomController::handleRenamed(const QString& before, const QString& name, bool isOwn)
{
    if (const qsizetype at = speakers_.indexOf(before); at >= 0)
        speakers_[at] = name;
    if (isOwn) {
        name_ = name;
        messages_.setOwnName(name);
        past_.messages().setOwnName(name);
        Q_EMIT renamed(name);
    }
    Q_EMIT roomChanged();
}

void RoomController::handle(const client::GapNotice& notice)
{
    messages_.handleGap(notice, qt::wallTime());
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
    if (notice.submission == searchAsked_) {
        searchAsked_.reset();
        Q_EMIT searchFailed(reason);
        return;
    }
    if (notice.submission == olderAsked_ || past_.handleRefused(notice.submission)) {
        if (notice.submission == olderAsked_)
            olderAsked_.reset();
        hasFailed_ = true;
        Q_EMIT pastFailed(reason);
        Q_EMIT pastChanged();
        return;
    }
    // Lists are asked for again and again while they are looked at: no line for each time.
    if (askedRestrictions_.erase(notice.submission) + askedConfirmations_.erase(notice.submission) > 0) {
        Q_EMIT problem(reason);
        return;
    }
    // What cannot be confirmed need not be asked for again.
    if (const auto confirmed = confirmed_.extract(notice.submission))
        messages_.handleConfirmed(confirmed.mapped());
    if (rename_ == notice.submission) {
        rename_.reset();
        Q_EMIT renameRefused(notice.refusal);
        return;
    }
    if (moderation_.handle(notice) || messages_.handleRefused(notice.submission, reason))
        return;
    remark(notice.submission == client::ofEarlierRun
               ? tr("Something you wrote before was refused: %1").arg(reason)
               : tr("Refused: %1").arg(reason));
}

void RoomController::handle(const client::DoneNotice& notice)
{
    if (rename_ == notice.submission)
        rename_.reset();
    if (const auto confirmed = confirmed_.extract(notice.submission)) {
        messages_.handleConfirmed(confirmed.mapped());
        remark(tr("Notice #%1 is confirmed.").arg(confirmed.mapped().value));
    }
    if (const auto done = asked_.extract(notice.submission); done && !done.mapped().isEmpty())
        remark(done.mapped());
    moderation_.handle(notice);
}

void RoomController::handle(const client::RestrictionsNotice& notice)
{
    if (askedRestrictions_.erase(notice.submission) > 0)
        Q_EMIT restrictionsTold(notice.restrictions);
    else
        moderation_.handle(notice);
}

void RoomController::handle(const client::ConfirmationsNotice& notice)
{
    if (askedConfirmations_.erase(notice.submission) > 0)
        Q_EMIT confirmationsTold(notice.announcement, notice.confirmations);
    else
        moderation_.handle(notice);
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

void RoomController::handle(const client::FiguresNotice& /*notice*/) {}

void RoomController::handle(const client::InfoNotice& /*notice*/) {}

void RoomController::handle(const client::FoundNotice& notice)
{
    if (notice.submission != searchAsked_)
        return;
    searchAsked_.reset();
    found_.add(notice.page, [this](const chat::Event& event) { return !ignored_.hides(event); });
    Q_EMIT foundChanged();
}

void RoomController::handle(const client::LinkNotice& notice)
{
    // That it is lost, and tried again, stands beside this wherever it is shown.
    whyLink_ =
        notice.state == client::LinkState::lost ? qt::translatedSentence(notice.text) : qt::linkText(notice);
    if (notice.state == client::LinkState::forked) {
        hasForked_ = true;
        leavePast();
        messages_.handleFork(whyLink_, qt::wallTime());
    }
    Q_EMIT linkChanged();
}

void RoomController::handle(const client::EndedNotice& notice)
{
    end(qt::endText(notice));
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
    olderAsked_.reset();
    searchAsked_.reset();
    past_.forgetAsked();
    Q_EMIT pastChanged();
    if (wasWelcome_) // an attempt that failed is no part of the room's talk
        remark(why);
    Q_EMIT linkChanged();
}

} // namespace hubbub::screen
