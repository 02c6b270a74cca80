#include "client-cli/terminal/top_table.h"

#include "client-cli/terminal/signs.h"
#include "client-cli/terminal/wrapping.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>

namespace hubbub::terminal {

namespace {

struct TopTable {
    Q_DECLARE_TR_FUNCTIONS(TopTable)
};

constexpr int gap = 1;
constexpr int fewestNameColumns = 8;
constexpr int mostNameColumns = 32;

struct Column {
    const char* heading;
    int columns;
    std::optional<TopSort> sort;
    QString (*text)(const TopRow& row);
};

QString roundTripText(const TopRow& row)
{
    if (!row.roundTrip)
        return QStringLiteral("-");
    const double milliseconds = std::chrono::duration<double, std::milli>(*row.roundTrip).count();
    constexpr double exactBelow = 100;
    return QString::number(milliseconds, 'f', milliseconds < exactBelow ? 1 : 0) + QStringLiteral(" ms");
}

QString lossText(const TopRow& row)
{
    constexpr double perMille = 10;
    return QString::number(row.lossPerMille / perMille, 'f', 1) + QStringLiteral(" %");
}

QString numberText(const TopRow& row)
{
    return QStringLiteral("#%1").arg(row.member.value);
}

/// In the order in which they find room; shown in the order in which they stand.
const std::array<Column, 7>& allColumns()
{
    static const std::array<Column, 7> columns = {{
        {QT_TRANSLATE_NOOP("TopTable", "idle"), 6, TopSort::idle,
         [](const TopRow& row) { return shortTime(row.idle); }},
        {QT_TRANSLATE_NOOP("TopTable", "trip"), 8, TopSort::roundTrip, roundTripText},
        {QT_TRANSLATE_NOOP("TopTable", "loss"), 7, TopSort::loss, lossText},
        {QT_TRANSLATE_NOOP("TopTable", "here"), 6, TopSort::present,
         [](const TopRow& row) { return shortTime(row.present); }},
        {QT_TRANSLATE_NOOP("TopTable", "event"), 8, TopSort::confirmed,
         [](const TopRow& row) { return QString::number(row.confirmed.value); }},
        {QT_TRANSLATE_NOOP("TopTable", "number"), 7, std::nullopt, numberText},
        {QT_TRANSLATE_NOOP("TopTable", "client"), 10, std::nullopt,
         [](const TopRow& row) { return row.version; }},
    }};
    return columns;
}

QString nameText(const TopRow& row)
{
    return row.isAdmin ? QLatin1Char('@') + row.name : row.name;
}

/// Pads to the width, or cuts.
void addCell(ScreenLine& line, const QString& text, int columns, bool isRight, Style style, Glyphs glyphs)
{
    ScreenLine cell;
    cell.add(elided(text, columns, glyphs), style, glyphs);
    const int left = std::max(0, columns - cell.columns());
    if (isRight)
        line.addSpaces(left);
    for (const StyledCluster& cluster : cell.clusters())
        line.add(cluster);
    if (!isRight)
        line.addSpaces(left);
}

Style headingStyle(bool isOrder)
{
    Style style;
    style.isBold = isOrder;
    style.ink = isOrder ? Ink::normal : Ink::dim;
    return style;
}

} // namespace

QString shortTime(Duration time)
{
    using namespace std::chrono;
    const auto of = [](qint64 count, const char* unit) {
        return QString::number(count) + QLatin1String(unit);
    };
    constexpr auto day = hours{24};
    if (time >= day)
        return of(time / day, " d");
    if (time >= hours{1})
        return of(time / hours{1}, " h");
    if (time >= minutes{1})
        return of(time / minutes{1}, " min");
    return of(time / seconds{1}, " s");
}

void sortTop(std::vector<TopRow>& rows, TopSort sort)
{
    // Members without a round trip behind those that have one.
    const auto key = [sort](const TopRow& row) -> std::int64_t {
        switch (sort) {
        case TopSort::name:
            return 0;
        case TopSort::present:
            return row.present.count();
        case TopSort::idle:
            return -row.idle.count();
        case TopSort::roundTrip:
            return row.roundTrip ? -row.roundTrip->count() : 1;
        case TopSort::loss:
            return -static_cast<std::int64_t>(row.lossPerMille);
        case TopSort::confirmed:
            return static_cast<std::int64_t>(row.confirmed.value);
        }
        return 0;
    };
    std::ranges::stable_sort(rows, [&](const TopRow& a, const TopRow& b) {
        return std::tuple(key(a), a.name, a.member) < std::tuple(key(b), b.name, b.member);
    });
}

std::vector<ScreenLine> topLines(const std::vector<TopRow>& rows, TopSort sort, int columns, Glyphs glyphs)
{
    std::vector<const Column*> shown;
    int left = columns - fewestNameColumns;
    for (const Column& column : allColumns()) {
        if (left < column.columns + gap)
            break;
        left -= column.columns + gap;
        shown.push_back(&column);
    }
    const int nameColumns = std::min(mostNameColumns, fewestNameColumns + std::max(0, left));

    std::vector<ScreenLine> lines(1);
    addCell(lines.front(), TopTable::tr("name"), nameColumns, false, headingStyle(sort == TopSort::name),
            glyphs);
    for (const Column* const column : shown) {
        lines.front().addSpaces(gap);
        addCell(lines.front(), TopTable::tr(column->heading), column->columns, true,
                headingStyle(column->sort == sort), glyphs);
    }
    for (const TopRow& row : rows) {
        ScreenLine& line = lines.emplace_back();
        Style style;
        if (row.isAway)
            style.ink = Ink::dim;
        addCell(line, nameText(row), nameColumns, false, style, glyphs);
        for (const Column* const column : shown) {
            line.addSpaces(gap);
            addCell(line, column->text(row), column->columns, true, style, glyphs);
        }
    }
    return lines;
}

} // namespace hubbub::terminal
