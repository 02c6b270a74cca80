// What Tab makes of the word before the cursor: a command at the beginning of the line, elsewhere somebody's
// name.
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
