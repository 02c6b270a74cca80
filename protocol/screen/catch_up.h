// What has happened in the room since this person read there last, in a few words, for who comes back.
#pragma once

#include "protocol/client/notice.h"
#include "protocol/screen/presence_run.h"

#include <QString>

namespace hubbub::screen {

class CatchUp {
public:
    /// A run begins, which tells of the past up to `head`. `readUpTo` 0: nothing was read here yet, and
    /// nobody comes back.
    void begin(Seq readUpTo, Seq head);
    /// In order of seq; of what is hidden from this person, nothing.
    void add(const client::EventNotice& notice, const QString& ownName);
    /// Seen, or not wanted.
    void clear() { *this = {}; }

    /// Whether somebody said something.
    bool isEmpty() const { return messages_ + announcements_ == 0; }
    int messages() const { return messages_; }
    int mentions() const { return mentions_; }
    int announcements() const { return announcements_; }
    /// False: the room has told the last of it only.
    bool isWhole() const { return isWhole_; }
    /// Where to read on.
    Seq from() const { return next(readUpTo_); }
    /// `New messages: 12 · mentioning you: 2 · 小明、小红 joined the room`
    QString text() const;

private:
    Seq readUpTo_;
    Seq head_;
    bool isBegun_ = false; ///< something of this run has come
    bool isWhole_ = true;
    int messages_ = 0;
    int mentions_ = 0;
    int announcements_ = 0;
    PresenceRun people_;
};

} // namespace hubbub::screen
