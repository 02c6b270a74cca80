// A disk in memory, as SQLite sees one: what has been forced onto it and what has only been written are kept
// apart, and a power cut takes an arbitrary part of the latter. It can end the process that uses it before
// any of its operations, and be full.
#pragma once

#include "protocol/base/bytes.h"
#include "tests/sim/dice.h"
#include "tests/sim/doom.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace hubbub::sim {

class MemoryDisk {
public:
    /// A file, for the operations that SQLite asks of it.
    class File {
    public:
        const Bytes& contents() const { return written_; }
        void write(std::size_t offset, ByteView bytes);
        void truncate(std::size_t size);
        void force();
        /// What is left is forced.
        void losePower(Dice& dice);

        /// SQLite's shared memory; it is never on the disk.
        std::vector<std::unique_ptr<Bytes>> sharedMemory;

    private:
        struct Change {
            std::size_t offset = 0;
            Bytes bytes;
            bool truncates = false; ///< to `offset`
        };
        static void apply(Bytes& contents, const Change& change);

        Bytes written_;
        Bytes forced_;
        std::vector<Change> changes_; ///< since then
    };

    explicit MemoryDisk(std::uint64_t seed);
    ~MemoryDisk();
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;

    /// SQLite knows it by this name.
    const std::string& name() const { return name_; }

    /// Asked before each operation that changes something: false if the process does not live to see it.
    std::function<bool()> survives = [] { return true; };
    /// Nothing reaches the disk any more until it is revived.
    void kill() { isDead_ = true; }
    void revive() { isDead_ = false; }
    void losePower();
    /// No file may grow by more than `room` bytes, all in all; nothing: there is no end of room.
    void setRoom(std::optional<std::size_t> room) { room_ = room; }
    void addRoom(std::size_t bytes);
    bool isCramped() const { return room_.has_value(); }

    // For the file system.

    bool isDead() const { return isDead_; }
    bool mayChange();
    /// False when the disk is full.
    bool takeRoom(std::size_t bytes);
    std::shared_ptr<File> open(const std::string& path, bool mayCreate);
    bool exists(const std::string& path) const { return files_.contains(path); }
    void remove(const std::string& path) { files_.erase(path); }
    Dice& dice() { return dice_; }

private:
    Dice dice_;
    std::string name_;
    std::unique_ptr<sqlite3_vfs> fileSystem_;
    std::map<std::string, std::shared_ptr<File>> files_;
    bool isDead_ = false;
    std::optional<std::size_t> room_;
};

} // namespace hubbub::sim
