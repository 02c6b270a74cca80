// What the operator has chosen: from the configuration file, the environment and the command line, every
// value checked. What there is to choose stands in config_keys.h.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/result.h"
#include "protocol/chat/invite_link.h"
#include "server/config_file.h"
#include "server/core/server_core.h"
#include "server/store/sqlite_store.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::server {

struct ConfigKey;

struct Settings {
    std::vector<PeerAddress> listen = {{IpAddress::v4(0), limits::defaultPort}}; ///< never empty
    std::optional<chat::ServerAddress> publicAddress;
    std::string dataFolder; ///< empty: that of the person who runs it
    Durability durability = Durability::normal;
    bool isDiscoverable = true;         ///< clients that look for the rooms of this network are answered
    std::size_t threads = 0;            ///< that receive and send; 0: as many as the machine has use for
    std::optional<PeerAddress> metrics; ///< where Prometheus may read; nothing: nowhere
    CoreSettings core;
};

/// A value and where it was given.
struct GivenValue {
    const ConfigKey* key = nullptr;
    std::string value;
    std::string where; ///< for errors: `FILE:LINE: [section] key`, a variable, an option
};

/// Applies the values of one source, which take the place of what was there before: a list too begins anew. A
/// failure has a line for each value that is not allowed, with where it stands and what is allowed; also for
/// a key given twice that is no list. Then the settings are as they were.
Result<Done, Failure> applyValues(std::span<const GivenValue> values, Settings& settings);
/// The same for the entries of a file, where a key may be unknown, too.
Result<Done, Failure> applyConfig(std::span<const ConfigEntry> entries, std::string_view file,
                                  Settings& settings);
/// The same for the environment: a variable's value, or nothing. Entries of lists stand with white space
/// between.
using Environment = std::function<std::optional<std::string>(const std::string& variable)>;
Result<Done, Failure> applyEnvironment(const Environment& environment, Settings& settings);

} // namespace hubbub::server
