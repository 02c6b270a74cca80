#include "tests/sim/outsiders.h"

#include "protocol/wire/packet.h"

namespace hubbub::sim {

namespace {

/// Payload 1 of docs/PROTOCOL.md, section 11.
constexpr ByteArray<7> payload{1, 1, 1, 2, 2, 1, 2};
constexpr std::size_t ephemeralBytes = 32;

} // namespace

void Outsiders::flood()
{
    for (std::size_t i = dice_.between(5, 150); i > 0; --i) {
        Bytes noise = dice_.bytes(ephemeralBytes);
        noise.insert(noise.end(), payload.begin(), payload.end());
        wire::Initiation initiation;
        initiation.version = dice_.chance(50) ? Byte{9} : wire::handshakeVersion;
        initiation.sender = SessionIndex{static_cast<std::uint32_t>(dice_.number())};
        initiation.noise = noise;
        world_.inject(dice_.between(Duration{0}, Duration{200ms}), invented(), ServerEnd::address(),
                      wire::encode(initiation));
    }
}

void Outsiders::sendGarbage()
{
    for (std::size_t i = dice_.between(1, 20); i > 0; --i) {
        Bytes bytes = dice_.bytes(dice_.below(limits::datagramBytes + 100));
        if (!bytes.empty() && dice_.coin())
            bytes[0] = static_cast<Byte>(dice_.below(9));
        const bool isToServer = dice_.coin();
        world_.inject(dice_.between(Duration{0}, Duration{1s}),
                      isToServer ? dice_.coin() ? invented() : somebody() : ServerEnd::address(),
                      isToServer ? ServerEnd::address() : somebody(), std::move(bytes));
    }
}

void Outsiders::replay()
{
    const auto& overheard = world_.overheard();
    if (overheard.empty())
        return;
    for (std::size_t i = dice_.between(1, 20); i > 0; --i) {
        Datagram datagram = overheard[dice_.below(overheard.size())];
        if (dice_.chance(300))
            (datagram.to == ServerEnd::address() ? datagram.from : datagram.to) =
                datagram.to == ServerEnd::address() && dice_.coin() ? invented() : somebody();
        if (dice_.chance(300) && !datagram.bytes.empty())
            datagram.bytes[dice_.below(datagram.bytes.size())] ^= static_cast<Byte>(1U << dice_.below(8));
        world_.inject(dice_.between(Duration{0}, Duration{500ms}), datagram.from, datagram.to,
                      std::move(datagram.bytes));
    }
}

void Outsiders::replayOld()
{
    const auto& archive = world_.archive();
    for (std::size_t i = archive.empty() ? 0 : dice_.between(1, 20); i > 0; --i) {
        Datagram datagram = archive[dice_.below(archive.size())];
        world_.inject(dice_.between(Duration{0}, Duration{500ms}), datagram.from, datagram.to,
                      std::move(datagram.bytes));
    }
}

/// Where nobody is, and nobody ever will be.
PeerAddress Outsiders::invented()
{
    return {IpAddress::v4(0xc6336400U + static_cast<std::uint32_t>(dice_.below(256))),
            static_cast<std::uint16_t>(dice_.between(1024, 65'535))};
}

PeerAddress Outsiders::somebody()
{
    return world_.clients()[dice_.below(world_.clients().size())]->address;
}

} // namespace hubbub::sim
