#include "server/core/proposal_queue.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub::server {

void ProposalQueue::addAgain(ProposalId id)
{
    waiting_.insert(id);
    isInDoubt_ = true;
}

std::vector<ProposalId> ProposalQueue::takeTurn()
{
    const std::size_t most = isInDoubt_ ? 1 : limits::turnsUnderWay;
    if (waiting_.empty() || turnsUnderWay_ >= most)
        return {};
    isInDoubt_ = false;
    const auto end = std::next(
        waiting_.begin(), static_cast<std::ptrdiff_t>(std::min(waiting_.size(), limits::proposalsPerTurn)));
    std::vector<ProposalId> ids(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    ++turnsUnderWay_;
    return ids;
}

void ProposalQueue::turnEnded()
{
    CHECK(turnsUnderWay_ > 0);
    --turnsUnderWay_;
}

} // namespace hubbub::server
