// One row of the message list: something of the room's log, something of one's own on its way there, or a
// remark that this window makes.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/client/notice.h"

#include <QString>

namespace hubbub::screen {

enum class RowKind : quint8 {
    message,
    announcement,
    presence, ///< joined or left
    day,      ///< a date between what was said on different days
    gap,      ///< events that the server keeps no longer
    fork,     ///< what is above may no longer be in the room
    remark,   ///< for this person only
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
};

struct MessageRow {
    RowKind kind = RowKind::message;
    SendState state = SendState::none;
    Seq seq;
    client::SubmissionId submission;
    WallTime time;
    QString name;    ///< of whom it speaks; empty: of nobody
    QString line;    ///< the whole of it, as the room shows it
    QString reason;  ///< why it was refused
    Draft draft;     ///< of one's own, until it is in the log
    quint64 key = 0; ///< another one whenever the row changes: for caches
};

} // namespace hubbub::screen
