// How far a person has read in the room of each server, as text: a line `KEY SEQ` per server's key, the room
// read last first.
#pragma once

#include "protocol/base/ids.h"

#include <QByteArray>

#include <optional>
#include <utility>
#include <vector>

namespace hubbub::qt {

class ReadMarks {
public:
    /// Rooms not visited for long are forgotten: the file is written whole, often.
    static constexpr std::size_t mostMarks = 100;

    std::optional<Seq> find(const PublicKey& key) const;
    void set(const PublicKey& key, Seq seq);
    QByteArray text() const;
    /// Damaged lines count as none: what they told is a convenience.
    static ReadMarks parse(const QByteArray& text);

private:
    std::vector<std::pair<PublicKey, Seq>> marks_;
};

} // namespace hubbub::qt
