// Keeps how the window is: its place and size, the size of the text, whether the members are shown.
#pragma once

#include "client-gui/main_window.h"
#include "client-gui/settings.h"

#include <QObject>

namespace hubbub::gui {

class WindowMemory final : public QObject {
    Q_OBJECT

public:
    /// Brings the window to where it was; both must outlive it.
    WindowMemory(MainWindow& window, SettingsFile& file, QObject* parent = nullptr);
    ~WindowMemory() override;

    /// Place and size, which change too often to be written at each change.
    void keepPlace();

private:
    void showSettings();

    MainWindow& window_;
    SettingsFile& file_;
};

} // namespace hubbub::gui
