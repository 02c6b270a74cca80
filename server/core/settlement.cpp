#include "server/core/settlement.h"

#include "protocol/base/check.h"
#include "protocol/base/fault.h"
#include "server/core/refusals.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

void Settlement::handle(Instant now, StoreReply reply)
{
    std::visit([&](auto& what) { handle(now, what); }, reply);
}

void Settlement::handle(Instant now, AppendReply& reply)
{
    for (ProposalOutcome& outcome : reply.outcomes)
        std::visit([&](auto& what) { settle(now, what); }, outcome);
    if (reply.endsTurn) {
        state_.queue.turnEnded();
        state_.counters.commits.end(now);
    }
    attachments_.adaptAckInterval();
}

void Settlement::settle(Instant now, Committed& outcome)
{
    const PendingProposal proposal = state_.pending.take(outcome.proposal);
    std::optional<FoldedMember> before;
    if (const auto* leave = std::get_if<LeaveCommand>(&proposal.command.what)) {
        if (const FoldedMember* const member = state_.fold.find(leave->member))
            before = *member;
    }
    // The store has folded the same command at the same place: if the two differ, nothing that follows can be
    // trusted.
    FoldChange change;
    const FoldEffect effect = state_.fold.apply(proposal.command, change);
    CHECK(effect.seq == outcome.effect.seq && effect.chain == outcome.effect.chain);
    state_.records.append(effect.seq, chat::encode(effect.record()), effect.chain);

    const bool isSaid = !std::holds_alternative<JoinCommand>(proposal.command.what)
                     && !std::holds_alternative<LeaveCommand>(proposal.command.what);
    state_.fanOut.note(isSaid ? FanOut::Urgency::atOnce : FanOut::Urgency::mayGather);

    if (std::holds_alternative<JoinCommand>(proposal.command.what))
        joined(now, proposal, effect);
    else if (std::holds_alternative<LeaveCommand>(proposal.command.what))
        left(now, proposal, effect, before);
    else if (std::holds_alternative<SayCommand>(proposal.command.what)
             || std::holds_alternative<AnnounceCommand>(proposal.command.what))
        said(now, proposal, effect);
    else
        enforcement_.settled(now, proposal, effect, change);
}

void Settlement::joined(Instant now, const PendingProposal& proposal, const FoldEffect& effect)
{
    const auto* event = std::get_if<chat::Event>(&effect.outcome);
    if (event == nullptr) {
        admission_.settled(now, proposal, nullptr, nullptr);
        return;
    }
    ++state_.counters.joins;
    const FoldedMember& member = *state_.fold.find(event->member);
    PresentMember& present = state_.members.add(member.id);
    present.fingerprint = std::get<chat::Joined>(event->what).fingerprint;
    present.instance = member.instance.id;
    present.heardBefore = now;
    presence_.watch(present);
    presence_.joined(now, member);
    state_.notices.log(now, LogLevel::info, "room", state_.describe(member) + " joined");
    admission_.settled(now, proposal, &member, nullptr);
    enforcement_.joined(now, member);
}

void Settlement::left(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
                      const std::optional<FoldedMember>& before)
{
    const auto* event = std::get_if<chat::Event>(&effect.outcome);
    // Somebody who is gone has left all the same.
    answerAll(proposal, event != nullptr ? chat::OkReply{effect.seq} : chat::OkReply{});
    if (event == nullptr)
        return;
    ++state_.counters.leaves;
    if (std::get<chat::Left>(event->what).reason == chat::LeftReason::lost)
        ++state_.counters.losses;
    const Fingerprint fingerprint = state_.members.find(event->member)->fingerprint;
    departures_.left(now, *before, *event, effect.seq);
    if (proposal.fromConsole)
        state_.notices.tell(RemovedNotice{event->member, event->name, fingerprint});
    admission_.retry(now, event->member);
}

void Settlement::said(Instant now, const PendingProposal& proposal, const FoldEffect& effect)
{
    if (const auto* event = std::get_if<chat::Event>(&effect.outcome)) {
        if (std::holds_alternative<chat::Message>(event->what))
            ++state_.counters.messages;
        else if (std::holds_alternative<chat::Announcement>(event->what))
            ++state_.counters.announcements;
        answerAll(proposal, chat::OkReply{effect.seq});
        if (proposal.fromConsole)
            state_.notices.tell(AnnouncedNotice{effect.seq, std::string(event->text())});
        if (std::holds_alternative<chat::Announcement>(event->what))
            state_.notices.log(now, LogLevel::info, "admin",
                               "announced as number " + std::to_string(effect.seq.value));
        return;
    }
    const Submission* const submission = submissionOf(proposal.command);
    if (std::get<VoidReason>(effect.outcome) == VoidReason::repeatedNumber && submission != nullptr) {
        for (const Waiter& waiter : proposal.waiters)
            submissions_.lookUp({*submission, waiter});
        return;
    }
    answerAll(proposal, notStoredRefusal());
    if (proposal.fromConsole)
        state_.notices.tell(ConsoleRefusedNotice{notStoredRefusal()});
}

