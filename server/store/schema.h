// The tables of the database, and which files hold them.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "server/store/sqlite.h"

#include <filesystem>

namespace hubbub::server {

/// `Hubb`, where `file` and others look for it.
inline constexpr std::int64_t applicationId = 0x48756262;
/// Rises when an older hubbubd could not use the tables any more.
inline constexpr std::int64_t schemaVersion = 1;

enum class Durability {
    normal, ///< survives the end of the process; a power cut may cost the last moments
    full,   ///< every commit is on the disk before it is answered
};

/// Judges the file before it changes anything in it; then makes the tables if it is empty, and sets up how
/// the file is written. A failure is a sentence for the operator that names the file.
Result<Done, Failure> prepareSchema(Database& database, const std::filesystem::path& file,
                                    Durability durability, Entropy& entropy);

/// Called on a copy that is not in use: its first start draws a new log id, since two logs may go on from it.
Result<Done, Failure> markAsBackup(const std::filesystem::path& file);

} // namespace hubbub::server
