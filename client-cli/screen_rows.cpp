#include "client-cli/screen_rows.h"

#include <algorithm>
#include <cwchar>
#include <vector>

namespace hubbub::cli {

namespace {

int widthOf(wchar_t character)
{
    return std::max(0, ::wcwidth(character));
}

/// The first characters of the rows.
std::vector<std::size_t> rowStarts(std::wstring_view text, int columns)
{
    std::vector<std::size_t> starts{0};
    int column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // A wide character does not begin in the last column.
        if (column + widthOf(text[i]) > columns) {
            starts.push_back(i);
            column = 0;
        }
        column += widthOf(text[i]);
    }
    return starts;
}

} // namespace

ScreenPlace placeOf(std::wstring_view text, std::size_t index, int columns)
{
    ScreenPlace place;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (place.column + widthOf(text[i]) > columns)
            place = {place.row + 1, 0};
        if (i == index)
            return place;
        place.column += widthOf(text[i]);
    }
    return place;
}

ScreenText fitted(ScreenText whole, ScreenSize screen)
{
    if (placeOf(whole.text, whole.text.size(), screen.columns).column == screen.columns)
        whole.text += L' ';
    const auto starts = rowStarts(whole.text, screen.columns);
    const auto rows = static_cast<std::size_t>(std::max(1, screen.rows));
    if (starts.size() <= rows)
        return whole;
    const auto cursorRow = static_cast<std::size_t>(placeOf(whole.text, whole.cursor, screen.columns).row);
    const std::size_t first = std::min(cursorRow, starts.size() - rows);
    const std::size_t from = starts[first];
    const std::size_t to = first + rows < starts.size() ? starts[first + rows] : whole.text.size();
    return {whole.text.substr(from, to - from), whole.cursor - from};
}

} // namespace hubbub::cli
