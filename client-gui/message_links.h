// The links in what people say: where they stand, and where they lead.
#pragma once

#include <QList>
#include <QStringView>

namespace hubbub::gui {

struct MessageLink {
    qsizetype start = 0;
    qsizetype length = 0;

    qsizetype end() const { return start + length; }
    friend bool operator==(const MessageLink&, const MessageLink&) = default;
};

/// http, https and hubbub only. Without the punctuation behind them, and without a closing bracket that was
/// opened in front of them; Chinese punctuation ends a link.
QList<MessageLink> linksIn(QStringView text);

/// What to show before a link is opened: all of it, and in ASCII, so that a name cannot look like another
/// one.
QString linkTarget(QStringView link);

} // namespace hubbub::gui
