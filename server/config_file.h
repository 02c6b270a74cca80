// The strict reader of configuration files: `[section]`, `key = value`, `#` comments, lists by repeating a
// key. It knows no key's meaning, only form; what it cannot read it refuses with file and line.
#pragma once

#include "protocol/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::server {

struct ConfigEntry {
    std::string section;
    std::string key;
    std::string value; ///< without white space around it
    int line = 0;
};

/// Entries in the order of the file. UTF-8, with or without a byte order mark; a value runs to the end of its
/// line (a `#` within it belongs to it). `name` is the file's, for errors: `NAME:LINE: what is wrong`.
Result<std::vector<ConfigEntry>, Failure> parseConfig(std::string_view text, std::string_view name);

/// Reads the file first; one larger than 1 MiB is none of ours.
Result<std::vector<ConfigEntry>, Failure> readConfigFile(const std::string& path);

} // namespace hubbub::server
