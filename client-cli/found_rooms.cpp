#include "client-cli/found_rooms.h"

#include "client-cli/plain_output.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/found_room.h"
#include "protocol/qt/json_object.h"
#include "protocol/qt/utf8.h"

namespace hubbub::cli {

namespace {

std::string linkOf(const client::FoundRoom& room)
{
    chat::ServerAddress address = qt::addressOf(room);
    address.key = room.key;
    return address.link();
}

} // namespace

QString foundRoomLine(const client::FoundRoom& room)
{
    const QString members = room.members ? QString::number(*room.members) : QStringLiteral("closed");
    return QStringLiteral("%1 members %2 link %3 room %4")
        .arg(qt::fromUtf8(qt::addressOf(room).text()), members, qt::fromUtf8(linkOf(room)), shown(room.name));
}

QByteArray foundRoomJson(const client::FoundRoom& room)
{
    qt::JsonObject object("room");
    object.add("room", room.name);
    object.add("address", qt::addressOf(room).text());
    std::vector<std::string> addresses;
    addresses.reserve(room.addresses.size());
    for (const PeerAddress& address : room.addresses)
        addresses.push_back(address.text());
    object.add("addresses", addresses);
    if (room.members)
        object.add("members", std::uint64_t{*room.members});
    object.addFlag("closed", !room.members);
    object.add("key", crypto::publicKeyText(room.key));
    object.add("link", linkOf(room));
    return object.line();
}

} // namespace hubbub::cli
