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
#include "protocol/chat/moderation_words.h"
#include "protocol/chat/refusal.h"
#include "protocol/chat/reply.h"
#include "protocol/crypto/identity.h"
#include "protocol/crypto/password.h"
#include "server/core/log_levels.h"
#include "server/core/shard_runner.h"
#include "server/core/store_port.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::server {

/// How far members may read back and search.
enum class ReadBack : std::uint8_t {
    everything, ///< as far as the room keeps, also by tools that do not join
    shown,      ///< no further than what they were shown when they entered; admins everything
};

struct CoreSettings {
    std::string room = "Hubbub";
    /// Told to those who enter; may be empty.
    std::string welcome;
    /// Sessions are split over so many threads (1 to limits::threads).
    std::size_t threads = 1;
    std::uint32_t memberLimit = 10'000;
    std::vector<PublicKey> admins;
    /// Only these, and admins, may enter; empty: everybody may.
    std::vector<PublicKey> allowedKeys;
    /// Who enters proves to have it; admins need not. Nothing: there is none.
    std::optional<crypto::PasswordKey> password;
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
    /// Events before the own join that a newcomer is shown, but for those that its roster needs.
    std::uint32_t history = limits::historyForNewcomers;
    ReadBack readBack = ReadBack::everything;
    /// Older events are let go of, and those that more than so many follow. 0: they are kept.
    std::uint32_t keepDays = 0;
    std::uint64_t keepEvents = 0;
    /// Fewer only where time is short: in tests.
    std::uint64_t keptAlways = limits::keptAlways;
    LogLevels logLevels;
};

/// What the operator may want to read. Texts are safe to print.
struct LogNotice {
    LogLevel level = LogLevel::info;
    std::string_view category; ///< one of logCategories
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
/// What the console asked for has taken hold.
struct ModeratedNotice {
    Seq seq;
    Command command;
    std::optional<chat::Restriction> restriction; ///< that was made or lifted
};
using ServerNotice =
    std::variant<LogNotice, AnnouncedNotice, ConsoleRefusedNotice, RemovedNotice, ModeratedNotice>;

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
    /// The same for many datagrams on many threads. First each thread hands over what came for its shard:
    /// sealed datagrams of the shard's sessions are opened and taken apart, which no two threads may do for
    /// one shard at once, and nothing else of the core may be called meanwhile. False: it is none of those,
    /// and for handleDatagram() afterwards. Then handleReceived() acts on all of it, in the order of shards.
    /// handleDatagram() must not come between: what it brought would overtake what its session said before.
    bool receive(Instant now, std::size_t shard, const Path& path, ByteView datagram);
    void handleReceived(Instant now, DatagramSink& sink, ServerOutbox& out);
    void handleStoreReply(Instant now, StoreReply reply, ServerOutbox& out);
    void handleDeadline(Instant now, ServerOutbox& out);
    /// Called once at the end of each turn, and again while wantsFlush() and a socket is writable: hands the
    /// turn's proposals to the store and sends what is due, for at most `quota` datagrams of each shard,
    /// through the sink of the shard. Where there is much to send `runner` runs the shards, on as many
    /// threads as it likes. `wall` is what the proposals are stamped with.
    void finishTurn(Instant now, WallTime wall, std::span<DatagramSink* const> sinks, std::size_t quota,
                    ShardRunner& runner, ServerOutbox& out);
    /// As many as CoreSettings::threads.
    std::size_t shards() const;
    /// True if finishTurn() stopped because the sink was not ready or the quota was used up.
    bool wantsFlush() const;
    std::optional<Instant> deadline() const;
    /// True for a datagram that may cost curve operations: the loop measures what these take.
    static bool mayCostCurves(ByteView datagram);
    /// The share of the loop's time spent on them, in percent; above a tenth, cookies are demanded.
    void setCurveLoad(int percent);
    /// Figures that only the loop knows are added by this whenever they are asked for.
    using MoreFigures = std::function<void(std::vector<std::pair<std::string, std::uint64_t>>& figures)>;
    void setMoreFigures(MoreFigures more);
    /// A datagram that the loop had no room for.
    void countDropped(DropReason reason);

    // The operator speaks, from the console.

    /// Refused (text) or proposed; AnnouncedNotice follows.
    Result<Done, chat::Refusal> announce(Instant now, std::string_view text, bool asksToConfirm,
                                         ServerOutbox& out);
    /// `who`: a name, or `#NUMBER`. RemovedNotice follows.
    Result<Done, chat::Refusal> kick(Instant now, std::string_view who, std::string_view reason,
                                     ServerOutbox& out);
    /// ModeratedNotice follows, or ConsoleRefusedNotice; so too below.
    Result<Done, chat::Refusal> restrict(Instant now, chat::RestrictionKind kind,
                                         const chat::TypedRestriction& typed, ServerOutbox& out);
    /// By its number.
    Result<Done, chat::Refusal> lift(Seq restriction, ServerOutbox& out);
    Result<Done, chat::Refusal> setTopic(std::string_view topic, ServerOutbox& out);
    Result<Done, chat::Refusal> setLock(bool isLocked, ServerOutbox& out);
    /// The text of what was said under this number.
    Result<Done, chat::Refusal> remove(Instant now, Seq seq, std::string_view reason, ServerOutbox& out);
    /// Tells every session CLOSE{shutdown}; nothing else is sent from here on. No leaves are logged. True
    /// when everyone has been told; otherwise a sink was not ready: call it again when it is, and it goes
    /// on.
    bool stop(std::string_view reason, std::span<DatagramSink* const> sinks);
    /// From here on these hold, also for who is in the room; nobody is removed by them.
    void apply(Instant now, CoreSettings settings, ServerOutbox& out);

    // Questions.

    std::vector<chat::MemberInfo> members(Instant now) const;
    /// In the order of figureKinds().
    std::vector<std::pair<std::string, std::uint64_t>> stats(Instant now) const;
    /// Bans and mutes in force.
    std::vector<chat::Restriction> restrictions(Instant now) const;
    /// Nothing if no announcement under this number asks, or is remembered to have asked.
    std::optional<std::vector<chat::Confirmation>> confirmations(Seq announcement) const;
    const std::string& topic() const;
    bool isLocked() const;
    std::size_t memberCount() const;
    const CoreSettings& settings() const;
    /// Not everybody may enter: then strangers are told nothing of who is there.
    bool isClosed() const;
    /// Every proposal has its outcome: a clean stop waits for it.
    bool isSettled() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::server
