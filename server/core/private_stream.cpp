#include "server/core/private_stream.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "server/core/limits.h"

#include <algorithm>

namespace hubbub::server {

void PrivateStream::append(SharedRecord record)
{
    CHECK(record->size() <= limits::recordBytes);
    bytes_ += record->size();
    records_.push_back(std::move(record));
}

void PrivateStream::trim(Seq next)
{
    if (next <= first_)
        return;
    const auto count = std::min<std::uint64_t>(next.value - first_.value, records_.size());
    const auto end = records_.begin() + static_cast<std::ptrdiff_t>(count);
    for (auto record = records_.begin(); record != end; ++record)
        bytes_ -= (*record)->size();
    records_.erase(records_.begin(), end);
    first_.value += count;
    // Most sessions hear an answer at the start and hardly any later.
    if (records_.empty())
        records_.shrink_to_fit();
}

bool PrivateStream::hasRoomForRequests(std::size_t most) const
{
    return records_.size() < most && bytes_ < limits::privateBytes;
}

bool PrivateStream::hasRoomForLists() const
{
    return records_.size() < limits::privateRecordsOfLists && bytes_ < limits::privateBytesOfLists;
}

bool PrivateStream::hasRoomForPages() const
{
    return hasRoomForLists() && bytes_ <= limits::privateBytesOfPages;
}

Seq PrivateStream::head() const
{
    return Seq{first_.value + records_.size() - 1};
}

std::optional<ByteView> PrivateStream::find(Seq seq) const
{
    if (seq < first_ || seq > head())
        return std::nullopt;
    return ByteView(*records_[static_cast<std::size_t>(seq.value - first_.value)]);
}

} // namespace hubbub::server
