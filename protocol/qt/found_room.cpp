#include "protocol/qt/found_room.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>

namespace hubbub::qt {

namespace {

struct FoundRoomText {
    Q_DECLARE_TR_FUNCTIONS(FoundRoomText)
};

} // namespace

chat::ServerAddress addressOf(const client::FoundRoom& room)
{
    const PeerAddress& address = room.addresses.front();
    return {address.ip.text(), address.port, std::nullopt, false};
}

QString foundRoomText(const client::FoundRoom& room)
{
    const QString name = shownLine(room.name);
    const QString address = fromUtf8(addressOf(room).text());
    return room.members
             ? FoundRoomText::tr("%1 · members: %L2 · %3").arg(name).arg(*room.members).arg(address)
             : FoundRoomText::tr("%1 · closed · %2").arg(name, address);
}

} // namespace hubbub::qt
