// Somebody with a valid session and no good will: joins under a name, and then sends whatever comes to hand,
// well sealed: garbage, frames that lie, requests with bits turned over, records that never end. Or it just
// stops reading. It begins anew when it is thrown out, or tired.
#pragma once

#include "protocol/crypto/identity.h"
#include "protocol/link/handshake_initiator.h"
#include "protocol/link/session_keys.h"
#include "tests/sim/dice.h"

#include <functional>
#include <memory>
#include <optional>

namespace hubbub::sim {

class HostileMember {
public:
    enum class Manner : std::uint8_t { rude, deaf };
    using Send = std::function<void(ByteView)>;

    HostileMember(std::uint64_t seed, Manner manner, std::string name, Send send);

    void handleDatagram(Instant now, ByteView datagram);
    void act(Instant now);

private:
    class Outgoing;

    void beginHandshake(Instant now);
    void seal(ByteView payload);
    void sealRecord(ByteView record);
    void misbehave();
    void sendFrames();
    Bytes spoiledRequest();

    Dice dice_;
    test::SeededEntropy entropy_;
    Manner manner_;
    std::string name_;
    Send send_;
    crypto::KeyPair identity_;
    OutboxId outbox_;
    DropCounters drops_;
    std::unique_ptr<link::HandshakeInitiator> handshake_;
    std::optional<link::SessionKeys> keys_;
    std::uint64_t counter_ = 0;
    Seq lastRequest_;
    unsigned sealedLeft_ = 0; ///< until it is tired of this session
};

} // namespace hubbub::sim
