// How a laid-out row of the message list is painted.
#include "client-gui/colors.h"
#include "client-gui/message_layout.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace hubbub::gui {

namespace {

struct MessageLayoutText {
    Q_DECLARE_TR_FUNCTIONS(MessageLayoutText)
};

QString stateMark(screen::SendState state)
{
    switch (state) {
    case screen::SendState::none:
        return {};
    case screen::SendState::pending:
        return QStringLiteral("…");
    case screen::SendState::sent:
        return QStringLiteral("✓");
    case screen::SendState::refused:
        return QStringLiteral("!");
    case screen::SendState::unsure:
        return QStringLiteral("?");
    }
    return {};
}

} // namespace

void MessageLayout::paint(QPainter& painter, QPoint at, const MessagePaint& how) const
{
    painter.save();
    painter.translate(at);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isUnreadStart_)
        paintUnreadLine(painter);
    paintBackground(painter);
    paintSides(painter, how);
    if (fold_ != Fold::none)
        paintFoldMark(painter);
    paintText(painter, how);
    if (how.isCurrent) {
        painter.setPen(QPen(look_->accent, 1));
        painter.setBrush(Qt::NoBrush);
        const QRectF frame(look_->unit, bodyTop_, look_->width - 2 * look_->unit,
                           height_ - bodyTop_ - look_->gapBelow(kind_));
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), look_->unit, look_->unit);
    }
    painter.restore();
}

void MessageLayout::paintUnreadLine(QPainter& painter) const
{
    const QString label = MessageLayoutText::tr("New", "messages that were not read yet");
    const QFontMetrics metrics(look_->smallFont);
    const QRect row(look_->margin, 0, look_->width - 2 * look_->margin, unreadLineHeight());
    const int labelWidth = metrics.horizontalAdvance(label) + 4 * look_->unit;
    const QRect pill(row.right() + 1 - labelWidth, row.top() + look_->unit / 4, labelWidth,
                     row.height() - look_->unit / 2);
    const QRect rule(row.left(), pill.center().y(), row.width() - labelWidth, std::max(look_->unit / 4, 1));
    painter.fillRect(mirrored(rule), look_->accent);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look_->accent);
    painter.drawRoundedRect(mirrored(pill), pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(readable(look_->base, look_->accent));
    painter.setFont(look_->smallFont);
    painter.drawText(mirrored(pill), Qt::AlignCenter, label);
}

void MessageLayout::paintBackground(QPainter& painter) const
{
    painter.setPen(Qt::NoPen);
    const QRect body(0, bodyTop_, look_->width, height_ - bodyTop_ - look_->gapBelow(kind_));
    const int barWidth = std::max(look_->unit / 2, 2);
    if (isCentered()) {
        const QRectF text = line_.boundingRect().translated(textAt_);
        qreal widest = 0;
        for (int index = 0; index < line_.lineCount(); ++index)
            widest = std::max(widest, line_.lineAt(index).naturalTextWidth());
        QRectF pill(0, text.top(), widest, text.height());
        pill.moveCenter({look_->width / 2.0, text.center().y()});
        pill.adjust(-3 * look_->unit, -look_->unit / 2.0, 3 * look_->unit, look_->unit / 2.0);
        const qreal radius = std::min(pill.height() / 2, 3.0 * look_->unit);
        painter.setBrush(kind_ == screen::RowKind::day || kind_ == screen::RowKind::gap ? look_->pill
                                                                                        : background_);
        painter.drawRoundedRect(pill, radius, radius);
    } else if (kind_ == screen::RowKind::announcement) {
        const int side = look_->margin - look_->unit;
        const QRect card = mirrored(body.adjusted(side, 0, -side, 0));
        painter.setBrush(background_);
        painter.drawRoundedRect(card, look_->unit, look_->unit);
        painter.save();
        painter.setClipRect(mirrored({side, card.top(), barWidth, card.height()}));
        painter.setBrush(toneColor(Tone::announcement, look_->base));
        painter.drawRoundedRect(card, look_->unit, look_->unit);
        painter.restore();
    } else if (isMention_) {
        painter.fillRect(body, background_);
        painter.fillRect(mirrored({0, body.top(), barWidth, body.height()}),
                         toneColor(Tone::waiting, look_->base));
    }
}

