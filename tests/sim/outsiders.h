// People who have no session: they flood the server with handshakes from invented addresses, send garbage to
// everyone, and send again, also changed or from elsewhere, what they have overheard.
#pragma once

#include "tests/sim/world.h"

#include <deque>

namespace hubbub::sim {

class Outsiders {
public:
    explicit Outsiders(World& world, std::uint64_t seed) : world_(world), dice_(seed, 9) {}

    void flood();
    void sendGarbage();
    void replay();
    /// As it was, from any time.
    void replayOld();

private:
    PeerAddress invented();
    PeerAddress somebody();

    World& world_;
    Dice dice_;
};

} // namespace hubbub::sim
