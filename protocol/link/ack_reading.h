// What an ACK frame says, checked against what was sent: a lying or broken peer is found out here, before
// anything changes.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/link/position.h"
#include "protocol/wire/frame.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace hubbub::link {

class AckReading {
public:
    /// `cursor`: everything before it has been sent. `partialSize`: the size of the record that ack.partial
    /// names, if it is known.
    AckReading(const wire::AckFrame& ack, Position cursor, std::optional<std::size_t> partialSize);

    /// Which rule it breaks; empty if none. Nothing else is to be asked then.
    std::string_view violation() const { return violation_; }
    /// Everything before has arrived, but for what is missing.
    Position limit() const { return limit_; }
    std::span<Stretch> missing() { return std::span(missing_).first(count_); }
    /// Where the last thing sent that arrived ends; nothing if parts of a record arrived, but not the first
    /// ones.
    std::optional<Position> edge() const { return edge_; }
    /// Everything below has arrived.
    Seq lowestMissing() const { return lowestMissing_; }

private:
    void readRanges(const wire::AckFrame& ack);
    void readPartial(const wire::AckFrame& ack, Position cursor, std::optional<std::size_t> partialSize);
    void splitAround(const wire::AckFrame::Partial& partial);
    void append(Position from, Position to);

    std::string_view violation_;
    Position limit_;
    std::optional<Position> edge_;
    Seq lowestMissing_;
    /// A partial record splits one range, or adds two.
    std::array<Stretch, limits::missingRanges + 2> missing_{};
    std::size_t count_ = 0;
};

} // namespace hubbub::link
