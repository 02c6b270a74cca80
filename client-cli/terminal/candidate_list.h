// What Tab could make of the word, in the few rows that there are for it: the part of the list that the
// chosen one is in, and how many there are besides. Pure.
#pragma once

#include "client-cli/terminal/screen_line.h"

#include <QSize>
#include <QStringList>

namespace hubbub::terminal {

struct Choices {
    QStringList list; ///< safe text
    qsizetype chosen = 0;
};

/// At most `room` rows and columns; none if there is nothing to choose.
std::vector<ScreenLine> candidateLines(const Choices& choices, QSize room, Glyphs glyphs);

} // namespace hubbub::terminal
