#include "server/handshake_queue.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

void HandshakeQueue::beginTurn(Instant now)
{
    const Duration lasted = now - begunAt_;
    share_ = std::clamp(lasted / 3, leastPerTurn, mostPerTurn);
    begunAt_ = now;
    spent_ = Duration::zero();
}

bool HandshakeQueue::add(const Path& from, ByteView datagram)
{
    if (waiting_.size() == capacity)
        return false;
    const AddressPrefix prefix = AddressPrefix::of(from.remote.ip);
    if (waiting_.size() >= capacity / 2) {
        const auto found = ofPrefix_.find(prefix);
        if (found != ofPrefix_.end() && found->second >= fewOfOnePrefix)
            return false;
    }
    ++ofPrefix_[prefix];
    waiting_.push_back({from, copyOf(datagram)});
    return true;
}

std::optional<HandshakeQueue::Waiting> HandshakeQueue::take()
{
    if (waiting_.empty() || spent_ >= share_)
        return std::nullopt;
    Waiting first = std::move(waiting_.front());
    waiting_.pop_front();
    const auto count = ofPrefix_.find(AddressPrefix::of(first.from.remote.ip));
    if (--count->second == 0)
        ofPrefix_.erase(count);
    return first;
}

} // namespace hubbub::server
