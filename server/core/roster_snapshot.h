// Who was present as of one seq, encoded once and shared by all who enter soon after. Immutable.
#pragma once

#include "protocol/chat/roster_entry.h"
#include "protocol/link/record_source.h"

#include <span>
#include <vector>

namespace hubbub::server {

class RosterSnapshot final : public link::RecordSource {
public:
    RosterSnapshot(Seq asOf, std::span<const chat::RosterEntry> entries)
        : asOf_(asOf),
          entries_(static_cast<std::uint32_t>(entries.size())),
          records_(chat::encodeRoster(entries))
    {
    }

    Seq asOf() const { return asOf_; }
    std::uint32_t entries() const { return entries_; }

    Seq head() const override { return Seq{records_.size()}; }
    Seq first() const override { return Seq{1}; }
    std::optional<ByteView> find(Seq seq) const override
    {
        if (seq < first() || seq > head())
            return std::nullopt;
        return ByteView(records_[static_cast<std::size_t>(seq.value - 1)]);
    }

private:
    Seq asOf_;
    std::uint32_t entries_;
    std::vector<Bytes> records_;
};

} // namespace hubbub::server
