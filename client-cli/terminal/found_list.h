// What a search of the room has found, in place of the room's list: one line each, the words marked, one of
// them chosen. Where it is scrolled to follows from which is chosen.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/found_model.h"

#include <QCoreApplication>
#include <QPersistentModelIndex>
#include <QSize>

namespace hubbub::terminal {

class FoundList {
    Q_DECLARE_TR_FUNCTIONS(FoundList)

public:
    FoundList(const screen::FoundModel& found, Glyphs glyphs) : found_(found), glyphs_(glyphs) {}

    /// The youngest is chosen.
    void begin() { chosen_ = QPersistentModelIndex(); }
    /// So many further back, or on where it is less than 0. False: it is the last that way already.
    bool moveBack(int results);
    std::optional<Seq> chosen() const;
    /// Whether fewer than so many stand before the one chosen.
    bool isNearFirst(int results) const { return place() < results; }

    /// `note` stands before the first, where there is something to say of what is further back.
    std::vector<ScreenLine> lines(QSize size, const QString& note) const;

private:
    int place() const;
    ScreenLine line(int row, int columns) const;

    const screen::FoundModel& found_;
    Glyphs glyphs_;
    QPersistentModelIndex chosen_; ///< none: the youngest
};

/// The text on one line of at most so many columns, from near the first of the words on, all of them marked.
void addMarked(ScreenLine& line, const QString& text, const QStringList& words, int columns, Glyphs glyphs);

} // namespace hubbub::terminal
