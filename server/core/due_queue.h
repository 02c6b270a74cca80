// When each of many things is to be looked at next: one entry per key, moved only forward in time by its
// owner when it turns up too early. Order does not depend on addresses or hashes, so runs can be replayed.
#pragma once

#include "protocol/base/time.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
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
            entry->second = when;
        }
        heap_.emplace_back(when, key);
        std::ranges::push_heap(heap_, std::greater<>());
        dropOutdated();
    }
    void remove(const Key& key)
    {
        at_.erase(key);
        dropOutdated();
    }
    std::optional<Instant> earliest() const
    {
        return heap_.empty() ? std::nullopt : std::optional(heap_.front().first);
    }
    /// All that are due, taken out before the first is looked at: what comes in again waits for the next
    /// call.
    std::vector<Key> takeDue(Instant now)
    {
        std::vector<Key> due;
        while (!heap_.empty() && heap_.front().first <= now) {
            due.push_back(heap_.front().second);
            at_.erase(due.back());
            dropOutdated();
        }
        return due;
    }

private:
    using Entry = std::pair<Instant, Key>;

    bool isOutdated(const Entry& entry) const
    {
        const auto found = at_.find(entry.second);
        return found == at_.end() || found->second != entry.first;
    }
    /// The first entry is a valid one afterwards, and at most as many others are not as are.
    void dropOutdated()
    {
        while (!heap_.empty() && isOutdated(heap_.front())) {
            std::ranges::pop_heap(heap_, std::greater<>());
            heap_.pop_back();
        }
        if (heap_.size() <= 2 * at_.size())
            return;
        std::erase_if(heap_, [this](const Entry& entry) { return isOutdated(entry); });
        std::ranges::make_heap(heap_, std::greater<>());
    }

    std::unordered_map<Key, Instant> at_;
    /// By time, the earliest first, with what has become of its keys: entries that do not say what at_ says
    /// are outdated.
    std::vector<Entry> heap_;
};

} // namespace hubbub::server
