// What outsiders throw at a server, as fast as what is left of a core can: a process that sends until its
// time is up.
#pragma once

#include "bench/crowd.h"

#include <array>
#include <memory>
#include <string_view>

namespace hubbub::bench {

enum class FloodKind : std::uint8_t {
    openings,            ///< handshakes begun from a thousand addresses, none of which reads an answer
    openingsFromOne,     ///< the same from one address and port
    openingsWithCookies, ///< from a thousand addresses that fetch a cookie each and show it ever again
    openingsWithCookiesFromOne,
    noise,                ///< random bytes of random length, half of them with the first byte of a packet
    replays,              ///< what members have sent, from the members' own addresses
    replaysFromElsewhere, ///< the same from a thousand addresses
    forgeries,            ///< sealed packets for members' sessions, from the members' own addresses
};

struct NamedFlood {
    FloodKind kind;
    const char* name;
};
inline constexpr std::array<NamedFlood, 8> floods{{
    {FloodKind::openings, "openings"},
    {FloodKind::openingsFromOne, "openings-from-one"},
    {FloodKind::openingsWithCookies, "cookies"},
    {FloodKind::openingsWithCookiesFromOne, "cookies-from-one"},
    {FloodKind::noise, "noise"},
    {FloodKind::replays, "replays"},
    {FloodKind::replaysFromElsewhere, "replays-elsewhere"},
    {FloodKind::forgeries, "forgeries"},
}};

class Flood {
public:
    /// What `crowd` has recorded is what is replayed and forged.
    Flood(FloodKind kind, const PeerAddress& server, const Crowd& crowd, Duration length);
    Flood(const Flood&) = delete;
    Flood& operator=(const Flood&) = delete;
    ~Flood();

    /// Once its time is up: how many datagrams the system has taken from it.
    std::uint64_t end();

private:
    pid_t process_ = -1;
    int result_ = -1; ///< the pipe on which the process tells its count
};

} // namespace hubbub::bench
