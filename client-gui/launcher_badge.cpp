// https://wiki.ubuntu.com/Unity/LauncherAPI
#include "client-gui/launcher_badge.h"

#include <QDBusMessage>
#include <QVariantMap>

namespace hubbub::gui {

void showLauncherCount(const QDBusConnection& bus, int count)
{
    QDBusMessage update = QDBusMessage::createSignal(
        QStringLiteral("/com/canonical/unity/launcherentry/hubbub"),
        QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    update << QStringLiteral("application://hubbub-desktop.desktop")
           << QVariantMap{{QStringLiteral("count"), qint64(count)},
                          {QStringLiteral("count-visible"), count > 0}};
    bus.send(update);
}

} // namespace hubbub::gui
