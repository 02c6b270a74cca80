#include "server/store/backup.h"

#include "server/store/schema.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace hubbub::server {

namespace {

Unexpected<Failure> failure(const std::filesystem::path& file, const std::string& why)
{
    return Unexpected(Failure{"the copy " + file.string() + " cannot be written: " + why});
}

std::string reason(int error)
{
    return std::generic_category().message(error);
}

Result<Done, Failure> mark(const std::filesystem::path& file)
{
    auto copy = Database::open(file);
    if (!copy)
        return Unexpected(copy.error());
    // Without a write-ahead log the copy is one file, that can be carried away.
    if (!copy->execute("PRAGMA journal_mode = DELETE; UPDATE room SET is_backup = 1"))
        return Unexpected(Failure{copy->errorText()});
    return Done{};
}

/// A file's name is on the disk when its folder is.
bool forceFolderOf(const std::filesystem::path& file)
{
    const auto path = file.has_parent_path() ? file.parent_path() : ".";
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return false;
    const bool isForced = fsync(folder) == 0;
    close(folder);
    return isForced;
}

} // namespace

Result<Done, Failure> backUp(Database& database, const std::filesystem::path& file)
{
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, error)))
        return failure(file, reason(EEXIST));
    // Under its own name only what is complete.
    const std::filesystem::path part = file.string() + ".part";
    unlink(part.c_str());
    const int made = ::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0)
        return failure(file, reason(errno));
    close(made);
    auto done = database.copyTo(part);
    if (done)
        done = mark(part);
    if (done && (rename(part.c_str(), file.c_str()) != 0 || !forceFolderOf(file)))
        done = Unexpected(Failure{reason(errno)});
    if (done)
        return done;
    unlink(part.c_str());
    return failure(file, done.error().context);
}

Result<Done, Failure> backUpFolder(const std::filesystem::path& folder, const std::filesystem::path& file)
{
    auto database = openToRead(folder, false);
    if (!database)
        return Unexpected(database.error());
    if (const auto done = backUp(*database, file); !done)
        return Unexpected(Failure{"Nothing was saved: " + done.error().context + '.'});
    return Done{};
}

} // namespace hubbub::server
