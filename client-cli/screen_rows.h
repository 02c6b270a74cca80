// How a text lies upon the rows of a terminal that goes on to the next row by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::cli {

struct ScreenSize {
    int columns = 80;
    int rows = 24;
    bool operator==(const ScreenSize&) const = default;
};

struct ScreenPlace {
    int row = 0;
    int column = 0; ///< at most the number of columns: the cursor waits behind the last one
};

/// Where the cursor stands, counted from where `text` begins in the first column, to write the character
/// `index` of it, or behind the last one.
ScreenPlace placeOf(std::wstring_view text, std::size_t index, int columns);

/// A text in which the cursor can stand anywhere.
struct ScreenText {
    std::wstring text;
    std::size_t cursor = 0;
    bool operator==(const ScreenText&) const = default;
};

/// With a place for the cursor behind a full last row, and of a text that is higher than the screen those
/// rows among which the cursor is.
ScreenText fitted(ScreenText whole, ScreenSize screen);

} // namespace hubbub::cli
