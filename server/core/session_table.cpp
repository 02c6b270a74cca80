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
    byId_[id] = place.get();
    visitors_[id] = place.get();
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
    byId_.erase(id);
    visitors_.erase(id);
    sessions_.erase(found);
}

Session* SessionTable::find(SessionId id) const
{
    const auto found = byId_.find(id);
    return found == byId_.end() ? nullptr : found->second;
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

void SessionTable::setMember(Session& session, MemberId member)
{
    session.member = member;
    if (member == MemberId{})
        visitors_[session.id] = &session;
    else
        visitors_.erase(session.id);
}

Session* SessionTable::visitorToGo(const std::function<bool(const Session&)>& isSpared) const
{
    if (visitors_.size() < limits::visitors)
        return nullptr;
    std::map<AddressPrefix, std::vector<Session*>> visitors;
    for (const auto& [id, session] : visitors_) {
        if (!session->isClosing && !isSpared(*session))
            visitors[AddressPrefix::of(session->connection.path().remote.ip)].push_back(session);
    }
    if (visitors.empty())
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
