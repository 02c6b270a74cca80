#include "client-gui/message_look.h"

#include "client-gui/colors.h"

#include <QFontMetrics>
#include <QTextLayout>

#include <algorithm>

namespace hubbub::gui {

namespace {

/// Of the row's font.
constexpr double smallShare = 0.86;
/// So much of a tone makes a background that is seen, and on which text of all colours can be read.
constexpr double tint = 0.13;
constexpr double pillTint = 0.08;

QFont resized(QFont font, double share)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * share);
    else
        font.setPixelSize(std::max(static_cast<int>(font.pixelSize() * share), 1));
    return font;
}

} // namespace

MessageLook::MessageLook(const QFont& rowFont, const QPalette& rowPalette, int rowWidth,
                         Qt::LayoutDirection flow)
    : width(rowWidth),
      direction(flow),
      font(rowFont),
      nameFont(rowFont),
      smallFont(resized(rowFont, smallShare)),
      palette(rowPalette),
      base(rowPalette.color(QPalette::Base)),
      text(readable(rowPalette.color(QPalette::Text), base)),
      mention(mixed(toneColor(Tone::waiting, base), base, tint)),
      announcement(mixed(toneColor(Tone::announcement, base), base, tint)),
      warning(mixed(toneColor(Tone::bad, base), base, tint)),
      pill(mixed(text, base, pillTint)),
      accent(readable(rowPalette.color(QPalette::Highlight), base)),
      found(0xff, 0xd2, 0x4a)
{
    nameFont.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const QFontMetrics smallMetrics(smallFont);
    QTextLayout sample(QStringLiteral("Åg国"), font);
    sample.beginLayout();
    const QTextLine line = sample.createLine();
    sample.endLayout();
    ascent = line.ascent();
    lineHeight = qCeil(ascent + line.descent());
    unit = std::max(lineHeight / 4, 2);
    margin = 3 * unit;
    stateWidth = metrics.horizontalAdvance(QStringLiteral("✓")) + 2 * unit;
    textLeft = margin + smallMetrics.horizontalAdvance(QStringLiteral("00:00")) + 3 * unit;
    textWidth = std::max(width - textLeft - stateWidth - margin, 4 * metrics.averageCharWidth());
    hang = 3 * unit;
    columnWidth = std::max(metrics.averageCharWidth(), 1);
}

int MessageLook::gapAbove(screen::RowKind kind, bool continuesGroup) const
{
    switch (kind) {
    case screen::RowKind::message:
        return continuesGroup ? 0 : unit;
    case screen::RowKind::joined:
    case screen::RowKind::left:
    case screen::RowKind::change:
    case screen::RowKind::remark:
        return 0;
    case screen::RowKind::announcement:
    case screen::RowKind::fork:
    case screen::RowKind::kept:
    case screen::RowKind::day:
    case screen::RowKind::gap:
        return 2 * unit;
    }
    return 0;
}

int MessageLook::gapBelow(screen::RowKind kind) const
{
    switch (kind) {
    case screen::RowKind::message:
    case screen::RowKind::joined:
    case screen::RowKind::left:
    case screen::RowKind::change:
    case screen::RowKind::remark:
        return 0;
    case screen::RowKind::announcement:
    case screen::RowKind::fork:
    case screen::RowKind::kept:
    case screen::RowKind::day:
    case screen::RowKind::gap:
        return unit;
    }
    return 0;
}

int MessageLook::padding(screen::RowKind kind) const
{
    return kind == screen::RowKind::announcement ? unit : unit / 2;
}

} // namespace hubbub::gui
