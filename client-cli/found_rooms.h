// The rooms found on this network, as lines for people and scripts.
#pragma once

#include "protocol/client/room_finder.h"

#include <QByteArray>
#include <QString>

namespace hubbub::cli {

/// `ADDRESS members N link LINK room NAME`, the name last because it may hold spaces.
QString foundRoomLine(const client::FoundRoom& room);
QByteArray foundRoomJson(const client::FoundRoom& room);

} // namespace hubbub::cli
