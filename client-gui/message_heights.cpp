#include "client-gui/message_heights.h"

#include "protocol/screen/message_model.h"

#include <algorithm>
#include <limits>

namespace hubbub::gui {

namespace {

/// East Asian scripts begin about here; what is before them is half as wide.
constexpr char16_t firstWide = 0x1100;

/// The beginning of a long text tells what the rest of it is like.
constexpr qsizetype longestSample = 256;

std::uint16_t bounded(qsizetype value)
{
    return static_cast<std::uint16_t>(std::min<qsizetype>(value, std::numeric_limits<std::uint16_t>::max()));
}

} // namespace

MessageHeights::Extent MessageHeights::extentOf(const screen::MessageModel& model, int row)
{
    const screen::MessageRow& at = model.row(row);
    Extent extent;
    extent.kind = at.kind;
    if (model.isHidden(row))
        return extent;
    qsizetype wide = 0;
    qsizetype breaks = 0;
    const QStringView text = QStringView(at.line).sliced(at.continuesGroup ? at.textStart : 0);
    const QStringView sample = text.first(std::min(text.size(), longestSample));
    for (const QChar character : sample) {
        wide += character.unicode() >= firstWide ? 1 : 0;
        breaks += character == QLatin1Char('\n') ? 1 : 0;
    }
    const qsizetype times = sample.isEmpty() ? 1 : text.size() / sample.size();
    extent.columns = bounded(text.size() + wide * times);
    extent.lines = bounded(1 + breaks * times);
    extent.continuesGroup = at.continuesGroup;
    extent.hasExtraLine = at.isUnreadStart || at.isUnsent();
    return extent;
}

int MessageHeights::estimate(const Extent& extent, const MessageLook& look)
{
    if (extent.lines == 0)
        return 0;
    // Written lines that are not full take one each; together they take at least what their columns need.
    const int perLine = std::max((look.textWidth - look.hang) / look.columnWidth, 1);
    const int lines =
        std::max<int>(extent.lines, (extent.columns + perLine - 1) / perLine) + (extent.hasExtraLine ? 1 : 0);
    return lines * look.lineHeight + look.gapAbove(extent.kind, extent.continuesGroup)
         + look.gapBelow(extent.kind) + 2 * look.padding(extent.kind);
}

void MessageHeights::reset(const screen::MessageModel& model, const MessageLook& look)
{
    clear();
    if (model.rowCount() > 0)
        insert(model, look, 0, model.rowCount() - 1);
}

void MessageHeights::clear()
{
    index_.clear();
    extents_.clear();
}

void MessageHeights::insert(const screen::MessageModel& model, const MessageLook& look, int first, int last)
{
    const auto count = static_cast<std::size_t>(last + 1 - first);
    std::vector<Extent> extents;
    std::vector<int> heights;
    extents.reserve(count);
    heights.reserve(count);
    for (int row = first; row <= last; ++row) {
        extents.push_back(extentOf(model, row));
        heights.push_back(estimate(extents.back(), look));
    }
    extents_.insert(extents_.begin() + first, extents.begin(), extents.end());
    index_.insertEstimates(first, heights);
}

void MessageHeights::remove(int first, int last)
{
    extents_.erase(extents_.begin() + first, extents_.begin() + last + 1);
    index_.remove(first, last + 1 - first);
}

void MessageHeights::change(const screen::MessageModel& model, const MessageLook& look, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        Extent& extent = extents_[static_cast<std::size_t>(row)];
        extent = extentOf(model, row);
        index_.estimate(row, estimate(extent, look));
    }
}

void MessageHeights::estimateAll(const MessageLook& look)
{
    std::vector<int> heights;
    heights.reserve(extents_.size());
    for (const Extent& extent : extents_)
        heights.push_back(estimate(extent, look));
    index_.reset(heights);
}

} // namespace hubbub::gui
