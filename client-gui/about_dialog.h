// What this program is, its licence, and what it stands on, with versions to copy into a report.
#pragma once

class QWidget;

namespace hubbub::gui {

/// Goes by itself when it is closed.
void showAbout(QWidget* parent);

} // namespace hubbub::gui
