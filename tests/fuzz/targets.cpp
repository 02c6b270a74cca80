#include "tests/fuzz/targets.h"

#include <algorithm>
#include <array>

namespace hubbub::fuzz {

std::span<const Target> targets()
{
    static constexpr std::array all{
        Target{"packet", packet},
        Target{"frames", frames},
        Target{"handshake_payload", handshakePayload},
        Target{"discovery", discovery},
        Target{"request", request},
        Target{"reply", reply},
        Target{"event", event},
        Target{"roster", roster},
        Target{"acceptor", acceptor},
        Target{"initiator", initiator},
        Target{"server", server},
        Target{"client", client},
        Target{"address", address},
        Target{"name", name},
        Target{"text", text},
        Target{"line", line},
        Target{"config", config},
        Target{"journal", journal},
        Target{"known_servers", knownServers},
        Target{"kept_room", keptRoom},
    };
    return all;
}

const Target* findTarget(std::string_view name)
{
    const auto found = std::ranges::find(targets(), name, &Target::name);
    return found == targets().end() ? nullptr : &*found;
}

} // namespace hubbub::fuzz
