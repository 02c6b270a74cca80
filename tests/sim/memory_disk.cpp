#include "tests/sim/memory_disk.h"

#include "protocol/base/check.h"
#include "tests/sim/memory_file_system.h"

#include <sqlite3.h>

#include <algorithm>

namespace hubbub::sim {

namespace {

/// What a disk writes in one piece.
constexpr std::size_t sectorBytes = 512;

} // namespace

void MemoryDisk::File::write(std::size_t offset, ByteView bytes)
{
    changes_.push_back({offset, copyOf(bytes), false});
    apply(written_, changes_.back());
}

void MemoryDisk::File::truncate(std::size_t size)
{
    changes_.push_back({size, {}, true});
    apply(written_, changes_.back());
}

void MemoryDisk::File::force()
{
    for (const Change& change : changes_)
        apply(forced_, change);
    changes_.clear();
}

/// Each write may have reached the disk or not, whole or in part, whatever came before or after it.
void MemoryDisk::File::losePower(Dice& dice)
{
    const unsigned kept = dice.coin() ? 500U : dice.coin() ? 950U : 50U;
    for (Change& change : changes_) {
        if (!dice.chance(kept))
            continue;
        if (!change.truncates && dice.chance(200)) {
            const std::size_t sectors = dice.below(change.bytes.size() / sectorBytes + 1);
            change.bytes.resize(std::min(change.bytes.size(), sectors * sectorBytes));
        }
        apply(forced_, change);
    }
    changes_.clear();
    written_ = forced_;
    sharedMemory.clear();
}

void MemoryDisk::File::apply(Bytes& contents, const Change& change)
{
    if (change.truncates) {
        contents.resize(change.offset);
        return;
    }
    contents.resize(std::max(contents.size(), change.offset + change.bytes.size()));
    std::ranges::copy(change.bytes, contents.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

MemoryDisk::MemoryDisk(std::uint64_t seed) : dice_(seed, 6), name_("hubbub-memory-" + std::to_string(seed))
{
    fileSystem_ = makeFileSystem(*this);
    CHECK(sqlite3_vfs_register(fileSystem_.get(), 0) == SQLITE_OK);
}

MemoryDisk::~MemoryDisk()
{
    sqlite3_vfs_unregister(fileSystem_.get());
}

void MemoryDisk::losePower()
{
    for (const auto& [path, file] : files_)
        file->losePower(dice_);
}

void MemoryDisk::addRoom(std::size_t bytes)
{
    if (room_)
        *room_ += bytes;
}

bool MemoryDisk::mayChange()
{
    if (!isDead_ && !survives())
        isDead_ = true;
    return !isDead_;
}

bool MemoryDisk::takeRoom(std::size_t bytes)
{
    if (!room_)
        return true;
    if (bytes > *room_)
        return false;
    *room_ -= bytes;
    return true;
}

std::shared_ptr<MemoryDisk::File> MemoryDisk::open(const std::string& path, bool mayCreate)
{
    const auto found = files_.find(path);
    if (found != files_.end())
        return found->second;
    return mayCreate ? files_.emplace(path, std::make_shared<File>()).first->second : nullptr;
}

} // namespace hubbub::sim
