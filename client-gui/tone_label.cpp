#include "client-gui/tone_label.h"

#include <QEvent>
#include <QGuiApplication>

namespace hubbub::gui {

ToneLabel::ToneLabel(Tone tone, QWidget* parent) : QLabel(parent), tone_(tone)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    takeColor();
}

void ToneLabel::setTone(Tone tone)
{
    tone_ = tone;
    takeColor();
}

void ToneLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        takeColor();
}

void ToneLabel::takeColor()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    toneColor(tone_, QGuiApplication::palette().color(QPalette::Window)));
    setPalette(colors);
}

} // namespace hubbub::gui
