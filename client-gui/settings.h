// What a person has chosen for the desktop client, kept in the configuration folder. What cannot be read
// counts as not chosen; two programs on one folder keep each other's changes.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

namespace hubbub::gui {

/// What the person is told of while the window is not in front.
enum class Wanted { mentions, everything, nothing };
enum class Look { system, light, dark, highContrast };

struct Settings {
    /// Of points, more or less than the system's text has.
    static constexpr int fewestTextSteps = -4;
    static constexpr int mostTextSteps = 12;

    Wanted notifications = Wanted::mentions; ///< beside notices, which `nothing` alone leaves out
    Look look = Look::system;
    int textSteps = 0;
    bool areMembersShown = true;
    bool closesToTray = false;
    bool keepsMessages = true; ///< the last of each room, for a start without its server
    QString language;          ///< `en`, `zh_CN`; empty: the system's
    QByteArray geometry;       ///< of the window, as Qt writes it
    QByteArray splitter;

    bool operator==(const Settings&) const = default;
};

class SettingsFile final : public QObject {
    Q_OBJECT

public:
    /// `folder` is that of the configuration. Nothing is made before something is changed.
    explicit SettingsFile(const QString& folder, QObject* parent = nullptr);

    const Settings& settings() const { return settings_; }
    /// Writes what is different.
    void set(const Settings& settings);

Q_SIGNALS:
    void changed();

private:
    QSettings file_;
    Settings settings_;
};

} // namespace hubbub::gui
