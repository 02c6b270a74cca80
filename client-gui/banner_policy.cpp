#include "client-gui/banner_policy.h"

#include <QCoreApplication>

#include <chrono>
#include <utility>

namespace hubbub::gui {

namespace {

struct BannerText {
    Q_DECLARE_TR_FUNCTIONS(BannerText)
};

QString together(const QString& one, const QString& other)
{
    return other.isEmpty() ? one : BannerText::tr("%1 %2", "two sentences").arg(one, other);
}

QString waitingText(std::size_t lines)
{
    if (lines == 0)
        return {};
    return lines == 1 ? BannerText::tr("What you wrote will be sent when the link is back.")
                      : BannerText::tr("%L1 lines will be sent when the link is back.").arg(lines);
}

QString lostText(const screen::LinkPicture& picture)
{
    const QString why =
        picture.why.isEmpty() ? BannerText::tr("The link to the server is lost.") : picture.why;
    if (!picture.untilNextAttempt || *picture.untilNextAttempt <= Duration::zero())
        return together(why, BannerText::tr("Trying again."));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*picture.untilNextAttempt).count();
    return together(why, BannerText::tr("Trying again in %1 s.").arg(seconds));
}

QString endedText(const screen::LinkPicture& picture)
{
    QString why = picture.why.isEmpty() ? BannerText::tr("You are not in the room.") : picture.why;
    if (picture.unconfirmed == 0)
        return why;
    return together(
        why, BannerText::tr("Some of what you wrote may not have been sent; it is marked in the list."));
}

} // namespace

/// The state goes on at once, to that of the link the room is told over.
bool BannerPolicy::hasForked(Instant now, const screen::LinkPicture& picture)
{
    const auto before = std::exchange(state_, picture.state);
    if (picture.state == client::LinkState::forked && before != picture.state)
        forkedAt_ = now;
    if (forkedAt_ && now - *forkedAt_ >= forkTime)
        forkedAt_.reset();
    return forkedAt_.has_value();
}

std::optional<Banner> BannerPolicy::show(Instant now, const screen::LinkPicture& picture)
{
    const bool hasForked = this->hasForked(now, picture);
    const bool hasEnded = picture.hasEnded || picture.state == client::LinkState::closed;
    const bool isLost = !hasEnded && picture.state == client::LinkState::lost;
    if (!isLost)
        lostSince_.reset();
    else if (!lostSince_)
        lostSince_ = now;

    if (hasEnded) {
        // Before the first entry there is nothing to tell but what the dialog says.
        if (picture.why.isEmpty() && picture.server.isEmpty())
            return std::nullopt;
        return Banner{endedText(picture), Banner::Help::enterAgain, screen::LinkHealth::bad};
    }
    if (picture.isRefused) {
        return Banner{together(BannerText::tr("You are not in the room: it waits for another name."),
                               waitingText(picture.unconfirmed)),
                      Banner::Help::enterAgain, screen::LinkHealth::bad};
    }
    if (lostSince_) {
        if (now - *lostSince_ < patience)
            return std::nullopt;
        return Banner{together(lostText(picture), waitingText(picture.unconfirmed)), Banner::Help::tryNow,
                      screen::LinkHealth::waiting};
    }
    if (hasForked) {
        return Banner{
            BannerText::tr("The server has gone back to an earlier state of the room. What stands above the "
                           "line in the list may no longer be in it."),
            Banner::Help::none, screen::LinkHealth::waiting};
    }
    return std::nullopt;
}

} // namespace hubbub::gui
