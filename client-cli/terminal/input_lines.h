// The text being typed, as it lies on the rows at the foot of the screen, with the cursor in it.
#pragma once

#include "client-cli/terminal/grid.h"

namespace hubbub::terminal {

struct TypedInput {
    QString prompt; ///< safe text
    QString text;
    qsizetype cursor = 0;
};

struct InputLines {
    std::vector<ScreenLine> lines;
    CursorPlace cursor; ///< in these lines
};

/// At most so many rows, those around the cursor if there are more.
InputLines inputLines(const TypedInput& input, int columns, int mostRows, Glyphs glyphs);

} // namespace hubbub::terminal
