// Room events: the facts in the log, as values and as the records of the room's stream (docs/PROTOCOL.md,
// section 7).
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <optional>
#include <string>
#include <variant>

namespace hubbub::chat {

enum class LeftReason : std::uint8_t { quit = 1, lost = 2, removed = 3, banned = 4 };
/// `quit`, `lost`, `removed`, `banned`: what scripts see.
std::string_view leftReasonWord(LeftReason reason);
enum class MessageStyle : std::uint8_t { plain = 0, action = 1 };

struct Joined {
    Fingerprint fingerprint;
    friend bool operator==(const Joined&, const Joined&) = default;
};
struct Left {
    LeftReason reason = LeftReason::quit;
    friend bool operator==(const Left&, const Left&) = default;
};
struct Message {
    MessageStyle style = MessageStyle::plain;
    friend bool operator==(const Message&, const Message&) = default;
};
struct Announcement {
    friend bool operator==(const Announcement&, const Announcement&) = default;
};
/// A kind of a later version: it counts and is not shown.
struct UnknownKind {
    std::uint64_t kind = 0;
    friend bool operator==(const UnknownKind&, const UnknownKind&) = default;
};

/// The text of an event with the salt that hides it once it is removed; or, removed, the digest that stands
/// for both.
struct Content {
    Salt salt;
    std::string text; ///< valid UTF-8
    friend bool operator==(const Content&, const Content&) = default;
};
struct Tombstone {
    Digest digest; ///< SHA-256(salt ‖ text)
    friend bool operator==(const Tombstone&, const Tombstone&) = default;
};

struct Event {
    WallTime time;
    MemberId member;         ///< 0: the console
    std::string name;        ///< at that time; valid UTF-8
    SubmissionNumber number; ///< in its sender's outbox; 0: none
    std::variant<Content, Tombstone> content;
    std::variant<Joined, Left, Message, Announcement, UnknownKind> what;
    /// The elements behind those this version knows, as they stand in the record: they belong to the chain.
    /// Empty in events of our own.
    Bytes further = {};

    /// Empty for a tombstone.
    std::string_view text() const;
    friend bool operator==(const Event&, const Event&) = default;
};
/// A number of the log whose command had no effect.
struct VoidEvent {
    friend bool operator==(const VoidEvent&, const VoidEvent&) = default;
};
using LogRecord = std::variant<VoidEvent, Event>;

Bytes encode(const LogRecord& record);
/// Nothing unless it is well-formed, within the limits, valid UTF-8, and nothing follows it.
std::optional<LogRecord> decodeLogRecord(ByteView bytes);

/// h(seq) from h(seq - 1) (docs/PROTOCOL.md, section 7).
ChainValue chainNext(const ChainValue& before, Seq seq, const LogRecord& record);
Digest contentDigest(const Content& content);

} // namespace hubbub::chat
