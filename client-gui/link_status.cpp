#include "client-gui/link_status.h"

#include "client-gui/colors.h"

#include <QCoreApplication>
#include <QHBoxLayout>

#include <chrono>

namespace hubbub::gui {

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

Tone toneOf(const LinkPicture& picture)
{
    if (picture.hasEnded || picture.isRefused || picture.state == client::LinkState::closed)
        return Tone::bad;
    const bool isUp =
        picture.state != client::LinkState::lost && picture.state != client::LinkState::connecting;
    return isUp && picture.isAdmitted ? Tone::good : Tone::waiting;
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

LinkStatus::LinkStatus(QWidget* parent)
    : QWidget(parent),
      light_(new QLabel(QStringLiteral("●"), this)),
      text_(new QLabel(this)),
      tryNow_(new QPushButton(tr("Try now"), this)),
      enterAgain_(new QPushButton(tr("Enter again…"), this))
{
    setObjectName(QStringLiteral("linkStatus"));
    text_->setObjectName(QStringLiteral("linkText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setAccessibleName(tr("Connection"));
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long reason widens no window
    tryNow_->setObjectName(QStringLiteral("tryNow"));
    enterAgain_->setObjectName(QStringLiteral("enterAgain"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(6, 2, 6, 2);
    row->addWidget(light_);
    row->addWidget(text_, 1);
    row->addWidget(tryNow_);
    row->addWidget(enterAgain_);
    connect(tryNow_, &QPushButton::clicked, this, &LinkStatus::tryNowRequested);
    connect(enterAgain_, &QPushButton::clicked, this, &LinkStatus::enterAgainRequested);
    setMinimumHeight(sizeHint().height()); // so that nothing moves when a button comes or goes
    tryNow_->hide();
    enterAgain_->hide();
}

void LinkStatus::setPicture(const LinkPicture& picture)
{
    const QString sentence = linkSentence(picture);
    text_->setText(sentence);
    text_->setToolTip(sentence.contains(picture.why) ? sentence : sentence + QLatin1Char('\n') + picture.why);
    QPalette colors = light_->palette();
    colors.setColor(QPalette::WindowText, toneColor(toneOf(picture), colors.color(QPalette::Window)));
    light_->setPalette(colors);
    tryNow_->setVisible(!picture.hasEnded && !picture.isRefused && picture.state == client::LinkState::lost);
    enterAgain_->setVisible(picture.hasEnded || picture.isRefused);
}

} // namespace hubbub::gui
