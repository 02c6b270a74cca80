#include "protocol/client/request_log.h"

#include <utility>

namespace hubbub::client {

Seq RequestLog::append(Bytes record)
{
    records_.push_back(std::move(record));
    return head();
}

void RequestLog::trim(Seq next)
{
    while (first_ < next && !records_.empty()) {
        records_.pop_front();
        first_ = hubbub::next(first_);
    }
}

Seq RequestLog::head() const
{
    return Seq{first_.value + records_.size() - 1};
}

std::optional<ByteView> RequestLog::find(Seq seq) const
{
    if (seq < first_ || seq > head())
        return std::nullopt;
    return ByteView(records_[seq.value - first_.value]);
}

} // namespace hubbub::client
