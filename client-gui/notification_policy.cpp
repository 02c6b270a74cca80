#include "client-gui/notification_policy.h"

#include <QCoreApplication>
#include <QTextBoundaryFinder>

#include <utility>

namespace hubbub::gui {

namespace {

struct NotificationText {
    Q_DECLARE_TR_FUNCTIONS(NotificationText)
};

/// One line, cut between characters as people see them.
QString shortened(const QString& line)
{
    QString simple = line.simplified();
    if (simple.size() <= NotificationPolicy::mostCharacters)
        return simple;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, simple);
    finder.setPosition(NotificationPolicy::mostCharacters);
    const qsizetype end =
        finder.isAtBoundary() ? NotificationPolicy::mostCharacters : finder.toPreviousBoundary();
    return simple.left(end) + QStringLiteral("…");
}

} // namespace

void NotificationPolicy::setMuted(bool isMuted)
{
    isMuted_ = isMuted;
    if (isMuted)
        waiting_ = 0;
}

void NotificationPolicy::setWatched(bool isWatched)
{
    isWatched_ = isWatched;
    if (isWatched)
        waiting_ = 0;
}

bool NotificationPolicy::isWanted(const News& news) const
{
    if (isWatched_ || isMuted_)
        return false;
    switch (wanted_) {
    case Wanted::mentions:
        return news.isMention || news.isAnnouncement;
    case Wanted::everything:
        return true;
    case Wanted::nothing:
        return false;
    }
    return false;
}

void NotificationPolicy::handleNews(const News& news)
{
    if (!isWanted(news))
        return;
    isUrgent_ = (waiting_ > 0 && isUrgent_) || news.isAnnouncement;
    last_ = news;
    ++waiting_;
}

void NotificationPolicy::handleRemoved(Seq seq, const QString& line)
{
    if (last_ && last_->seq == seq)
        last_->line = line;
}

std::optional<Instant> NotificationPolicy::deadline() const
{
    return waiting_ > 0 ? std::optional(notBefore_) : std::nullopt;
}

std::optional<Notification> NotificationPolicy::take(Instant now)
{
    if (waiting_ == 0 || now < notBefore_)
        return std::nullopt;
    notBefore_ = now + shortestPause;
    const int count = std::exchange(waiting_, 0);
    const QString title =
        count == 1 ? room_ : NotificationText::tr("%L1 new messages in %2").arg(count).arg(room_);
    return Notification{title, shortened(last_->line), isUrgent_};
}

} // namespace hubbub::gui
