// How many bytes are on their way, as far as is known, without a note for each packet: sizes are looked up in
// the source again when they are acknowledged.
#pragma once

#include "protocol/link/position.h"
#include "protocol/link/record_source.h"

#include <cstddef>

namespace hubbub::link {

/// What a record takes beyond its bytes (its length); so that even empty records fill a window at some time.
inline constexpr std::size_t recordOverhead = 2;

/// What a stretch takes in flight. A record that the source does not have any more counts as `unknownRecord`.
std::size_t bytesIn(const RecordSource& source, const Stretch& stretch, std::size_t unknownRecord);

/// The bytes sent once and neither acknowledged nor lost: all those from one position to the sender's cursor.
class Flight {
public:
    explicit Flight(Position start) : from_(start) {}

    Position from() const { return from_; }
    std::size_t bytes() const { return bytes_; }

    void add(std::size_t bytes) { bytes_ += bytes; }
    /// What lies before `to` has landed or is lost. Returns how many bytes that were.
    std::size_t releaseTo(const RecordSource& source, Position to, Position cursor);

private:
    Position from_;
    std::size_t bytes_ = 0;
};

} // namespace hubbub::link
