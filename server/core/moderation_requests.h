// Keeping order: what admins, members and the console ask for. Bans, mutes, the topic, the lock, removals,
// new names and confirmations are each judged here, and refused or made one proposal. What comes of it when
// it is committed is Enforcement's.
#pragma once

#include "protocol/chat/request.h"
#include "server/core/admission.h"
#include "server/core/enforcement.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class ModerationRequests {
public:
    ModerationRequests(RoomState& state, Admission& admission, const Enforcement& enforcement)
        : state_(state),
          admission_(admission),
          enforcement_(enforcement)
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

    /// The record that a removal was waiting for, read back from the store.
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

    RoomState& state_;
    Admission& admission_;
    const Enforcement& enforcement_;
};

} // namespace hubbub::server
