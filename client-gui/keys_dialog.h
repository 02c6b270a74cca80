// The keys that do something, at a glance.
#pragma once

class QWidget;

namespace hubbub::gui {

/// Goes by itself when it is closed.
void showKeys(QWidget* parent);

} // namespace hubbub::gui
