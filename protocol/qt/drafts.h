// What a person has written and not sent, per server's key, as text: a line `KEY TEXT` each, the one touched
// last first; a newline of the text stands as `\n`, a backslash as two.
#pragma once

#include "protocol/base/ids.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace hubbub::qt {

class Drafts {
public:
    /// Half sentences for rooms not visited for long are forgotten: the file is written whole, often.
    static constexpr std::size_t mostDrafts = 20;

    /// Empty if there is none.
    QString find(const PublicKey& key) const;
    /// An empty text is none.
    void set(const PublicKey& key, const QString& text);
    QByteArray text() const;
    /// Damaged lines count as none: what they told is a convenience.
    static Drafts parse(const QByteArray& text);

private:
    std::vector<std::pair<PublicKey, QString>> drafts_;
};

} // namespace hubbub::qt
