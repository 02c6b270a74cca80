#include "tests/sim/network.h"

namespace hubbub::sim {

namespace {

/// Longer than any probe: what comes then has long been sent again.
constexpr Duration belatedMost = 8s;

} // namespace

void Network::send(Instant now, const PeerAddress& from, const PeerAddress& to, ByteView bytes, Way& way)
{
    if (isLost(way, bytes.size()))
        return;
    const Weather& weather = way.weather;
    const int copies = dice_.chance(weather.doubled) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        Datagram datagram{from, to, copyOf(bytes)};
        if (dice_.chance(weather.garbled))
            garble(datagram.bytes);
        Duration delay = dice_.between(weather.leastDelay, weather.mostDelay);
        if (dice_.chance(weather.belated))
            delay += dice_.between(Duration{0}, belatedMost);
        underWay_.emplace(now + delay, std::move(datagram));
    }
}

bool Network::isLost(Way& way, std::size_t bytes)
{
    const Weather& weather = way.weather;
    if (way.isInBurst)
        way.isInBurst = !dice_.chance(weather.burstEnds);
    else
        way.isInBurst = dice_.chance(weather.burstBegins);
    return weather.isCut || bytes > weather.largest || way.isInBurst || dice_.chance(weather.lost);
}

void Network::garble(Bytes& bytes)
{
    switch (dice_.below(4)) {
    case 0:
        bytes.resize(dice_.below(bytes.size() + 1));
        return;
    case 1: {
        const Bytes more = dice_.bytes(dice_.between(1, 40));
        bytes.insert(bytes.end(), more.begin(), more.end());
        return;
    }
    default:
        for (std::size_t i = dice_.between(1, 8); i > 0 && !bytes.empty(); --i)
            bytes[dice_.below(bytes.size())] ^= static_cast<Byte>(1U << dice_.below(8));
    }
}

std::optional<Instant> Network::nextArrival() const
{
    return underWay_.empty() ? std::nullopt : std::optional(underWay_.begin()->first);
}

Datagram Network::take()
{
    return underWay_.extract(underWay_.begin()).mapped();
}

} // namespace hubbub::sim
