#include "client-gui/confirm_banner.h"

#include "client-gui/colors.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace hubbub::gui {

namespace {

/// As strong as the strip about the link.
constexpr double tint = 0.18;
/// More of a long notice is in the list.
constexpr qsizetype mostCharacters = 200;

} // namespace

ConfirmBanner::ConfirmBanner(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      confirm_(new QPushButton(tr("Con&firm"), this))
{
    setObjectName(QStringLiteral("confirmBanner"));
    setAccessibleName(tr("A notice that asks to be confirmed"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setObjectName(QStringLiteral("confirmText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    confirm_->setObjectName(QStringLiteral("confirmButton"));
    confirm_->setToolTip(tr("Says that you have read it (Ctrl+Shift+R)"));
    confirm_->setFocusPolicy(Qt::TabFocus); // a click leaves the focus in the input
    confirm_->setAutoDefault(false);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(text_, 1);
    row->addWidget(confirm_);
    connect(confirm_, &QPushButton::clicked, this, &ConfirmBanner::confirmRequested);
    hide();
}

void ConfirmBanner::setLine(const QString& line)
{
    const QString simple = line.simplified();
    const QString shown =
        simple.size() <= mostCharacters ? simple : simple.left(mostCharacters) + QStringLiteral("…");
    const bool isNew = !shown.isEmpty() && shown != text_->text();
    text_->setText(shown);
    setVisible(!shown.isEmpty());
    if (!isNew)
        return;
    takeColors();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ConfirmBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        takeColors();
}

void ConfirmBanner::takeColors()
{
    const QPalette system = QGuiApplication::palette();
    const QColor window = system.color(QPalette::Window);
    const QColor behind = mixed(toneColor(Tone::announcement, window), window, tint);
    QPalette colors = palette();
    colors.setColor(QPalette::Window, behind);
    colors.setColor(QPalette::WindowText, readable(system.color(QPalette::WindowText), behind));
    setPalette(colors);
}

} // namespace hubbub::gui
