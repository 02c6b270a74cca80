// Whether the desktop is dark or light, as it tells all programs through its portal: Qt 6.4 does not ask.
// Nothing waits for the answer, and without a portal none comes.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QVariant>

namespace hubbub::gui {

enum class ColorScheme { none, dark, light };

class PortalScheme final : public QObject {
    Q_OBJECT

public:
    explicit PortalScheme(const QDBusConnection& bus, QObject* parent = nullptr);

    ColorScheme scheme() const { return scheme_; }

Q_SIGNALS:
    void changed(ColorScheme scheme);

private Q_SLOTS:
    void handleSetting(const QDBusMessage& message);

private:
    void ask(const QDBusConnection& bus);
    void handleValue(QVariant value);

    ColorScheme scheme_ = ColorScheme::none;
};

} // namespace hubbub::gui
