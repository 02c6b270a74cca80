// Whether what is said speaks to somebody by name: what a person wants to be told of even while they look
// elsewhere.
#pragma once

#include <QStringView>

namespace hubbub::screen {

/// In either case, with or without `@`. A name in a script with spaces between words must stand as a word of
/// its own; a Chinese one may stand anywhere, unless it is a single character, which is a part of too many
/// words. Addresses of the web do not speak to anybody.
bool mentions(QStringView text, QStringView name);

} // namespace hubbub::screen
