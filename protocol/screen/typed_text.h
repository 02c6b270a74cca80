// What is typed and pasted, measured and cleaned as the server will do it.
#pragma once

#include <QString>

namespace hubbub::screen {

/// UTF-8 bytes of a typed line that count as its message: neither a command's word nor controls.
qsizetype messageLength(const QString& line);

/// What a paste becomes: what the server would make of it, and without newlines at its end, so that a copied
/// line is not sent with a blank one.
QString pastedText(const QString& text);

} // namespace hubbub::screen
