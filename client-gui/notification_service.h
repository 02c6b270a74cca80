// The desktop's own notifications (org.freedesktop.Notifications): one of ours at a time, which the next
// replaces. Nothing waits for the service; without one, failed() gives the notification back.
#pragma once

#include "client-gui/notification_policy.h"

#include <QDBusConnection>
#include <QObject>

namespace hubbub::gui {

class NotificationService final : public QObject {
    Q_OBJECT

public:
    explicit NotificationService(const QDBusConnection& bus, QObject* parent = nullptr);

    void show(const Notification& notification);
    bool isShown() const { return shown_ != 0; }
    /// The person has seen it elsewhere.
    void withdraw();

Q_SIGNALS:
    /// The person wants to see what it tells of.
    void activated();
    void failed(const hubbub::gui::Notification& notification);

private Q_SLOTS:
    void handleAction(uint id, const QString& action);
    void handleClosed(uint id, uint reason);

private:
    void send(const Notification& notification, bool hasMarkup);
    void close(uint id);

    QDBusConnection bus_;
    bool isWanted_ = false; ///< what is under way has not been seen elsewhere meanwhile
    uint shown_ = 0;
};

} // namespace hubbub::gui
