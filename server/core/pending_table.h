// What has been proposed and is not yet known to be committed: names being claimed, members leaving,
// submissions under way. Every check consults it together with the fold.
#pragma once

#include "server/core/command.h"
#include "server/core/session_id.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hubbub::server {

/// A request that waits for an outcome.
struct Waiter {
    SessionId session;
    Seq request;
    friend bool operator==(const Waiter&, const Waiter&) = default;
};

struct PendingProposal {
    ProposalId id;
    Command command;
    std::vector<Waiter> waiters;
    bool fromConsole = false;
    /// A join whose session said goodbye meanwhile.
    bool isAbandoned = false;
    /// Time and salt are set once, when it is first handed over; a repetition is the same command.
    bool isStamped = false;
};

class PendingTable {
public:
    PendingProposal& add(decltype(Command::what) what);
    PendingProposal* find(ProposalId id);
    /// Gives it back to be settled.
    PendingProposal take(ProposalId id);

    std::size_t size() const { return proposals_.size(); }
    std::size_t joins() const { return joins_.size(); }
    /// A join or rename under way that claims either key.
    const PendingProposal* claimOf(const chat::NameKeys& keys) const;
    PendingProposal* leaveOf(MemberId member);
    bool isLeaving(MemberId member) const { return leaves_.contains(member); }
    bool isRenaming(MemberId member) const { return renames_.contains(member); }
    /// Somebody has asked for this event's removal.
    bool isRemoving(Seq seq) const { return removals_.contains(seq); }
    /// The member is confirming this announcement.
    PendingProposal* confirmationOf(MemberId member, Seq announcement);
    PendingProposal* submission(const OutboxKey& outbox, SubmissionNumber number);
    /// 0 if there is none.
    SubmissionNumber highestOf(const OutboxKey& outbox) const;

private:
    using Place = std::pair<OutboxKey, SubmissionNumber>;
    void index(const PendingProposal& proposal);
    void unindex(const PendingProposal& proposal);

    std::uint64_t last_ = 0;
    std::map<ProposalId, PendingProposal> proposals_;
    std::set<ProposalId> joins_;
    std::map<std::string, ProposalId, std::less<>> folds_;
    std::map<std::string, ProposalId, std::less<>> lookalikes_;
    std::map<MemberId, ProposalId> leaves_;
    std::map<Place, ProposalId> submissions_;
    std::map<MemberId, ProposalId> renames_;
    std::map<Seq, ProposalId> removals_;
    std::map<std::pair<MemberId, Seq>, ProposalId> confirmations_;
};

} // namespace hubbub::server
