// The part of the room's list that a terminal shows, and where it is scrolled to. Lays out what is near and
// nothing else, so that a long room costs no more than a short one.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/message_model.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QSize>

namespace hubbub::terminal {

class RoomView {
public:
    RoomView(const screen::MessageModel& messages, Glyphs glyphs) : messages_(messages), glyphs_(glyphs) {}

    void setSize(QSize size);
    QSize size() const { return size_; }
    /// As many as there is room for, or all there are.
    std::vector<ScreenLine> lines();

    bool isAtEnd();
    void scrollUp(int lines);
    void scrollDown(int lines);
    void toStart();
    void toEnd();
    /// This row at the top, as far as what follows fills the screen.
    void toRow(int row);
    /// The row of the list that stands at the top; -1 if there is none.
    int topRow();
    /// The last row that is shown, even in part; -1 if there is none.
    int bottomRow();

private:
    /// A line of a row.
    struct Place {
        int row = 0;
        int line = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    const std::vector<ScreenLine>& linesOf(int row);
    Place top();
    Place topAtEnd();
    Place above(Place place, int lines);
    Place below(Place place, int lines);
    void setTop(Place place);

    const screen::MessageModel& messages_;
    Glyphs glyphs_;
    QSize size_;
    bool follows_ = true; ///< stays at the end, whatever comes
    QPersistentModelIndex topRow_;
    int topLine_ = 0;
    QHash<quint64, std::vector<ScreenLine>> laidOut_; ///< by the rows' keys
};

} // namespace hubbub::terminal
