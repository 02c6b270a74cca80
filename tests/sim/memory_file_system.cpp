#include "tests/sim/memory_file_system.h"

#include "tests/sim/memory_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace hubbub::sim {

namespace {

/// What SQLite allocates for each open file; it begins with SQLite's own part.
struct OpenFile {
    sqlite3_file base;
    MemoryDisk* disk;
    std::shared_ptr<MemoryDisk::File> file;
};

OpenFile& of(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

MemoryDisk& of(sqlite3_vfs* fileSystem)
{
    return *static_cast<MemoryDisk*>(fileSystem->pAppData);
}

// Files

int closeFile(sqlite3_file* file)
{
    of(file).~OpenFile();
    return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* to, int amount, sqlite3_int64 from)
{
    const OpenFile& open = of(file);
    if (open.disk->isDead())
        return SQLITE_IOERR_READ;
    const Bytes& contents = open.file->contents();
    const auto offset = static_cast<std::size_t>(from);
    const auto wanted = static_cast<std::size_t>(amount);
    const std::size_t there = offset < contents.size() ? std::min(wanted, contents.size() - offset) : 0;
    if (there > 0)
        std::memcpy(to, contents.data() + offset, there);
    std::memset(static_cast<Byte*>(to) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* file, const void* from, int amount, sqlite3_int64 to)
{
    const OpenFile& open = of(file);
    const auto offset = static_cast<std::size_t>(to);
    const ByteView bytes(static_cast<const Byte*>(from), static_cast<std::size_t>(amount));
    if (!open.disk->mayChange())
        return SQLITE_IOERR_WRITE;
    const std::size_t size = open.file->contents().size();
    if (offset + bytes.size() > size && !open.disk->takeRoom(offset + bytes.size() - size))
        return SQLITE_FULL;
    open.file->write(offset, bytes);
    return SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    const OpenFile& open = of(file);
    if (!open.disk->mayChange())
        return SQLITE_IOERR_TRUNCATE;
    const std::size_t before = open.file->contents().size();
    open.file->truncate(static_cast<std::size_t>(size));
    if (before > static_cast<std::size_t>(size))
        open.disk->addRoom(before - static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int forceFile(sqlite3_file* file, int)
{
    const OpenFile& open = of(file);
    if (!open.disk->mayChange())
        return SQLITE_IOERR_FSYNC;
    open.file->force();
    return SQLITE_OK;
}

int sizeOfFile(sqlite3_file* file, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(of(file).file->contents().size());
    return SQLITE_OK;
}

int lockFile(sqlite3_file*, int)
{
    return SQLITE_OK;
}

int checkReservedLock(sqlite3_file*, int* isLocked)
{
    *isLocked = 0;
    return SQLITE_OK;
}

int controlFile(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 4096;
}

/// As the system's own file system says: a torn write damages nothing beside it.
int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapShared(sqlite3_file* file, int region, int size, int mayExtend, volatile void** at)
{
    const OpenFile& open = of(file);
    auto& regions = open.file->sharedMemory;
    const auto index = static_cast<std::size_t>(region);
    if (index >= regions.size() && mayExtend == 0) {
        *at = nullptr;
        return SQLITE_OK;
    }
    while (index >= regions.size())
        regions.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    *at = regions[index]->data();
    return SQLITE_OK;
}

int lockShared(sqlite3_file*, int, int, int)
{
    return SQLITE_OK;
}

void shareBarrier(sqlite3_file*) {}

/// The only connection goes: nobody else uses it.
int unmapShared(sqlite3_file* file, int)
{
    of(file).file->sharedMemory.clear();
    return SQLITE_OK;
}

const sqlite3_io_methods methods = [] {
    sqlite3_io_methods table{};
    table.iVersion = 2;
    table.xClose = closeFile;
    table.xRead = readFile;
    table.xWrite = writeFile;
    table.xTruncate = truncateFile;
    table.xSync = forceFile;
    table.xFileSize = sizeOfFile;
    table.xLock = lockFile;
    table.xUnlock = lockFile;
    table.xCheckReservedLock = checkReservedLock;
    table.xFileControl = controlFile;
    table.xSectorSize = sectorSize;
    table.xDeviceCharacteristics = characteristics;
    table.xShmMap = mapShared;
    table.xShmLock = lockShared;
    table.xShmBarrier = shareBarrier;
    table.xShmUnmap = unmapShared;
    return table;
}();

// The file system

int openFile(sqlite3_vfs* fileSystem, sqlite3_filename path, sqlite3_file* file, int flags, int* outFlags)
{
    MemoryDisk& disk = of(fileSystem);
    auto opened = disk.open(path != nullptr ? path : "temporary", (flags & SQLITE_OPEN_CREATE) != 0);
    file->pMethods = nullptr;
    if (!opened || disk.isDead())
        return SQLITE_CANTOPEN;
    new (file) OpenFile{{&methods}, &disk, std::move(opened)};
    if (outFlags != nullptr)
        *outFlags = flags;
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs* fileSystem, const char* path, int)
{
    MemoryDisk& disk = of(fileSystem);
    if (!disk.mayChange())
        return SQLITE_IOERR_DELETE;
    disk.remove(path);
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs* fileSystem, const char* path, int, int* isThere)
{
    *isThere = of(fileSystem).exists(path) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* path, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
}

int drawRandom(sqlite3_vfs* fileSystem, int count, char* out)
{
    of(fileSystem).dice().fill({reinterpret_cast<Byte*>(out), static_cast<std::size_t>(count)});
    return count;
}

int sleepShortly(sqlite3_vfs*, int)
{
    return 0;
}

int tellTime(sqlite3_vfs*, double* day)
{
    *day = 2'460'000.5;
    return SQLITE_OK;
}

} // namespace

std::unique_ptr<sqlite3_vfs> makeFileSystem(MemoryDisk& disk)
{
    constexpr int pathBytes = 512;
    auto table = std::make_unique<sqlite3_vfs>();
    table->iVersion = 1;
    table->szOsFile = sizeof(OpenFile);
    table->mxPathname = pathBytes;
    table->zName = disk.name().c_str();
    table->pAppData = &disk;
    table->xOpen = openFile;
    table->xDelete = removeFile;
    table->xAccess = accessFile;
    table->xFullPathname = fullPath;
    table->xRandomness = drawRandom;
    table->xSleep = sleepShortly;
    table->xCurrentTime = tellTime;
    return table;
}

} // namespace hubbub::sim
