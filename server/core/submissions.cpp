#include "server/core/submissions.h"

#include "protocol/base/fault.h"
#include "protocol/chat/text.h"
#include "server/core/refusals.h"

namespace hubbub::server {

using chat::RefusalCode;

Submissions::Submissions(RoomState& state) : state_(state) {}

void Submissions::say(Instant now, Session& session, Seq request, const chat::SayRequest& say)
{
    PresentMember* const member = state_.members.find(session.member);
    if (member == nullptr)
        return state_.refuse(session, request, notJoinedRefusal());
    const Submission submission{{session.key, session.outbox}, say.number, chat::requestDigest(say)};
    if (isSettled(session, request, submission))
        return;
    if (const PendingProposal* const leave = state_.pending.leaveOf(member->id)) {
        // Who was lost and is heard again comes back and sends it again; who quit or was removed does not.
        const bool isLost = std::get<LeaveCommand>(leave->command.what).reason == chat::LeftReason::lost;
        return state_.refuse(session, request,
                             isLost ? postpone(session, submission, busyRefusal(limits::busyRetry))
                                    : notJoinedRefusal());
    }
    if (const auto* mute = state_.restrictionOf(now, chat::RestrictionKind::mute, session))
        return state_.refuse(session, request, restrictedRefusal(*mute, state_.wallAt(now)));
    auto text = chat::cleanText(say.text);
    if (!text)
        return state_.refuse(session, request, text.error());
    if (auto refused = refusalForNow(now, session, submission, say.oldest, member, text->size()))
        return state_.refuse(session, request, std::move(*refused));
    state_.propose(SayCommand{member->id, say.style, std::move(*text), submission})
        .waiters.push_back({session.id, request});
}

void Submissions::announce(Instant now, Session& session, Seq request, const chat::AnnounceRequest& announce)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, request, notAdminRefusal(session.key));
    const FoldedMember* const member = state_.fold.find(session.member);
    if (member == nullptr && !announce.outbox)
        return state_.refuse(session, request,
                             refusal(RefusalCode::badArgument, "An outbox must be named outside the room."));
    const OutboxKey outbox{session.key, member != nullptr ? session.outbox : *announce.outbox};
    const Submission submission{outbox, announce.number, chat::requestDigest(announce)};
    if (isSettled(session, request, submission))
        return;
    auto text = chat::cleanText(announce.text);
    if (!text)
        return state_.refuse(session, request, text.error());
    if (auto refused = refusalForNow(now, session, submission, announce.oldest, nullptr, 0))
        return state_.refuse(session, request, std::move(*refused));
    AnnounceCommand command{{}, {}, std::move(*text), submission, announce.asksToConfirm};
    if (member != nullptr && !state_.pending.isLeaving(member->id)) {
        command.member = member->id;
        command.name = member->name;
    }
    state_.propose(std::move(command)).waiters.push_back({session.id, request});
}

Result<Done, chat::Refusal> Submissions::announce(std::string_view text, bool asksToConfirm)
{
    auto clean = chat::cleanText(text);
    if (!clean)
        return Unexpected(clean.error());
    if (state_.queue.isFull())
        return Unexpected(busyRefusal(limits::busyRetry));
    state_.propose(AnnounceCommand{{}, {}, std::move(*clean), std::nullopt, asksToConfirm}).fromConsole =
        true;
    return Done{};
}

bool Submissions::isSettled(Session& session, Seq request, const Submission& submission)
{
    if (submission.number == SubmissionNumber{0}) {
        state_.refuse(session, request,
                      refusal(RefusalCode::badArgument, "Submissions are numbered from 1."));
        return true;
    }
    const Waiter waiter{session.id, request};
    if (submission.number <= state_.fold.cursorOf(submission.outbox) && !isFault(Fault::repeatStored)) {
        lookUp({submission, waiter});
        return true;
    }
    PendingProposal* const same = state_.pending.submission(submission.outbox, submission.number);
    if (same == nullptr) {
        // Numbers rise: this one has been overtaken, so it will never be in the log.
        const bool isOvertaken = submission.number < state_.pending.highestOf(submission.outbox);
        if (isOvertaken)
            state_.refuse(session, request, notStoredRefusal());
        return isOvertaken;
    }
    const auto* say = std::get_if<SayCommand>(&same->command.what);
    const Digest& digest = say != nullptr ? say->submission.digest
                                          : std::get<AnnounceCommand>(same->command.what).submission->digest;
    if (digest != submission.digest)
        state_.refuse(
            session, request,
            refusal(RefusalCode::outboxConflict, "Another text was sent under this number before."));
    else if (!state_.addWaiter(*same, waiter))
        state_.endSession(session, Closing{wire::CloseCode::busy, "too many repeats"});
    return true;
}

std::optional<chat::Refusal> Submissions::refusalForNow(Instant now, Session& session,
                                                        const Submission& submission,
                                                        std::optional<SubmissionNumber> oldest,
                                                        PresentMember* speaker, std::size_t bytes)
{
    const bool wouldOvertake = oldest.value_or(submission.number) <= session.postponed;
    if (wouldOvertake || state_.queue.isFull())
        return postpone(session, submission, busyRefusal(limits::busyRetry));
    if (speaker != nullptr) {
        if (auto refused = state_.spend(now, *speaker, bytes))
            return postpone(session, submission, std::move(*refused));
    }
    return std::nullopt;
}

chat::Refusal Submissions::postpone(Session& session, const Submission& submission, chat::Refusal refusal)
{
    session.postponed = std::max(session.postponed, submission.number);
    return refusal;
}

void Submissions::lookUp(const SubmissionQuery& query)
{
    Session* const session = state_.liveSession(query.waiter.session);
    if (session == nullptr)
        return;
    if (state_.queries.isFull() || session->lookUps >= limits::lookUpsPerSession) {
        // An answer would be a guess. The client asks again in its next session.
        state_.endSession(*session, Closing{wire::CloseCode::busy, {}});
        return;
    }
    ++session->lookUps;
    const Submission& submission = query.submission;
    state_.storeRequests.emplace_back(
        FindSubmissionRequest{state_.queries.add(query), submission.outbox, submission.number});
}

void Submissions::found(Instant now, const SubmissionQuery& query, const FindSubmissionReply& reply)
{
    Session* const session = state_.liveSession(query.waiter.session);
    if (session == nullptr)
        return;
    --session->lookUps;
    if (reply.failed) {
        failed_.push_back(query);
        if (!retryAt_)
            retryAt_ = now + limits::queryRetry;
    } else if (!reply.found) {
        state_.refuse(*session, query.waiter.request, notStoredRefusal(query.isDiskFull));
    } else if (reply.found->digest && *reply.found->digest != query.submission.digest) {
        state_.refuse(
            *session, query.waiter.request,
            refusal(RefusalCode::outboxConflict, "Another text was sent under this number before."));
    } else {
        state_.answer(*session, query.waiter.request, chat::OkReply{reply.found->seq});
    }
}

void Submissions::handleDeadline(Instant now)
{
    if (!retryAt_ || *retryAt_ > now)
        return;
    retryAt_.reset();
    for (const SubmissionQuery& query : std::exchange(failed_, {}))
        lookUp(query);
}

std::optional<Instant> Submissions::deadline() const
{
    return retryAt_;
}

} // namespace hubbub::server
