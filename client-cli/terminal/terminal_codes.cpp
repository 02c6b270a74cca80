#include "client-cli/terminal/terminal_codes.h"

#include <curses.h>
#include <term.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace hubbub::terminal {

namespace {

/// Of xterm's 256. Their contrast is at least 4 to both black and white (WCAG 2.1), since nobody tells which
/// one lies behind the text.
constexpr std::array nameColors = {28, 29, 30, 31, 62, 63, 97, 98, 99, 130, 131, 132, 133, 161, 163, 64};
constexpr int dimColor = 243;
constexpr int goodColor = 28;
constexpr int waitingColor = 130;
constexpr int badColor = 161;
constexpr int announcementColor = 63;

/// Of the sixteen that a person's theme sets, those that are neither black, white nor a yellow.
constexpr std::array baseNameColors = {1, 2, 4, 5, 6};
constexpr int manyColors = 256;
constexpr int fewColors = 8;

constexpr std::string_view reports = "\x1b[?2004h\x1b[?1000h\x1b[?1006h\x1b[?1004h";
constexpr std::string_view noReports = "\x1b[?1004l\x1b[?1006l\x1b[?1000l\x1b[?2004l";
/// A row that is wider than the terminal believes must not run into the next one.
constexpr std::string_view noWrapping = "\x1b[?7l";
constexpr std::string_view wrapping = "\x1b[?7h";
constexpr std::string_view allRowsScroll = "\x1b[r";
constexpr std::string_view keepTitle = "\x1b[22;2t";
constexpr std::string_view restoreTitle = "\x1b[23;2t";

std::string capability(const char* name)
{
    // tigetstr() takes what it only reads as writable.
    const char* const text = tigetstr(const_cast<char*>(name));
    const auto none = reinterpret_cast<const char*>(-1); // NOLINT: the manual's value for "not a string"
    if (text == nullptr || text == none)
        return {};
    // Without the waiting times of printing terminals.
    std::string code(text);
    for (auto delay = code.find("$<"); delay != std::string::npos; delay = code.find("$<"))
        code.erase(delay, code.find('>', delay) - delay + 1);
    return code;
}

std::string filled(const std::string& code, int first, int second = 0)
{
    const char* const text = tiparm(code.c_str(), first, second);
    return text == nullptr ? std::string() : text;
}

int baseColor(Style style)
{
    switch (style.ink) {
    case Ink::good:
        return COLOR_GREEN;
    case Ink::waiting:
        return COLOR_MAGENTA;
    case Ink::bad:
        return COLOR_RED;
    case Ink::announcement:
        return COLOR_BLUE;
    case Ink::name:
        return baseNameColors[style.name % baseNameColors.size()];
    case Ink::normal:
    case Ink::dim:
        return -1;
    }
    return -1;
}

} // namespace

int paletteColor(Style style)
{
    switch (style.ink) {
    case Ink::normal:
        return -1;
    case Ink::dim:
        return dimColor;
    case Ink::good:
        return goodColor;
    case Ink::waiting:
        return waitingColor;
    case Ink::bad:
        return badColor;
    case Ink::announcement:
        return announcementColor;
    case Ink::name:
        return nameColors[style.name % nameColors.size()];
    }
    return -1;
}

bool TerminalCodes::load(const char* terminal, bool usesColors)
{
    int error = 0;
    if (terminal == nullptr || setupterm(terminal, 1, &error) != OK)
        return false;
    // What is needed of the table is copied; it is kept no longer.
    const std::unique_ptr<TERMINAL, int (*)(TERMINAL*)> table(cur_term, del_curterm);
    moveTo_ = capability("cup");
    clearScreen_ = capability("clear");
    clearRow_ = capability("el");
    if (moveTo_.empty() || clearScreen_.empty() || clearRow_.empty())
        return false;
    scrollRows_ = capability("csr");
    scrollUp_ = capability("ind");
    scrollDown_ = capability("ri");
    plain_ = capability("sgr0");
    bold_ = capability("bold");
    dim_ = capability("dim");
    reversed_ = capability("rev");
    hideCursor_ = capability("civis");
    showCursor_ = capability("cnorm");
    colors_ = tigetnum(const_cast<char*>("colors"));
    if (usesColors && colors_ >= fewColors)
        color_ = capability("setaf");
    const std::string_view name(terminal);
    hasTitle_ = !name.starts_with("linux") && !name.starts_with("vt");

    enter_ = capability("smcup");
    enter_ += hasTitle_ ? keepTitle : std::string_view();
    enter_ += reports;
    enter_ += noWrapping;
    enter_ += plain_ + clearScreen_;
    leave_ = plain_;
    // A crash may come between two codes. Without a screen of its own the cursor would be left at its top.
    leave_ += canScroll() && !capability("rmcup").empty() ? allRowsScroll : std::string_view();
    leave_ += noReports;
    leave_ += wrapping;
    leave_ += showCursor_;
    leave_ += hasTitle_ ? restoreTitle : std::string_view();
    leave_ += capability("rmcup");
    return true;
}

std::string TerminalCodes::moveTo(int row, int column) const
{
    return filled(moveTo_, row, column);
}

std::string TerminalCodes::scrolled(int firstRow, int lastRow, int distance, int rowCount) const
{
    std::string code = filled(scrollRows_, firstRow, lastRow) + moveTo(distance > 0 ? lastRow : firstRow, 0);
    for (int line = 0; line < std::abs(distance); ++line)
        code += distance > 0 ? scrollUp_ : scrollDown_;
    return code + filled(scrollRows_, 0, rowCount - 1);
}

std::string TerminalCodes::style(Style style) const
{
    std::string code = plain_;
    if (style.isBold)
        code += bold_;
    if (style.isReversed)
        code += reversed_;
    return code + color(style);
}

std::string TerminalCodes::color(Style style) const
{
    if (style.ink == Ink::normal)
        return {};
    if (color_.empty() || colors_ < manyColors) {
        const int base = baseColor(style);
        if (style.ink == Ink::dim)
            return dim_;
        return color_.empty() || base < 0 ? std::string() : filled(color_, base);
    }
    return filled(color_, paletteColor(style));
}

std::string TerminalCodes::title(const std::string& title) const
{
    return hasTitle_ ? "\x1b]2;" + title + "\x1b\\" : std::string();
}

} // namespace hubbub::terminal
