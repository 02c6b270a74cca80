// Sessions that have not joined, by the address prefix they came from: when there are too many, the prefix
// with the most of them gives way, so that whoever knocks a thousand times pushes out only himself.
#pragma once

#include "protocol/base/address.h"
#include "server/core/session_id.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace hubbub::server {

class VisitorTable {
public:
    /// Where it came from first; a later change of address changes nothing here.
    void add(SessionId session, const AddressPrefix& prefix);
    void remove(SessionId session);
    std::size_t size() const { return prefixes_.size(); }

    /// The earliest of the prefix that has the most, passing over those that are spared. Nothing if all are.
    std::optional<SessionId> toGo(const std::function<bool(SessionId)>& isSpared) const;

private:
    std::map<SessionId, AddressPrefix> prefixes_;
    std::map<AddressPrefix, std::set<SessionId>> groups_;
    /// The groups by size.
    std::set<std::pair<std::size_t, AddressPrefix>> sizes_;
};

} // namespace hubbub::server
