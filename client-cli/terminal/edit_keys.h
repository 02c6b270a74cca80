// The keys that edit a line, as Emacs and readline have them.
#pragma once

#include "client-cli/terminal/key.h"
#include "client-cli/terminal/line_editor.h"

namespace hubbub::terminal {

/// False: the key means something else.
bool editWith(LineEditor& editor, const Key& key);

} // namespace hubbub::terminal
