#include "protocol/screen/row_search.h"

#include <algorithm>

namespace hubbub::screen {

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

std::vector<int> RowSearch::rows() const
{
    std::vector<int> rows;
    for (int row = before(messages_.rowCount()); row >= 0; row = before(row))
        rows.push_back(row);
    return rows;
}

bool RowSearch::fits(int row) const
{
    const auto kind = messages_.row(row).kind;
    if ((kind != RowKind::message && kind != RowKind::announcement) || messages_.row(row).isRemoved)
        return false;
    const QString& line = messages_.row(row).line;
    return std::ranges::all_of(words_,
                               [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

} // namespace hubbub::screen
