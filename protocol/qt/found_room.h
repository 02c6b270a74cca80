// A room found on this network, as the screens offer it.
#pragma once

#include "protocol/chat/invite_link.h"
#include "protocol/client/room_finder.h"

#include <QString>

namespace hubbub::qt {

/// Where a client goes to be in it. Without the key: whoever answered may have named any, so that the server
/// is one met for the first time, or known by its address (docs/decisions/0018).
chat::ServerAddress addressOf(const client::FoundRoom& room);
/// Name, members and address, translated.
QString foundRoomText(const client::FoundRoom& room);

} // namespace hubbub::qt
