// What /help says about a command, in the person's language.
#pragma once

#include "protocol/client/command_line.h"

#include <QString>

namespace hubbub::qt {

/// `/kick NAME|#NUMBER [WHY]`
QString commandUsage(const client::CommandInfo& command);
QString commandHelp(const client::CommandInfo& command);

} // namespace hubbub::qt
