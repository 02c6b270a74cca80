#include "protocol/crypto/replay_window.h"

#include "protocol/base/check.h"
#include "protocol/base/fault.h"

#include <algorithm>
#include <limits>

namespace hubbub::crypto {

bool ReplayWindow::mayAccept(std::uint64_t counter) const
{
    // After the last of all counters there is no next one to stand for "higher than all accepted".
    if (counter == std::numeric_limits<std::uint64_t>::max())
        return false;
    if (counter >= next_ || (isFault(Fault::replayAccepted) && counter + 1 == next_))
        return true;
    const std::uint64_t highest = next_ - 1;
    if (highest - counter > limits::replayWindow)
        return false;
    return (seen_[counter / wordBits % words] >> (counter % wordBits) & 1U) == 0;
}

void ReplayWindow::accept(std::uint64_t counter)
{
    CHECK(mayAccept(counter));
    const std::uint64_t word = counter / wordBits;
    if (counter >= next_) {
        const std::uint64_t highestWord = next_ == 0 ? 0 : (next_ - 1) / wordBits;
        const std::uint64_t entered = std::min<std::uint64_t>(word - highestWord, words);
        for (std::uint64_t i = 0; i < entered; ++i)
            seen_[(word - i) % words] = 0;
        next_ = counter + 1;
    }
    seen_[word % words] |= std::uint64_t{1} << (counter % wordBits);
}

bool ReplayWindow::isNewest(std::uint64_t counter) const
{
    return counter >= next_;
}

} // namespace hubbub::crypto
