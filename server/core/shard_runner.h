// Runs a piece of work for each shard. Who owns threads has them do it, each its own shard; tests do it one
// after the other.
#pragma once

#include <cstddef>
#include <functional>

namespace hubbub::server {

class ShardRunner {
public:
    ShardRunner() = default;
    ShardRunner(const ShardRunner&) = delete;
    ShardRunner& operator=(const ShardRunner&) = delete;
    virtual ~ShardRunner() = default;

    /// Calls work(0) to work(shards - 1), perhaps at the same time, and returns when all have returned.
    virtual void run(std::size_t shards, const std::function<void(std::size_t shard)>& work) = 0;
};

/// One after the other.
class SerialRunner final : public ShardRunner {
public:
    void run(std::size_t shards, const std::function<void(std::size_t shard)>& work) override
    {
        for (std::size_t i = 0; i < shards; ++i)
            work(i);
    }
};

} // namespace hubbub::server
