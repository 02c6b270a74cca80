// The threads that shards of a turn run on. They wait while there is nothing for them; nobody spins.
#pragma once

#include "server/core/shard_runner.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace hubbub::server {

class Workers final : public ShardRunner {
public:
    /// `threads`: those to work with, the caller's own included.
    explicit Workers(std::size_t threads);
    ~Workers() override;

    /// As many as this process has processors to run on, and no more than help: the room itself has one
    /// thread.
    static std::size_t forThisMachine();

    /// The caller takes the first shard, and each of the others one of the others; no more shards than
    /// threads.
    void run(std::size_t shards, const std::function<void(std::size_t shard)>& work) override;

private:
    void serve(std::size_t shard);

    const std::function<void(std::size_t shard)>* work_ =
        nullptr; ///< of the round under way; nullptr: the end
    std::size_t shards_ = 0;
    std::atomic<std::uint32_t> round_ = 0;
    std::atomic<std::uint32_t> working_ = 0;
    std::vector<std::thread> threads_;
};

} // namespace hubbub::server
