#include "client-cli/terminal/row_lines.h"

#include "client-cli/terminal/signs.h"
#include "client-cli/terminal/wrapping.h"
#include "protocol/qt/local_time.h"

#include <algorithm>

namespace hubbub::terminal {

using screen::MessageRow;
using screen::RowKind;
using screen::SendState;

namespace {

/// `12:34` and a space.
constexpr int gutterColumns = 6;
/// Before remarks of this screen, so that nobody's words can pass for one.
constexpr QLatin1String remarkSign("-- ");

Style dimmed()
{
    Style style;
    style.ink = Ink::dim;
    return style;
}

Style bold(Ink ink)
{
    Style style;
    style.ink = ink;
    style.isBold = true;
    return style;
}

} // namespace

std::vector<ScreenLine> RowLines::of(int row) const
{
    if (messages_.isHidden(row))
        return {};
    const MessageRow& at = messages_.row(row);
    std::vector<ScreenLine> lines;
    switch (at.kind) {
    case RowKind::message:
        lines = message(row);
        break;
    case RowKind::announcement:
        lines = announcement(row);
        break;
    case RowKind::change:
        lines = timed(row, at.line, dimmed());
        break;
    case RowKind::joined:
    case RowKind::left: {
        QString text = messages_.shownText(row);
        const Signs signs = signsOf(glyphs_);
        if (messages_.isFoldHead(row))
            text = (messages_.isFoldOpen(row) ? signs.unfolded : signs.folded) + QChar::Space + text;
        lines = timed(row, text, dimmed());
        break;
    }
    case RowKind::day:
        lines = {rule(at.line, dimmed())};
        break;
    case RowKind::gap:
    case RowKind::fork:
    case RowKind::kept:
        lines = remark(at.line, bold(Ink::waiting));
        break;
    case RowKind::remark:
        lines = remark(at.line, dimmed());
        break;
    }
    if (at.isUnreadStart)
        lines.insert(lines.begin(), rule(tr("unread"), bold(Ink::bad)));
    return lines;
}

ScreenLine RowLines::gutter(int row) const
{
    ScreenLine line;
    Style style = dimmed();
    if (marked_ != Seq{} && messages_.row(row).seq == marked_)
        style = {.ink = Ink::waiting, .isBold = true, .isReversed = true};
    line.add(qt::timeText(messages_.row(row).time), style, glyphs_);
    line.addSpaces(1);
    return line;
}

std::vector<ScreenLine> RowLines::message(int row) const
{
    const MessageRow& at = messages_.row(row);
    const QString name = at.line.left(at.textStart);
    // The model indents further lines by two spaces; here they stand under the text.
    QString text = at.line.mid(at.textStart);
    if (at.textStart > 0)
        text.replace(QLatin1String("\n  "), QLatin1String("\n"));
    ScreenLine first = gutter(row);
    const int nameColumns = columnsOf(name, glyphs_);
    const bool isNameShort = nameColumns <= columns_ / 3;
    const int indent = gutterColumns + (isNameShort ? nameColumns : 2);
    Style nameStyle = styleOfName(at.name);
    nameStyle.isBold = true;
    nameStyle.isReversed = at.isMention;
    Style style;
    style.ink = at.state == SendState::pending || at.isRemoved ? Ink::dim : Ink::normal;
    std::vector<ScreenLine> lines;
    if (!at.continuesGroup || at.isMention) {
        lines = wrapped(first, name, nameStyle, {columns_, gutterColumns}, glyphs_);
        first = lines.back();
        lines.pop_back();
    } else {
        first.addSpaces(indent - gutterColumns);
    }
    std::vector<ScreenLine> rest = wrapped(first, text, style, {columns_, indent}, glyphs_);
    const Signs signs = signsOf(glyphs_);
    QString mark;
    if (at.state == SendState::pending)
        mark = QChar::Space + signs.pending;
    if (at.isUnsent())
        mark = QChar::Space + signs.refused + QChar::Space
             + tr("%1 (Alt-R tries again)", "why it was not sent").arg(messages_.reason(row));
    if (!mark.isEmpty()) {
        const ScreenLine last = rest.back();
        rest.pop_back();
        const Style markStyle = at.isUnsent() ? bold(Ink::bad) : dimmed();
        std::ranges::move(wrapped(last, mark, markStyle, {columns_, indent}, glyphs_),
                          std::back_inserter(rest));
    }
    std::ranges::move(rest, std::back_inserter(lines));
    return lines;
}

std::vector<ScreenLine> RowLines::announcement(int row) const
{
    const MessageRow& at = messages_.row(row);
    std::vector<ScreenLine> lines = timed(row, at.line, at.isRemoved ? dimmed() : bold(Ink::announcement));
    if (!at.waitsToConfirm)
        return lines;
    const ScreenLine last = lines.back();
    lines.pop_back();
    std::ranges::move(wrapped(last, QChar::Space + tr("[Alt-A confirms]"), bold(Ink::waiting),
                              {columns_, gutterColumns}, glyphs_),
                      std::back_inserter(lines));
    return lines;
}

std::vector<ScreenLine> RowLines::timed(int row, const QString& text, Style style) const
{
    return wrapped(gutter(row), text, style, {columns_, gutterColumns}, glyphs_);
}

std::vector<ScreenLine> RowLines::note(const QString& text) const
{
    return remark(text, dimmed());
}

std::vector<ScreenLine> RowLines::remark(const QString& text, Style style) const
{
    ScreenLine first;
    first.addSpaces(gutterColumns - static_cast<int>(remarkSign.size()));
    first.add(remarkSign, style, glyphs_);
    return wrapped(first, text, style, {columns_, gutterColumns}, glyphs_);
}

ScreenLine RowLines::rule(const QString& text, Style style) const
{
    const QString sign = signsOf(glyphs_).rule;
    const QString shown = QChar::Space + elided(text, columns_ - 4, glyphs_) + QChar::Space;
    const int left = std::max(0, (columns_ - columnsOf(shown, glyphs_)) / 2);
    ScreenLine line;
    line.add(sign.repeated(left), style, glyphs_);
    line.add(shown, style, glyphs_);
    line.add(sign.repeated(std::max(0, columns_ - line.columns())), style, glyphs_);
    return line;
}

} // namespace hubbub::terminal
