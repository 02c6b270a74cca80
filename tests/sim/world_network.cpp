// What travels in the world: who hears of it, and to whom it comes.
#include "tests/sim/describe.h"
#include "tests/sim/world.h"

#include <algorithm>
#include <utility>

namespace hubbub::sim {

namespace {

/// Type of a packet.
constexpr Byte resetHint = 7;

} // namespace

void World::sendFromServer(const PeerAddress& to, ByteView bytes)
{
    ++datagrams_;
    if (bytes[0] != resetHint) // of which an unknown index may get one each time
        ++effects_;
    trace_.hash(now_, bytes);
    if (trace_.isOn())
        note("server → " + to.text() + ": " + describeDatagram(bytes));
    tellAll([&](Witness& each) { each.handleFromServer(now_, to, bytes); });
    ClientEnd* const client = clientAt(to);
    overhear(ServerEnd::address(), to, bytes);
    network_.send(now_, ServerEnd::address(), to, bytes, client != nullptr ? client->down : nowhere_);
}

void World::sendFromClient(ClientEnd& client, const PeerAddress& to, ByteView bytes)
{
    ++datagrams_;
    ++effects_;
    trace_.hash(now_, bytes);
    if (trace_.isOn())
        note("client " + std::to_string(client.id.value) + " → " + describeDatagram(bytes));
    overhear(client.address, to, bytes);
    network_.send(now_, client.address, to, bytes, client.up);
}

void World::deliver(Datagram datagram)
{
    if (datagram.to == ServerEnd::address())
        deliverToServer(std::move(datagram));
    else if (ClientEnd* const client = clientAt(datagram.to))
        deliverTo(*client, datagram);
    else if (const auto listener = listeners_.find(datagram.to); listener != listeners_.end())
        listener->second(datagram.bytes);
}

void World::inject(Duration after, const PeerAddress& from, const PeerAddress& to, Bytes bytes)
{
    trace_.hash(now_, bytes);
    if (trace_.isOn())
        note("somebody → " + to.text() + ": " + describeDatagram(bytes));
    network_.deliver(now_ + after, Datagram{from, to, std::move(bytes)});
}

void World::overhear(const PeerAddress& from, const PeerAddress& to, ByteView bytes)
{
    constexpr std::size_t most = 256;
    // Together they reach beyond a replay window in the most talkative of rooms.
    constexpr std::uint64_t archivedOneIn = 32;
    constexpr std::size_t archivedMost = 2000;
    overheard_.push_back({from, to, copyOf(bytes)});
    if (overheard_.size() <= most)
        return;
    if (datagrams_ % archivedOneIn == 0)
        archive_.push_back(std::move(overheard_.front()));
    overheard_.pop_front();
    if (archive_.size() > archivedMost)
        archive_.pop_front();
}

void World::deliverToServer(Datagram datagram)
{
    if (!server_->isUp())
        return;
    tellAll([&](Witness& each) { each.handleToServer(now_, datagram.from, datagram.bytes); });
    const bool isRepeated = seenByServer_.isRepeated(datagram.bytes);
    // A client seals nothing before it has heard that the server has the keys.
    seenByServer_.handleTaken(datagram.bytes, true);
    // What is due anyhow is done first, so that the rest is the datagram's doing.
    if (!isRepeated || !server_->settle(now_))
        return server_->receive(now_, std::move(datagram));
    const std::uint64_t before = effects_;
    const std::string what = trace_.isOn() ? describeDatagram(datagram.bytes) : std::string();
    server_->receive(now_, std::move(datagram));
    server_->settle(now_);
    if (effects_ != before)
        court_.complain("the server reacts to a replay " + what);
}

void World::deliverTo(ClientEnd& client, const Datagram& datagram)
{
    if (!client.isUp())
        return;
    if (trace_.isOn())
        note("client " + std::to_string(client.id.value) + " ← " + describeDatagram(datagram.bytes));
    const bool isRepeated = seenByClients_[client.id].isRepeated(datagram.bytes);
    if (isRepeated)
        client.act(now_);
    const std::uint64_t before = effects_;
    client.receive(now_, datagram.from, datagram.bytes);
    seenByClients_[client.id].handleTaken(datagram.bytes, effects_ != before);
    if (isRepeated && effects_ != before)
        court_.complain("client " + std::to_string(client.id.value) + " reacts to a replay");
}

ClientEnd* World::clientAt(const PeerAddress& address)
{
    const auto found =
        std::ranges::find_if(clients_, [&](const auto& client) { return client->address == address; });
    return found == clients_.end() ? nullptr : found->get();
}

} // namespace hubbub::sim
