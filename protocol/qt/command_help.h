// What /help says about a command, in the person's language.
#pragma once

#include "protocol/client/command_line.h"

#include <QString>
#include <QStringList>

namespace hubbub::qt {

/// `/kick NAME|#NUMBER [WHY]`
QString commandUsage(const client::CommandInfo& command);
QString commandHelp(const client::CommandInfo& command);
/// Both: a line of the list.
QString commandLine(const client::CommandInfo& command);
/// The line below the list: commands, as they are typed, that a later version will have. Empty if there are
/// none.
QString unbuiltLine(const QStringList& commands);

} // namespace hubbub::qt
