// The rows of the message list that were laid out last. Bounded by their text, so that a list of long
// messages takes no more memory than one of short ones.
#pragma once

#include "client-gui/message_layout.h"

#include <QCache>

namespace hubbub::gui {

class MessageLayoutCache {
public:
    /// Valid until the next row is asked for.
    const MessageLayout& layout(const screen::MessageModel& model, int row, const MessageLook& look);
    /// Look or model are another one.
    void clear() { layouts_.clear(); }
    qsizetype count() const { return layouts_.size(); }

private:
    /// In characters, and a row counts as some more: about 200 rows of usual length, or ten of the longest.
    static constexpr qsizetype mostCost = 1 << 17;
    static constexpr qsizetype rowCost = 500;

    QCache<quint64, MessageLayout> layouts_{mostCost}; ///< by MessageRow::key
};

} // namespace hubbub::gui
