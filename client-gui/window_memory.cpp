#include "client-gui/window_memory.h"

#include <QScreen>

namespace hubbub::gui {

namespace {

/// What a desktop draws around a window, which nobody knows before it is shown.
constexpr QSize frame{16, 48};

} // namespace

WindowMemory::WindowMemory(MainWindow& window, SettingsFile& file, QObject* parent)
    : QObject(parent),
      window_(window),
      file_(file)
{
    // What cannot be restored (another screen, a damaged file) leaves the window as it is.
    window_.restoreGeometry(file_.settings().geometry);
    window_.resize(window_.size().boundedTo(window_.screen()->availableSize() - frame));
    window_.restoreColumns(file_.settings().splitter);
    showSettings();
    connect(&file_, &SettingsFile::changed, this, &WindowMemory::showSettings);
    connect(&window_, &MainWindow::textSizeChanged, this, [this](int steps) {
        Settings settings = file_.settings();
        settings.textSteps = steps;
        file_.set(settings);
    });
    connect(&window_, &MainWindow::membersWanted, this, [this](bool areWanted) {
        Settings settings = file_.settings();
        settings.areMembersShown = areWanted;
        file_.set(settings);
    });
}

WindowMemory::~WindowMemory()
{
    keepPlace();
}

void WindowMemory::keepPlace()
{
    if (!window_.wasShown())
        return;
    Settings settings = file_.settings();
    settings.geometry = window_.saveGeometry();
    settings.splitter = window_.columns();
    file_.set(settings);
}

void WindowMemory::showSettings()
{
    window_.setTextSize(file_.settings().textSteps);
    window_.wantMembers(file_.settings().areMembersShown);
}

} // namespace hubbub::gui
