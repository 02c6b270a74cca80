#include "client-gui/note_bar.h"

#include "client-gui/colors.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace hubbub::gui {

namespace {

/// Quieter than the strips that warn.
constexpr double tint = 0.14;

} // namespace

NoteBar::NoteBar(const QString& name, QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      action_(new QPushButton(this)),
      close_(new QToolButton(this))
{
    setObjectName(name);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setObjectName(name + QStringLiteral("Text"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    action_->setObjectName(name + QStringLiteral("Action"));
    action_->setFocusPolicy(Qt::TabFocus); // a click leaves the focus in the input
    action_->setAutoDefault(false);
    close_->setObjectName(name + QStringLiteral("Close"));
    close_->setText(QStringLiteral("✕")); // Qt's own picture does not follow the palette
    close_->setAccessibleName(tr("Dismiss"));
    close_->setToolTip(tr("Dismiss"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::TabFocus);
    close_->hide();
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(close_);
    connect(action_, &QPushButton::clicked, this, &NoteBar::actionRequested);
    connect(close_, &QToolButton::clicked, this, &NoteBar::dismissed);
    hide();
}

void NoteBar::tell(const QString& text, const QString& action)
{
    const bool isNew = !text.isEmpty() && (isHidden() || text != text_->text());
    text_->setText(text);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (!isNew)
        return;
    takeColors();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoteBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        takeColors();
}

void NoteBar::takeColors()
{
    const QPalette system = QGuiApplication::palette();
    const QColor window = system.color(QPalette::Window);
    const QColor behind = mixed(readable(system.color(QPalette::Highlight), window), window, tint);
    const QColor text = readable(system.color(QPalette::WindowText), behind);
    QPalette colors = palette();
    colors.setColor(QPalette::Window, behind);
    colors.setColor(QPalette::WindowText, text);
    setPalette(colors);
    QPalette sign = close_->palette();
    sign.setColor(QPalette::ButtonText, text);
    close_->setPalette(sign);
}

} // namespace hubbub::gui
