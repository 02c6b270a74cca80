// Decides what a person is told of while they look elsewhere, and when: their choice, not what they see
// anyway, and no more than one notification in a while, however much is said. Knows no desktop and no clock.
#pragma once

#include "client-gui/settings.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <QString>

#include <optional>

namespace hubbub::gui {

/// Something that somebody else has said.
struct News {
    QString line; ///< as the room shows it
    Seq seq;
    bool isMention = false;
    bool isAnnouncement = false;
};

struct Notification {
    QString title;
    QString text;
    bool isUrgent = false; ///< holds a notice

    bool operator==(const Notification&) const = default;
};

class NotificationPolicy {
public:
    /// Time to read one, and few enough not to be turned off.
    static constexpr Duration shortestPause = std::chrono::seconds(5);
    /// Some four lines of a notification; servers cut longer ones each in its own way.
    static constexpr qsizetype mostCharacters = 240;

    void setWanted(Wanted wanted) { wanted_ = wanted; }
    void setMuted(bool isMuted);
    void setRoom(const QString& room) { room_ = room; }
    /// In front of the person: they have seen what waited.
    void setWatched(bool isWatched);

    void handleNews(const News& news);
    /// Nothing of it is shown any more: `line` in its place.
    void handleRemoved(Seq seq, const QString& line);
    /// What is to be shown; nothing if nothing is, or not yet. Early or twice is harmless.
    std::optional<Notification> take(Instant now);
    /// When there will be something to take.
    std::optional<Instant> deadline() const;

private:
    bool isWanted(const News& news) const;

    Wanted wanted_ = Wanted::mentions;
    bool isMuted_ = false;
    bool isWatched_ = false;
    QString room_;
    std::optional<News> last_; ///< of those that wait
    int waiting_ = 0;
    bool isUrgent_ = false;
    Instant notBefore_; ///< the next one
};

} // namespace hubbub::gui
