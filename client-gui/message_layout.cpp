#include "client-gui/message_layout.h"

#include "client-gui/colors.h"
#include "protocol/screen/message_model.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace hubbub::gui {

namespace {

struct MessageLayoutText {
    Q_DECLARE_TR_FUNCTIONS(MessageLayoutText)
};

constexpr int margin = 10;
constexpr int padding = 3;

/// Breaks `layout` into lines of at most this width, below each other from 0.
void wrap(QTextLayout& layout, int width)
{
    qreal top = 0;
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, top});
        top += line.height();
    }
    layout.endLayout();
}

int heightOf(const QTextLayout& layout)
{
    return layout.lineCount() == 0 ? 0 : qCeil(layout.boundingRect().height());
}

QTextLayout::FormatRange range(qsizetype start, qsizetype length, const QColor& color)
{
    QTextLayout::FormatRange range;
    range.start = static_cast<int>(start);
    range.length = static_cast<int>(length);
    range.format.setForeground(color);
    return range;
}

QColor backgroundOf(screen::RowKind kind, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (kind == screen::RowKind::announcement)
        return mixed(toneColor(Tone::announcement, base), base, 0.14);
    if (kind == screen::RowKind::fork)
        return mixed(toneColor(Tone::waiting, base), base, 0.14);
    return base;
}

QString timeText(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm"));
}

} // namespace

MessageLayout::MessageLayout(const QModelIndex& index, const QStyleOptionViewItem& option, int width)
    : option_(option),
      kind_(static_cast<screen::RowKind>(index.data(screen::MessageModel::KindRole).toInt())),
      state_(static_cast<screen::SendState>(index.data(screen::MessageModel::StateRole).toInt())),
      background_(backgroundOf(kind_, option.palette))
{
    const QFontMetrics metrics(option.font);
    const int timeWidth = metrics.horizontalAdvance(QStringLiteral("00:00  "));
    const int markWidth = metrics.horizontalAdvance(QStringLiteral("✓ "));
    textLeft_ = margin + (isCentered() ? 0 : timeWidth);
    textWidth_ =
        std::max(width - textLeft_ - margin - (isCentered() ? 0 : markWidth), metrics.averageCharWidth());
    if (!isCentered())
        time_ = timeText(index.data(screen::MessageModel::TimeRole).toLongLong());

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor text = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    if (isSelected)
        background_ = option.palette.color(QPalette::Highlight);
    setLine(index, text, background_);
    if (isUnsent())
        setReason(index.data(screen::MessageModel::ReasonRole).toString());
}

void MessageLayout::setLine(const QModelIndex& index, const QColor& text, const QColor& background)
{
    QString shown = index.data(Qt::DisplayRole).toString();
    shown.replace(QLatin1Char('\n'), QChar::LineSeparator);
    line_.setText(shown);
    line_.setFont(option_.font);
    line_.setCacheEnabled(true);
    QTextOption flow(isCentered() ? Qt::AlignHCenter : Qt::AlignLeading);
    flow.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    line_.setTextOption(flow);

    QColor color = text;
    if (kind_ == screen::RowKind::joined || isCentered() || state_ == screen::SendState::pending
        || kind_ == screen::RowKind::remark)
        color = dimmed(text, background);
    QList<QTextLayout::FormatRange> formats{range(0, shown.size(), color)};
    const QString name = index.data(screen::MessageModel::NameRole).toString();
    const qsizetype nameAt = name.isEmpty() ? -1 : shown.indexOf(name);
    if (kind_ == screen::RowKind::message && nameAt >= 0) {
        formats += range(nameAt, name.size(), nameColor(name, background));
        formats.last().format.setFontWeight(QFont::DemiBold);
    }
    if (kind_ == screen::RowKind::announcement)
        formats.first().format.setFontWeight(QFont::DemiBold);
    line_.setFormats(formats);
    wrap(line_, textWidth_);
}

