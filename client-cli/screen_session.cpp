#include "client-cli/screen_session.h"

#include "client-cli/plain_output.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace hubbub::cli {

namespace {

/// A polite leave takes at most 2 s; what is still to be said first gets one more.
constexpr std::chrono::seconds drainPatience{1};
constexpr std::chrono::milliseconds leavePatience{3500};

} // namespace

ScreenSession::ScreenSession(ScreenSettings settings, qt::RoomClient& client, qt::Profile& profile,
                             terminal::TerminalScreen& terminal, QObject* parent)
    : QObject(parent),
      settings_(std::move(settings)),
      client_(client),
      profile_(profile),
      screen_(room_, terminal, settings_.options),
      reading_(profile, room_.messages()),
      drafts_(profile),
      keeper_(profile)
{
    keeper_.setWanted(settings_.keepsRoom);
    connect(&client_, &qt::RoomClient::noticed, this, &ScreenSession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, &ScreenSession::handleFailure);
    connect(&screen_, &terminal::RoomScreen::nameGiven, this, &ScreenSession::enter);
    connect(&screen_, &terminal::RoomScreen::passwordGiven, this, &ScreenSession::open);
    connect(&screen_, &terminal::RoomScreen::leaveRequested, this, &ScreenSession::leave);
    connect(&screen_, &terminal::RoomScreen::suspendRequested, this, &ScreenSession::suspendRequested);
    connect(&screen_, &terminal::RoomScreen::draftChanged, &drafts_, &screen::DraftKeeper::handleChanged);
    connect(&terminal, &terminal::TerminalScreen::hungUp, this, &ScreenSession::stop);
    connect(&room_, &screen::RoomController::roomBegins, this, &ScreenSession::beginRoom);
    connect(&room_, &screen::RoomController::renamed, this,
            [this](const QString& name) { profile_.setLast(name, qt::fromUtf8(client_.server().text())); });
    connect(&keeper_, &screen::RoomKeeper::problem, &room_, &screen::RoomController::remark);
    connect(&room_, &screen::RoomController::roomEnds, &reading_, &screen::ReadingPlace::keep);
    room_.setIgnored(screen::IgnoreList::parse(profile_.kept(screen::IgnoreList::file)));
    connect(&room_, &screen::RoomController::ignoredChanged, this,
            [this] { profile_.keep(screen::IgnoreList::file, room_.ignored().text()); });
}

void ScreenSession::start()
{
    room_.begin(client_, settings_.name);
    keeper_.begin(client_);
    // Before anything is asked for: what was written and not sent comes back after it.
    if (const auto kept = keeper_.find(client_.server()))
        room_.showKept(*kept);
    client_.start();
    if (settings_.name.isEmpty())
        screen_.askName(profile_.lastName());
    else
        enter(settings_.name);
    screen_.draw();
}

void ScreenSession::enter(const QString& name)
{
    // Who gives the same name again wants to be here, and not there.
    const bool isTakeOver = settings_.takeOver || name == std::exchange(refusedName_, {});
    isTakingOver_ = isTakeOver;
    room_.enterAs(name);
    client_.join(name, isTakeOver);
}

void ScreenSession::open(const QString& password)
{
    room_.enterAs(room_.ownName());
    client_.usePassword(qt::passwordOf(password));
    client_.join(room_.ownName(), isTakingOver_);
}

void ScreenSession::stop()
{
    if (isLeaving_)
        return finish(exitCode_.value_or(ExitCode::done));
    leave({});
}

void ScreenSession::leave(const QString& reason)
{
    if (std::exchange(isLeaving_, true))
        return client_.leave(reason, false);
    client_.leave(reason, true);
    QTimer::singleShot(drainPatience, this, [this, reason] { client_.leave(reason, false); });
    QTimer::singleShot(leavePatience, this, [this] { finish(exitCode_.value_or(ExitCode::done)); });
}

void ScreenSession::handleNotice(const client::Notice& notice)
{
    if (isFinished_)
        return;
    if (const auto* const key = std::get_if<client::ServerKeyNotice>(&notice))
        handleKey(*key);
    else if (const auto* const welcome = std::get_if<client::WelcomeNotice>(&notice))
        handleWelcome(*welcome);
    keeper_.handleNotice(notice);
    room_.handleNotice(notice);
    if (const auto* const refused = std::get_if<client::JoinRefusedNotice>(&notice))
        handleJoinRefused(*refused);
    else if (const auto* const ended = std::get_if<client::EndedNotice>(&notice))
        handleEnded(*ended);
}

void ScreenSession::handleKey(const client::ServerKeyNotice& notice)
{
    const auto tell = [this, &notice](const QString& text) {
        room_.remark(text);
        if (notice.verdict == client::KeyVerdict::changed)
            lastWords_ += text;
    };
    PlainOutput({tell, tell, false}).showServerKey(notice);
}

void ScreenSession::handleWelcome(const client::WelcomeNotice& notice)
{
    profile_.setLast(qt::fromUtf8(notice.name), qt::fromUtf8(client_.server().textAsGiven()));
    lastWords_.clear();
}

void ScreenSession::beginRoom(const PublicKey& server)
{
    reading_.enter(server);
    screen_.setDraft(drafts_.enter(server));
    screen_.tell(tr("F1 shows the keys, /help the commands."));
}

void ScreenSession::handleJoinRefused(const client::JoinRefusedNotice& notice)
{
    const chat::Refusal& refusal = notice.refusal;
    const QString why = qt::refusalText(refusal);
    if (refusal.code == chat::RefusalCode::badPassword && !isLeaving_) {
        screen_.askPassword();
        return screen_.tell(why);
    }
    const ExitCode code = exitCodeFor(refusal.code);
    if (code != ExitCode::nameRefused || isLeaving_) {
        lastWords_ += why;
        exitCode_ = code;
        return client_.leave({}, false);
    }
    if (refusal.code == chat::RefusalCode::selfInUse) {
        refusedName_ = room_.ownName();
        screen_.askName(refusedName_);
        return screen_.tell(why + QChar::Space
                            + tr("Enter this name again to move here; the other program leaves the room."));
    }
    screen_.askName(qt::fromUtf8(refusal.suggestion.value_or(std::string())));
    screen_.tell(why);
}

void ScreenSession::handleEnded(const client::EndedNotice& notice)
{
    if (notice.reason != client::EndReason::left && !exitCode_) {
        const auto tell = [this](const QString& text) { lastWords_ += text; };
        PlainOutput({tell, tell, false}).showEnd(notice);
        exitCode_ = exitCodeFor(notice.reason);
    }
    if (notice.unconfirmed > 0)
        lastWords_ += unconfirmedText(notice.unconfirmed);
    finish(exitCode_.value_or(ExitCode::done));
}

void ScreenSession::handleFailure(const QString& text, bool isFatal)
{
    const QString safe = shown(text.toStdString());
    if (!isFatal)
        return room_.remark(safe);
    lastWords_ += safe;
    finish(ExitCode::usage);
}

void ScreenSession::finish(ExitCode code)
{
    if (std::exchange(isFinished_, true))
        return;
    reading_.keep();
    keeper_.keep();
    Q_EMIT finished(code);
}

} // namespace hubbub::cli
