// What share of the loop's time one kind of work takes, second by second.
#pragma once

#include "protocol/base/time.h"

#include <optional>

namespace hubbub::server {

class LoadMeter {
public:
    void add(Duration busy) { busy_ += busy; }
    /// Once a second or more has passed since the last answer: the share since then, 0 to 100. Nothing in
    /// between.
    std::optional<int> percentOfLastSecond(Instant now)
    {
        if (now - since_ < 1s)
            return std::nullopt;
        const auto percent = static_cast<int>(100 * busy_ / (now - since_));
        since_ = now;
        busy_ = Duration::zero();
        return percent;
    }

private:
    Instant since_{};
    Duration busy_{};
};

} // namespace hubbub::server
