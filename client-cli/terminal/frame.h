// The whole screen: topic line, room and members, status line, what is to be told, input. Pure: from what is
// to be shown to the cells that show it.
#pragma once

#include "client-cli/terminal/input_lines.h"

namespace hubbub::terminal {

/// Who has what place; found before the contents are laid out.
struct FrameLayout {
    QSize size;
    QSize room;
    int memberColumns = 0; ///< with the wall; 0: they are not shown
    int tellingRows = 0;
    int inputRows = 1;
    bool isTooSmall = false;
};

struct FrameWishes {
    int tellingRows = 0;
    int inputRows = 1;
    bool showsMembers = true;
    bool isAsking = false; ///< nothing goes on before what is told has been answered
};

/// The room keeps at least half of the height, but for a question, and members are shown from 60 columns on.
FrameLayout frameLayout(QSize size, const FrameWishes& wishes);
/// So many rows may the input have.
int mostInputRows(QSize size);
/// So many rows may a question have above an input of one row.
int mostAskingRows(QSize size);

struct FrameContents {
    ScreenLine topic;
    std::vector<ScreenLine> room;
    std::vector<ScreenLine> members;
    ScreenLine status;
    ScreenLine statusEnd; ///< at the right edge; goes before `status` if there is no room for both
    Style statusStyle;
    std::vector<ScreenLine> telling; ///< above the input
    InputLines input;
    QString tooSmall; ///< what is said instead
};

Grid frameOf(const FrameContents& contents, const FrameLayout& layout, Glyphs glyphs);

} // namespace hubbub::terminal
