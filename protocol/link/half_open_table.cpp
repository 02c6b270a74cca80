#include "protocol/link/half_open_table.h"

#include "protocol/base/check.h"
#include "protocol/crypto/hash.h"
#include "protocol/wire/varint.h"

#include <algorithm>
#include <iterator>

namespace hubbub::link {

InitiationId InitiationId::of(const Path& from, const wire::Initiation& initiation)
{
    ByteArray<4> index{};
    wire::Writer(index).u32(initiation.sender.value);
    return {from, crypto::sha256({index, initiation.noise})};
}

const HalfOpen* HalfOpenTable::find(const InitiationId& id) const
{
    const auto found = byInitiation_.find(id);
    return found == byInitiation_.end() ? nullptr : &*found->second;
}

const HalfOpen* HalfOpenTable::find(SessionIndex local) const
{
    const auto found = byIndex_.find(local);
    return found == byIndex_.end() ? nullptr : &*found->second;
}

HalfOpen* HalfOpenTable::find(SessionIndex local)
{
    const auto found = byIndex_.find(local);
    return found == byIndex_.end() ? nullptr : &*found->second;
}

AddressPrefix HalfOpenTable::prefixOf(const HalfOpen& handshake)
{
    return AddressPrefix::of(handshake.id.path.remote.ip);
}

std::size_t HalfOpenTable::heldBy(const AddressPrefix& prefix) const
{
    const auto found = held_.find(prefix);
    return found == held_.end() ? 0 : found->second;
}

bool HalfOpenTable::hasRoomFor(const AddressPrefix& prefix) const
{
    return entries_.size() < capacity || bySize_.rbegin()->first > heldBy(prefix) + 1;
}

void HalfOpenTable::add(HalfOpen handshake)
{
    const AddressPrefix prefix = prefixOf(handshake);
    CHECK(hasRoomFor(prefix));
    CHECK(find(handshake.id) == nullptr && find(handshake.local) == nullptr);
    if (entries_.size() == capacity)
        giveWay();
    const auto entry = entries_.insert(entries_.end(), std::move(handshake));
    byInitiation_.emplace(entry->id, entry);
    byIndex_.emplace(entry->local, entry);
    const std::size_t held = heldBy(prefix);
    count(prefix, held, held + 1);
}

void HalfOpenTable::giveWay()
{
    const AddressPrefix largest = bySize_.rbegin()->second;
    remove(std::ranges::find_if(entries_, [&](const HalfOpen& entry) { return prefixOf(entry) == largest; }));
}

void HalfOpenTable::count(const AddressPrefix& prefix, std::size_t before, std::size_t after)
{
    bySize_.erase({before, prefix});
    if (after == 0) {
        held_.erase(prefix);
        return;
    }
    held_[prefix] = after;
    bySize_.emplace(after, prefix);
}

void HalfOpenTable::remove(Entries::const_iterator entry)
{
    const AddressPrefix prefix = prefixOf(*entry);
    byInitiation_.erase(entry->id);
    byIndex_.erase(entry->local);
    entries_.erase(entry);
    const std::size_t held = heldBy(prefix);
    count(prefix, held, held - 1);
}

void HalfOpenTable::complete(SessionIndex local, Instant now)
{
    const auto found = byIndex_.find(local);
    CHECK(found != byIndex_.end());
    const wire::Ephemeral ephemeral = found->second->ephemeral;
    remove(found->second);
    if (completedInOrder_.size() == capacity) {
        completed_.erase(completedInOrder_.front());
        completedInOrder_.pop_front();
    }
    completed_.emplace(ephemeral, now);
    completedInOrder_.push_back(ephemeral);
}

void HalfOpenTable::drop(SessionIndex local)
{
    const auto found = byIndex_.find(local);
    CHECK(found != byIndex_.end());
    remove(found->second);
}

bool HalfOpenTable::hasMadeSession(const wire::Ephemeral& ephemeral) const
{
    return completed_.contains(ephemeral);
}

void HalfOpenTable::expire(Instant now)
{
    while (!entries_.empty() && now - entries_.front().since >= lifetime)
        remove(entries_.begin());
    while (!completedInOrder_.empty() && now - completed_.at(completedInOrder_.front()) >= lifetime) {
        completed_.erase(completedInOrder_.front());
        completedInOrder_.pop_front();
    }
}

std::optional<Instant> HalfOpenTable::deadline() const
{
    if (entries_.empty())
        return std::nullopt;
    return entries_.front().since + lifetime;
}

} // namespace hubbub::link
