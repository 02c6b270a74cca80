#include "server/core/session_table.h"

#include "server/core/limits.h"

namespace hubbub::server {

Session& SessionTable::add(const PublicKey& client, link::Connection connection, const RoomLog& log,
                           Shard& shard)
{
    const SessionId id{++last_};
    auto& place = sessions_[id];
    place = std::make_unique<Session>(id, client, std::move(connection), log, shard);
    byId_[id] = place.get();
    visitors_.add(id, AddressPrefix::of(place->connection.path().remote.ip));
    addIndex(place->connection.localIndex(), *place);
    return *place;
}

void SessionTable::remove(SessionId id)
{
    const auto found = sessions_.find(id);
    CHECK(found != sessions_.end());
    const Session* const session = found->second.get();
    for (const SessionIndex index : session->connection.localIndices())
        byIndex_.erase(index);
    byId_.erase(id);
    visitors_.remove(id);
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
}

void SessionTable::dropRetired(Session& session)
{
    for (const SessionIndex index : session.connection.takeRetiredIndices())
        byIndex_.erase(index);
}

void SessionTable::setMember(Session& session, MemberId member)
{
    const bool wasVisitor = session.member == MemberId{};
    session.member = member;
    if (member != MemberId{})
        visitors_.remove(session.id);
    else if (!wasVisitor)
        visitors_.add(session.id, AddressPrefix::of(session.connection.path().remote.ip));
}

Session* SessionTable::visitorToGo(const std::function<bool(const Session&)>& isSpared) const
{
    if (visitors_.size() < limits::visitors)
        return nullptr;
    const auto chosen = visitors_.toGo([&](SessionId id) {
        const Session& session = *find(id);
        return session.isClosing || isSpared(session);
    });
    return chosen ? find(*chosen) : nullptr;
}

} // namespace hubbub::server
