#include "protocol/link/key_ring.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"

#include <utility>

namespace hubbub::link {

namespace {

Instant timeForNewKeys(Instant now, const KeyLimits& limits, Entropy& entropy)
{
    return now + entropy.drawAround(limits.rekeyAfter, limits::rekeyJitterPercent);
}

} // namespace

KeyRing::KeyRing(Role role, Instant now, SessionKeys keys, const KeyLimits& limits, Entropy& entropy)
    : role_(role),
      limits_(limits),
      current_(std::make_unique<KeyGeneration>(std::move(keys), 0, now)),
      wipePreviousAt_(now),
      rekeyAt_(timeForNewKeys(now, limits, entropy))
{
}

KeyGeneration* KeyRing::find(SessionIndex local)
{
    for (KeyGeneration* generation : {current_.get(), waiting_.get(), previous_.get()}) {
        if (generation != nullptr && generation->local() == local)
            return generation;
    }
    return nullptr;
}

void KeyRing::install(Instant now, SessionKeys keys, Entropy& entropy)
{
    CHECK(find(keys.local) == nullptr);
    const std::uint64_t ordinal = (waiting_ ? waiting_ : current_)->ordinal() + 1;
    auto generation = std::make_unique<KeyGeneration>(std::move(keys), ordinal, now);
    if (role_ == Role::client) {
        rekeyAt_ = timeForNewKeys(now, limits_, entropy);
        supersede(now, std::move(generation));
        return;
    }
    retire(waiting_);
    waiting_ = std::move(generation);
}

void KeyRing::useWaiting(Instant now)
{
    CHECK(waiting_ != nullptr);
    supersede(now, std::move(waiting_));
}

void KeyRing::supersede(Instant now, std::unique_ptr<KeyGeneration> successor)
{
    retire(previous_);
    previous_ = std::exchange(current_, std::move(successor));
    wipePreviousAt_ = now + limits::previousKeysKept;
}

void KeyRing::retire(std::unique_ptr<KeyGeneration>& generation)
{
    if (!generation)
        return;
    retired_.push_back(generation->local());
    generation.reset();
}

void KeyRing::expire(Instant now)
{
    if (previous_ && now >= wipePreviousAt_)
        retire(previous_);
}

std::vector<SessionIndex> KeyRing::takeRetired()
{
    return std::exchange(retired_, {});
}

std::vector<SessionIndex> KeyRing::locals() const
{
    std::vector<SessionIndex> all = retired_;
    for (const KeyGeneration* generation : {current_.get(), waiting_.get(), previous_.get()}) {
        if (generation != nullptr)
            all.push_back(generation->local());
    }
    return all;
}

bool KeyRing::wantsNew(Instant now) const
{
    return role_ == Role::client && (now >= rekeyAt_ || current_->areWorn(limits_));
}

bool KeyRing::areSpent(Instant now) const
{
    return current_->areSpent(now, limits_);
}

std::optional<Instant> KeyRing::deadline(Instant after) const
{
    std::optional<Instant> earliest;
    const auto consider = [&](Instant instant) {
        if (instant > after && (!earliest || instant < *earliest))
            earliest = instant;
    };
    consider(current_->since() + limits_.sessionLifetime);
    if (role_ == Role::client)
        consider(rekeyAt_);
    if (previous_)
        consider(wipePreviousAt_);
    return earliest;
}

} // namespace hubbub::link
