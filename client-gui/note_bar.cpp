#include "client-gui/note_bar.h"

namespace hubbub::gui {

NoteBar::NoteBar(const QString& name, QWidget* parent)
    : Strip(name, About::note, parent),
      action_(addButton(name + QStringLiteral("Action"))),
      close_(new QToolButton(this))
{
    text().setObjectName(name + QStringLiteral("Text"));
    close_->setObjectName(name + QStringLiteral("Close"));
    close_->setText(QStringLiteral("✕")); // Qt's own picture does not follow the palette
    close_->setAccessibleName(tr("Dismiss"));
    close_->setToolTip(tr("Dismiss"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::TabFocus);
    close_->hide();
    add(close_);
    connect(action_, &QPushButton::clicked, this, &NoteBar::actionRequested);
    connect(close_, &QToolButton::clicked, this, &NoteBar::dismissed);
}

void NoteBar::tell(const QString& told, const QString& action)
{
    const QString shown = brief(told);
    const bool isNew = !shown.isEmpty() && (isHidden() || shown != text().text());
    text().setText(shown);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(told);
    setVisible(!told.isEmpty());
    if (isNew)
        alert();
}

void NoteBar::takeColors()
{
    Strip::takeColors();
    QPalette sign;
    sign.setColor(QPalette::ButtonText, palette().color(QPalette::WindowText));
    close_->setPalette(sign);
}

} // namespace hubbub::gui
