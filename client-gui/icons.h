// The program's pictures, drawn here: they need no image plugin, fit every size, and follow the palette.
#pragma once

#include <QIcon>

namespace hubbub::gui {

/// The same picture as resources/icons/hubbub.svg, which is for the desktop's menus.
QIcon applicationIcon();
/// With the count of what is unread in its corner.
QIcon badgedIcon(int count);
/// Beside members: a dot, a ring for those who are away, a star for admins.
QIcon memberIcon();
QIcon awayIcon();
QIcon adminIcon();

} // namespace hubbub::gui
