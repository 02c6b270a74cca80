#include "client-gui/message_find.h"

#include "client-gui/message_text.h"
#include "protocol/screen/message_model.h"

#include <algorithm>

namespace hubbub::gui {

namespace {

/// Quick, for all rows: the text may stand here, if only in a part that is not shown.
bool mayHold(const screen::MessageModel& model, int row, const QString& text)
{
    return !model.row(row).isRemoved && model.row(row).line.contains(text, Qt::CaseInsensitive);
}

bool isFoldedAway(const screen::MessageModel& model, int row)
{
    return model.isHidden(row) || (model.isFoldHead(row) && !model.isFoldOpen(row));
}

void unfold(screen::MessageModel& model, int row)
{
    int head = row;
    while (head > 0 && !model.isFoldHead(head))
        --head;
    model.toggleFold(head);
}

} // namespace

std::optional<MessageFind::Match> MessageFind::next(screen::MessageModel& model, int row, qsizetype position,
                                                    bool backwards) const
{
    const int rows = model.rowCount();
    if (text_.isEmpty() || rows == 0)
        return std::nullopt;
    row = std::clamp(row, 0, rows - 1);
    // All rows once, and the first one again for its other part.
    for (int step = 0; step <= rows; ++step) {
        const int at = (row + (backwards ? rows - step % rows : step)) % rows;
        if (!mayHold(model, at, text_))
            continue;
        if (isFoldedAway(model, at))
            unfold(model, at);
        const QString shown = messageText(model, at).text;
        qsizetype found = -1;
        if (step > 0)
            found = backwards ? shown.lastIndexOf(text_, -1, Qt::CaseInsensitive)
                              : shown.indexOf(text_, 0, Qt::CaseInsensitive);
        else if (!backwards)
            found = shown.indexOf(text_, position, Qt::CaseInsensitive);
        else if (position > 0)
            found = shown.lastIndexOf(text_, std::min(position - 1, shown.size()), Qt::CaseInsensitive);
        if (found >= 0)
            return Match{at, found, found + text_.size()};
    }
    return std::nullopt;
}

int MessageFind::count(const screen::MessageModel& model, int row, qsizetype position) const
{
    if (text_.isEmpty())
        return 0;
    qsizetype count = 0;
    for (int at = row; at < model.rowCount() && count < mostCounted; ++at) {
        if (!mayHold(model, at, text_))
            continue;
        const QString shown = isFoldedAway(model, at) ? model.row(at).line : messageText(model, at).text;
        count += QStringView(shown).mid(at == row ? position : 0).count(text_, Qt::CaseInsensitive);
    }
    return static_cast<int>(std::min<qsizetype>(count, mostCounted));
}

} // namespace hubbub::gui
