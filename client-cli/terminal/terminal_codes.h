// What one kind of terminal wants to be told, by its name: from ncurses' table of terminals, and for what the
// table does not know (pastes, wheel, title) what all that are in use understand or ignore.
#pragma once

#include "client-cli/terminal/style.h"

#include <string>

namespace hubbub::terminal {

class TerminalCodes {
public:
    /// False if there is no such terminal, or it cannot move its cursor.
    bool load(const char* terminal, bool usesColors);

    /// A screen of its own, and everything that is to be reported.
    const std::string& enter() const { return enter_; }
    /// The terminal as it was.
    const std::string& leave() const { return leave_; }
    const std::string& clearScreen() const { return clearScreen_; }
    /// From the cursor to the end of its row.
    const std::string& clearRow() const { return clearRow_; }
    const std::string& hideCursor() const { return hideCursor_; }
    const std::string& showCursor() const { return showCursor_; }
    std::string moveTo(int row, int column) const;
    /// Whether scrolled() works.
    bool canScroll() const { return !scrollRows_.empty() && !scrollUp_.empty() && !scrollDown_.empty(); }
    /// What stands in these rows goes up by `distance`, or down if that is negative; blank ones, in the style
    /// set before, take the place. The cursor may be anywhere then.
    std::string scrolled(int firstRow, int lastRow, int distance, int rowCount) const;
    std::string style(Style style) const;
    /// `title` is safe text.
    std::string title(const std::string& title) const;

private:
    std::string color(Style style) const;

    std::string enter_;
    std::string leave_;
    std::string clearScreen_;
    std::string clearRow_;
    std::string hideCursor_;
    std::string showCursor_;
    std::string moveTo_;
    std::string scrollRows_; ///< which rows scroll
    std::string scrollUp_;   ///< by one, in the last of them
    std::string scrollDown_; ///< in the first
    std::string plain_;
    std::string bold_;
    std::string dim_;
    std::string reversed_;
    std::string color_; ///< empty: none are wanted, or there are none
    int colors_ = 0;
    bool hasTitle_ = false;
};

/// The colours of names and of what is told, out of the 256: each can be read on black and on white.
int paletteColor(Style style);

} // namespace hubbub::terminal
