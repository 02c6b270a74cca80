// What becomes of a configuration that was read again while the server runs.
#pragma once

#include "server/settings.h"

#include <string>
#include <vector>

namespace hubbub::server {

struct Reloaded {
    /// `[section] key = value`, in force from here on; `[section] key` if it has no value any more.
    std::vector<std::string> applied;
    /// `[section] key`: changed, but they count only when hubbubd is started again.
    std::vector<std::string> atNextStart;
};

/// Takes over into `running` what can change in a running server.
Reloaded takeOver(const Settings& read, Settings& running);

} // namespace hubbub::server
