#include "server/store/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace hubbub::server {

namespace {

/// Room for the leaves of thousands of members in the write-ahead log.
constexpr off_t reserveBytes = off_t{1024} * 1024;

std::string reason(int error)
{
    return std::generic_category().message(error);
}

Unexpected<Failure> notWritable(const std::filesystem::path& path, int error)
{
    return Unexpected(
        Failure{"The data folder " + path.string() + " is not writable: " + reason(error) + "."});
}

/// Missing folders on the way are made too; only the last one is for the owner alone.
int makeFolder(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return 0;
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), error);
    return mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST ? 0 : errno;
}

} // namespace

Result<DataFolder, Failure> DataFolder::open(const std::filesystem::path& given)
{
    const auto path = given.has_filename() ? given : given.parent_path(); // `data/` is `data`
    if (const int error = makeFolder(path))
        return Unexpected(
            Failure{"The data folder " + path.string() + " cannot be made: " + reason(error) + "."});
    const auto lockFile = path / "hubbubd.lock";
    const int lock = ::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (lock < 0)
        return notWritable(path, errno);
    DataFolder folder(path, lock);
    if (flock(lock, LOCK_EX | LOCK_NB) == 0)
        return folder;
    if (errno == EWOULDBLOCK)
        return Unexpected(Failure{"The data folder " + path.string() + " is in use by another hubbubd."});
    return Unexpected(
        Failure{"The data folder " + path.string() + " cannot be locked: " + reason(errno) + "."});
}

DataFolder::DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : StorePlace(),
      path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      hasReserve_(other.hasReserve_)
{
}

DataFolder::~DataFolder()
{
    if (lock_ >= 0)
        close(lock_);
}

Result<Done, Failure> DataFolder::makeDatabaseFile() const
{
    const int file = ::open(database().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return Unexpected(
            Failure{"The database " + database().string() + " is not writable: " + reason(errno) + "."});
    close(file);
    return Done{};
}

bool DataFolder::makeReserve()
{
    if (hasReserve_)
        return true;
    const int file = ::open(reserve().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return false;
    hasReserve_ = posix_fallocate(file, 0, reserveBytes) == 0;
    close(file);
    if (!hasReserve_)
        unlink(reserve().c_str());
    return hasReserve_;
}

void DataFolder::freeReserve()
{
    unlink(reserve().c_str());
    hasReserve_ = false;
}

} // namespace hubbub::server
