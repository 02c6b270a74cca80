// What the commands do that begin with a slash; those that a later version will have are refused here, with
// words that say so.
#pragma once

#include "protocol/client/command_line.h"
#include "protocol/screen/message_row.h"

#include <QStringList>

namespace hubbub::screen {

class RoomController;

/// False if it could not be done; the person has been told then.
bool runCommand(RoomController& room, const client::CommandLine& command);
/// What is announced by the rest of an /announce.
Draft announcementDraft(const QString& typed);
/// `/me`, … without the slash: those that work here.
QStringList commandWords(bool isAdmin);
/// One command a line, as /help shows them, and in the end those that a later version will have.
QString commandHelp(bool isAdmin);

} // namespace hubbub::screen
