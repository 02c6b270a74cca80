// The real store over a disk in memory: killed before any write, or with the power gone; at times the disk is
// full.
#pragma once

#include "server/store/sqlite_store.h"
#include "tests/sim/memory_disk.h"
#include "tests/sim/store_end.h"

namespace hubbub::sim {

class SqliteStoreEnd final : public StoreEnd {
public:
    /// `fullness`: how often the disk is full, of a thousand requests to append.
    SqliteStoreEnd(std::uint64_t seed, server::Durability durability, unsigned fullness, std::uint32_t tail);

    Result<server::RestoredRoom, Failure> open(Doom& doom) override;
    server::StoreReply answer(const server::StoreRequest& request) override;
    std::optional<server::StoreReply> doIdleWork() override;
    void close(Ending ending) override;
    bool mayForget() const override { return durability_ == server::Durability::normal; }
    void behave() override;
    bool isCramped() const override { return disk_.isCramped(); }
    std::vector<Bytes> contents() override;

private:
    class Place;

    Dice dice_;
    test::SeededEntropy entropy_;
    server::Durability durability_;
    unsigned fullness_;
    std::uint32_t tail_;
    MemoryDisk disk_;
    Seq firstKept_{1}; ///< when it was opened
    std::unique_ptr<server::SqliteStore> store_;
};

} // namespace hubbub::sim
