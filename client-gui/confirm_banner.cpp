#include "client-gui/confirm_banner.h"

namespace hubbub::gui {

ConfirmBanner::ConfirmBanner(QWidget* parent)
    : Strip(QStringLiteral("confirmBanner"), About::announcement, parent)
{
    setAccessibleName(tr("A notice that asks to be confirmed"));
    text().setObjectName(QStringLiteral("confirmText"));
    QPushButton* const confirm = addButton(QStringLiteral("confirmButton"), tr("Con&firm"));
    confirm->setToolTip(tr("Says that you have read it (Ctrl+Shift+R)"));
    connect(confirm, &QPushButton::clicked, this, &ConfirmBanner::confirmRequested);
}

void ConfirmBanner::setLine(const QString& line)
{
    const QString shown = brief(line);
    const bool isNew = !shown.isEmpty() && shown != text().text();
    text().setText(shown);
    setVisible(!shown.isEmpty());
    if (isNew)
        alert();
}

} // namespace hubbub::gui
