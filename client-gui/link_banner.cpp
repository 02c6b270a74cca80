#include "client-gui/link_banner.h"

#include "client-gui/colors.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>

#include <chrono>
#include <utility>

namespace hubbub::gui {

namespace {

/// So much of the tone colours the strip: seen at once, and quiet enough to read on.
constexpr double tint = 0.18;

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

} // namespace

LinkBanner::LinkBanner(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      tryNow_(new QPushButton(tr("Try &now"), this)),
      enterAgain_(new QPushButton(tr("Enter &again…"), this))
{
    setObjectName(QStringLiteral("linkBanner"));
    setAccessibleName(tr("About the connection"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setObjectName(QStringLiteral("bannerText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    tryNow_->setObjectName(QStringLiteral("bannerTryNow"));
    enterAgain_->setObjectName(QStringLiteral("bannerEnterAgain"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(text_, 1);
    for (QPushButton* const button : {tryNow_, enterAgain_}) {
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the focus in the input
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(tryNow_, &QPushButton::clicked, this, &LinkBanner::tryNowRequested);
    connect(enterAgain_, &QPushButton::clicked, this, &LinkBanner::enterAgainRequested);
    hide();
}

void LinkBanner::setPicture(const screen::LinkPicture& picture)
{
    const auto banner = policy_.show(now(), picture);
    if (banner)
        showBanner(*banner);
    setVisible(banner.has_value());
}

void LinkBanner::showBanner(const Banner& banner)
{
    const Banner before = std::exchange(shown_, banner);
    if (isVisible() && before == banner)
        return;
    text_->setText(banner.text);
    tryNow_->setVisible(banner.help == Banner::Help::tryNow);
    enterAgain_->setVisible(banner.help == Banner::Help::enterAgain);
    if (!isVisible() || before.health != banner.health) {
        takeColors();
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void LinkBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        takeColors();
}

void LinkBanner::takeColors()
{
    const QPalette system = QGuiApplication::palette();
    const QColor window = system.color(QPalette::Window);
    const Tone tone = shown_.health == screen::LinkHealth::bad ? Tone::bad : Tone::waiting;
    const QColor behind = mixed(toneColor(tone, window), window, tint);
    QPalette colors = palette();
    colors.setColor(QPalette::Window, behind);
    colors.setColor(QPalette::WindowText, readable(system.color(QPalette::WindowText), behind));
    setPalette(colors);
}

} // namespace hubbub::gui
