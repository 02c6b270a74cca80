#include "server/core/resting_table.h"

#include "protocol/base/check.h"

namespace hubbub::server {

std::vector<RestingName> RestingTable::all() const
{
    std::vector<RestingName> all;
    all.reserve(byFold_.size());
    for (const auto& [fold, name] : byFold_)
        all.push_back(name);
    return all;
}

const RestingName* RestingTable::find(const chat::NameKeys& keys) const
{
    const auto found = clashing(keys);
    return found.empty() ? nullptr : found.front();
}

const RestingName* RestingTable::barring(const chat::NameKeys& keys, const PublicKey& asker,
                                         WallTime time) const
{
    for (const RestingName* name : clashing(keys)) {
        if (name->key != asker && time < name->until)
            return name;
    }
    return nullptr;
}

void RestingTable::insert(const RestingName& name)
{
    const bool inserted = byFold_.emplace(name.keys.fold, name).second
                       && foldByLookalike_.emplace(name.keys.lookalike, name.keys.fold).second;
    CHECK(inserted);
    foldByUntil_.emplace(name.until, name.keys.fold);
}

void RestingTable::erase(const RestingName& name)
{
    foldByUntil_.erase({name.until, name.keys.fold});
    foldByLookalike_.erase(name.keys.lookalike);
    byFold_.erase(name.keys.fold);
}

void RestingTable::removeClashing(const chat::NameKeys& keys, std::vector<RestingName>& removed)
{
    for (const RestingName* name : clashing(keys)) {
        removed.push_back(*name);
        erase(removed.back());
    }
}

void RestingTable::removeExpired(WallTime time, std::vector<RestingName>& removed)
{
    while (!foldByUntil_.empty() && foldByUntil_.begin()->first <= time) {
        removed.push_back(byFold_.at(foldByUntil_.begin()->second));
        erase(removed.back());
    }
}

std::vector<const RestingName*> RestingTable::clashing(const chat::NameKeys& keys) const
{
    std::vector<const RestingName*> found;
    if (const auto byFold = byFold_.find(keys.fold); byFold != byFold_.end())
        found.push_back(&byFold->second);
    if (const auto fold = foldByLookalike_.find(keys.lookalike);
        fold != foldByLookalike_.end() && fold->second != keys.fold)
        found.push_back(&byFold_.at(fold->second));
    return found;
}

} // namespace hubbub::server
