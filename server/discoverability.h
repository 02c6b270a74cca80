// Answers clients that look for the rooms of this network, as long as that is switched on.
#pragma once

#include "server/net/discovery_port.h"
#include "server/room_server.h"

#include <memory>

namespace hubbub::server {

class Discoverability final {
public:
    /// `room` must outlive it; `key` is the server's.
    Discoverability(RoomServer& room, const PublicKey& key);

    /// A failure if it is to be on and cannot; the room is well without.
    Result<Done, Failure> set(bool isOn);

private:
    std::optional<DiscoveryAnswer> answer(const ProbeArrival& arrival, ByteView datagram);

    RoomServer& room_;
    PublicKey key_;
    Discovery discovery_;
    std::unique_ptr<DiscoveryPort> port_;
};

} // namespace hubbub::server
