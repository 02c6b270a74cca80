// All sessions, by the indices their packets bear; and which of them goes when too many never join.
#pragma once

#include "server/core/session.h"
#include "server/core/visitor_table.h"

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace hubbub::server {

class SessionTable {
public:
    Session& add(const PublicKey& client, link::Connection connection, const RoomLog& log, Shard& shard);
    void remove(SessionId id);
    Session* find(SessionId id) const;
    Session* findIndex(SessionIndex index) const;
    bool isFree(SessionIndex index) const { return !byIndex_.contains(index); }
    void addIndex(SessionIndex index, Session& session);
    /// Keys that no longer open anything free their indices.
    void dropRetired(Session& session);

    /// 0: it is a visitor again.
    void setMember(Session& session, MemberId member);

    std::size_t size() const { return sessions_.size(); }
    std::size_t visitors() const { return visitors_.size(); }
    /// In the order they came.
    const std::map<SessionId, std::unique_ptr<Session>>& all() const { return sessions_; }

    /// Of the sessions that have not joined, one that makes room for another. Nothing while there are fewer
    /// than limits::visitors.
    Session* visitorToGo(const std::function<bool(const Session&)>& isSpared) const;

private:
    std::uint64_t last_ = 0;
    std::map<SessionId, std::unique_ptr<Session>> sessions_;
    std::unordered_map<SessionId, Session*> byId_; ///< as sessions_, found sooner
    std::unordered_map<SessionIndex, Session*> byIndex_;
    VisitorTable visitors_;
};

} // namespace hubbub::server
