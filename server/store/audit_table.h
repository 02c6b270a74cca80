// What moderators did, for people to read: written in the transaction that does it, and kept when the events
// are gone.
#pragma once

#include "protocol/base/result.h"
#include "server/core/room_fold.h"
#include "server/store/sqlite.h"

namespace hubbub::server {

class AuditTable {
public:
    static Result<AuditTable, Failure> prepare(Database& database);

    /// Within a transaction, with what the command did; nothing is written of what is no moderation. False if
    /// the database refused.
    bool write(const Command& command, const FoldEffect& effect, const FoldChange& change);

private:
    Statement insert_;
};

} // namespace hubbub::server
