#include "protocol/client/room_finder.h"

#include "protocol/base/limits.h"
#include "protocol/chat/text.h"

#include <algorithm>
#include <tuple>

namespace hubbub::client {

namespace {

/// Others can use the first ones too; those at the end need the interface named, or are this machine alone.
int rankOf(const IpAddress& ip)
{
    const bool isLinkLocal = !ip.isV4() && ip.bytes[0] == 0xfe && (ip.bytes[1] & 0xc0U) == 0x80;
    if (ip.isLoopback())
        return 2;
    if (isLinkLocal)
        return 3;
    return ip.isV4() ? 0 : 1;
}

/// False if it was there, or there is no room for it.
bool addAddress(std::vector<PeerAddress>& addresses, const PeerAddress& address)
{
    if (addresses.size() == RoomFinder::mostAddresses
        || std::ranges::find(addresses, address) != addresses.end())
        return false;
    const auto place = std::ranges::upper_bound(addresses, rankOf(address.ip), {},
                                                [](const PeerAddress& other) { return rankOf(other.ip); });
    addresses.insert(place, address);
    return true;
}

} // namespace

std::optional<Bytes> RoomFinder::handleDeadline(Instant now)
{
    if (!asked_.empty() && now < due_)
        return std::nullopt;
    forgetGone(now);
    asked_.push_back(entropy_.draw<wire::ProbeNonce>());
    if (asked_.size() > openProbes)
        asked_.pop_front();
    pause_ = std::clamp(2 * pause_, firstPause, longestPause);
    due_ = now + pause_;
    return wire::encode(wire::Probe{asked_.back()});
}

void RoomFinder::forgetGone(Instant now)
{
    if (std::erase_if(heard_, [now](const Heard& each) { return now - each.last >= forgottenAfter; }) > 0)
        ++changes_;
}

bool RoomFinder::handleDatagram(Instant now, const PeerAddress& from, ByteView datagram)
{
    const auto answer = wire::decodeRoomAnswer(datagram);
    if (!answer || std::ranges::find(asked_, answer->nonce) == asked_.end())
        return false;
    std::string name = chat::cleanLine(answer->room, limits::roomNameBytes);
    if (name.empty())
        name = "?";
    auto known = std::ranges::find(heard_, answer->key, [](const Heard& each) { return each.room.key; });
    if (known == heard_.end()) {
        if (heard_.size() == mostRooms)
            return false;
        known = heard_.insert(known, {{answer->key, {}, {}, {}}, now});
    }
    FoundRoom& room = known->room;
    known->last = now;
    const bool isOther = std::tie(room.name, room.members) != std::tie(name, answer->members);
    room.name = std::move(name);
    room.members = answer->members;
    const bool hasMore = addAddress(room.addresses, {from.ip, answer->port});
    if (isOther || hasMore)
        ++changes_;
    return isOther || hasMore;
}

std::vector<FoundRoom> RoomFinder::rooms() const
{
    std::vector<FoundRoom> rooms;
    rooms.reserve(heard_.size());
    for (const Heard& each : heard_)
        rooms.push_back(each.room);
    std::ranges::sort(rooms, {}, [](const FoundRoom& room) { return std::tie(room.name, room.key); });
    return rooms;
}

} // namespace hubbub::client
