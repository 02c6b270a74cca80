// A log in memory whose records can be named, found to be missing, and forgotten.
#pragma once

#include "protocol/base/check.h"
#include "protocol/link/record_source.h"

#include <map>
#include <set>
#include <string>

namespace hubbub::test {

class TestLog final : public link::RecordSource {
public:
    explicit TestLog(Seq first = Seq{1}) : first_(first), head_{first.value - 1} {}

    Seq head() const override { return head_; }
    Seq first() const override { return first_; }
    std::optional<ByteView> find(Seq seq) const override
    {
        const auto found = records_.find(seq.value);
        if (found == records_.end() || absent_.contains(seq.value))
            return std::nullopt;
        return ByteView(found->second);
    }

    Seq append(Bytes record)
    {
        head_ = next(head_);
        records_[head_.value] = std::move(record);
        return head_;
    }
    Seq append(std::string_view record) { return append(copyOf(bytesOf(record))); }
    /// A record of this size that is different from the others.
    Seq appendBytes(std::size_t size)
    {
        Bytes record(size);
        for (std::size_t i = 0; i < size; ++i)
            record[i] = static_cast<Byte>((head_.value + 1) * 31 + i * 7 + i / 256);
        return append(std::move(record));
    }
    void appendMany(std::size_t count, std::size_t size)
    {
        while (count-- > 0)
            appendBytes(size);
    }

    /// As when its text is removed.
    void replace(Seq seq, Bytes record) { records_.at(seq.value) = std::move(record); }
    /// Gone for good.
    void truncate(Seq first)
    {
        first_ = std::max(first_, first);
        records_.erase(records_.begin(), records_.lower_bound(first.value));
        head_ = std::max(head_, Seq{first.value - 1});
    }
    /// Exists, but is not in memory.
    void setAbsent(Seq seq) { absent_.insert(seq.value); }
    void setPresent(Seq seq) { absent_.erase(seq.value); }

private:
    Seq first_;
    Seq head_;
    std::map<std::uint64_t, Bytes> records_;
    std::set<std::uint64_t> absent_;
};

} // namespace hubbub::test
