// The part of a list of the room that a terminal shows, and where it is scrolled to. Lays out what is near
// and nothing else, so that a long room costs no more than a short one.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/screen/message_model.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QSize>

namespace hubbub::terminal {

class RoomView {
public:
    /// What goes on is followed, at its end.
    enum class Ends : quint8 { goOn, stay };

    RoomView(const screen::MessageModel& messages, Glyphs glyphs) : messages_(&messages), glyphs_(glyphs) {}

    /// Another list from here on, from its end.
    void show(const screen::MessageModel& messages, Ends ends);
    const screen::MessageModel& messages() const { return *messages_; }
    /// Whether all rows have room, without the head.
    bool isWhole() { return below({0, headLines()}, size_.height()).row >= messages_->rowCount(); }
    /// What is said before the first row; it belongs to the list.
    void setHead(const QString& text);
    /// The list tells of its rows: what is read keeps its place.
    void handleInserted(int first, int last);
    void handleRemoving(int first, int last);

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
    /// This event with what stands around it, its time marked.
    void toEvent(Seq seq);
    void clearMark();
    /// Whether so many lines further up there is nothing.
    bool isNearStart(int lines) { return above(top(), lines) == Place{}; }
    /// The same below, by the end of what is loaded.
    bool isNearEnd(int lines) { return below(top(), lines) >= topAtEnd(); }
    /// What is read in this list, in another one that has it too.
    void moveTo(const screen::MessageModel& messages, Ends ends);
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

    int headLines() { return head_.isEmpty() ? 0 : static_cast<int>(linesOfHead().size()); }
    std::vector<ScreenLine> linesOfHead() const;

    const screen::MessageModel* messages_;
    Glyphs glyphs_;
    Ends ends_ = Ends::goOn;
    QString head_;
    Seq marked_;
    QSize size_;
    bool follows_ = true; ///< stays at the end, whatever comes
    QPersistentModelIndex topRow_;
    int topLine_ = 0;
    QHash<quint64, std::vector<ScreenLine>> laidOut_; ///< by the rows' keys
    std::vector<ScreenLine> firstRow_;                ///< with the head
};

} // namespace hubbub::terminal
