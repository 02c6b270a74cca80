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
    bool asksToConfirm = false; ///< each member is to say that it has been read
    friend bool operator==(const Announcement&, const Announcement&) = default;
};
/// The event's name is the one before.
struct Renamed {
    std::string name; ///< from here on; valid UTF-8
    friend bool operator==(const Renamed&, const Renamed&) = default;
};
/// The event's text is the topic from here on; it may be empty.
struct TopicSet {
    friend bool operator==(const TopicSet&, const TopicSet&) = default;
};
/// The event's text is the reason. Whoever holds the event removed keeps no more of its text than its digest.
struct Removed {
    Seq seq; ///< of what was removed, always an earlier one
    friend bool operator==(const Removed&, const Removed&) = default;
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
    std::variant<Joined, Left, Message, Announcement, Renamed, TopicSet, Removed, UnknownKind> what;
    /// The elements behind those this version knows, as they stand in the record: they belong to the chain.
    /// Empty in events of our own.
    Bytes further = {};

    /// Empty for a tombstone.
    std::string_view text() const;
    friend bool operator==(const Event&, const Event&) = default;
};
/// A number of the log with nothing to show: its command had no effect, or none that members are told.
struct VoidEvent {
    friend bool operator==(const VoidEvent&, const VoidEvent&) = default;
};
using LogRecord = std::variant<VoidEvent, Event>;

Bytes encode(const LogRecord& record);
/// Nothing unless it is well-formed, within the limits, valid UTF-8, and nothing follows it.
std::optional<LogRecord> decodeLogRecord(ByteView bytes);

/// The parts of a record that are not values of an event: its kind's number, and the elements behind the text
/// as they stand in it.
std::uint64_t kindNumber(const Event& event);
Bytes furtherElements(const Event& event);

/// h(seq) from h(seq - 1) (docs/PROTOCOL.md, section 7).
ChainValue chainNext(const ChainValue& before, Seq seq, const LogRecord& record);
Digest contentDigest(const Content& content);

} // namespace hubbub::chat
