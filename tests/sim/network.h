// The network between everyone, by seed: it loses (also in bursts), doubles, delays, lets overtake, garbles,
// and eats what is too large. It knows addresses, not who stands behind them.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/limits.h"
#include "tests/sim/dice.h"

#include <map>
#include <optional>

namespace hubbub::sim {

/// One direction between two ends. Chances are out of a thousand datagrams.
struct Weather {
    unsigned lost = 0;
    /// A burst begins with a datagram, and ends with one; in between all are lost.
    unsigned burstBegins = 0;
    unsigned burstEnds = 200;
    unsigned doubled = 0;
    unsigned garbled = 0;
    /// Held back for much longer than the others.
    unsigned belated = 0;
    Duration leastDelay{500};
    Duration mostDelay{500};
    std::size_t largest = limits::datagramBytes;
    bool isCut = false;
};

/// A direction at work.
struct Way {
    Weather weather;
    bool isInBurst = false;
};

struct Datagram {
    PeerAddress from;
    PeerAddress to;
    Bytes bytes;
};

class Network {
public:
    explicit Network(std::uint64_t seed) : dice_(seed, 2) {}

    void send(Instant now, const PeerAddress& from, const PeerAddress& to, ByteView bytes, Way& way);
    /// Arrives whatever the weather.
    void deliver(Instant at, Datagram datagram) { underWay_.emplace(at, std::move(datagram)); }
    std::optional<Instant> nextArrival() const;
    Datagram take();
    std::size_t underWay() const { return underWay_.size(); }

private:
    bool isLost(Way& way, std::size_t bytes);
    void garble(Bytes& bytes);

    Dice dice_;
    std::multimap<Instant, Datagram> underWay_; ///< in order of sending where the instant is the same
};

} // namespace hubbub::sim
