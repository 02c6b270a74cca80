// Replies: what the server tells one client on stream 0: the result of each request, and news that are in no
// log.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
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
    friend bool operator==(const WelcomeReply&, const WelcomeReply&) = default;
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
struct StatsReply {
    std::vector<std::pair<std::string, std::uint64_t>> figures;
    friend bool operator==(const StatsReply&, const StatsReply&) = default;
};
struct InfoReply {
    std::string version;
    std::string room;
    std::uint32_t members = 0;
    std::uint32_t memberLimit = 0;
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
    std::variant<OkReply, RefusedReply, WelcomeReply, MembersReply, StatsReply, InfoReply, PresenceNews,
                 UnknownReply>
        what;
    friend bool operator==(const Reply&, const Reply&) = default;
};

Bytes encode(const Reply& reply);
std::optional<Reply> decodeReply(ByteView bytes);

} // namespace hubbub::chat
