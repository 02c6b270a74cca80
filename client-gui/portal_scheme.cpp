// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
#include "client-gui/portal_scheme.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <utility>

namespace hubbub::gui {

namespace {

constexpr QLatin1String service("org.freedesktop.portal.Desktop");
constexpr QLatin1String path("/org/freedesktop/portal/desktop");
constexpr QLatin1String interface("org.freedesktop.portal.Settings");
constexpr QLatin1String appearance("org.freedesktop.appearance");
constexpr QLatin1String colorScheme("color-scheme");

ColorScheme schemeOf(uint value)
{
    switch (value) {
    case 1:
        return ColorScheme::dark;
    case 2:
        return ColorScheme::light;
    default: // "Unknown values should be treated as 0 (no preference)"
        return ColorScheme::none;
    }
}

} // namespace

PortalScheme::PortalScheme(const QDBusConnection& bus, QObject* parent) : QObject(parent)
{
    // With a slot for the three arguments Qt 6.4 connects nothing as long as it has not met QDBusVariant.
    QDBusConnection(bus).connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                                 SLOT(handleSetting(QDBusMessage)));
    ask(bus);
}

void PortalScheme::ask(const QDBusConnection& bus)
{
    // Read is deprecated for ReadOne, which older portals do not have.
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << appearance << colorScheme;
    auto* const answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError())
            handleValue(reply.value().variant());
        answer->deleteLater();
    });
}

void PortalScheme::handleSetting(const QDBusMessage& message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.value(0).toString() == appearance && arguments.value(1).toString() == colorScheme)
        handleValue(arguments.value(2));
}

void PortalScheme::handleValue(QVariant value)
{
    // Read wraps the value twice.
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    const ColorScheme scheme = schemeOf(value.toUInt());
    if (std::exchange(scheme_, scheme) != scheme)
        Q_EMIT changed(scheme);
}

} // namespace hubbub::gui
