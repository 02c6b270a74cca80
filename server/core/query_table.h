// Questions put to the store and not yet answered, and who wants to know.
#pragma once

#include "server/core/block_cache.h"
#include "server/core/limits.h"
#include "server/core/pending_table.h"
#include "server/core/store_port.h"

#include <map>
#include <optional>
#include <variant>

namespace hubbub::server {

/// Whether a submission became an event.
struct SubmissionQuery {
    Submission submission;
    Waiter waiter;
    bool isDiskFull = false; ///< why it was not stored, if it was not
};
/// h(cursor) of somebody who resumes.
struct ResumeQuery {
    SessionId session;
    Seq cursor;
};
/// h of the record before the restored tail.
struct TailQuery {
    Seq seq;
};
struct BlockQuery {
    BlockCache::Read read;
};
/// An event that somebody wants removed, and that is not in memory.
struct RemovalQuery {
    RemoveCommand command;
    bool isAdmin = false;         ///< else only what the asking member has said
    std::optional<Waiter> waiter; ///< nothing: the console
};
/// A page, or a slice of a search.
struct PastQuery {
    SessionId session;
};
using Query = std::variant<SubmissionQuery, ResumeQuery, TailQuery, BlockQuery, RemovalQuery, PastQuery>;

class QueryTable {
public:
    bool isFull() const { return queries_.size() >= limits::queriesUnderWay; }
    QueryId add(const Query& query)
    {
        queries_.emplace(QueryId{++last_}, query);
        return QueryId{last_};
    }
    /// Nothing for one not asked, or answered before.
    std::optional<Query> take(QueryId id)
    {
        const auto found = queries_.find(id);
        if (found == queries_.end())
            return std::nullopt;
        const Query query = found->second;
        queries_.erase(found);
        return query;
    }
    std::size_t size() const { return queries_.size(); }

private:
    std::uint64_t last_ = 0;
    std::map<QueryId, Query> queries_;
};

} // namespace hubbub::server
