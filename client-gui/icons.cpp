#include "client-gui/icons.h"

#include "client-gui/colors.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace hubbub::gui {

namespace {

/// Drawn in a square of 64, whatever the size.
constexpr double side = 64;

QPainterPath bubble(const QRectF& box, const QPointF& tip, double tipLeft, double tipRight)
{
    QPainterPath path;
    path.addRoundedRect(box, 10, 10);
    QPainterPath tail;
    tail.moveTo(tipLeft, box.bottom() - 3);
    tail.lineTo(tip);
    tail.lineTo(tipRight, box.bottom() - 3);
    tail.closeSubpath();
    return path.united(tail);
}

template <class Draw>
QPixmap drawn(int size, Draw draw)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / side, size / side);
    painter.setPen(Qt::NoPen);
    draw(painter);
    return pixmap;
}

void drawBubbles(QPainter& painter)
{
    painter.setBrush(QColor(0x2f, 0x7d, 0xd1));
    painter.drawPath(bubble({3, 5, 44, 32}, {9, 49}, 9, 24));
    // A white edge keeps the two apart, also where only a few pixels show them.
    painter.setPen(QPen(Qt::white, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(QColor(0xf2, 0xa1, 0x3b));
    painter.drawPath(bubble({19, 24, 43, 28}, {56, 62}, 42, 56));
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    for (const double x : {30.0, 40.5, 51.0})
        painter.drawEllipse(QPointF(x, 38), 3.2, 3.2);
}

void drawStar(QPainter& painter)
{
    constexpr int points = 5;
    QPolygonF star;
    for (int corner = 0; corner < 2 * points; ++corner) {
        const double radius = corner % 2 == 0 ? 28 : 12;
        const double angle = std::numbers::pi * (corner / static_cast<double>(points) - 0.5);
        star << QPointF(32 + radius * std::cos(angle), 33 + radius * std::sin(angle));
    }
    painter.drawPolygon(star);
}

/// Drawn anew for every size and palette.
class ToneIcon final : public QIconEngine {
public:
    ToneIcon(void (*draw)(QPainter&), Tone tone) : draw_(draw), tone_(tone) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const bool isSelected = mode == QIcon::Selected;
        const QColor behind = palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / side, rect.height() / side);
        painter->setPen(Qt::NoPen);
        painter->setBrush(toneColor(tone_, behind));
        draw_(*painter);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ToneIcon(draw_, tone_); }

private:
    void (*draw_)(QPainter&);
    Tone tone_;
};

/// Red as such badges are everywhere; the white on it reaches 5.5.
constexpr QRgb badgeRed = 0xc9252d;

void drawBadge(QPainter& painter, int count)
{
    constexpr int mostShown = 99;
    const QString text = count > mostShown ? QStringLiteral("99+") : QString::number(count);
    const QRectF place(text.size() == 1 ? 28 : 12, 28, text.size() == 1 ? 36 : 52, 36);
    painter.setBrush(QColor(badgeRed));
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2);
    QFont font;
    font.setBold(true);
    font.setPixelSize(text.size() == 3 ? 24 : 30);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(place, Qt::AlignCenter, text);
}

} // namespace

QIcon badgedIcon(int count)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128}) {
        icon.addPixmap(drawn(size, [count](QPainter& painter) {
            drawBubbles(painter);
            drawBadge(painter, count);
        }));
    }
    return icon;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(drawn(size, drawBubbles));
    return icon;
}

QIcon memberIcon()
{
    const auto drawDot = [](QPainter& painter) { painter.drawEllipse(QPointF(32, 32), 12, 12); };
    return QIcon(new ToneIcon(drawDot, Tone::good));
}

QIcon awayIcon()
{
    const auto drawRing = [](QPainter& painter) {
        QPen pen(painter.brush().color());
        pen.setWidthF(5);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(32, 32), 11, 11);
    };
    return QIcon(new ToneIcon(drawRing, Tone::waiting));
}

QIcon adminIcon()
{
    return QIcon(new ToneIcon(drawStar, Tone::waiting));
}

} // namespace hubbub::gui
