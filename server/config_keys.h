// The one table of what can be configured: what each key is called in the file, on the command line and in
// the environment, what it means, what is allowed, what it is unless told otherwise, and when a change
// counts. The reader, --help, the commented default file, reloading and the tests of the manual page follow
// from it.
#pragma once

#include "server/settings.h"

#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::server {

/// When a changed value counts: at a reload, or only when hubbubd is started again.
enum class Applies : std::uint8_t { atReload, atStart };

struct ConfigKey {
    std::string_view section;
    std::string_view name;
    std::string_view option; ///< without its dashes; the variable is named after it
    std::string_view placeholder;
    Applies applies;
    const char* meaning; ///< whole sentences; meaningOf() translates them
    std::string allowed; ///< a clause behind "allowed is"
    /// False if the value is not allowed; then nothing is changed. A list gets one entry more.
    std::function<bool(std::string_view value, Settings& settings)> take;
    /// As `take` would read them again; none if it has no value.
    std::function<std::vector<std::string>(const Settings& settings)> values;
    std::function<void(const Settings& from, Settings& to)> copy;
    /// Lists only.
    std::function<void(Settings& settings)> clear = {};

    /// Whoever reads its value could use it: it is shown nowhere.
    bool isSecret = false;

    bool isList() const { return clear != nullptr; }
    /// `HUBBUB_MEMBER_LIMIT`
    std::string variable() const;
};

std::span<const ConfigKey> configKeys();
/// Null if there is no such key.
const ConfigKey* findConfigKey(std::string_view section, std::string_view name);
QString meaningOf(const ConfigKey& key);

} // namespace hubbub::server
