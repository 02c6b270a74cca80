#include "protocol/screen/draft_keeper.h"

namespace hubbub::screen {

namespace {

QString fileName()
{
    return QStringLiteral("drafts");
}

} // namespace

DraftKeeper::DraftKeeper(qt::Profile& profile, QObject* parent) : QObject(parent), profile_(profile)
{
    timer_.setSingleShot(true);
    timer_.setInterval(delay);
    connect(&timer_, &QTimer::timeout, this, &DraftKeeper::save);
}

DraftKeeper::~DraftKeeper()
{
    save();
}

QString DraftKeeper::enter(const PublicKey& server)
{
    if (server_ == server)
        return text_;
    save();
    const QString before = server_ ? QString() : text_;
    server_ = server;
    text_ = profile_.holdsLock() ? qt::Drafts::parse(profile_.kept(fileName())).find(server) : QString();
    if (!before.isEmpty())
        text_ = text_.isEmpty() ? before : text_ + QLatin1Char('\n') + before;
    return text_;
}

void DraftKeeper::handleChanged(const QString& text)
{
    if (text == text_)
        return;
    text_ = text;
    if (text.isEmpty())
        save();
    else
        timer_.start();
}

void DraftKeeper::save()
{
    timer_.stop();
    if (!server_ || !profile_.holdsLock())
        return;
    qt::Drafts drafts = qt::Drafts::parse(profile_.kept(fileName()));
    drafts.set(*server_, text_);
    profile_.keep(fileName(), drafts.text());
}

} // namespace hubbub::screen
