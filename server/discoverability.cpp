#include "server/discoverability.h"

#include <chrono>

namespace hubbub::server {

Discoverability::Discoverability(RoomServer& room, const PublicKey& key) : room_(room), key_(key) {}

Result<Done, Failure> Discoverability::set(bool isOn)
{
    if (isOn == (port_ != nullptr))
        return Done{};
    port_.reset();
    if (!isOn)
        return Done{};
    auto port = DiscoveryPort::open(
        [this](const ProbeArrival& arrival, ByteView datagram) { return answer(arrival, datagram); });
    if (!port)
        return Unexpected(port.error());
    port_ = std::move(*port);
    return Done{};
}

std::optional<DiscoveryAnswer> Discoverability::answer(const ProbeArrival& arrival, ByteView datagram)
{
    ServerCore& core = room_.core();
    RoomFacts facts{core.settings().room, key_, std::nullopt};
    if (!core.isClosed())
        facts.members = static_cast<std::uint32_t>(core.memberCount());
    const Instant now{
        std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
    auto answer =
        discovery_.handleProbe(now, arrival, datagram, {room_.addresses(), port_->networks()}, facts);
    if (answer)
        return std::move(*answer);
    core.countDropped(answer.error());
    return std::nullopt;
}

} // namespace hubbub::server
