// Replies: what the server tells one client on stream 0: the result of each request, and news that are in no
// log.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"
#include "protocol/chat/moderation.h"
#include "protocol/chat/refusal.h"
#include "protocol/chat/roster_entry.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hubbub::chat {

struct OkReply {
    std::optional<Seq> seq; ///< of the event it made
    friend bool operator==(const OkReply&, const OkReply&) = default;
};
using RefusedReply = Refusal;

/// The rates a client paces itself below; buckets of messages and of fan-out bytes (text bytes × members).
struct Rates {
    std::uint32_t messagesPerKilosecond = 0;
    std::uint32_t messageBurst = 0;
    std::uint64_t fanOutBytesPerSecond = 0;
    std::uint64_t fanOutBurst = 0;
    friend bool operator==(const Rates&, const Rates&) = default;
};

struct WelcomeReply {
    MemberId member;
    std::string name;
    LogId log;
    Seq head;                    ///< S
    SubmissionNumber nextNumber; ///< one more than the highest the server has seen in this outbox
    std::string room;
    bool attached = false; ///< to a member still present: no joined event
    bool resumed = false;  ///< the room's stream goes on after the cursor
    bool forked = false;   ///< the cursor named is not in this log: everything begins anew
    bool admin = false;
    Seq ownJoined; ///< 0: none
    StreamId roomStream;
    Seq roomFirst;          ///< the first record of the room's stream
    ChainValue chainBefore; ///< h(roomFirst - 1)
    StreamId rosterStream;  ///< 0: none (resumed)
    Seq rosterAsOf;         ///< S0
    std::uint32_t rosterEntries = 0;
    std::uint32_t textBytes = 0;
    Rates rates;
    std::string topic;
    std::string serverVersion;
    WallTime serverTime;
    std::uint32_t members = 0;
    std::string text; ///< of the operator, for those who enter; may be empty
    Seq firstKept;    ///< of the log; events before it can no longer be read. 0: not told
    friend bool operator==(const WelcomeReply&, const WelcomeReply&) = default;
};

struct PageEntry {
    Seq seq;
    LogRecord record;
    friend bool operator==(const PageEntry&, const PageEntry&) = default;
};
/// Of the log's past, in order: contiguous in answer to a HistoryRequest, what was found in answer to a
/// SearchRequest. One record, with as many events as fit.
struct PageReply {
    std::vector<PageEntry> events;
    std::optional<ChainValue> chainBefore; ///< h of the event before the first; nothing: not contiguous
    bool more = false;                     ///< further on in the direction that was asked for there is more
    Seq firstKept;                         ///< of the log
    friend bool operator==(const PageReply&, const PageReply&) = default;
};

struct MemberInfo {
    RosterEntry entry;
    WallTime since;
    Duration heardAgo{};
    friend bool operator==(const MemberInfo&, const MemberInfo&) = default;
};
/// A long list comes as several records of one result; the last has `more` false.
struct MembersReply {
    std::vector<MemberInfo> members;
    bool more = false;
    friend bool operator==(const MembersReply&, const MembersReply&) = default;
};
/// As MembersReply.
struct RestrictionsReply {
    std::vector<Restriction> restrictions;
    bool more = false;
    friend bool operator==(const RestrictionsReply&, const RestrictionsReply&) = default;
};
/// As MembersReply.
struct ConfirmationsReply {
    std::vector<Confirmation> confirmations;
    bool more = false;
    friend bool operator==(const ConfirmationsReply&, const ConfirmationsReply&) = default;
};
/// How one member's session does.
struct MemberFigures {
    MemberInfo info;
    std::uint32_t roundTripMicroseconds = 0; ///< 0: not measured
    std::uint32_t lossPerMille = 0;
    Seq confirmed; ///< the last event that its client has acknowledged, with all before it
    std::string clientVersion;
    friend bool operator==(const MemberFigures&, const MemberFigures&) = default;
};
/// As MembersReply.
struct FiguresReply {
    std::vector<MemberFigures> members;
    bool more = false;
    friend bool operator==(const FiguresReply&, const FiguresReply&) = default;
};
struct StatsReply {
    std::vector<std::pair<std::string, std::uint64_t>> figures;
    friend bool operator==(const StatsReply&, const StatsReply&) = default;
};
struct InfoReply {
    std::string version;
    std::string room;
    /// Nothing: the room is closed, and whoever asks is not in it.
    std::optional<std::uint32_t> members;
    std::uint32_t memberLimit = 0;
    std::optional<WallTime> time{}; ///< the server's
    friend bool operator==(const InfoReply&, const InfoReply&) = default;
};

struct PresenceChange {
    MemberId member;
    MemberFlags flags;
    std::optional<std::string> awayText;
    friend bool operator==(const PresenceChange&, const PresenceChange&) = default;
};
/// News, not a result: who is away, or back.
struct PresenceNews {
    std::vector<PresenceChange> changes;
    friend bool operator==(const PresenceNews&, const PresenceNews&) = default;
};
/// A kind of a later version: skipped.
struct UnknownReply {
    std::uint64_t kind = 0;
    friend bool operator==(const UnknownReply&, const UnknownReply&) = default;
};

struct Reply {
    Seq request; ///< 0: news
    std::variant<OkReply, RefusedReply, WelcomeReply, PageReply, MembersReply, StatsReply, InfoReply,
                 RestrictionsReply, ConfirmationsReply, FiguresReply, PresenceNews, UnknownReply>
        what;
    friend bool operator==(const Reply&, const Reply&) = default;
};

Bytes encode(const Reply& reply);
std::optional<Reply> decodeReply(ByteView bytes);

} // namespace hubbub::chat
