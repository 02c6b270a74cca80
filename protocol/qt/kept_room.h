// The last of what a server's room has told, as a program keeps it for its next start: a value, and the bytes
// of its file. What is read is untrusted: whatever is not exactly such a file counts as damaged.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <string>

namespace hubbub::qt {

struct KeptEvent {
    Seq seq;
    bool own = false; ///< about, or from, this person
    chat::Event event;
    friend bool operator==(const KeptEvent&, const KeptEvent&) = default;
};

struct KeptRoom {
    /// Some screens' worth, and an evening's talk: who wants more has a server to ask.
    static constexpr std::size_t mostEvents = 2'000;
    /// Of the file, which is written and read whole: 2,000 lines of the usual length are a tenth of it.
    static constexpr std::size_t mostBytes = std::size_t{4} * 1024 * 1024;

    PublicKey server;
    std::string place; ///< the address by which it was entered
    std::string room;
    std::string ownName;
    WallTime seenAt; ///< the server was heard last
    /// In order of seq, and none of the room's missing between two of them.
    std::deque<KeptEvent> events;

    /// With its checksum; the oldest events are left out if it would be too long.
    QByteArray content() const;
    static std::optional<KeptRoom> parse(const QByteArray& content);
    friend bool operator==(const KeptRoom&, const KeptRoom&) = default;
};

} // namespace hubbub::qt