void Settlement::settle(Instant now, NotStored& outcome)
{
    const PendingProposal proposal = isFault(Fault::refusedStays) ? *state_.pending.find(outcome.proposal)
                                                                  : state_.pending.take(outcome.proposal);
    const chat::Refusal why = notStoredRefusal(outcome.isDiskFull);
    state_.notices.log(now, LogLevel::warning, "store", "not stored: " + outcome.why);
    if (proposal.fromConsole)
        state_.notices.tell(ConsoleRefusedNotice{why});
    if (std::holds_alternative<JoinCommand>(proposal.command.what)) {
        admission_.settled(now, proposal, nullptr, &why);
    } else if (const Submission* const submission = submissionOf(proposal.command)) {
        // The log may have it from a time that the fold has forgotten.
        for (const Waiter& waiter : proposal.waiters)
            submissions_.lookUp({*submission, waiter, outcome.isDiskFull});
    } else {
        answerAll(proposal, why);
        if (const auto* leave = std::get_if<LeaveCommand>(&proposal.command.what)) {
            if (const PresentMember* const member = state_.members.find(leave->member))
                presence_.watch(*member);
            admission_.retry(now, leave->member);
        }
    }
}

void Settlement::settle(Instant, OutcomeUnknown& outcome)
{
    CHECK(state_.pending.find(outcome.proposal) != nullptr);
    state_.queue.addAgain(outcome.proposal);
}

void Settlement::answerAll(const PendingProposal& proposal, const decltype(chat::Reply::what)& what)
{
    for (const Waiter& waiter : proposal.waiters) {
        if (Session* const session = state_.liveSession(waiter.session))
            state_.answer(*session, waiter.request, what);
    }
}

void Settlement::handle(Instant now, FindSubmissionReply& reply)
{
    if (const auto query = state_.queries.take(reply.query))
        submissions_.found(now, std::get<SubmissionQuery>(*query), reply);
}

void Settlement::handle(Instant now, ReadRecordsReply& reply)
{
    const auto query = state_.queries.take(reply.query);
    if (!query)
        return;
    if (const auto* removal = std::get_if<RemovalQuery>(&*query))
        return moderation_.recordFound(now, *removal, reply);
    const BlockCache::Read& read = std::get<BlockQuery>(*query).read;
    if (reply.first > read.first && !reply.records.empty())
        state_.records.raiseFirst(reply.first);
    state_.records.blocks().put(now, read, reply.first, std::move(reply.records));
    // Each looks for itself whether it is its block that has come.
    for (const SessionId id : std::exchange(state_.waitingForBlocks, {})) {
        if (Session* const session = state_.liveSession(id)) {
            session->isWaitingForBlock = false;
            session->shard.lanes.add(*session, Lane::catchUp);
        }
    }
}

void Settlement::handle(Instant now, FindChainReply& reply)
{
    const auto query = state_.queries.take(reply.query);
    if (!query)
        return;
    if (reply.failed) {
        failed_.push_back(*query);
        if (!retryAt_)
            retryAt_ = now + limits::queryRetry;
        return;
    }
    if (const auto* resume = std::get_if<ResumeQuery>(&*query)) {
        admission_.chainFound(now, resume->session, reply.chain);
    } else {
        state_.records.setMissingChain(reply.chain);
        admission_.retryAwaitingChain(now);
    }
}

void Settlement::handle(Instant, ReadPageReply& reply)
{
    if (const auto query = state_.queries.take(reply.query))
        lookBack_.found(std::get<PastQuery>(*query).session, reply);
}

void Settlement::handle(Instant, SearchLogReply& reply)
{
    if (const auto query = state_.queries.take(reply.query))
        lookBack_.found(std::get<PastQuery>(*query).session, reply);
}

void Settlement::handle(Instant now, PruneReply& reply)
{
    retention_.pruned(now, reply);
}

void Settlement::handle(Instant, IndexReply& reply)
{
    state_.indexed = std::max(state_.indexed, reply.indexed);
}

void Settlement::handleDeadline(Instant now)
{
    if (!retryAt_ || *retryAt_ > now)
        return;
    retryAt_.reset();
    for (const Query& query : std::exchange(failed_, {})) {
        const auto* resume = std::get_if<ResumeQuery>(&query);
        if (resume != nullptr && state_.liveSession(resume->session) == nullptr)
            continue;
        const Seq seq = resume != nullptr ? resume->cursor : std::get<TailQuery>(query).seq;
        state_.storeRequests.emplace_back(FindChainRequest{state_.queries.add(query), seq});
    }
}

} // namespace hubbub::server
