// The count of what is unread on the icon in the launcher or dock, for desktops that show one (the protocol
// of Unity's launcher, which others speak as well). Nobody need listen.
#pragma once

#include <QDBusConnection>

namespace hubbub::gui {

/// Nothing is shown for zero.
void showLauncherCount(const QDBusConnection& bus, int count);

} // namespace hubbub::gui
