#include "protocol/screen/link_picture.h"

#include <QCoreApplication>

#include <chrono>

namespace hubbub::screen {

namespace {

struct LinkText {
    Q_DECLARE_TR_FUNCTIONS(LinkText)
};

/// Clients and servers hear of each other every 4 s; twice that is worth telling.
constexpr Duration longSilence{8s};

int secondsOf(Duration duration)
{
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(duration).count());
}

QString roundTripText(Duration roundTrip)
{
    if (roundTrip < 1ms)
        return LinkText::tr("connected, under 1 ms");
    const auto milliseconds = std::chrono::round<std::chrono::milliseconds>(roundTrip).count();
    return LinkText::tr("connected, %1 ms").arg(milliseconds);
}

QString connectedText(const LinkPicture& picture)
{
    if (!picture.isAdmitted)
        return LinkText::tr("connected, entering the room…");
    if (picture.sinceHeard && *picture.sinceHeard >= longSilence)
        return LinkText::tr("connected, last heard of %1 s ago").arg(secondsOf(*picture.sinceHeard));
    return picture.roundTrip ? roundTripText(*picture.roundTrip) : LinkText::tr("connected");
}

QString trialText(const LinkPicture& picture)
{
    if (picture.untilNextAttempt && *picture.untilNextAttempt > Duration::zero())
        return LinkText::tr("lost: trying again in %1 s").arg(secondsOf(*picture.untilNextAttempt));
    return LinkText::tr("lost: trying again");
}

QString lostText(const LinkPicture& picture)
{
    const QString trial = trialText(picture);
    return picture.why.isEmpty() ? trial
                                 : LinkText::tr("%1 (%2)", "state of the link, why").arg(trial, picture.why);
}

QString stateText(const LinkPicture& picture)
{
    if (picture.hasEnded)
        return picture.why;
    if (picture.isRefused)
        return LinkText::tr("not in the room");
    switch (picture.state) {
    case client::LinkState::connecting:
        return LinkText::tr("connecting to %1…").arg(picture.server);
    case client::LinkState::connected:
    case client::LinkState::resumed:
    case client::LinkState::forked:
        return connectedText(picture);
    case client::LinkState::lost:
        return lostText(picture);
    case client::LinkState::closed:
        return LinkText::tr("closed");
    }
    return {};
}

} // namespace

QString linkSentence(const LinkPicture& picture)
{
    QString state = stateText(picture);
    if (picture.unconfirmed == 0 || picture.hasEnded)
        return state;
    return LinkText::tr("%1 · %2", "state of the link, what is not confirmed")
        .arg(state, LinkText::tr("not confirmed yet: %L1").arg(picture.unconfirmed));
}

LinkHealth linkHealth(const LinkPicture& picture)
{
    if (picture.hasEnded || picture.isRefused || picture.state == client::LinkState::closed)
        return LinkHealth::bad;
    const bool isUp =
        picture.state != client::LinkState::lost && picture.state != client::LinkState::connecting;
    return isUp && picture.isAdmitted ? LinkHealth::good : LinkHealth::waiting;
}

} // namespace hubbub::screen
