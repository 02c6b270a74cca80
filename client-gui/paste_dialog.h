// Asks before many lines are pasted as one message.
#pragma once

#include <QString>

class QWidget;

namespace hubbub::gui {

/// Waits for the answer.
bool askAboutPaste(QWidget* parent, const QString& text);

} // namespace hubbub::gui
