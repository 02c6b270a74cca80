// A text over several rows: broken where its script allows it, with the rows after the first indented.
#pragma once

#include "client-cli/terminal/screen_line.h"

namespace hubbub::terminal {

struct WrapWidths {
    int columns = 80; ///< of a whole row
    int indent = 0;   ///< of the rows after the first
};

/// Goes on behind what stands in `first`. Newlines in the text begin another row. A word that is wider than
/// a row is broken anywhere.
std::vector<ScreenLine> wrapped(ScreenLine first, const QString& text, Style style, WrapWidths widths,
                                Glyphs glyphs);

} // namespace hubbub::terminal
