#include "client-cli/screen_rows.h"

#include <algorithm>
#include <cwchar>

namespace hubbub::cli {

int cursorRow(std::wstring_view text, int columns)
{
    int row = 0;
    int column = 0;
    for (const wchar_t character : text) {
        // A wide character does not begin in the last column.
        const int width = std::max(0, ::wcwidth(character));
        if (column + width > columns) {
            ++row;
            column = 0;
        }
        column += width;
        if (column == columns) {
            ++row;
            column = 0;
        }
    }
    return row;
}

} // namespace hubbub::cli
