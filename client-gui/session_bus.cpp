#include "client-gui/session_bus.h"

#include <QFileInfo>

namespace hubbub::gui {

namespace {

bool isAnnounced()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !folder.isEmpty() && QFileInfo::exists(folder + QLatin1String("/bus"));
}

} // namespace

std::optional<QDBusConnection> sessionBus()
{
    if (!isAnnounced())
        return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() ? std::optional(bus) : std::nullopt;
}

} // namespace hubbub::gui
