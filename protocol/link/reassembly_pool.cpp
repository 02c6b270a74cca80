#include "protocol/link/reassembly_pool.h"

#include "protocol/base/check.h"

#include <utility>

namespace hubbub::link {

PoolShare::PoolShare(PoolShare&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)),
      bytes_(other.bytes_)
{
}

PoolShare& PoolShare::operator=(PoolShare&& other) noexcept
{
    std::swap(pool_, other.pool_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

PoolShare::~PoolShare()
{
    if (pool_)
        pool_->taken_ -= bytes_;
}

bool PoolShare::take(ReassemblyPool* pool, std::size_t bytes, PoolShare& share)
{
    CHECK(!share.pool_);
    if (!pool)
        return true;
    if (bytes > pool->bytes_ - pool->taken_)
        return false;
    pool->taken_ += bytes;
    share.pool_ = pool;
    share.bytes_ = bytes;
    return true;
}

} // namespace hubbub::link
