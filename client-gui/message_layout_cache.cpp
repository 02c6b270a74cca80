#include "client-gui/message_layout_cache.h"

#include "protocol/screen/message_model.h"

#include <algorithm>
#include <memory>

namespace hubbub::gui {

const MessageLayout& MessageLayoutCache::layout(const screen::MessageModel& model, int row,
                                                const MessageLook& look)
{
    const quint64 key = model.row(row).key;
    if (const MessageLayout* const known = layouts_.object(key))
        return *known;
    auto made = std::make_unique<MessageLayout>(model, row, look);
    const qsizetype cost = std::min(made->text().text.size() + rowCost, mostCost);
    const MessageLayout& layout = *made;
    layouts_.insert(key, made.release(), cost);
    return layout;
}

} // namespace hubbub::gui
