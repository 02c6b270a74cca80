// Who may enter, and under which name. A join passes a list of checks in a fixed order, and nothing is said
// about names before the rest has passed. Some checks have to wait: for a ghost to answer, for a leave, for
// the store. Then the join is kept and judged anew.
#pragma once

#include "server/core/attachments.h"
#include "server/core/departures.h"
#include "server/core/ghost_probes.h"
#include "server/core/join_attempt.h"
#include "server/core/room_state.h"

#include <map>
#include <set>
#include <utility>

namespace hubbub::server {

class Admission {
public:
    Admission(RoomState& state, Attachments& attachments, GhostProbes& ghosts, Departures& departures);

    void handleJoin(Instant now, Session& session, Seq request, chat::JoinRequest join);
    /// What a join was waiting for has happened.
    void retry(Instant now, MemberId member);
    void retry(Instant now, ProposalId proposal);
    void retryAwaitingChain(Instant now);
    void chainFound(Instant now, SessionId session, const std::optional<ChainValue>& chain);
    /// The own proposal: `member` is nobody when it was not stored or was withdrawn (then `why` is
    /// something), or lost a race for the name.
    void settled(Instant now, const PendingProposal& proposal, const FoldedMember* member,
                 const chat::Refusal* why);
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const { return patience_.earliest(); }
    /// Leaves draw on the same rates, but are never refused.
    void countLeave(Instant now, const Session& session);
    /// Renames draw on the same rates; a refusal if they are used up.
    std::optional<chat::Refusal> payForRename(Instant now, const Session& session);
    /// The settings have changed.
    void followSettings();
    std::size_t underWay() const { return attempts_.size(); }

private:
    struct Attaches {
        MemberId member;
    };
    struct Proposes {
        JoinCommand command;
    };
    using Verdict = std::variant<chat::Refusal, JoinWait, Attaches, Proposes>;
    /// Nothing: passed.
    using Check = std::optional<Verdict> (Admission::*)(Instant, Session&, JoinAttempt&);

    void judge(Instant now, Session& session, JoinAttempt attempt);
    Verdict verdict(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkRates(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkBan(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkLock(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkAllowedKey(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkPassword(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkResume(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkRoomFull(Instant now, Session& session, JoinAttempt& attempt);
    std::optional<Verdict> checkOwnPlace(Instant now, Session& session, JoinAttempt& attempt);
    /// Who comes back to a place of his own takes no other.
    bool hasOwnPlace(const Session& session, const JoinAttempt& attempt) const;
    std::optional<chat::Refusal> pay(Instant now, const Session& session, const char* what);
    Verdict judgeName(Instant now, Session& session, const JoinAttempt& attempt);
    Verdict judgeOwn(Instant now, const Session& session, const JoinAttempt& attempt,
                     const FoldedMember& holder, const chat::Name& name);
    Verdict judgeHeld(Instant now, const Session& session, const FoldedMember& holder,
                      const chat::Name& name);
    /// Judges all anew that wait for this.
    void retryAll(Instant now, const JoinWait& wait);
    /// Nothing if there is none, or its session is gone.
    std::optional<JoinAttempt> take(SessionId session);

    RoomState& state_;
    Attachments& attachments_;
    GhostProbes& ghosts_;
    Departures& departures_;
    BucketTable<PublicKey> perKey_;
    BucketTable<AddressPrefix> perPrefix_;
    BucketTable<AddressPrefix> wrongPasswords_;
    std::map<SessionId, JoinAttempt> attempts_;
    /// Of these, those that wait for something else than their own proposal.
    std::set<std::pair<JoinWait, SessionId>> waiting_;
    DueQueue<SessionId> patience_;
};

} // namespace hubbub::server
