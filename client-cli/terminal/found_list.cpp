#include "client-cli/terminal/found_list.h"

#include "client-cli/terminal/signs.h"
#include "client-cli/terminal/wrapping.h"

#include <QDateTime>

#include <algorithm>

namespace hubbub::terminal {

namespace {

/// From here on the time of day has room beside the date.
constexpr int columnsForTime = 56;

struct Range {
    qsizetype from = 0;
    qsizetype to = 0;
};

std::vector<Range> rangesOf(const QString& text, const QStringList& words)
{
    std::vector<Range> ranges;
    for (const QString& word : words) {
        for (qsizetype at = 0; !word.isEmpty(); at += word.size()) {
            at = text.indexOf(word, at, Qt::CaseInsensitive);
            if (at < 0)
                break;
            ranges.push_back({at, at + word.size()});
        }
    }
    return ranges;
}

/// What stands before the first word is cut where the line would end before it.
std::size_t firstShown(const std::vector<Cluster>& clusters, const std::vector<Range>& ranges, int columns)
{
    const auto first = std::ranges::min_element(ranges, {}, &Range::from);
    if (first == ranges.end())
        return 0;
    int all = 0;
    int until = 0;
    std::size_t at = 0;
    for (const Cluster& each : clusters) {
        all += each.columns;
        if (each.end < first->to) {
            until += each.columns;
            ++at;
        }
    }
    if (all <= columns || until < columns - 2)
        return 0;
    // No more than what has no room, but for the sign that says so.
    const int before = columns / 3;
    int gone = 0;
    std::size_t shown = 0;
    while (shown < at && until - gone > before && all - gone > columns - 2)
        gone += clusters[shown++].columns;
    return shown;
}

} // namespace

void addMarked(ScreenLine& line, const QString& text, const QStringList& words, int columns, Glyphs glyphs)
{
    const QString flat = text.simplified();
    const std::vector<Cluster> clusters = clustersOf(flat, glyphs);
    const std::vector<Range> ranges = rangesOf(flat, words);
    const QString cut = signsOf(glyphs).pending;
    const int cutColumns = columnsOf(cut, glyphs);
    std::size_t at = firstShown(clusters, ranges, columns);
    int left = columns;
    Style dim;
    dim.ink = Ink::dim;
    if (at > 0) {
        line.add(cut, dim, glyphs);
        left -= cutColumns;
    }
    int rest = 0;
    for (std::size_t each = at; each < clusters.size(); ++each)
        rest += clusters[each].columns;
    const bool isCut = rest > left;
    if (isCut)
        left -= cutColumns;
    for (; at < clusters.size() && clusters[at].columns <= left; ++at) {
        const qsizetype from = at == 0 ? 0 : clusters[at - 1].end;
        Style style;
        style.isReversed = style.isBold = std::ranges::any_of(
            ranges, [&](const Range& range) { return from < range.to && clusters[at].end > range.from; });
        line.add({clusters[at], style});
        left -= clusters[at].columns;
    }
    if (isCut)
        line.add(cut, dim, glyphs);
}

int FoundList::place() const
{
    return chosen_.isValid() ? chosen_.row() : found_.rowCount() - 1;
}

std::optional<Seq> FoundList::chosen() const
{
    return place() < 0 ? std::nullopt : std::optional(found_.row(place()).seq);
}

bool FoundList::moveBack(int results)
{
    const int before = place();
    const int after = std::clamp(before - results, 0, std::max(0, found_.rowCount() - 1));
    if (before < 0 || after == before)
        return false;
    chosen_ = QPersistentModelIndex(found_.index(after));
    return true;
}

ScreenLine FoundList::line(int row, int columns) const
{
    const screen::FoundModel::Row& at = found_.row(row);
    Style dim;
    dim.ink = Ink::dim;
    Style name = styleOfName(at.name);
    name.isBold = true;
    const bool isChosen = row == place();
    ScreenLine line;
    line.add(isChosen ? QStringLiteral("> ") : QStringLiteral("  "), name, glyphs_);
    const auto time = QDateTime::fromMSecsSinceEpoch(at.time.milliseconds);
    line.add(time.toString(columns >= columnsForTime ? QStringLiteral("yyyy-MM-dd HH:mm ")
                                                     : QStringLiteral("yyyy-MM-dd ")),
             isChosen ? Style{} : dim, glyphs_);
    if (!at.name.isEmpty()) {
        line.add(elided(at.name, columns / 4, glyphs_), name, glyphs_);
        line.add(QStringLiteral(": "), {}, glyphs_);
    }
    addMarked(line, at.text, found_.words(), columns - line.columns(), glyphs_);
    return line;
}

std::vector<ScreenLine> FoundList::lines(QSize size, const QString& note) const
{
    std::vector<ScreenLine> lines;
    const int count = found_.rowCount();
    int height = size.height();
    if (count == 0 && !note.isEmpty()) {
        Style dim;
        dim.ink = Ink::dim;
        lines = wrapped({}, QStringLiteral("-- ") + note, dim, {size.width(), 0}, glyphs_);
        lines.resize(std::min(lines.size(), static_cast<std::size_t>(std::max(0, size.height()))));
        return lines;
    }
    // The note has a line of its own where the first one is seen.
    const bool hasNote = !note.isEmpty() && height > 1 && (count < height || place() < height - 1);
    if (hasNote) {
        Style dim;
        dim.ink = Ink::dim;
        lines.emplace_back().add(elided(QStringLiteral("-- ") + note, size.width(), glyphs_), dim, glyphs_);
        --height;
    }
    const int last = hasNote ? std::min(count, height)
                             : std::clamp(place() + height / 2 + 1, std::min(count, height), count);
    for (int row = std::max(0, last - height); row < last; ++row)
        lines.push_back(line(row, size.width()));
    return lines;
}

} // namespace hubbub::terminal