/// Of the first line, from the row's top.
qreal MessageLayout::baseline() const
{
    return textAt_.y() + (line_.lineCount() == 0 ? 0 : line_.lineAt(0).y() + line_.lineAt(0).ascent());
}

/// Time in front, what became of one's own text behind it; on one line with the text, whatever font its
/// characters come from.
void MessageLayout::paintSides(QPainter& painter, const MessagePaint& how) const
{
    const qreal baseline = this->baseline();
    const auto draw = [&](int left, int width, Qt::Alignment alignment, const QString& text) {
        const QFontMetrics metrics = painter.fontMetrics();
        const QRect column = mirrored({left, qRound(baseline) - metrics.ascent(), width, metrics.height()});
        painter.drawText(column, static_cast<int>(QStyle::visualAlignment(look_->direction, alignment)),
                         text);
    };
    const QColor dim = dimmed(readable(look_->text, background_), background_);
    painter.setPen(dim);
    if (how.showsTime && !isCentered()) {
        painter.setFont(look_->smallFont);
        draw(look_->margin, look_->textLeft - look_->margin, Qt::AlignLeft, time_);
    }
    const QString mark = stateMark(state_);
    if (mark.isEmpty())
        return;
    const bool isUnsent = state_ == screen::SendState::refused || state_ == screen::SendState::unsure;
    painter.setFont(isUnsent ? look_->nameFont : look_->font);
    if (isUnsent)
        painter.setPen(toneColor(Tone::bad, background_));
    draw(look_->width - look_->margin - look_->stateWidth, look_->stateWidth, Qt::AlignRight, mark);
}

void MessageLayout::paintFoldMark(QPainter& painter) const
{
    const bool isRightToLeft = look_->direction == Qt::RightToLeft;
    const qreal xHeight = QFontMetricsF(look_->font).xHeight();
    const qreal half = xHeight * 0.6;
    const qreal x = isRightToLeft ? textAt_.x() + look_->textWidth - half : textAt_.x() + half;
    const qreal y = baseline() - xHeight / 2;
    const qreal forward = isRightToLeft ? -half : half;
    QPolygonF triangle;
    if (fold_ == Fold::open)
        triangle << QPointF(x - half, y - half / 2) << QPointF(x + half, y - half / 2)
                 << QPointF(x, y + half / 2);
    else
        triangle << QPointF(x - forward / 2, y - half) << QPointF(x - forward / 2, y + half)
                 << QPointF(x + forward / 2, y);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dimmed(look_->text, background_));
    painter.drawPolygon(triangle);
}

void MessageLayout::paintText(QPainter& painter, const MessagePaint& how) const
{
    QList<QTextLayout::FormatRange> marks;
    const auto mark = [&marks](qsizetype from, qsizetype to) -> QTextCharFormat& {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(from);
        range.length = static_cast<int>(to - from);
        marks += range;
        return marks.last().format;
    };
    if (!how.found.isEmpty()) {
        qsizetype at = -how.found.size();
        while ((at = text_.text.indexOf(how.found, at + how.found.size(), Qt::CaseInsensitive)) >= 0) {
            QTextCharFormat& format = mark(at, at + how.found.size());
            format.setBackground(look_->found);
            format.setForeground(readable(Qt::black, look_->found));
        }
    }
    if (how.hoveredLink >= 0 && how.hoveredLink < text_.links.size()) {
        const MessageLink& link = text_.links[how.hoveredLink];
        QTextCharFormat& format = mark(link.start, link.end());
        format.setForeground(readable(look_->palette.color(QPalette::Link), background_));
        format.setFontUnderline(true);
    }
    if (how.selectedFrom < how.selectedTo) {
        QTextCharFormat& format = mark(how.selectedFrom, how.selectedTo);
        format.setBackground(look_->palette.brush(QPalette::Highlight));
        format.setForeground(look_->palette.brush(QPalette::HighlightedText));
    }
    const QRectF exposed = how.exposed;
    line_.draw(&painter, textAt_, marks, exposed);
    if (actionStart_ >= 0)
        hint_.draw(&painter, hintAt_, {}, exposed);
}

} // namespace hubbub::gui
