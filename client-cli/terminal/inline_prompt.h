// A prompt below the lines of a terminal that scrolls: what draws it there, and what takes it away again
// though the terminal may have another width by then. Knows no terminal.
#pragma once

#include "client-cli/terminal/input_lines.h"

#include <string>

namespace hubbub::terminal {

/// The terminal breaks its lines, so that one that breaks them anew for another width treats it as one text.
/// What cannot be known is whether rows have left the screen at its top meanwhile: tmux puts so many there as
/// a narrower text needs more of, even while there are empty rows below. Those of the prompt stay in the
/// history, and may come back from it. Nor can it be known that the terminal takes another width while what
/// draws the prompt is on its way: that moves the cursor by as many rows as the prompt has at the width that
/// is gone, and the next drawing may begin above the prompt.
class InlinePrompt {
public:
    /// What draws it, from an empty row on; of what is higher than the screen the rows around the cursor. The
    /// cursor is to stand upon a character: where it is behind them all, terminals break lines each in its
    /// way.
    std::string draw(const TypedInput& input, QSize screen);
    /// What takes it away, with the cursor where it began. `columns`: at which lines are broken now.
    std::string erase(int columns);
    /// The terminal was cleared, or has been somebody else's.
    void forget() { drawn_ = {}; }

private:
    InputLines drawn_; ///< not broken
};

} // namespace hubbub::terminal
