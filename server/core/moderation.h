// Keeping order: bans, mutes, the topic, the lock, removals, new names, confirmations. Each is judged here,
// becomes one proposal, and takes hold when it is committed.
#pragma once

#include "protocol/chat/request.h"
#include "server/core/admission.h"
#include "server/core/departures.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class Moderation {
public:
    Moderation(RoomState& state, Admission& admission, Departures& departures)
        : state_(state),
          admission_(admission),
          departures_(departures)
    {
    }

    void handle(Instant now, Session& session, Seq seq, const chat::RenameRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::RestrictRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::LiftRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::TopicRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::LockRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::RemoveRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::AcknowledgeRequest& request);

    // From the console; a ModeratedNotice or ConsoleRefusedNotice follows.

    Result<Done, chat::Refusal> restrict(Instant now, const chat::RestrictRequest& request);
    Result<Done, chat::Refusal> lift(Seq restriction);
    Result<Done, chat::Refusal> setTopic(std::string_view topic);
    Result<Done, chat::Refusal> setLock(bool isLocked);
    Result<Done, chat::Refusal> remove(Instant now, Seq seq, std::string_view reason);

    /// Members who were banned when the server stopped are on their way out.
    void start(Instant now);
    /// Who was on its way in when it was banned goes out again.
    void joined(Instant now, const FoldedMember& member);
    /// Of a command that makes no member, no leave and no text.
    void settled(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
                 const FoldChange& change);
    void recordFound(Instant now, const RemovalQuery& query, const ReadRecordsReply& reply);
    Moderator moderatorOf(const Session& session) const;

private:
    using Proposed = Result<PendingProposal*, chat::Refusal>;

    /// The moderator, or nothing: then it has been refused.
    std::optional<Moderator> admitted(Session& session, Seq seq);
    void answer(Session& session, Seq seq, const Proposed& proposed);
    static Result<Done, chat::Refusal> toConsole(const Proposed& proposed);
    Proposed propose(decltype(Command::what) what);

    Proposed restrict(Instant now, const Moderator& by, const Session* asker,
                      const chat::RestrictRequest& request);
    std::optional<chat::Refusal> whyNot(const Session* asker, const RestrictCommand& command) const;
    Proposed lift(const Moderator& by, Seq restriction);
    /// Nothing: the record is being read, and the query goes on when it has come.
    std::optional<Proposed> remove(Instant now, const RemovalQuery& query);
    Proposed removeRecord(Instant now, const RemovalQuery& query, const chat::LogRecord& record);

    void restricted(Instant now, const RestrictCommand& command);
    const chat::Restriction* forbidding(Instant now, const PendingProposal& proposal) const;
    const chat::Restriction* against(Instant now, chat::RestrictionKind kind, const PublicKey& key,
                                     SessionId session) const;
    void silence(Instant now, PendingProposal& proposal) const;
    void withdrawForbidden(Instant now);
    void removeBanned(Instant now, const Moderator& by, const std::string& reason);
    void textRemoved(Seq seq);
    void renamed(const FoldChange::Renaming& renaming);

    RoomState& state_;
    Admission& admission_;
    Departures& departures_;
};

} // namespace hubbub::server
