// Buckets by key, for a bounded number of keys. A full bucket is the same as none, so those are forgotten;
// when there are too many all the same, keys not known yet share one bucket, which is hard on them but on
// nobody else.
#pragma once

#include "server/core/limits.h"
#include "server/core/token_bucket.h"

#include <map>

namespace hubbub::server {

template <class Key>
class BucketTable {
public:
    explicit BucketTable(BucketRate rate) : rate_(rate) {}

    /// What was taken stays taken.
    void setRate(BucketRate rate) { rate_ = rate; }
    bool has(Instant now, const Key& key) { return bucket(now, key).has(now, rate_, 1); }
    void take(Instant now, const Key& key) { bucket(now, key).take(now, rate_, 1); }
    Duration waitFor(Instant now, const Key& key) { return bucket(now, key).waitFor(now, rate_, 1); }
    std::size_t size() const { return buckets_.size(); }

private:
    TokenBucket& bucket(Instant now, const Key& key)
    {
        if (const auto known = buckets_.find(key); known != buckets_.end())
            return known->second;
        if (buckets_.size() >= limits::rememberedRates && now >= sweepAt_) {
            std::erase_if(buckets_, [now](const auto& entry) { return entry.second.isFull(now); });
            sweepAt_ = now + 1s;
        }
        return buckets_.size() < limits::rememberedRates ? buckets_[key] : shared_;
    }

    BucketRate rate_;
    std::map<Key, TokenBucket> buckets_;
    TokenBucket shared_;
    Instant sweepAt_{};
};

} // namespace hubbub::server
