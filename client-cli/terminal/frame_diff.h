// What has to be written so that a terminal which shows one frame shows the next: only what is different.
#pragma once

#include "client-cli/terminal/grid.h"
#include "client-cli/terminal/terminal_codes.h"

namespace hubbub::terminal {

/// What has moved up or down is scrolled, where that takes fewer bytes than writing it again: a room in which
/// somebody speaks costs a slow line no more than what is said. If the sizes differ, `before` is not there
/// any more and everything is drawn. Where terminals may differ about the width of a character the cursor is
/// put behind it, so that nothing else moves.
std::string frameDiff(const Grid& before, const Grid& after, const TerminalCodes& codes);

} // namespace hubbub::terminal
