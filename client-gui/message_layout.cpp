#include "client-gui/message_layout.h"

#include "client-gui/colors.h"
#include "protocol/qt/local_time.h"
#include "protocol/screen/message_model.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QStyle>

#include <algorithm>

namespace hubbub::gui {

namespace {

struct MessageLayoutText {
    Q_DECLARE_TR_FUNCTIONS(MessageLayoutText)
};

/// How the lines of a text stand.
struct Lines {
    int width = 0;
    int firstIndent = 0;
    int furtherIndent = 0;
    /// At least; so lines whose characters come from different fonts are as high as each other.
    qreal height = 0;
    qreal ascent = 0;
};

/// Breaks `layout` into lines below each other from 0. Gives their height.
int wrap(QTextLayout& layout, const Lines& lines)
{
    const bool isRightToLeft = layout.textOption().textDirection() == Qt::RightToLeft;
    qreal top = 0;
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        const int indent = layout.lineCount() == 1 ? lines.firstIndent : lines.furtherIndent;
        line.setLineWidth(lines.width - indent);
        const qreal lower = std::max(lines.ascent - line.ascent(), 0.0);
        line.setPosition({isRightToLeft ? 0.0 : indent, top + lower});
        top += std::max(lower + line.height(), lines.height);
    }
    layout.endLayout();
    return qCeil(top);
}

QTextLayout::FormatRange range(qsizetype start, qsizetype length, const QColor& color)
{
    QTextLayout::FormatRange range;
    range.start = static_cast<int>(start);
    range.length = static_cast<int>(length);
    range.format.setForeground(color);
    return range;
}

/// Of what stands above it.
bool isWarning(screen::RowKind kind)
{
    return kind == screen::RowKind::fork || kind == screen::RowKind::kept;
}

QColor backgroundOf(const screen::MessageRow& row, const MessageLook& look)
{
    if (row.kind == screen::RowKind::announcement)
        return look.announcement;
    if (isWarning(row.kind))
        return look.warning;
    return row.isMention ? look.mention : look.base;
}

} // namespace

MessageLayout::MessageLayout(const screen::MessageModel& model, int row, const MessageLook& look)
    : look_(&look),
      text_(messageText(model, row))
{
    const screen::MessageRow& at = model.row(row);
    kind_ = at.kind;
    state_ = at.state;
    isUnreadStart_ = at.isUnreadStart;
    isMention_ = at.isMention;
    isRemoved_ = at.isRemoved;
    continuesGroup_ = at.continuesGroup;
    isInFold_ = at.isPresence() && model.isFoldOpen(row);
    if (model.isFoldHead(row))
        fold_ = model.isFoldOpen(row) ? Fold::open : Fold::closed;
    name_ = at.name;
    time_ = qt::timeText(at.time);
    background_ = backgroundOf(at, look);

    bodyTop_ = look.gapAbove(kind_, continuesGroup_) + (isUnreadStart_ ? unreadLineHeight() : 0);
    layOutText();
    if (at.isUnsent())
        layOutReason(model.reason(row));
    else if (at.waitsToConfirm)
        layOutHint({MessageLayoutText::tr("Please say that you have read this."), Tone::waiting},
                   MessageLayoutText::tr("Confirm"));
    height_ += look.padding(kind_) + look.gapBelow(kind_);
}

bool MessageLayout::isCentered() const
{
    return kind_ == screen::RowKind::day || kind_ == screen::RowKind::gap || isWarning(kind_);
}

int MessageLayout::unreadLineHeight() const
{
    return look_->lineHeight + look_->unit / 2;
}

void MessageLayout::layOutText()
{
    line_.setText(text_.text);
    line_.setFont(isCentered() ? look_->smallFont : look_->font);
    line_.setCacheEnabled(true);
    QTextOption flow(isCentered() ? Qt::AlignHCenter : Qt::AlignLeading);
    flow.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    flow.setTextDirection(look_->direction);
    line_.setTextOption(flow);
    line_.setFormats(formats());

    Lines lines;
    if (isCentered()) {
        textAt_.setX(2 * look_->margin);
        lines.width = std::max(look_->width - 2 * textAt_.x(), look_->unit);
    } else {
        textAt_.setX(look_->textLeft);
        lines = {look_->textWidth, 0, 2 * look_->hang, static_cast<qreal>(look_->lineHeight), look_->ascent};
    }
    if (fold_ != Fold::none || isInFold_)
        lines.firstIndent = lines.furtherIndent = look_->hang;
    else if (kind_ == screen::RowKind::message && continuesGroup_)
        lines.firstIndent = look_->hang;
    else if (kind_ == screen::RowKind::announcement || kind_ == screen::RowKind::remark)
        lines.furtherIndent = 0;
    textAt_.setY(bodyTop_ + look_->padding(kind_));
    if (look_->direction == Qt::RightToLeft)
        textAt_.setX(look_->width - textAt_.x() - lines.width);
    height_ = textAt_.y() + wrap(line_, lines);
}

