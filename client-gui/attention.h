// Tells a person who looks elsewhere what is going on in the room: by a notification of the desktop, else of
// the tray, else by an alert of the window; and how much is unread, on the icons.
#pragma once

#include "client-gui/notification_policy.h"
#include "client-gui/notification_service.h"
#include "client-gui/tray_icon.h"
#include "protocol/screen/room_controller.h"

#include <QObject>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace hubbub::gui {

class Attention final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    Attention(QWidget& window, screen::RoomController& room, QObject* parent = nullptr);
    ~Attention() override;

    void setWanted(Wanted wanted) { policy_.setWanted(wanted); }
    void handleNotice(const client::Notice& notice);
    /// The window can be hidden, and called back from the tray.
    bool hasTray() const { return tray_.isThere(); }

Q_SIGNALS:
    void quitRequested();

private:
    void handleEvent(const client::EventNotice& notice);
    void handleFocus();
    void showUnread(int count);
    void showWhatIsDue();
    void show(const Notification& notification);
    void showWithoutService(const Notification& notification);
    void showWindow();
    void toggleWindow();

    QWidget& window_;
    screen::RoomController& room_;
    NotificationPolicy policy_;
    QTimer due_;
    std::unique_ptr<NotificationService> service_; ///< where there is a bus
    TrayIcon tray_;
    QString ownName_;
    int unread_ = 0;
};

} // namespace hubbub::gui
