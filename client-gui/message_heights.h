// The heights of the message list's rows, kept in step with the model: what was laid out is known, everything
// else is estimated from the length of its text, without laying it out.
#pragma once

#include "client-gui/height_index.h"
#include "client-gui/message_look.h"
#include "protocol/screen/message_row.h"

#include <vector>

namespace hubbub::screen {
class MessageModel;
}

namespace hubbub::gui {

class MessageHeights {
public:
    const HeightIndex& index() const { return index_; }
    void measure(int row, int height) { index_.measure(row, height); }

    // After the model has changed.

    void reset(const screen::MessageModel& model, const MessageLook& look);
    void clear();
    void insert(const screen::MessageModel& model, const MessageLook& look, int first, int last);
    void remove(int first, int last);
    void change(const screen::MessageModel& model, const MessageLook& look, int first, int last);

    /// After width, font or style have changed: nothing is known any more.
    void estimateAll(const MessageLook& look);

private:
    /// What a row's height depends on. Kept for each row, so that a new width does not need all texts again.
    struct Extent {
        std::uint16_t columns = 0; ///< of all lines together; a Chinese character is two
        std::uint16_t lines = 0;   ///< as they were written; 0: the row is hidden
        screen::RowKind kind = screen::RowKind::message;
        bool continuesGroup = false;
        bool hasExtraLine = false; ///< the unread line above it, or a reason below it
    };

    static Extent extentOf(const screen::MessageModel& model, int row);
    static int estimate(const Extent& extent, const MessageLook& look);

    HeightIndex index_;
    std::vector<Extent> extents_;
};

} // namespace hubbub::gui
