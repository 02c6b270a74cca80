// What people and admins say, exactly once: a repeat is answered with what became of the first
// (docs/PROTOCOL.md, section 7; promise P1).
#pragma once

#include "protocol/chat/request.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class Submissions {
public:
    explicit Submissions(RoomState& state);

    void say(Instant now, Session& session, Seq request, const chat::SayRequest& say);
    void announce(Instant now, Session& session, Seq request, const chat::AnnounceRequest& announce);
    /// From the console, where nothing is repeated.
    Result<Done, chat::Refusal> announce(std::string_view text, bool asksToConfirm);

    /// It was proposed, and the log has it already, or the store did not take it: the log is asked what
    /// became of it.
    void lookUp(const SubmissionQuery& query);
    void found(Instant now, const SubmissionQuery& query, const FindSubmissionReply& reply);
    /// Look-ups that failed are made again: to answer them wrongly would lose or double what was said.
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const;

private:
    /// True if it is no fresh number: then it is answered, or will be.
    bool isSettled(Session& session, Seq request, const Submission& submission);
    /// Why this fresh number cannot be taken now, but perhaps later; what its author has sent behind it is
    /// then refused too. Announcements have no `speaker`, and no rates.
    std::optional<chat::Refusal> refusalForNow(Instant now, Session& session, const Submission& submission,
                                               std::optional<SubmissionNumber> oldest, PresentMember* speaker,
                                               std::size_t bytes);
    static chat::Refusal postpone(Session& session, const Submission& submission, chat::Refusal refusal);

    RoomState& state_;
    std::vector<SubmissionQuery> failed_;
    std::optional<Instant> retryAt_;
};

} // namespace hubbub::server
