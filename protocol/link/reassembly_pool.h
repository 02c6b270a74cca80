// Bounds what many receivers together keep of records that are incomplete or out of order. A pool of no bytes
// forbids it: what comes in order is still delivered.
#pragma once

#include <cstddef>

namespace hubbub::link {

/// Must outlive all links that it was given to.
class ReassemblyPool {
public:
    explicit ReassemblyPool(std::size_t bytes) : bytes_(bytes) {}
    ReassemblyPool(const ReassemblyPool&) = delete;
    ReassemblyPool& operator=(const ReassemblyPool&) = delete;

    std::size_t taken() const { return taken_; }

private:
    friend class PoolShare;

    std::size_t bytes_;
    std::size_t taken_ = 0;
};

/// Some bytes of a pool, given back with this object.
class PoolShare {
public:
    PoolShare() = default;
    PoolShare(const PoolShare&) = delete;
    PoolShare& operator=(const PoolShare&) = delete;
    PoolShare(PoolShare&& other) noexcept;
    PoolShare& operator=(PoolShare&& other) noexcept;
    ~PoolShare();

    /// False if there is not so much left. Without a pool everything is granted. `share` must be empty.
    static bool take(ReassemblyPool* pool, std::size_t bytes, PoolShare& share);

private:
    ReassemblyPool* pool_ = nullptr;
    std::size_t bytes_ = 0;
};

} // namespace hubbub::link
