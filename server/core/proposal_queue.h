// The order in which proposals go to the store: at most limits::turnsUnderWay transactions at a time, the
// rest waits. Proposal ids rise, so their order is the order of proposing, also for those that have to be
// proposed again.
#pragma once

#include "server/core/command.h"
#include "server/core/limits.h"

#include <set>
#include <vector>

namespace hubbub::server {

class ProposalQueue {
public:
    /// Then people are told BUSY. Leaves are queued all the same: there is at most one per member.
    bool isFull() const { return waiting_.size() >= limits::waitingProposals; }
    std::size_t waiting() const { return waiting_.size(); }
    std::vector<ProposalId> allWaiting() const { return {waiting_.begin(), waiting_.end()}; }
    std::size_t turnsUnderWay() const { return turnsUnderWay_; }

    void add(ProposalId id) { waiting_.insert(id); }
    /// Nobody knows what became of it. Nothing more is handed over until all under way has been answered, so
    /// that nothing overtakes it.
    void addAgain(ProposalId id);
    /// It is not handed over any more.
    void withdraw(ProposalId id) { waiting_.erase(id); }
    /// The next transaction, in order; empty when there is nothing to do or too much under way.
    std::vector<ProposalId> takeTurn();
    void turnEnded();

private:
    std::set<ProposalId> waiting_;
    std::size_t turnsUnderWay_ = 0;
    bool isInDoubt_ = false;
};

} // namespace hubbub::server
