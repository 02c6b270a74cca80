#include "server/core/visitor_table.h"

#include "protocol/base/check.h"

#include <ranges>

namespace hubbub::server {

void VisitorTable::add(SessionId session, const AddressPrefix& prefix)
{
    CHECK(prefixes_.emplace(session, prefix).second);
    auto& group = groups_[prefix];
    sizes_.erase({group.size(), prefix});
    group.insert(session);
    sizes_.insert({group.size(), prefix});
}

void VisitorTable::remove(SessionId session)
{
    const auto found = prefixes_.find(session);
    if (found == prefixes_.end())
        return;
    const auto group = groups_.find(found->second);
    sizes_.erase({group->second.size(), group->first});
    group->second.erase(session);
    if (group->second.empty())
        groups_.erase(group);
    else
        sizes_.insert({group->second.size(), group->first});
    prefixes_.erase(found);
}

std::optional<SessionId> VisitorTable::toGo(const std::function<bool(SessionId)>& isSpared) const
{
    for (const auto& [size, prefix] : std::views::reverse(sizes_))
        for (const SessionId session : groups_.at(prefix))
            if (!isSpared(session))
                return session;
    return std::nullopt;
}

} // namespace hubbub::server
