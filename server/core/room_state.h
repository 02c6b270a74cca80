// What the parts of the core share: the room as committed and as proposed, the sessions, and the few verbs
// that all of them need.
#pragma once

#include "protocol/base/drop_reason.h"
#include "protocol/base/entropy.h"
#include "protocol/chat/name.h"
#include "protocol/chat/reply.h"
#include "protocol/link/reassembly_pool.h"
#include "server/core/due_queue.h"
#include "server/core/flush_order.h"
#include "server/core/member_table.h"
#include "server/core/notice_writer.h"
#include "server/core/pending_table.h"
#include "server/core/proposal_queue.h"
#include "server/core/query_table.h"
#include "server/core/room_fold.h"
#include "server/core/room_log.h"
#include "server/core/server_core.h"
#include "server/core/session_table.h"

#include <memory>
#include <optional>
#include <vector>

namespace hubbub::server {

/// Sums that outlive the sessions they come from.
struct TrafficCounters {
    std::uint64_t datagramsIn = 0;
    std::uint64_t datagramsOut = 0;
    std::uint64_t recordsSent = 0;
    std::uint64_t recordsResent = 0;
    std::uint64_t probes = 0;
};

struct RoomState {
    RoomState(CoreSettings given, RestoredRoom& restored, Instant now, WallTime wall, Entropy& random);

    // Sessions

    Session* liveSession(SessionId id) const;
    /// It goes with the end of the turn, is told why (nothing: it is not told), and its member is without a
    /// session from here on.
    void endSession(Session& session, std::optional<Closing> closing);
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

    // Members

    Instant lastHeard(const PresentMember& member) const;
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
    std::vector<StoreRequest> storeRequests; ///< queries, handed over with the turn

    DropCounters drops; ///< outlives the sessions' connections
    TrafficCounters traffic;
    link::ReassemblyPool reassembly{limits::reassemblyBytes}; ///< outlives the sessions' links
    link::ReassemblyPool noReassembly{0};
    SessionTable sessions;
    DueQueue<SessionId> sessionsDue;
    MemberTable members;
    FlushOrder lanes;
    struct EndedSession {
        SessionId session;
        std::optional<Closing> closing;
    };
    std::vector<EndedSession> ended;
    /// Sessions whose next record is being read back.
    std::vector<SessionId> waitingForBlocks;

    std::shared_ptr<const RosterSnapshot> roster;
    Instant rosterMade{};
    NoticeWriter notices;
    Instant started;
    Instant wallKnownAt;
    WallTime wallKnown;
    /// Everyone has something to be sent.
    bool hasRoomGrown = false;
};

} // namespace hubbub::server
