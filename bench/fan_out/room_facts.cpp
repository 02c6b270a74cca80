#include "bench/fan_out/room_facts.h"

#include "protocol/base/check.h"
#include "protocol/chat/event.h"
#include "protocol/chat/roster_entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string>

namespace hubbub::bench {

namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t hash = (a ^ b) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32U;
    return hash * 0xd1342543de82ef95U + a;
}

std::uint64_t entryHashOf(MemberId member, std::string_view name)
{
    return quickHash(bytesOf(name), member.value);
}

EventFact factOf(const chat::LogRecord& record)
{
    EventFact fact;
    const auto* const event = std::get_if<chat::Event>(&record);
    if (event == nullptr)
        return fact;
    if (std::holds_alternative<chat::Joined>(event->what)) {
        fact.rosterChange = 1;
        fact.entryHash = entryHashOf(event->member, event->name);
    } else if (std::holds_alternative<chat::Left>(event->what)) {
        fact.rosterChange = -1;
        fact.entryHash = -entryHashOf(event->member, event->name);
    } else if (std::holds_alternative<chat::Message>(event->what)) {
        const std::string_view text = event->text().substr(0, leastTextBytes);
        std::from_chars(text.data(), text.data() + text.size(), fact.saidAt, 16);
    }
    return fact;
}

} // namespace

std::uint64_t quickHash(ByteView bytes, std::uint64_t seed)
{
    const auto word = [&](std::size_t at) {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, std::min(sizeof value, bytes.size() - at));
        return value;
    };
    // Four lanes, so that no multiplication waits for the one before.
    std::array<std::uint64_t, 4> lanes = {seed, seed + 1, seed + 2, bytes.size()};
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            std::uint64_t value = 0;
            std::memcpy(&value, bytes.data() + at + 8 * i, sizeof value);
            lanes[i] = mix(lanes[i], value);
        }
    }
    for (std::size_t i = 0; at < bytes.size(); at += 8, ++i)
        lanes[i] = mix(lanes[i], word(at));
    return mix(mix(lanes[0], lanes[1]), mix(lanes[2], lanes[3]));
}

EventFact* RoomFacts::find(Seq seq, ByteView record)
{
    if (facts_.empty())
        first_ = seq;
    while (seq < first_) {
        facts_.emplace_front();
        first_ = Seq{first_.value - 1};
    }
    const auto index = static_cast<std::size_t>(seq.value - first_.value);
    while (index >= facts_.size())
        facts_.emplace_back();
    EventFact& fact = facts_[index];
    if (!fact.record.empty())
        return equalBytes(fact.record, record) ? &fact : nullptr;
    const auto decoded = chat::decodeLogRecord(record);
    if (!decoded)
        return nullptr;
    fact = factOf(*decoded);
    fact.record = copyOf(record);
    fact.hash = quickHash(record, seq.value);
    return &fact;
}

std::optional<RosterFact> RoomFacts::ofRoster(ByteView record)
{
    const std::uint64_t hash = quickHash(record, 0);
    const auto known = rosters_.find(hash);
    if (known != rosters_.end())
        return known->second;
    const auto entries = chat::decodeRosterRecord(record);
    if (!entries)
        return std::nullopt;
    RosterFact fact;
    for (const chat::RosterEntry& entry : *entries)
        fact.hash += entryHashOf(entry.member, entry.name);
    fact.entries = static_cast<std::uint32_t>(entries->size());
    rosters_.emplace(hash, fact);
    return fact;
}

void RoomFacts::beginAnew(Seq seq)
{
    held_ = seq;
    for (EventFact& fact : facts_)
        fact.holders = 0;
}

Seq RoomFacts::heldBy(std::uint32_t members)
{
    while (held_.value + 1 >= first_.value && held_.value + 1 - first_.value < facts_.size()
           && facts_[static_cast<std::size_t>(held_.value + 1 - first_.value)].holders >= members)
        held_ = next(held_);
    while (facts_.size() > mostFacts && first_ < held_) {
        facts_.pop_front();
        first_ = next(first_);
    }
    return held_;
}

std::string messageText(std::int64_t saidAt, std::size_t bytes)
{
    CHECK(bytes >= leastTextBytes);
    std::string text(bytes, 'x');
    std::fill_n(text.begin(), leastTextBytes, '0');
    std::array<char, leastTextBytes> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), saidAt, 16);
    CHECK(error == std::errc{});
    const auto count = static_cast<std::size_t>(end - digits.data());
    std::copy_n(digits.data(), count, text.data() + (leastTextBytes - count));
    return text;
}

} // namespace hubbub::bench
