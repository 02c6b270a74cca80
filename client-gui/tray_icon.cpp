#include "client-gui/tray_icon.h"

#include "client-gui/icons.h"

namespace hubbub::gui {

TrayIcon::TrayIcon(QObject* parent) : QObject(parent), icon_(applicationIcon())
{
    menu_.addAction(tr("&Show Hubbub"), this, &TrayIcon::showRequested);
    mute_ = menu_.addAction(tr("&Mute notifications"));
    mute_->setCheckable(true);
    connect(mute_, &QAction::toggled, this, &TrayIcon::muteRequested);
    menu_.addSeparator();
    menu_.addAction(tr("Leave and &quit"), this, &TrayIcon::quitRequested);
    icon_.setContextMenu(&menu_);
    icon_.setToolTip(QStringLiteral("Hubbub"));
    connect(&icon_, &QSystemTrayIcon::activated, this, &TrayIcon::handleActivated);
    connect(&icon_, &QSystemTrayIcon::messageClicked, this, &TrayIcon::showRequested);
    icon_.show();
}

bool TrayIcon::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && icon_.isVisible();
}

void TrayIcon::setUnread(int count)
{
    icon_.setIcon(count > 0 ? badgedIcon(count) : applicationIcon());
}

void TrayIcon::setTitle(const QString& title)
{
    icon_.setToolTip(title);
}

void TrayIcon::show(const QString& title, const QString& text)
{
    icon_.showMessage(title, text, applicationIcon());
}

void TrayIcon::handleActivated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason == QSystemTrayIcon::Trigger)
        Q_EMIT toggleRequested();
}

} // namespace hubbub::gui
