#include "client-gui/attention.h"

#include "client-gui/launcher_badge.h"
#include "client-gui/session_bus.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/mention.h"
#include "protocol/screen/own_name.h"

#include <QApplication>
#include <QWindow>

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::gui {

namespace {

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

} // namespace

Attention::Attention(QWidget& window, screen::RoomController& room, QObject* parent)
    : QObject(parent),
      window_(window),
      room_(room)
{
    if (const auto bus = sessionBus()) {
        service_ = std::make_unique<NotificationService>(*bus);
        connect(service_.get(), &NotificationService::activated, this, &Attention::showWindow);
        connect(service_.get(), &NotificationService::failed, this, &Attention::showWithoutService);
    }
    due_.setSingleShot(true);
    connect(&due_, &QTimer::timeout, this, &Attention::showWhatIsDue);
    connect(&room_.messages(), &screen::MessageModel::unreadChanged, this,
            [this] { showUnread(room_.messages().unread()); });
    connect(&room_, &screen::RoomController::roomChanged, this, [this] { tray_.setTitle(room_.title()); });
    connect(qApp, &QGuiApplication::focusWindowChanged, this, &Attention::handleFocus);
    connect(&tray_, &TrayIcon::showRequested, this, &Attention::showWindow);
    connect(&tray_, &TrayIcon::toggleRequested, this, &Attention::toggleWindow);
    connect(&tray_, &TrayIcon::muteRequested, this, [this](bool isMuted) { policy_.setMuted(isMuted); });
    connect(&tray_, &TrayIcon::quitRequested, this, &Attention::quitRequested);
}

Attention::~Attention()
{
    if (service_)
        service_->withdraw();
    showUnread(0);
}

void Attention::handleNotice(const client::Notice& notice)
{
    if (const auto* const welcome = std::get_if<client::WelcomeNotice>(&notice)) {
        ownName_ = qt::fromUtf8(welcome->name);
        policy_.setRoom(qt::shownLine(welcome->room));
    } else if (const auto* const event = std::get_if<client::EventNotice>(&notice)) {
        handleEvent(*event);
    }
}

void Attention::handleEvent(const client::EventNotice& notice)
{
    if (const std::string* const name = screen::ownNewName(notice))
        ownName_ = qt::fromUtf8(*name);
    if (const auto* const removed = std::get_if<chat::Removed>(&notice.event.what))
        policy_.handleRemoved(removed->seq, qt::eventLine(notice.event));
    const bool isMessage = std::holds_alternative<chat::Message>(notice.event.what);
    const bool isAnnouncement = std::holds_alternative<chat::Announcement>(notice.event.what);
    if (notice.own || notice.history || (!isMessage && !isAnnouncement)
        || std::holds_alternative<chat::Tombstone>(notice.event.content)
        || room_.ignored().hides(notice.event))
        return;
    policy_.handleNews({.line = qt::eventLine(notice.event),
                        .seq = notice.seq,
                        .isMention = isMessage && screen::mentions(qt::messageText(notice.event), ownName_),
                        .isAnnouncement = isAnnouncement});
    showWhatIsDue();
}

/// A dialog of ours in front is as good as the window.
void Attention::handleFocus()
{
    const bool isWatched = QApplication::focusWindow() && window_.isVisible() && !window_.isMinimized();
    policy_.setWatched(isWatched);
    if (isWatched && service_)
        service_->withdraw();
}

void Attention::showWhatIsDue()
{
    if (const auto notification = policy_.take(now()))
        show(*notification);
    if (const auto deadline = policy_.deadline()) {
        const auto pause = std::chrono::ceil<std::chrono::milliseconds>(*deadline - now());
        due_.start(std::max(pause, std::chrono::milliseconds::zero()));
    }
}

void Attention::show(const Notification& notification)
{
    QApplication::alert(&window_);
    if (service_)
        service_->show(notification);
    else
        showWithoutService(notification);
}

void Attention::showWithoutService(const Notification& notification)
{
    if (tray_.isThere())
        tray_.show(notification.title, notification.text);
}

void Attention::showUnread(int count)
{
    if (std::exchange(unread_, count) == count)
        return;
    tray_.setUnread(count);
    if (const auto bus = sessionBus())
        showLauncherCount(*bus, count);
}

void Attention::showWindow()
{
    if (window_.isMinimized())
        window_.showNormal();
    window_.show();
    window_.raise();
    window_.activateWindow();
}

void Attention::toggleWindow()
{
    if (window_.isVisible() && window_.isActiveWindow())
        window_.hide();
    else
        showWindow();
}

} // namespace hubbub::gui
