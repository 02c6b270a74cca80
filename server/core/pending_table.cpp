#include "server/core/pending_table.h"

#include "protocol/base/check.h"

#include <limits>

namespace hubbub::server {

PendingProposal& PendingTable::add(decltype(Command::what) what)
{
    const ProposalId id{++last_};
    PendingProposal& proposal = proposals_[id];
    proposal.id = id;
    proposal.command.what = std::move(what);
    index(proposal);
    return proposal;
}

PendingProposal* PendingTable::find(ProposalId id)
{
    const auto found = proposals_.find(id);
    return found == proposals_.end() ? nullptr : &found->second;
}

PendingProposal PendingTable::take(ProposalId id)
{
    const auto found = proposals_.find(id);
    CHECK(found != proposals_.end());
    PendingProposal proposal = std::move(found->second);
    proposals_.erase(found);
    unindex(proposal);
    return proposal;
}

void PendingTable::index(const PendingProposal& proposal)
{
    if (const auto* join = std::get_if<JoinCommand>(&proposal.command.what)) {
        CHECK(folds_.emplace(join->keys.fold, proposal.id).second);
        CHECK(lookalikes_.emplace(join->keys.lookalike, proposal.id).second);
        joins_.insert(proposal.id);
    } else if (const auto* leave = std::get_if<LeaveCommand>(&proposal.command.what)) {
        CHECK(leaves_.emplace(leave->member, proposal.id).second);
    } else if (const auto* rename = std::get_if<RenameCommand>(&proposal.command.what)) {
        CHECK(folds_.emplace(rename->keys.fold, proposal.id).second);
        CHECK(lookalikes_.emplace(rename->keys.lookalike, proposal.id).second);
        CHECK(renames_.emplace(rename->member, proposal.id).second);
    } else if (const auto* remove = std::get_if<RemoveCommand>(&proposal.command.what)) {
        CHECK(removals_.emplace(remove->seq, proposal.id).second);
    } else if (const auto* confirm = std::get_if<ConfirmCommand>(&proposal.command.what)) {
        CHECK(confirmations_.emplace(std::pair(confirm->member, confirm->announcement), proposal.id).second);
    }
    if (const Submission* submission = submissionOf(proposal.command))
        CHECK(submissions_.emplace(Place{submission->outbox, submission->number}, proposal.id).second);
}

void PendingTable::unindex(const PendingProposal& proposal)
{
    if (const auto* join = std::get_if<JoinCommand>(&proposal.command.what)) {
        folds_.erase(join->keys.fold);
        lookalikes_.erase(join->keys.lookalike);
        joins_.erase(proposal.id);
    } else if (const auto* leave = std::get_if<LeaveCommand>(&proposal.command.what)) {
        leaves_.erase(leave->member);
    } else if (const auto* rename = std::get_if<RenameCommand>(&proposal.command.what)) {
        folds_.erase(rename->keys.fold);
        lookalikes_.erase(rename->keys.lookalike);
        renames_.erase(rename->member);
    } else if (const auto* remove = std::get_if<RemoveCommand>(&proposal.command.what)) {
        removals_.erase(remove->seq);
    } else if (const auto* confirm = std::get_if<ConfirmCommand>(&proposal.command.what)) {
        confirmations_.erase(std::pair(confirm->member, confirm->announcement));
    }
    if (const Submission* submission = submissionOf(proposal.command))
        submissions_.erase(Place{submission->outbox, submission->number});
}

const PendingProposal* PendingTable::claimOf(const chat::NameKeys& keys) const
{
    if (const auto claim = folds_.find(keys.fold); claim != folds_.end())
        return &proposals_.at(claim->second);
    if (const auto claim = lookalikes_.find(keys.lookalike); claim != lookalikes_.end())
        return &proposals_.at(claim->second);
    return nullptr;
}

PendingProposal* PendingTable::leaveOf(MemberId member)
{
    const auto leave = leaves_.find(member);
    return leave == leaves_.end() ? nullptr : find(leave->second);
}

PendingProposal* PendingTable::confirmationOf(MemberId member, Seq announcement)
{
    const auto found = confirmations_.find(std::pair(member, announcement));
    return found == confirmations_.end() ? nullptr : find(found->second);
}

PendingProposal* PendingTable::submission(const OutboxKey& outbox, SubmissionNumber number)
{
    const auto found = submissions_.find(Place{outbox, number});
    return found == submissions_.end() ? nullptr : find(found->second);
}

SubmissionNumber PendingTable::highestOf(const OutboxKey& outbox) const
{
    constexpr SubmissionNumber most{std::numeric_limits<SubmissionNumber::Value>::max()};
    auto after = submissions_.upper_bound(Place{outbox, most});
    if (after == submissions_.begin() || std::prev(after)->first.first != outbox)
        return {};
    return std::prev(after)->first.second;
}

} // namespace hubbub::server
