// Requests: what a client asks on stream 0 (docs/PROTOCOL.md, section 7). A request is known by its seq
// there.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/moderation.h"

#include <optional>
#include <string>
#include <variant>

namespace hubbub::chat {

/// Where a client stands in a log it knows.
struct LogPosition {
    LogId log;
    Seq cursor;       ///< the last event it has
    ChainValue chain; ///< h(cursor)
    friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

struct JoinRequest {
    std::string name; ///< as typed; the server brings it into NFC
    OutboxId outbox;  ///< names the client instance too
    bool takeOver = false;
    std::optional<LogPosition> resume;
    std::string clientVersion;
    /// That the client has the key of the room's password (docs/PROTOCOL.md, section 7).
    std::optional<Digest> passwordProof{};
    friend bool operator==(const JoinRequest&, const JoinRequest&) = default;
};
struct SayRequest {
    SubmissionNumber number;
    std::string text;
    MessageStyle style = MessageStyle::plain;
    /// The lowest number that had no result yet when this was sent; nothing: its own. When the server refuses
    /// that one for now, it refuses this one too, so that nothing overtakes what was said before.
    std::optional<SubmissionNumber> oldest;
    friend bool operator==(const SayRequest&, const SayRequest&) = default;
};
struct LeaveRequest {
    std::string reason;
    friend bool operator==(const LeaveRequest&, const LeaveRequest&) = default;
};
struct RenameRequest {
    std::string name; ///< as typed; the server brings it into NFC
    friend bool operator==(const RenameRequest&, const RenameRequest&) = default;
};
struct AwayRequest {
    std::optional<std::string> text; ///< nothing: back
    friend bool operator==(const AwayRequest&, const AwayRequest&) = default;
};
struct BeforeEvent {
    Seq seq;
    friend bool operator==(const BeforeEvent&, const BeforeEvent&) = default;
};
struct AfterEvent {
    Seq seq;
    friend bool operator==(const AfterEvent&, const AfterEvent&) = default;
};
/// Half of them from before it, half from then on.
struct AroundTime {
    WallTime time;
    friend bool operator==(const AroundTime&, const AroundTime&) = default;
};
using HistoryAnchor = std::variant<BeforeEvent, AfterEvent, AroundTime>;
struct HistoryRequest {
    HistoryAnchor anchor;
    std::uint32_t limit = 0; ///< events at most; the server may give fewer
    friend bool operator==(const HistoryRequest&, const HistoryRequest&) = default;
};
struct SearchRequest {
    std::string query;
    std::optional<Seq> before; ///< goes on where an earlier page ended
    std::uint32_t limit = 0;   ///< events at most; the server may give fewer
    friend bool operator==(const SearchRequest&, const SearchRequest&) = default;
};
struct AnnounceRequest {
    SubmissionNumber number;
    std::string text;
    std::optional<OutboxId> outbox;         ///< in a session that has not joined
    std::optional<SubmissionNumber> oldest; ///< as in SayRequest
    bool asksToConfirm = false;
    friend bool operator==(const AnnounceRequest&, const AnnounceRequest&) = default;
};
struct KickRequest {
    MemberId member;
    Fingerprint fingerprint; ///< refused if that is not the member's
    std::string reason;
    friend bool operator==(const KickRequest&, const KickRequest&) = default;
};
struct WhoRequest {
    friend bool operator==(const WhoRequest&, const WhoRequest&) = default;
};
struct StatsRequest {
    friend bool operator==(const StatsRequest&, const StatsRequest&) = default;
};
struct InfoRequest {
    friend bool operator==(const InfoRequest&, const InfoRequest&) = default;
};
/// Bans or mutes.
struct RestrictRequest {
    RestrictionKind kind = RestrictionKind::ban;
    /// A member stands for its key; refused if the fingerprint is not the member's.
    std::variant<NamedMember, PublicKey, AddressRange> whom;
    std::optional<std::chrono::milliseconds> lasts; ///< nothing: without end
    std::string reason;
    friend bool operator==(const RestrictRequest&, const RestrictRequest&) = default;
};
struct LiftRequest {
    Seq restriction; ///< its number in the log
    friend bool operator==(const LiftRequest&, const LiftRequest&) = default;
};
struct RestrictionsRequest {
    friend bool operator==(const RestrictionsRequest&, const RestrictionsRequest&) = default;
};
struct TopicRequest {
    std::string topic;
    friend bool operator==(const TopicRequest&, const TopicRequest&) = default;
};
struct LockRequest {
    bool isLocked = false; ///< nobody may enter but admins, and members who come back
    friend bool operator==(const LockRequest&, const LockRequest&) = default;
};
struct RemoveRequest {
    Seq seq;
    std::string reason;
    friend bool operator==(const RemoveRequest&, const RemoveRequest&) = default;
};
/// Says that an announcement that asks for it has been read.
struct AcknowledgeRequest {
    Seq announcement;
    friend bool operator==(const AcknowledgeRequest&, const AcknowledgeRequest&) = default;
};
struct ConfirmationsRequest {
    Seq announcement;
    friend bool operator==(const ConfirmationsRequest&, const ConfirmationsRequest&) = default;
};
struct FiguresRequest {
    friend bool operator==(const FiguresRequest&, const FiguresRequest&) = default;
};
/// A kind of a later version: answered with UNKNOWN_COMMAND.
struct UnknownRequest {
    std::uint64_t kind = 0;
    friend bool operator==(const UnknownRequest&, const UnknownRequest&) = default;
};

using Request =
    std::variant<JoinRequest, SayRequest, LeaveRequest, RenameRequest, AwayRequest, HistoryRequest,
                 SearchRequest, AnnounceRequest, KickRequest, WhoRequest, StatsRequest, InfoRequest,
                 RestrictRequest, LiftRequest, RestrictionsRequest, TopicRequest, LockRequest, RemoveRequest,
                 AcknowledgeRequest, ConfirmationsRequest, FiguresRequest, UnknownRequest>;

Bytes encode(const Request& request);
/// Nothing unless it is a map of the right form with valid UTF-8 in its texts. Names and texts are not judged
/// here.
std::optional<Request> decodeRequest(ByteView bytes);

/// Of a durable request's kind and content (not of its numbers): what tells a repeat from another request
/// under the same number.
Digest requestDigest(const Request& request);

} // namespace hubbub::chat
