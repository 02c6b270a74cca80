// What the operator has chosen: from the configuration file and the command line, every value checked. One
// table tells each key's section, range and meaning.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/result.h"
#include "protocol/chat/invite_link.h"
#include "server/config_file.h"
#include "server/core/server_core.h"
#include "server/store/sqlite_store.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hubbub::server {

struct Settings {
    std::vector<PeerAddress> listen; ///< never empty once complete
    std::optional<chat::ServerAddress> publicAddress;
    std::string dataFolder;
    Durability durability = Durability::normal;
    CoreSettings core;
};

/// Applies the entries of a file; an unknown key, a wrong value, or a key given twice that is no list is
/// refused with file, line, key and what is allowed.
Result<Done, Failure> applyConfig(std::span<const ConfigEntry> entries, std::string_view file,
                                  Settings& settings);

/// `127.0.0.1:7788`, `[::]:7788`, a lone address (default port) or a lone `:PORT`. Numeric only: a server
/// must not depend on name service to start.
Result<PeerAddress, Failure> parseListenAddress(std::string_view text);
Result<LogLevel, Failure> parseLogLevel(std::string_view text);

} // namespace hubbub::server
