// When each of many things is to be looked at next: one entry per key, moved only forward in time by its
// owner when it turns up too early. Order does not depend on addresses or hashes, so runs can be replayed.
#pragma once

#include "protocol/base/time.h"

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace hubbub::server {

template <class Key>
class DueQueue {
public:
    /// At `when` at the latest; an earlier time stays, and turns up too early.
    void bringForward(const Key& key, Instant when)
    {
        const auto [entry, isNew] = at_.try_emplace(key, when);
        if (!isNew) {
            if (entry->second <= when)
                return;
            order_.erase({entry->second, key});
            entry->second = when;
        }
        order_.emplace(when, key);
    }
    void remove(const Key& key)
    {
        if (const auto entry = at_.find(key); entry != at_.end()) {
            order_.erase({entry->second, key});
            at_.erase(entry);
        }
    }
    std::optional<Instant> earliest() const
    {
        return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
    }
    /// All that are due, taken out before the first is looked at: what comes in again waits for the next
    /// call.
    std::vector<Key> takeDue(Instant now)
    {
        std::vector<Key> due;
        while (!order_.empty() && order_.begin()->first <= now) {
            due.push_back(order_.begin()->second);
            at_.erase(due.back());
            order_.erase(order_.begin());
        }
        return due;
    }

private:
    std::set<std::pair<Instant, Key>> order_;
    std::unordered_map<Key, Instant> at_;
};

} // namespace hubbub::server
