#include "server/core/session_table.h"

#include "server/core/limits.h"

#include <algorithm>
#include <vector>

namespace hubbub::server {

Session& SessionTable::add(const PublicKey& client, link::Connection connection, const RoomLog& log)
{
    const SessionId id{++last_};
    auto& place = sessions_[id];
    place = std::make_unique<Session>(id, client, std::move(connection), log);
    addIndex(place->connection.localIndex(), *place);
    return *place;
}

void SessionTable::remove(SessionId id)
{
    const auto found = sessions_.find(id);
    CHECK(found != sessions_.end());
    const Session* const session = found->second.get();
    for (const SessionIndex index : session->indices)
        byIndex_.erase(index);
    sessions_.erase(found);
}

Session* SessionTable::find(SessionId id) const
{
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : found->second.get();
}

Session* SessionTable::findIndex(SessionIndex index) const
{
    const auto found = byIndex_.find(index);
    return found == byIndex_.end() ? nullptr : found->second;
}

void SessionTable::addIndex(SessionIndex index, Session& session)
{
    byIndex_[index] = &session;
    session.indices.push_back(index);
}

void SessionTable::dropRetired(Session& session)
{
    for (const SessionIndex index : session.connection.takeRetiredIndices()) {
        byIndex_.erase(index);
        std::erase(session.indices, index);
    }
}

Session* SessionTable::visitorToGo(const std::function<bool(const Session&)>& isSpared) const
{
    // Members have sessions too: the scan is worth it only when there may be too many others.
    if (sessions_.size() < limits::visitors)
        return nullptr;
    std::map<AddressPrefix, std::vector<Session*>> visitors;
    std::size_t count = 0;
    for (const auto& [id, session] : sessions_) {
        if (session->member == MemberId{} && !session->isClosing && !isSpared(*session)) {
            visitors[AddressPrefix::of(session->connection.path().remote.ip)].push_back(session.get());
            ++count;
        }
    }
    if (count < limits::visitors)
        return nullptr;
    const auto most = std::max_element(visitors.begin(), visitors.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
    });
    return *std::min_element(most->second.begin(), most->second.end(),
                             [](const Session* a, const Session* b) {
                                 return a->connection.lastHeard() < b->connection.lastHeard();
                             });
}

} // namespace hubbub::server
