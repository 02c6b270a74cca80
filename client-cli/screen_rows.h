// How many rows a text takes on a terminal.
#pragma once

#include <string_view>

namespace hubbub::cli {

/// The row, from 0, on which the cursor stands behind `text` when it began in the first column.
int cursorRow(std::wstring_view text, int columns);

} // namespace hubbub::cli
