#include "client-gui/strip.h"

#include "client-gui/colors.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace hubbub::gui {

namespace {

/// Of its colour: seen at once, and quiet enough to read on.
constexpr double tint = 0.18;
constexpr double noteTint = 0.14;
/// Two or three lines of a window.
constexpr qsizetype mostCharacters = 200;

} // namespace

Strip::Strip(const QString& name, About about, QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      about_(about)
{
    setObjectName(name);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(text_, 1);
    hide();
}

QString Strip::brief(const QString& line)
{
    const QString simple = line.simplified();
    return simple.size() <= mostCharacters ? simple : simple.left(mostCharacters) + QStringLiteral("…");
}

QPushButton* Strip::addButton(const QString& name, const QString& text)
{
    auto* const button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the focus in the input
    button->setAutoDefault(false);
    add(button);
    return button;
}

void Strip::add(QWidget* widget)
{
    layout()->addWidget(widget);
}

void Strip::alert()
{
    takeColors();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Strip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        takeColors();
}

QColor Strip::behind() const
{
    const QPalette system = QGuiApplication::palette();
    const QColor window = system.color(QPalette::Window);
    switch (about_) {
    case About::announcement:
        return mixed(toneColor(Tone::announcement, window), window, tint);
    case About::waiting:
        return mixed(toneColor(Tone::waiting, window), window, tint);
    case About::bad:
        return mixed(toneColor(Tone::bad, window), window, tint);
    case About::note:
        break;
    }
    return mixed(readable(system.color(QPalette::Highlight), window), window, noteTint);
}

void Strip::takeColors()
{
    const QColor behind = this->behind();
    const QColor text = readable(QGuiApplication::palette().color(QPalette::WindowText), behind);
    if (behind == palette().color(QPalette::Window) && text == palette().color(QPalette::WindowText))
        return;
    QPalette own; // of which nothing else is set, so that the rest follows the theme
    own.setColor(QPalette::Window, behind);
    own.setColor(QPalette::WindowText, text);
    setPalette(own);
}

} // namespace hubbub::gui