QList<QTextLayout::FormatRange> MessageLayout::formats() const
{
    const QColor text = readable(look_->text, background_);
    const bool isDimmed = kind_ == screen::RowKind::joined || kind_ == screen::RowKind::left
                       || kind_ == screen::RowKind::change || isRemoved_ || kind_ == screen::RowKind::remark
                       || kind_ == screen::RowKind::day || kind_ == screen::RowKind::gap
                       || state_ == screen::SendState::pending;
    QList<QTextLayout::FormatRange> formats{
        range(0, text_.text.size(), isDimmed ? dimmed(text, background_) : text)};
    const auto emphasize = [&](qsizetype start, qsizetype length, const QColor& color) {
        formats += range(start, length, color);
        formats.last().format.setFontWeight(look_->nameFont.weight());
    };
    if (kind_ == screen::RowKind::message) {
        // What somebody does has the name within.
        const qsizetype at = text_.leadLength > 0 || continuesGroup_ ? 0 : text_.text.indexOf(name_);
        const qsizetype length = at > 0 ? name_.size() : text_.leadLength;
        if (at >= 0 && length > 0)
            emphasize(at, length, nameColor(name_, background_));
    }
    if (kind_ == screen::RowKind::announcement)
        emphasize(0, text_.leadLength, toneColor(Tone::announcement, background_));
    const QColor link = readable(look_->palette.color(QPalette::Link), background_);
    for (const MessageLink& found : text_.links)
        formats += range(found.start, found.length, link);
    return formats;
}

void MessageLayout::layOutReason(const QString& reason)
{
    const QString text = state_ == screen::SendState::unsure
                           ? reason
                           : MessageLayoutText::tr("Not sent: %1", "why").arg(reason);
    layOutHint({text, Tone::bad}, MessageLayoutText::tr("Try again"));
}

void MessageLayout::layOutHint(const Hint& hint, const QString& action)
{
    const QString text = hint.text + QStringLiteral("  ");
    actionStart_ = static_cast<int>(text.size());
    hint_.setText(text + action);
    hint_.setFont(look_->font);
    QTextOption flow(Qt::AlignLeading);
    flow.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    flow.setTextDirection(look_->direction);
    hint_.setTextOption(flow);
    QTextLayout::FormatRange link =
        range(actionStart_, action.size(), readable(look_->palette.color(QPalette::Link), background_));
    link.format.setFontUnderline(true);
    hint_.setFormats({range(0, actionStart_, toneColor(hint.tone, background_)), link});
    hintAt_ = {textAt_.x(), height_};
    const int indent = 2 * look_->hang;
    height_ +=
        wrap(hint_, {look_->textWidth, indent, indent, static_cast<qreal>(look_->lineHeight), look_->ascent});
}

QRect MessageLayout::mirrored(const QRect& rect) const
{
    return QStyle::visualRect(look_->direction, {0, 0, look_->width, height_}, rect);
}

namespace {

/// In coordinates of the layout: the line that the point is beside, or the first or last one.
QTextLine lineNear(const QTextLayout& layout, qreal y)
{
    for (int index = 0; index + 1 < layout.lineCount(); ++index) {
        if (y < layout.lineAt(index + 1).y())
            return layout.lineAt(index);
    }
    return layout.lineAt(layout.lineCount() - 1);
}

/// The character under the point; -1: there is none.
int characterAt(const QTextLayout& layout, QPointF point)
{
    if (layout.lineCount() == 0 || !layout.boundingRect().contains(point))
        return -1;
    const QTextLine line = lineNear(layout, point.y());
    if (!line.naturalTextRect().contains(QPointF(point.x(), line.naturalTextRect().center().y())))
        return -1;
    return line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
}

QRectF rectIn(const QTextLayout& layout, qsizetype from, qsizetype to)
{
    QRectF rect;
    for (int index = 0; index < layout.lineCount(); ++index) {
        const QTextLine line = layout.lineAt(index);
        const int start = std::max(static_cast<int>(from), line.textStart());
        const int end = std::min(static_cast<int>(to), line.textStart() + line.textLength());
        if (start > end || (start == end && from != to))
            continue;
        const auto [left, right] = std::minmax({line.cursorToX(start), line.cursorToX(end)});
        rect |= QRectF(left, line.y(), std::max(right - left, 1.0), line.height());
    }
    return rect;
}

} // namespace

MessageLayout::Hit MessageLayout::hitAt(QPoint point) const
{
    Hit hit;
    if (line_.lineCount() == 0)
        return hit;
    const QPointF inText = point - textAt_;
    hit.position = lineNear(line_, inText.y()).xToCursor(inText.x());
    const int character = characterAt(line_, inText);
    if (character >= 0)
        hit.part = Part::text;
    for (int index = 0; index < text_.links.size(); ++index) {
        if (character >= text_.links[index].start && character < text_.links[index].end()) {
            hit.part = Part::link;
            hit.link = index;
        }
    }
    if (actionStart_ >= 0 && characterAt(hint_, point - hintAt_) >= actionStart_)
        hit.part = Part::action;
    if (fold_ != Fold::none && point.y() >= bodyTop_)
        hit.part = Part::fold;
    return hit;
}

QRect MessageLayout::rectOf(qsizetype from, qsizetype to) const
{
    return rectIn(line_, from, to).translated(textAt_).toAlignedRect();
}

QRect MessageLayout::actionRect() const
{
    if (actionStart_ < 0)
        return {};
    return rectIn(hint_, actionStart_, hint_.text().size()).translated(hintAt_).toAlignedRect();
}

} // namespace hubbub::gui
