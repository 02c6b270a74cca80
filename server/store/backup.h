// A copy of the database, made while it is in use. Two logs may go on from where it was made, so the copy is
// marked: its first start draws a new log id, by which its members learn that it is another.
#pragma once

#include "protocol/base/result.h"
#include "server/store/sqlite.h"

#include <filesystem>

namespace hubbub::server {

/// The file must not exist; it is complete, on the disk and for the owner alone, or not there. A failure is
/// a clause for the operator that names the file.
Result<Done, Failure> backUp(Database& database, const std::filesystem::path& file);

/// The same for a data folder, whose server may be running; a whole sentence.
Result<Done, Failure> backUpFolder(const std::filesystem::path& folder, const std::filesystem::path& file);

} // namespace hubbub::server
