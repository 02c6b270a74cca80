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
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        takeColor();
}

void ToneLabel::takeColor()
{
    const QColor text = toneColor(tone_, QGuiApplication::palette().color(QPalette::Window));
    if (text == palette().color(QPalette::WindowText))
        return;
    QPalette own; // of which nothing else is set, so that the rest follows the theme
    own.setColor(QPalette::WindowText, text);
    setPalette(own);
}

} // namespace hubbub::gui
