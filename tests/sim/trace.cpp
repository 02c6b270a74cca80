#include "tests/sim/trace.h"

#include <array>
#include <cstdio>
#include <cstring>

namespace hubbub::sim {

void Trace::note(Instant now, std::uint64_t step, const std::string& text)
{
    if (!isOn())
        return;
    std::array<char, 64> head{};
    const double seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
    std::snprintf(head.data(), head.size(), "%12.6f %8llu  ", seconds, static_cast<unsigned long long>(step));
    lines_.push_back(head.data() + text);
    if (lines_.size() > most_)
        lines_.pop_front();
}

void Trace::hash(Instant now, ByteView datagram)
{
    mix(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    mix(datagram.size());
    for (std::size_t at = 0; at < datagram.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, datagram.data() + at, std::min(sizeof word, datagram.size() - at));
        mix(word);
    }
}

/// The finalizer of SplitMix64 over a running sum.
void Trace::mix(std::uint64_t value)
{
    std::uint64_t mixed = hash_ ^ (value + 0x9e3779b97f4a7c15U);
    mixed = (mixed ^ mixed >> 30U) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ mixed >> 27U) * 0x94d049bb133111ebU;
    hash_ = mixed ^ mixed >> 31U;
}

} // namespace hubbub::sim
