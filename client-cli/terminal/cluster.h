// Text as what a person sees: user-perceived characters, each with the columns that it takes on a terminal.
// Layout, cursor and drawing go by this one table, which is that of ICU.
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace hubbub::terminal {

enum class Glyphs : quint8 {
    unicode,
    ascii, ///< what is not ASCII is shown by what is nearest, or by `?`
};

struct Cluster {
    QString text;      ///< what to write: no control, no bidi control
    int columns = 0;   ///< 1 or 2
    qsizetype end = 0; ///< where it ends in the text it was taken from
    bool isRightToLeft = false;
    /// Other terminals may believe that it takes another number of columns.
    bool isUnsure = false;
};

/// Controls become U+FFFD; what is not seen (bidi controls, spaces without width) is left out. `text` holds
/// no newline that matters.
std::vector<Cluster> clustersOf(QStringView text, Glyphs glyphs);
int columnsOf(QStringView text, Glyphs glyphs);
/// At most so many columns of it, with `…` at the end if it is cut.
QString elided(const QString& text, int columns, Glyphs glyphs);

/// Where user-perceived characters end, for a cursor that stands between them.
qsizetype clusterAfter(QStringView text, qsizetype from);
qsizetype clusterBefore(QStringView text, qsizetype from);

} // namespace hubbub::terminal
