// What the parts of the core share: the room as committed and as proposed, the sessions, and the few verbs
// that all of them need.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/chat/name.h"
#include "protocol/chat/reply.h"
#include "server/core/fan_out.h"
#include "server/core/member_table.h"
#include "server/core/notice_writer.h"
#include "server/core/pending_table.h"
#include "server/core/proposal_queue.h"
#include "server/core/query_table.h"
#include "server/core/room_counters.h"
#include "server/core/room_fold.h"
#include "server/core/room_log.h"
#include "server/core/server_core.h"
#include "server/core/session_table.h"
#include "server/core/shard.h"
#include "server/core/version_table.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::server {

struct RoomState {
    RoomState(CoreSettings given, RestoredRoom& restored, Instant now, WallTime wall, Entropy& random);

    // Sessions

    Session* liveSession(SessionId id) const;
    /// It goes with the end of the turn, is told why (nothing: it is not told), and its member is without a
    /// session from here on.
    void endSession(Session& session, std::optional<Closing> closing);
    /// Whoever may not have all events up to this one. Clients come back by themselves.
    void endWhoLacks(Seq seq);
    /// 0: a visitor again. Whether it may have records put together here goes with it.
    void setMember(Session& session, MemberId member);
    /// What it may have put together from parts: members and admins share a pool, visitors have none.
    void assignPool(Session& session);
    void answer(Session& session, Seq request, decltype(chat::Reply::what) what);
    void refuse(Session& session, Seq request, chat::Refusal refusal);
    /// Shared by many; a session that is far behind with its answers is told later.
    void tellNews(Session& session, const SharedRecord& record);
    /// When the session must be looked at again. One that stands in a lane is looked at there.
    void schedule(Instant now, Session& session);
    bool isAdmin(const PublicKey& key) const;
    /// The shard whose number the low bits of an index tell.
    Shard& shardOf(SessionIndex index) const
    {
        return *shards[index.value % limits::threads % shards.size()];
    }
    /// Of what happens to datagrams outside all sessions, and in the first shard's.
    DropCounters& drops() const { return shards.front()->drops; }
    /// Whether somebody with this key may enter, as far as the list of allowed keys goes.
    bool isAllowed(const PublicKey& key) const;
    /// What handshakes tell of the room's password.
    std::optional<PasswordChallenge> passwordChallenge() const;
    /// Not everybody may enter: whoever is not in it hears nothing of who is.
    bool isClosed() const { return settings.password || !settings.allowedKeys.empty() || fold.isLocked(); }

    /// Nothing for admins, whom none holds for.
    const chat::Restriction* restrictionOf(Instant now, chat::RestrictionKind kind,
                                           const Session& session) const;

    // Members

    /// The member of this client instance that had this name before its last rename.
    const FoldedMember* renamedFrom(const OutboxKey& instance, std::string_view name) const;
    Instant lastHeard(const PresentMember& member) const;
    /// One more thing of so many bytes that everybody is told at this member's wish: what the rates say
    /// against it; nothing is taken then.
    std::optional<chat::Refusal> spend(Instant now, PresentMember& member, std::size_t bytes);
    chat::MemberFlags flagsOf(const FoldedMember& member) const;
    std::string describe(const FoldedMember& member) const;

    // The log

    PendingProposal& propose(decltype(Command::what) what);
    /// To whoever waits for the proposal, if there is room for one more.
    bool addWaiter(PendingProposal& proposal, const Waiter& waiter);
    /// Wall time as of the last turn, carried on.
    WallTime wallAt(Instant now) const;

    CoreSettings settings;
    Entropy& entropy;
    chat::ReservedNames reserved;
    LogId log;

    RoomFold fold;
    RoomLog records;
    PendingTable pending;
    ProposalQueue queue;
    QueryTable queries;
    std::size_t pastUnderWay = 0; ///< of these, pages and slices of searches
    std::uint64_t pagesAsked = 0;
    std::uint64_t searchesAsked = 0;
    Seq indexed;                             ///< how far the full-text index has come, as told last
    std::vector<StoreRequest> storeRequests; ///< queries, handed over with the turn

    /// One for each thread; they stay where they are.
    std::vector<std::unique_ptr<Shard>> shards;
    link::ReassemblyPool noReassembly{0};
    SessionTable sessions;
    MemberTable members;
    FanOut fanOut;
    TokenBucket roomFanOut;
    struct EndedSession {
        SessionId session;
        std::optional<Closing> closing;
    };
    std::vector<EndedSession> ended;
    /// Sessions whose next record is being read back.
    std::vector<SessionId> waitingForBlocks;
    /// By the client instance that is in the member's place.
    std::map<OutboxKey, FormerName> formerNames;

    std::shared_ptr<const RosterSnapshot> roster;
    Instant rosterMade{};
    NoticeWriter notices;
    RoomCounters counters;
    VersionTable versions;
    Instant started;
    Instant wallKnownAt;
    WallTime wallKnown;
};

} // namespace hubbub::server
