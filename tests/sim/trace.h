// What happened, for people: the last steps of a run in words, and a hash over every datagram that tells two
// runs apart. Words are made only when somebody will read them.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/time.h"

#include <cstdint>
#include <deque>
#include <string>

namespace hubbub::sim {

class Trace {
public:
    /// Lines that are kept; 0: none are made.
    explicit Trace(std::size_t lines = 0) : most_(lines) {}

    bool isOn() const { return most_ > 0; }
    void note(Instant now, std::uint64_t step, const std::string& text);
    const std::deque<std::string>& lines() const { return lines_; }

    void hash(Instant now, ByteView datagram);
    std::uint64_t hashed() const { return hash_; }

private:
    void mix(std::uint64_t value);

    std::size_t most_;
    std::deque<std::string> lines_;
    std::uint64_t hash_ = 0xcbf29ce484222325U;
};

} // namespace hubbub::sim
