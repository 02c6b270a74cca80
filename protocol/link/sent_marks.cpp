#include "protocol/link/sent_marks.h"

#include <algorithm>

namespace hubbub::link {

void SentMarks::sent(Instant now, std::uint64_t counter)
{
    if (count_ > 0 && now - marks_[(count_ - 1) % capacity].since < spacing)
        return;
    marks_[count_ % capacity] = {counter, now};
    ++count_;
}

bool SentMarks::isCredible(Instant now, std::uint64_t counter, std::uint64_t nextCounter) const
{
    if (counter < notAnsweredFrom_ || counter >= nextCounter)
        return false;
    const std::size_t kept = std::min(count_, capacity);
    for (std::size_t back = 1; back <= kept; ++back) {
        const Mark& mark = marks_[(count_ - back) % capacity];
        if (mark.counter <= counter)
            return now - mark.since <= believedFor;
    }
    return false;
}

} // namespace hubbub::link
