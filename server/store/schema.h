// The tables of the database, how they came to be version by version, and which files hold them.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "server/store/sqlite.h"

#include <filesystem>
#include <optional>
#include <span>

namespace hubbub::server {

/// `Hubb`, where `file` and others look for it.
inline constexpr std::int64_t applicationId = 0x48756262;
/// The schema as steps: each makes a database of its version out of one of the version before, the first out
/// of an empty file. A version is a step more; a step that was released is never changed.
using SchemaSteps = std::span<const char* const>;
SchemaSteps schemaSteps();
/// What an older hubbubd must not use.
inline std::int64_t schemaVersion(SchemaSteps steps = schemaSteps())
{
    return static_cast<std::int64_t>(steps.size());
}

enum class Durability {
    normal, ///< survives the end of the process; a power cut may cost the last moments
    full,   ///< every commit is on the disk before it is answered
};

/// Version of the schema of what was opened, which is not changed; 0: an empty file. A failure if it is
/// not ours, newer, or cannot be read.
Result<std::int64_t, Failure> schemaVersionOf(Database& database, const std::filesystem::path& file,
                                              SchemaSteps steps = schemaSteps());

/// The database of a data folder for somebody other than its server, which may be running. `isVersionOurs`
/// asks for one that needs no migration. A failure is a sentence for the operator.
Result<Database, Failure> openToRead(const std::filesystem::path& folder, bool isVersionOurs);

/// An older database that was brought to the version of this program.
struct Migration {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::filesystem::path copy; ///< of the database as it was, marked as a backup
};

/// Judges the file before it changes anything in it; makes the tables if it is empty, migrates it if it is
/// older, after a copy of it was made beside it; and sets up how the file is written. A failure is a sentence
/// for the operator that names the file; then the database is as it was.
Result<std::optional<Migration>, Failure> prepareSchema(Database& database, const std::filesystem::path& file,
                                                        Durability durability, Entropy& entropy,
                                                        SchemaSteps steps = schemaSteps());

} // namespace hubbub::server
