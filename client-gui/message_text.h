// What stands in one row of the message list, as it is laid out, and as it is copied.
#pragma once

#include "client-gui/message_links.h"

#include <QString>

namespace hubbub::screen {
class MessageModel;
}

namespace hubbub::gui {

struct MessageText {
    /// Lines are divided by QChar::LineSeparator. May hold isolates against what is written from right to
    /// left.
    QString text;
    /// Of the part in front that says who speaks, with its colon; 0 where it does not stand.
    qsizetype leadLength = 0;
    QList<MessageLink> links;

    QStringView link(const MessageLink& link) const
    {
        return QStringView(text).sliced(link.start, link.length);
    }
};

/// Of a row that goes on where the one above ended, without the name.
MessageText messageText(const screen::MessageModel& model, int row);

/// A part of it as plain text.
QString plainText(QStringView text);
/// What stands between two positions in it, with time and name in front: for a row among others.
QString plainLine(const screen::MessageModel& model, int row, qsizetype from, qsizetype to);

} // namespace hubbub::gui
