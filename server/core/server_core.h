// The server's brain: sessions, admission, the room, fan-out. No sockets, clocks or threads: datagrams, time,
// random bytes and the store's replies are handed in; datagrams, store requests and notices come out. It
// proposes events and acts on what has been committed, never before.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/datagram_sink.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/limits.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/chat/refusal.h"
#include "protocol/chat/reply.h"
#include "protocol/crypto/identity.h"
#include "server/core/store_port.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::server {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct CoreSettings {
    std::string room = "Hubbub";
    std::uint32_t memberLimit = 10'000;
    std::vector<PublicKey> admins;
    std::vector<std::string> reservedNames;
    /// Silence after which a member is logged as lost.
    Duration grace = limits::lostAfter;
    /// Messages a second per member, and what may come at once.
    double messageRate = 60;
    std::uint32_t messageBurst = 200;
    /// Text bytes × members, a second: per member and for the room.
    std::uint64_t fanOutPerMember = std::uint64_t{1} << 20U;
    std::uint64_t fanOutForRoom = std::uint64_t{64} << 20U;
    /// Joins, leaves: per key (a minute, at once), per address prefix (a second, at once; loopback is not
    /// counted).
    double joinsPerKeyPerMinute = 6;
    std::uint32_t joinBurstPerKey = 20;
    double joinsPerPrefixPerSecond = 200;
    std::uint32_t joinBurstPerPrefix = 10'000;
    /// What is below is not written.
    LogLevel logLevel = LogLevel::info;
};

/// What the operator may want to read. Texts are safe to print.
struct LogNotice {
    LogLevel level = LogLevel::info;
    std::string_view category; ///< a literal: `session`, `room`, `store`, `admin`
    std::string text;
};
/// An announcement from the console has its number.
struct AnnouncedNotice {
    Seq seq;
    std::string text;
};
/// An announcement or removal from the console could not be stored.
struct ConsoleRefusedNotice {
    chat::Refusal refusal;
};
/// A member removed from the console is out of the log's roster.
struct RemovedNotice {
    MemberId member;
    std::string name;
    Fingerprint fingerprint;
};
using ServerNotice = std::variant<LogNotice, AnnouncedNotice, ConsoleRefusedNotice, RemovedNotice>;

struct ServerOutbox {
    std::vector<StoreRequest> store;
    std::vector<ServerNotice> notices;
};

class ServerCore {
public:
    /// `entropy` must outlive the core. `restored` is what the store gave when it was opened; its members are
    /// present, away, without a session.
    ServerCore(CoreSettings settings, const crypto::KeyPair& identity, RestoredRoom restored, Instant now,
               WallTime wall, Entropy& entropy);
    ~ServerCore();

    // The world speaks. Answers that cannot wait for the turn's end (handshakes) go to the sink at once.

    void handleDatagram(Instant now, const Path& path, ByteView datagram, DatagramSink& sink,
                        ServerOutbox& out);
    void handleStoreReply(Instant now, StoreReply reply, ServerOutbox& out);
    void handleDeadline(Instant now, ServerOutbox& out);
    /// Called once at the end of each turn, and again while wantsFlush() and the socket is writable: hands
    /// the turn's proposals to the store and sends what is due for at most `quota` datagrams. `wall` is what
    /// the proposals are stamped with.
    void finishTurn(Instant now, WallTime wall, DatagramSink& sink, std::size_t quota, ServerOutbox& out);
    /// True if finishTurn() stopped because the sink was not ready or the quota was used up.
    bool wantsFlush() const;
    std::optional<Instant> deadline() const;
    /// True for a datagram that may cost curve operations: the loop measures what these take.
    static bool mayCostCurves(ByteView datagram);
    /// The share of the loop's time spent on them, in percent; above a tenth, cookies are demanded.
    void setCurveLoad(int percent);
    /// A datagram that the loop had no room for.
    void countDropped(DropReason reason);

    // The operator speaks, from the console.

    /// Refused (text) or proposed; AnnouncedNotice follows.
    Result<Done, chat::Refusal> announce(Instant now, std::string_view text, ServerOutbox& out);
    /// `who`: a name, or `#NUMBER`. RemovedNotice follows.
    Result<Done, chat::Refusal> kick(Instant now, std::string_view who, std::string_view reason,
                                     ServerOutbox& out);
    /// Tells every session CLOSE{shutdown}; nothing else is sent from here on. No leaves are logged. True
    /// when everyone has been told; otherwise the sink was not ready: call it again when it is, and it goes
    /// on.
    bool stop(std::string_view reason, DatagramSink& sink);

    // Questions.

    std::vector<chat::MemberInfo> members(Instant now) const;
    std::vector<std::pair<std::string, std::uint64_t>> stats() const;
    std::size_t memberCount() const;
    const CoreSettings& settings() const;
    /// Every proposal has its outcome: a clean stop waits for it.
    bool isSettled() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::server
