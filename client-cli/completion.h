// What Tab makes of the word before the cursor on a line of a terminal: as far as all candidates agree, and
// then a list of them.
#pragma once

#include <QString>
#include <QStringList>

namespace hubbub::cli {

struct Completion {
    /// How many characters before the cursor give way, and to what; nothing changes if they are the same.
    qsizetype replaced = 0;
    QString text;
    /// More than one fits; the person chooses.
    QStringList choices;
};

Completion complete(const QString& beforeCursor, const QStringList& names);

} // namespace hubbub::cli
