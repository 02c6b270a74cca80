#include "client-cli/terminal/row_search.h"

#include <algorithm>

namespace hubbub::terminal {

int RowSearch::before(int row) const
{
    while (--row >= 0 && !fits(row)) {
    }
    return row;
}

int RowSearch::behind(int row) const
{
    while (++row < messages_.rowCount() && !fits(row)) {
    }
    return row < messages_.rowCount() ? row : -1;
}

bool RowSearch::fits(int row) const
{
    const auto kind = messages_.row(row).kind;
    if (kind != screen::RowKind::message && kind != screen::RowKind::announcement)
        return false;
    const QString& line = messages_.row(row).line;
    return std::ranges::all_of(words_,
                               [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

} // namespace hubbub::terminal
