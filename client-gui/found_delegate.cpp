#include "client-gui/found_delegate.h"

#include "client-gui/colors.h"
#include "protocol/qt/local_time.h"
#include "protocol/screen/found_model.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace hubbub::gui {

using screen::FoundModel;

namespace {

constexpr int padding = 6;
/// Of what was said; the rest is read in its place. As many for all, so that thousands need no laying out.
constexpr int lines = 2;
/// Before the first word that was found, if it stands further on.
constexpr qsizetype charactersBefore = 20;
/// What these lines may hold.
constexpr qsizetype mostCharacters = 300;

QString whenText(const QModelIndex& index)
{
    return qt::dateAndTimeText({index.data(FoundModel::TimeRole).toLongLong()});
}

/// The part around the first of the words.
QString excerpt(const QString& text, const QStringList& words)
{
    const QString simple = text.simplified();
    qsizetype first = -1;
    for (const QString& word : words) {
        if (const qsizetype at = simple.indexOf(word, 0, Qt::CaseInsensitive); at >= 0)
            first = first < 0 ? at : std::min(first, at);
    }
    if (first <= 2 * charactersBefore)
        return simple.left(mostCharacters);
    qsizetype from = first - charactersBefore;
    if (simple.at(from).isLowSurrogate())
        --from;
    return QStringLiteral("…") + simple.mid(from, mostCharacters);
}

void layOut(QTextLayout& layout, qreal width)
{
    qreal height = 0;
    layout.beginLayout();
    for (int count = 0; count < lines; ++count) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
}

} // namespace

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {1, (1 + lines) * QFontMetrics(option.font).lineSpacing() + 2 * padding};
}

void FoundDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QWidget* const widget = option.widget;
    const QStyle& style = widget != nullptr ? *widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &item, painter, widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isActive = option.state.testFlag(QStyle::State_Active);
    const auto group = isActive ? QPalette::Active : QPalette::Inactive;
    const QColor behind = option.palette.color(group, isSelected ? QPalette::Highlight : QPalette::Base);
    const QColor text = readable(
        option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text), behind);
    const QRect inside = option.rect.adjusted(padding, padding, -padding, -padding);
    const QFontMetrics metrics(option.font);
    painter->save();
    painter->setClipRect(option.rect);

    const QString when = whenText(index);
    const int whenWidth = metrics.horizontalAdvance(when);
    const auto right = QStyle::visualAlignment(option.direction, Qt::AlignRight);
    const auto left = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const QRect head(inside.left(), inside.top(), inside.width(), metrics.height());
    painter->setFont(option.font);
    painter->setPen(dimmed(text, behind));
    painter->drawText(head, static_cast<int>(right | Qt::AlignVCenter), when);
    QFont nameFont = option.font;
    nameFont.setWeight(QFont::DemiBold);
    painter->setFont(nameFont);
    painter->setPen(text);
    QRect nameRect(inside.left(), inside.top(), std::max(inside.width() - whenWidth - 2 * padding, 0),
                   metrics.height());
    nameRect = QStyle::visualRect(option.direction, inside, nameRect);
    const QString name = index.data(FoundModel::NameRole).toString();
    painter->drawText(nameRect, static_cast<int>(left | Qt::AlignVCenter),
                      QFontMetrics(nameFont).elidedText(name, Qt::ElideRight, nameRect.width()));

    QTextLayout layout(excerpt(index.data(FoundModel::TextRole).toString(), words_), option.font);
    QList<QTextLayout::FormatRange> marks;
    for (const QString& word : words_) {
        for (qsizetype at = layout.text().indexOf(word, 0, Qt::CaseInsensitive); at >= 0 && !word.isEmpty();
             at = layout.text().indexOf(word, at + word.size(), Qt::CaseInsensitive))
        {
            QTextLayout::FormatRange mark;
            mark.start = static_cast<int>(at);
            mark.length = static_cast<int>(word.size());
            const QColor found(0xff, 0xd2, 0x4a);
            mark.format.setBackground(found);
            mark.format.setForeground(readable(Qt::black, found));
            marks += mark;
        }
    }
    layout.setFormats(marks);
    layOut(layout, inside.width());
    painter->setPen(text);
    layout.draw(painter, QPointF(inside.left(), head.bottom() + 1));
    painter->restore();
}

} // namespace hubbub::gui
