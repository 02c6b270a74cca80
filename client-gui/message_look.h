// What all rows of the message list have in common: where their columns are at one width and font, and their
// colours in one palette. All lengths come from the font, all colours from the palette.
//
//     | 21:07  小明：the first line of what somebody says   ✓ |
//     |            and how it goes on                         |
//     |          what the same person says next               |
#pragma once

#include "protocol/screen/message_row.h"

#include <QColor>
#include <QFont>
#include <QPalette>

namespace hubbub::gui {

struct MessageLook {
    MessageLook(const QFont& rowFont, const QPalette& rowPalette, int rowWidth, Qt::LayoutDirection flow);

    int width = 0;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    QFont font;
    QFont nameFont;
    QFont smallFont; ///< time, and what stands in pills
    QPalette palette;

    /// Of a line that has Chinese characters as well, whose font is often a higher one: all lines are as
    /// high, so that the list does not jump from one height to the other.
    int lineHeight = 0;
    qreal ascent = 0;
    int unit = 0; ///< a quarter of a line, from which all distances are made
    int margin = 0;
    int textLeft = 0;
    int textWidth = 0;
    int stateWidth = 0; ///< at the end of a row, for what became of one's own text
    /// What goes on begins further in than a name would, and wrapped lines once more: so neither looks like
    /// another one's message.
    int hang = 0;
    int columnWidth = 0; ///< of a usual character, for estimates

    int gapAbove(screen::RowKind kind, bool continuesGroup) const;
    int gapBelow(screen::RowKind kind) const;
    /// Above and below the text, within what is painted behind it.
    int padding(screen::RowKind kind) const;

    QColor base;
    QColor text;
    QColor mention;      ///< behind a row that speaks to this person
    QColor announcement; ///< behind a notice
    QColor warning;      ///< behind what may no longer be in the room
    QColor pill;         ///< behind a date
    QColor accent;       ///< of the unread line, and where the focus is
    QColor found;        ///< behind what is looked for
};

} // namespace hubbub::gui
