// The few signs a screen is drawn with, in a terminal's character set.
#pragma once

#include "client-cli/terminal/cluster.h"

namespace hubbub::terminal {

struct Signs {
    QString rule;    ///< across the room, repeated
    QString wall;    ///< before the members
    QString pending; ///< behind what is on its way
    QString refused; ///< behind what was not sent
    QString folded;  ///< before joins and leaves
    QString unfolded;
    QString separator; ///< between parts of the status line
};

inline Signs signsOf(Glyphs glyphs)
{
    if (glyphs == Glyphs::ascii)
        return {QStringLiteral("-"), QStringLiteral("|"), QStringLiteral("..."), QStringLiteral("!"),
                QStringLiteral("+"), QStringLiteral("-"), QStringLiteral(" | ")};
    return {QStringLiteral("─"), QStringLiteral("│"), QStringLiteral("…"),  QStringLiteral("✗"),
            QStringLiteral("▸"), QStringLiteral("▾"), QStringLiteral(" · ")};
}

} // namespace hubbub::terminal
