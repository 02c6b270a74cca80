// https://specifications.freedesktop.org/notification-spec/1.2/
#include "client-gui/notification_service.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <utility>

namespace hubbub::gui {

namespace {

constexpr QLatin1String service("org.freedesktop.Notifications");
constexpr QLatin1String path("/org/freedesktop/Notifications");
constexpr QLatin1String desktopEntry("hubbub-desktop");
/// The one that a click on the notification itself means.
constexpr QLatin1String defaultAction("default");
/// The service decides how long it shows.
constexpr int usualTime = -1;

enum class Urgency : uchar { normal = 1, critical = 2 };

QDBusMessage call(const char* method)
{
    return QDBusMessage::createMethodCall(service, path, service, QLatin1String(method));
}

QVariantMap hintsOf(const Notification& notification)
{
    const Urgency urgency = notification.isUrgent ? Urgency::critical : Urgency::normal;
    return {{QStringLiteral("desktop-entry"), QString(desktopEntry)},
            {QStringLiteral("category"), QStringLiteral("im.received")},
            {QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(urgency))}};
}

} // namespace

NotificationService::NotificationService(const QDBusConnection& bus, QObject* parent)
    : QObject(parent),
      bus_(bus)
{
    bus_.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                 SLOT(handleAction(uint, QString)));
    bus_.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                 SLOT(handleClosed(uint, uint)));
}

/// Asks first what the service makes of `<` and `&`: it may be another one than the last time.
void NotificationService::show(const Notification& notification)
{
    isWanted_ = true;
    auto* const answer = new QDBusPendingCallWatcher(bus_.asyncCall(call("GetCapabilities")), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, notification] {
        const QDBusPendingReply<QStringList> reply = *answer;
        answer->deleteLater();
        if (reply.isError())
            Q_EMIT failed(notification);
        else if (isWanted_)
            send(notification, reply.value().contains(QLatin1String("body-markup")));
    });
}

void NotificationService::send(const Notification& notification, bool hasMarkup)
{
    QDBusMessage notify = call("Notify");
    notify << QStringLiteral("Hubbub") << shown_ << QString(desktopEntry) << notification.title
           << (hasMarkup ? notification.text.toHtmlEscaped() : notification.text)
           << QStringList{defaultAction, tr("Show")} << hintsOf(notification) << usualTime;
    auto* const answer = new QDBusPendingCallWatcher(bus_.asyncCall(notify), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, notification] {
        const QDBusPendingReply<uint> reply = *answer;
        answer->deleteLater();
        if (reply.isError())
            Q_EMIT failed(notification);
        else if (isWanted_)
            shown_ = reply.value();
        else
            close(reply.value());
    });
}

void NotificationService::withdraw()
{
    isWanted_ = false;
    if (shown_ != 0)
        close(std::exchange(shown_, 0));
}

void NotificationService::close(uint id)
{
    QDBusMessage message = call("CloseNotification");
    message << id;
    bus_.asyncCall(message);
}

void NotificationService::handleAction(uint id, const QString& action)
{
    if (id == shown_ && action == defaultAction)
        Q_EMIT activated();
}

void NotificationService::handleClosed(uint id, uint)
{
    if (id == shown_)
        shown_ = 0;
}

} // namespace hubbub::gui
