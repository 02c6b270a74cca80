// One row of the message list: something of the room's log, something of one's own on its way there, or a
// remark that this screen makes.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/client/notice.h"

#include <QString>

#include <memory>

namespace hubbub::screen {

enum class RowKind : quint8 {
    message,
    announcement,
    joined,
    left,
    change, ///< somebody is called otherwise, or the topic is another
    day,    ///< a date between what was said on different days
    gap,    ///< events that were missed
    fork,   ///< what is above may no longer be in the room
    kept,   ///< what is above was kept by an earlier run of the program, and nobody has been asked since
    remark, ///< for this person only
};

enum class SendState : quint8 {
    none, ///< not one's own, or of an earlier run
    pending,
    sent,
    refused,
    unsure, ///< the run ended before the server told
};

/// What a person wrote, as it can be said again.
struct Draft {
    QString text;
    chat::MessageStyle style = chat::MessageStyle::plain;
    bool isAnnouncement = false;
    bool asksToConfirm = false; ///< announcements
};

/// Of a row of one's own that is not in the log yet.
struct Unsettled {
    client::SubmissionId submission;
    Draft draft;
    QString reason; ///< why it was refused, or is unsure
};

/// A long room has hundreds of thousands of these, so that what few rows need is kept apart.
struct MessageRow {
    RowKind kind = RowKind::message;
    SendState state = SendState::none;
    bool isMention = false;      ///< somebody else names this person
    bool isUnreadStart = false;  ///< the unread line stands above it
    bool isRemoved = false;      ///< nothing is left of what was said
    bool asksToConfirm = false;  ///< a notice that does
    bool waitsToConfirm = false; ///< this person is to say that they have read it
    bool continuesGroup = false; ///< by whom the row above is, soon after it: the name need not stand again
    int textStart = 0;           ///< in `line`, behind the name
    Seq seq;
    WallTime time;
    QString name;         ///< of whom it speaks; empty: of nobody
    QString line;         ///< the whole of it, as the room shows it
    quint64 presence = 0; ///< joined and left: the run of such rows that it belongs to
    quint64 key = 0;      ///< another one whenever the row changes: for caches
    std::unique_ptr<Unsettled> unsettled;

    bool isPresence() const { return kind == RowKind::joined || kind == RowKind::left; }
    bool isUnsent() const { return state == SendState::refused || state == SendState::unsure; }
};

} // namespace hubbub::screen
