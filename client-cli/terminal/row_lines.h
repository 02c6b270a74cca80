// A row of the room's list as it stands on a terminal: its time, who speaks, the text aligned behind the
// name, and what has become of it.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/message_model.h"

#include <QCoreApplication>

namespace hubbub::terminal {

class RowLines {
    Q_DECLARE_TR_FUNCTIONS(RowLines)

public:
    /// The time of the event `marked` is.
    RowLines(const screen::MessageModel& messages, int columns, Glyphs glyphs, Seq marked = {})
        : messages_(messages),
          columns_(columns),
          glyphs_(glyphs),
          marked_(marked)
    {
    }

    /// None for a row that is hidden in a fold.
    std::vector<ScreenLine> of(int row) const;
    /// Something that is said of the list, as a remark stands in it.
    std::vector<ScreenLine> note(const QString& text) const;

private:
    std::vector<ScreenLine> message(int row) const;
    std::vector<ScreenLine> announcement(int row) const;
    std::vector<ScreenLine> timed(int row, const QString& text, Style style) const;
    std::vector<ScreenLine> remark(const QString& text, Style style) const;
    ScreenLine rule(const QString& text, Style style) const;
    ScreenLine gutter(int row) const;

    const screen::MessageModel& messages_;
    int columns_;
    Glyphs glyphs_;
    Seq marked_;
};

} // namespace hubbub::terminal
