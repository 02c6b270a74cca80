#include "client-gui/link_banner.h"

#include <chrono>
#include <utility>

namespace hubbub::gui {

namespace {

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

} // namespace

LinkBanner::LinkBanner(QWidget* parent)
    : Strip(QStringLiteral("linkBanner"), About::waiting, parent),
      tryNow_(addButton(QStringLiteral("bannerTryNow"), tr("Try &now"))),
      enterAgain_(addButton(QStringLiteral("bannerEnterAgain"), tr("Enter &again…")))
{
    setAccessibleName(tr("About the connection"));
    text().setObjectName(QStringLiteral("bannerText"));
    connect(tryNow_, &QPushButton::clicked, this, &LinkBanner::tryNowRequested);
    connect(enterAgain_, &QPushButton::clicked, this, &LinkBanner::enterAgainRequested);
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
    text().setText(banner.text);
    tryNow_->setVisible(banner.help == Banner::Help::tryNow);
    enterAgain_->setVisible(banner.help == Banner::Help::enterAgain);
    if (!isVisible() || before.health != banner.health) {
        setAbout(banner.health == screen::LinkHealth::bad ? About::bad : About::waiting);
        alert();
    }
}

} // namespace hubbub::gui