void MessageLayout::setReason(const QString& reason)
{
    const QString text = state_ == screen::SendState::unsure
                           ? reason
                           : MessageLayoutText::tr("Not sent: %1", "why").arg(reason);
    retry_ = MessageLayoutText::tr("Try again");
    reason_.setText(text);
    reason_.setFont(option_.font);
    QTextOption flow(Qt::AlignLeading);
    flow.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    reason_.setTextOption(flow);
    reason_.setFormats({range(0, text.size(), toneColor(Tone::bad, background_))});
    wrap(reason_, textWidth_);
}

bool MessageLayout::isCentered() const
{
    return kind_ == screen::RowKind::day || kind_ == screen::RowKind::gap || kind_ == screen::RowKind::fork;
}

int MessageLayout::height() const
{
    const int retryHeight = retry_.isEmpty() ? 0 : QFontMetrics(option_.font).height();
    const int around = kind_ == screen::RowKind::message || kind_ == screen::RowKind::joined
                            || kind_ == screen::RowKind::remark
                         ? padding
                         : 2 * padding;
    return heightOf(line_) + heightOf(reason_) + retryHeight + 2 * around;
}

QRect MessageLayout::retryArea(const QRect& row) const
{
    if (retry_.isEmpty())
        return {};
    const QFontMetrics metrics(option_.font);
    return {row.left() + textLeft_, row.bottom() + 1 - padding - metrics.height(),
            metrics.horizontalAdvance(retry_), metrics.height()};
}

void MessageLayout::paint(QPainter& painter, const QRect& row) const
{
    painter.save();
    painter.setFont(option_.font);
    paintBackground(painter, row);
    const int around = (row.height() - heightOf(line_) - heightOf(reason_) - retryArea(row).height()) / 2;
    const QPoint at(row.left() + textLeft_, row.top() + around);
    line_.draw(&painter, at);
    reason_.draw(&painter, at + QPoint(0, heightOf(line_)));
    paintSides(painter, row);
    if (option_.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(dimmed(option_.palette.color(QPalette::Text), background_), 1, Qt::DotLine));
        painter.drawRect(row.adjusted(0, 0, -1, -1));
    }
    painter.restore();
}

void MessageLayout::paintBackground(QPainter& painter, const QRect& row) const
{
    if (background_ == option_.palette.color(QPalette::Base))
        return;
    painter.fillRect(row, background_);
    if (kind_ == screen::RowKind::announcement)
        painter.fillRect(QRect(row.topLeft(), QSize(4, row.height())),
                         toneColor(Tone::announcement, option_.palette.color(QPalette::Base)));
}

/// Time on the left, what became of one's own on the right, and the way to try again.
void MessageLayout::paintSides(QPainter& painter, const QRect& row) const
{
    const QColor text = option_.palette.color(
        option_.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text);
    const int around = (row.height() - heightOf(line_) - heightOf(reason_) - retryArea(row).height()) / 2;
    const QRect inner = row.adjusted(margin, around, -margin, -around);
    // On one line with the text, whatever font its characters come from.
    const int baseline = inner.top() + (line_.lineCount() == 0 ? 0 : qRound(line_.lineAt(0).ascent()));
    painter.setPen(dimmed(text, background_));
    painter.drawText(inner.left(), baseline, time_);
    if (isUnsent())
        painter.setPen(toneColor(Tone::bad, background_));
    const QString mark = stateMark();
    painter.drawText(inner.right() - painter.fontMetrics().horizontalAdvance(mark), baseline, mark);
    if (retry_.isEmpty())
        return;
    QFont underlined = option_.font;
    underlined.setUnderline(true);
    painter.setFont(underlined);
    painter.setPen(readable(option_.palette.color(QPalette::Link), background_));
    painter.drawText(retryArea(row), Qt::AlignLeft | Qt::AlignTop, retry_);
}

QString MessageLayout::stateMark() const
{
    switch (state_) {
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

} // namespace hubbub::gui
