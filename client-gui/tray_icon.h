// The program's place in the tray, for desktops that have one: what is unread, the window, quiet, the way
// out. Nothing depends on it.
#pragma once

#include <QAction>
#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace hubbub::gui {

class TrayIcon final : public QObject {
    Q_OBJECT

public:
    explicit TrayIcon(QObject* parent = nullptr);

    /// There is a tray, and the icon is in it.
    bool isThere() const;
    void setUnread(int count);
    void setTitle(const QString& title);
    void setMuted(bool isMuted) { mute_->setChecked(isMuted); }
    /// As the tray shows messages.
    void show(const QString& title, const QString& text);

Q_SIGNALS:
    void showRequested();
    /// The icon itself was clicked: the window comes, or goes if it is in front.
    void toggleRequested();
    void muteRequested(bool isMuted);
    void quitRequested();

private:
    void handleActivated(QSystemTrayIcon::ActivationReason reason);

    QMenu menu_; ///< before the icon, which shows it
    QAction* mute_ = nullptr;
    QSystemTrayIcon icon_;
};

} // namespace hubbub::gui
